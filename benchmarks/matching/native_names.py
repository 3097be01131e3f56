"""Names in their own script beside the Latin spellings found for the same person, by tradition."""

import csv
from pathlib import Path

from benchmarks.matching.negatives import Query, others
from benchmarks.matching.pairs import LabelledSet, Pair, Part, Subject, Truth, part_of, sampled

_HARD = 4
# Below this many persons in both halves together a figure says nothing; below some hundreds it is a hint.
_FEWEST = 25


def labelled(data: Path, part: Part, *, most: int) -> list[LabelledSet]:
    """One set for every tradition with persons enough, and those of single name parts."""
    found = []
    for path in sorted((data / "native_names").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(rows) >= _FEWEST:
            found.append(LabelledSet(f"native {path.stem}", part, tuple(_pairs(rows, part, most))))
    return found


def _pairs(rows: list[dict[str, str]], part: Part, most: int) -> list[Pair]:
    mine = {row["source_id"]: row for row in rows if part_of(row["source_id"]) is part}
    spelled = {key: _spellings(row) for key, row in mine.items()}
    bearers: dict[str, set[str]] = {}
    for key, row in mine.items():
        for name in (row["native_name"], *(spelling.casefold() for spelling in spelled[key])):
            bearers.setdefault(name, set()).add(key)
    asked = sampled([f"{key}\t{name}" for key in mine for name in spelled[key]], most)
    queries, same = [], []
    for key, _, name in (line.partition("\t") for line in asked):
        native = Subject(key, "Person", mine[key]["native_name"])
        # Two persons of one name cannot be told apart by it: they are left out, not counted against anybody.
        namesakes = frozenset(bearers[native.name] | bearers[name.casefold()])
        queries.append(Query(native, name, namesakes))
        same.append(Pair(native, Subject(key, "Person", name), Truth.SAME))
    candidates = [Subject(key, "Person", spellings[0]) for key, spellings in spelled.items()]
    return [*same, *others(queries, candidates, hard=_HARD, chance=0)]


def _spellings(row: dict[str, str]) -> list[str]:
    return [name for name in (row["latin_name"], *(row["latin_alt"] or "").split("|")) if name]
