"""Persons of traditions that the public lists are thin in: parts of names with their Latin spellings, put together.

The parts lie in `own_names/*.tsv`. Whole parts are split in halves, so that no part of a name is in training and in
test; a person is a family name and a given name (in Burmese two to four words written as one) of one half. Persons are
invented: what they measure is the reading of parts and of whole names, not how often a name is met in life.
"""

import csv
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching.negatives import Query, others
from benchmarks.matching.pairs import LabelledSet, Pair, Part, Subject, Truth, part_of

_TABLES = Path(__file__).with_name("own_names")
_PERSONS = 500
_HARD = 4
_SEED = 11
# A Latin spelling turned round, with the given name in front, as bearers print it abroad.
_TURNED = 0.25
_FAMILY_FIRST = frozenset({"km"})
_WORDS = (2, 3, 3, 3, 4)


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    native: str
    latin: Sequence[str]


def labelled(data: Path, part: Part, *, most: int) -> list[LabelledSet]:
    """One set of invented persons for every table, whatever other data there are."""
    del data
    return [
        LabelledSet(f"own {path.stem}", part, tuple(_pairs(path, part, min(most, _PERSONS))))
        for path in sorted(_TABLES.glob("*.tsv"))
    ]


def spelled_parts(part: Part) -> Iterator[tuple[str, str]]:
    """Every part of a name with each of its Latin spellings."""
    for path in sorted(_TABLES.glob("*.tsv")):
        for word in _read(path):
            if part_of(word.native) is part:
                yield from ((word.native, latin) for latin in word.latin)


def _read(path: Path) -> list[_Word]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return [_Word(row["kind"], row["native"], row["latin"].split("|")) for row in rows]


def _pairs(path: Path, part: Part, most: int) -> list[Pair]:
    mine = [word for word in _read(path) if part_of(word.native) is part]
    invented = _persons(mine, random.Random(_SEED), path.stem in _FAMILY_FIRST)
    persons: dict[str, str] = {}
    taken: set[str] = set()
    for native, latin in itertools.islice(invented, 20 * most):
        # Two persons whose names are written alike in either script cannot be told apart: the second is left out.
        if len(persons) < most and native not in persons and latin.casefold() not in taken:
            persons[native] = latin
            taken.add(latin.casefold())
    natives = {native: Subject(native, "Person", native) for native in persons}
    queries = [Query(natives[native], latin) for native, latin in persons.items()]
    candidates = [Subject(native, "Person", latin) for native, latin in persons.items()]
    same = [Pair(natives[candidate.entity], candidate, Truth.SAME) for candidate in candidates]
    return [*same, *others(queries, candidates, hard=_HARD, chance=0)]


def _persons(words: Sequence[_Word], dice: random.Random, family_first: bool) -> Iterator[tuple[str, str]]:
    """Native and Latin names without end, as often alike as chance will have it."""
    families = [word for word in words if word.kind == "family"]
    given = [word for word in words if word.kind == "given"]
    while True:
        if families:
            name = [dice.choice(families), dice.choice(given)]
            native = name if family_first else name[::-1]
            turned = dice.random() < _TURNED
            yield " ".join(word.native for word in native), _spelled(native[::-1] if turned else native, dice)
        else:
            name = dice.sample(words, dice.choice(_WORDS))
            yield "".join(word.native for word in name), _spelled(name, dice)


def _spelled(words: Sequence[_Word], dice: random.Random) -> str:
    return " ".join(dice.choice(word.latin) for word in words)
