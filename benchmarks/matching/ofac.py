"""The OFAC list: the primary name of an entry beside its own aliases and beside the primary names of others."""

import csv
import gzip
from collections import defaultdict
from pathlib import Path

from benchmarks.matching.negatives import Query, others
from benchmarks.matching.pairs import LabelledSet, Pair, Part, Subject, Truth, part_of, sampled

_KINDS = {"persons": ("individual", "Person"), "companies": ("-0-", "Company")}
_HARD, _RANDOM = 8, 8


def labelled(data: Path, part: Part, *, most: int) -> list[LabelledSet]:
    """Persons and companies, by their names alone."""
    folder = data / "ofac_sdn"
    with (folder / "alt.csv").open(encoding="latin-1", newline="") as file:
        aliases = defaultdict(list)
        for line in csv.reader(file):
            if len(line) > 3:
                aliases[line[0]].append(line[3])
    with gzip.open(folder / "sdn.csv.gz", "rt", encoding="latin-1", newline="") as file:
        entries = [(line[0], line[2].strip(), line[1]) for line in csv.reader(file) if len(line) >= 12]
    return [
        LabelledSet(f"OFAC {name}", part, tuple(_pairs(entries, aliases, part, written, schema, most)))
        for name, (written, schema) in _KINDS.items()
    ]


def _pairs(
    entries: list[tuple[str, str, str]], aliases: dict[str, list[str]], part: Part, written: str, schema: str, most: int
) -> list[Pair]:
    primary = {
        key: Subject(key, schema, in_order(name, schema))
        for key, kind, name in entries
        if kind == written and part_of(key) is part
    }
    asked = sampled([f"{key}\t{alias}" for key in primary for alias in aliases[key]], most)
    queries = [
        Query(Subject(key, schema, name := in_order(alias, schema)), name)
        for key, _, alias in (line.partition("\t") for line in asked)
    ]
    same = [Pair(query.subject, primary[query.subject.entity], Truth.SAME) for query in queries]
    return [*same, *others(queries, list(primary.values()), hard=_HARD, chance=_RANDOM)]


def in_order(name: str, schema: str) -> str:
    """Persons stand as "SURNAME, Given": everybody gets them as they are spoken."""
    surname, comma, given = name.partition(",")
    return f"{given.strip()} {surname.strip()}" if comma and schema == "Person" else name
