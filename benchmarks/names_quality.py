"""How often names of one person meet across scripts and spellings, and how often names of two persons do.

    python benchmarks/names_quality.py [--data DIR] [--misses TRADITION]

DIR holds `native_names/*.tsv` (default: INTERLACE_TEST_DATA). One row per tradition: persons, pairs, how many
pairs share a blocking key, recall at the bands fair and weak on the name alone, and false alarms among pairs of
different persons.
"""

import argparse
import csv
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interlace.core.matching.frequencies import DEFAULT
from interlace.core.matching.names import compare_names
from interlace.core.matching.weights import CURRENT, THRESHOLDS, Band
from interlace.core.names import blocking_keys, name_form

_LEAST = {band: bits for bits, band in THRESHOLDS}
_NEGATIVES_PER_NAME = 20


@dataclass(frozen=True, slots=True)
class Person:
    """A native name and the Latin spellings found for it."""

    native: str
    latin: tuple[str, ...]


def persons(folder: Path, tradition: str) -> list[Person]:
    """The persons of one tradition."""
    with (folder / f"{tradition}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Person(
            row["native_name"],
            tuple(name for name in (row["latin_name"], *(row["latin_alt"] or "").split("|")) if name),
        )
        for row in rows
    ]


def bits(left: str, right: str) -> float:
    """What two names say, in bits."""
    return compare_names(name_form(left), name_form(right), frequencies=DEFAULT, weights=CURRENT.names).bits


def negatives(people: list[Person], *, seed: int) -> Iterator[tuple[str, str]]:
    """Native names beside Latin names of other persons of the same tradition."""
    chance = random.Random(seed)
    spelled = [(person.native, name) for person in people for name in person.latin[:1]]
    for person in people:
        for native, latin in chance.choices(spelled, k=_NEGATIVES_PER_NAME):
            if native != person.native:
                yield person.native, latin


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("INTERLACE_TEST_DATA", "../shared/data")))
    parser.add_argument("--misses", help="print the pairs of this tradition that stay below fair")
    arguments = parser.parse_args()
    folder = arguments.data / "native_names"
    traditions = sorted(path.stem for path in folder.glob("*.tsv") if not path.stem.endswith("_parts"))
    print(f"{'':4}{'persons':>8}{'pairs':>7}{'key':>8}{'fair':>8}{'weak':>8}{'others':>8}{'fair':>9}{'weak':>9}")
    for tradition in traditions:
        people = persons(folder, tradition)
        pairs = [(person.native, name) for person in people for name in person.latin]
        scores = [bits(*pair) for pair in pairs]
        others = [bits(*pair) for pair in negatives(people, seed=7)]
        keys = sum(not blocking_keys(native).isdisjoint(blocking_keys(latin)) for native, latin in pairs)
        print(
            f"{tradition:4}{len(people):8}{len(pairs):7}{keys / len(pairs):8.1%}"
            f"{_share(scores, Band.FAIR):8.1%}{_share(scores, Band.WEAK):8.1%}"
            f"{len(others):8}{_share(others, Band.FAIR):9.2%}{_share(others, Band.WEAK):9.2%}"
        )
        if tradition == arguments.misses:
            _print_misses(pairs, scores)


def _share(scores: list[float], band: Band) -> float:
    return sum(score >= _LEAST[band] for score in scores) / len(scores) if scores else 0.0


def _print_misses(pairs: list[tuple[str, str]], scores: list[float]) -> None:
    for (native, latin), score in zip(pairs, scores, strict=True):
        if score < _LEAST[Band.FAIR]:
            print(f"    {score:6.1f}  {native}  {latin}  {' '.join(name_form(native).latin)}")


if __name__ == "__main__":
    main()
