"""How often a border post is told to compare somebody who is on no list, and what the birth date is worth there.

    .venv/bin/python -m benchmarks.matching.border [--people 800] [--data FOLDER] [--model VERSION] [--part test]

Invented persons of the region are read from their documents (name as a zone gives it, birth date, sex, nationality) and
compared with the persons of one half of OFAC's list, with all aliases and the birth dates that the list states. Whoever
is answered *fair* or more is a false alarm; the border itself tells from *strong*. Beside them the list's own people:
with their own date, with another one (a namesake, or whom a wrong date loses), and by a list without dates (a namesake,
or who is listed without one). Figures in ten thousand.
"""

import argparse
import csv
import gzip
import itertools
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from benchmarks.matching.ofac import in_order
from benchmarks.matching.pairs import Part, part_of

from interlace.core.compiled import Encoder, rules_of
from interlace.core.compiled.scoring import score_pairs
from interlace.core.dates import PartialDate
from interlace.core.matching import MODEL, Description, Model, model, versions
from interlace.world.criminal.population import Person, people_of

_ROOT = Path(__file__).resolve().parents[2]
_SEED = 11
_AT_ONCE = 200
CHECKS = 10_000
_BORN = re.compile(r"DOB (?:circa )?((?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4})")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared/data")
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--people", type=int, default=800)
    parser.add_argument("--model", choices=versions(), default=MODEL)
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.TEST)
    arguments = parser.parse_args()
    asked_of = model(arguments.model)
    entries = list(_entries(arguments.data / "ofac_sdn", arguments.part))
    people = list(itertools.islice(_people(), arguments.people))
    dated = [(names, born) for names, born in entries if born and born[0].day]
    others = [(names, dated[(at + 1) % len(dated)][1]) for at, (names, _born) in enumerate(dated)]
    with_dates, without = ([_entry(names, born if keep else []) for names, born in entries] for keep in (True, False))
    rows = {
        "name alone": (_travellers(people, has_date=False), without),
        "document; the list states no dates": (_travellers(people), without),
        "document; the list states its dates": (_travellers(people), with_dates),
        "listed, with the own date": ([_listed(*each) for each in dated[: arguments.people]], with_dates),
        "namesake, with another's date": ([_listed(*each) for each in others[: arguments.people]], with_dates),
        "namesake; the list states no dates": ([_listed(*each) for each in dated[: arguments.people]], without),
    }
    figures = {name: _told(asked, listed, asked_of) for name, (asked, listed) in rows.items()}
    share = sum(bool(born) for _names, born in entries) / len(entries)
    print(f"{len(entries)} entries, {share:.0%} with a date; {len(people)} travellers; {asked_of.version}")
    for name, told in figures.items():
        print(f"{name:40} {' '.join(f'{band} {count:7.1f}' for band, count in told.items())}")
    print(json.dumps(figures))


def _told(asked: Sequence[Description], listed: Sequence[Description], by: Model) -> dict[str, float]:
    """Of ten thousand, how many would be answered with a band or a stronger one."""
    encoder = Encoder(model=by)
    register, questions = encoder.records(listed), encoder.records(asked)
    best = []
    for several in np.array_split(np.arange(len(asked)), -(-len(asked) // _AT_ONCE)):
        left, right = np.repeat(several, len(listed)), np.tile(np.arange(len(listed)), len(several))
        scores = score_pairs(encoder, questions, register, left, right, rules=rules_of(by))
        best.append(scores.reshape(len(several), -1).max(axis=1) / 100)
    found = np.concatenate(best)
    return {band.value: float((found >= least).mean() * CHECKS) for least, band in reversed(by.thresholds)}


def _travellers(people: Sequence[Person], *, has_date: bool = True) -> list[Description]:
    return [
        Description.of(
            "Person",
            names=[each.name.latin.upper()],
            birth_dates=[PartialDate(each.born.year, each.born.month, each.born.day)] if has_date else [],
            countries=[each.nationality.lower()] if has_date else [],
            genders=[each.gender.value] if has_date else [],
        )
        for each in people
    ]


def _entry(names: list[str], born: list[PartialDate]) -> Description:
    return Description.of("Person", names=names, birth_dates=born)


def _listed(names: list[str], born: list[PartialDate]) -> Description:
    """As a document would show them: the chief name and one date."""
    return Description.of("Person", names=[names[0].upper()], birth_dates=born[:1])


def _people() -> Iterator[Person]:
    return itertools.chain.from_iterable(people_of(_SEED, ring) for ring in itertools.count())


def _entries(folder: Path, part: Part) -> Iterator[tuple[list[str], list[PartialDate]]]:
    aliases: dict[str, list[str]] = defaultdict(list)
    with (folder / "alt.csv").open(encoding="latin-1", newline="") as file:
        for line in csv.reader(file):
            if len(line) > 3:
                aliases[line[0]].append(line[3])
    with gzip.open(folder / "sdn.csv.gz", "rt", encoding="latin-1", newline="") as file:
        for line in csv.reader(file):
            if len(line) >= 12 and line[2].strip() == "individual" and part_of(line[0]) is part:
                names = [in_order(name, "Person") for name in (line[1], *aliases[line[0]])]
                yield names, [_date(each) for each in _BORN.findall(line[11])]


def _date(text: str) -> PartialDate:
    for form, known in (("%d %b %Y", 3), ("%b %Y", 2), ("%Y", 1)):
        try:
            found = datetime.strptime(text, form)
        except ValueError:
            continue
        return PartialDate(found.year, found.month if known > 1 else None, found.day if known > 2 else None)
    raise ValueError(text)


if __name__ == "__main__":
    main()
