"""Public sets of records with their clusters: two records of one cluster beside records of other clusters.

The historical figures lie in Parquet, which the peers' environment reads; without it they are left out.
"""

import csv
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks.matching import peers
from benchmarks.matching.negatives import Query, others
from benchmarks.matching.pairs import LabelledSet, Pair, Part, Subject, Truth, part_of, sampled

_HARD, _RANDOM = 4, 4
_MOST_OF_A_CLUSTER = 4
_MOST_CANDIDATES = 10_000


def labelled(data: Path, part: Part, *, most: int) -> list[LabelledSet]:
    """One set for every source."""
    return [LabelledSet(name, part, tuple(_pairs(subjects, part, most))) for name, subjects in sources(data).items()]


def sources(data: Path) -> dict[str, Iterable[Subject]]:
    """All records of every source, one after another."""
    folder = data / "entity_resolution"
    found: dict[str, Iterable[Subject]] = {
        "FEBRL 1": _febrl(folder / "febrl_dataset1.csv"),
        "FEBRL 2": _febrl(folder / "febrl_dataset2.csv"),
        "FEBRL 3": _febrl(folder / "febrl_dataset3.csv"),
        "fake 1000": _fake(folder / "fake_1000.csv"),
    }
    if peers.are_installed():
        found["historical"] = _historical(folder / "historical_figures_with_errors_50k.parquet")
    return found


def _pairs(subjects: Iterable[Subject], part: Part, most: int) -> list[Pair]:
    clusters = defaultdict(list)
    for subject in subjects:
        if subject.text and part_of(subject.entity) is part:
            clusters[subject.entity].append(subject)
    couples = {
        f"{entity} {place}": couple
        for entity, members in clusters.items()
        for place, couple in enumerate(itertools.islice(itertools.combinations(members, 2), _MOST_OF_A_CLUSTER))
    }
    same = [Pair(*couples[key], Truth.SAME) for key in sampled(list(couples), most)]
    everybody = {f"{entity} {place}": one for entity, all_of in clusters.items() for place, one in enumerate(all_of)}
    candidates = [everybody[key] for key in sampled(list(everybody), _MOST_CANDIDATES)]
    queries = [Query(pair.left, pair.left.text) for pair in same]
    return [*same, *others(queries, candidates, hard=_HARD, chance=_RANDOM)]


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, skipinitialspace=True)


def _febrl(path: Path) -> Iterator[Subject]:
    for row in _rows(path):
        written = row["date_of_birth"]
        document = row["soc_sec_id"]
        yield Subject(
            row["rec_id"].split("-")[1],
            "Person",
            _joined(row, "given_name", "surname"),
            birth_date=f"{written[:4]}-{written[4:6]}-{written[6:]}" if re.fullmatch(r"\d{8}", written) else "",
            address=_joined(row, "street_number", "address_1", "suburb", "postcode"),
            document=document,
        )


def _fake(path: Path) -> Iterator[Subject]:
    for row in _rows(path):
        yield Subject(
            row["cluster"],
            "Person",
            _joined(row, "first_name", "surname"),
            birth_date=row["dob"],
            address=row["city"],
            email=row["email"],
        )


def _historical(path: Path) -> Iterator[Subject]:
    for row in peers.read_parquet(path):
        yield Subject(
            row["cluster"],
            "Person",
            row["full_name"],
            birth_date=row["dob"],
            birth_place=row["birth_place"],
            address=row["postcode_fake"],
            gender=row["gender"],
        )


def _joined(row: Mapping[str, str], *columns: str) -> str:
    return " ".join(value for column in columns if (value := (row[column] or "").strip()))
