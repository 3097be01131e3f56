"""Whole lists cleared of duplicates by our command's function, judged by the clusters that it makes.

    python -m benchmarks.matching.clusters [--part training|test] [--only WORD]

Prints a line of JSON for every set and half: records, true pairs, pairs compared; precision, recall and F1
over all pairs of records that stand in one cluster; wall seconds. The data lie in INTERLACE_TEST_DATA.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Iterable
from math import comb
from pathlib import Path

from benchmarks.matching.pairs import Part, Subject, part_of
from benchmarks.matching.peers import entity_of
from benchmarks.matching.resolution import sources

import interlace

_ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared/data")
    )
    parser.add_argument("--part", type=Part, choices=list(Part), action="append", help="both, where it is not given")
    parser.add_argument("--only", default="", metavar="WORD", help="sets whose name holds this word")
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        print("0 labelled sets found: set INTERLACE_TEST_DATA.")
        return
    for name, subjects in sources(arguments.data).items():
        if arguments.only.casefold() in name.casefold():
            known = list(subjects)
            for part in arguments.part or list(Part):
                measured = _measured([subject for subject in known if part_of(subject.entity) is part])
                print(json.dumps({"set": name, "half": part, **measured}), flush=True)


def _measured(subjects: list[Subject]) -> dict[str, float]:
    entities = [{"id": str(place), **entity_of(subject)} for place, subject in enumerate(subjects)]
    started = time.perf_counter()
    found = interlace.dedupe(entities)
    seconds = time.perf_counter() - started
    clusters = [[subjects[int(key)].entity for key in members] for members in found.clusters]
    true = _pairs(Counter(subject.entity for subject in subjects).values())
    together = _pairs(map(len, clusters))
    right = sum(_pairs(Counter(members).values()) for members in clusters)
    return {
        "records": len(subjects),
        "true_pairs": true,
        "compared": found.pairs_compared,
        "precision": round(right / max(together, 1), 4),
        "recall": round(right / max(true, 1), 4),
        "f1": round(2 * right / max(together + true, 1), 4),
        "seconds": round(seconds, 1),
    }


def _pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)


if __name__ == "__main__":
    main()
