"""Whole lists cleared of duplicates by our command's function, judged by the clusters that it makes.

    python -m benchmarks.matching.clusters [--part training|test | --whole] [--only WORD] [--splink] [--synthetic N]

Prints a line of JSON for every set and half: records, true pairs, pairs compared; precision, recall and F1
over all pairs of records that stand in one cluster; wall and processor seconds, peak memory of the process so far, with
the records themselves. `--splink` (needs `make peers`) adds a line for every probability at which Splink may link,
for the historical figures and the synthetic list. `--synthetic` takes a list of N records of the synthetic world
(`synthetic.py`) instead, never in halves, and both may use two threads; `--bare` leaves out of it what few lists have.
The data lie in INTERLACE_TEST_DATA.
"""

import argparse
import json
import os
import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from math import comb
from pathlib import Path

from benchmarks.matching.pairs import Part, Subject, part_of
from benchmarks.matching.peers import entity_of, linked_by_splink
from benchmarks.matching.resolution import sources
from benchmarks.matching.synthetic import bare, synthetic

import interlace

_ROOT = Path(__file__).resolve().parents[2]
_WARM_UP = 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared/data")
    )
    parser.add_argument("--part", type=Part, choices=list(Part), action="append", help="both, where it is not given")
    parser.add_argument("--only", default="", metavar="WORD", help="sets whose name holds this word")
    parser.add_argument("--splink", action="store_true", help="historical or synthetic by Splink too")
    parser.add_argument("--whole", action="store_true", help="both halves as one list")
    parser.add_argument("--synthetic", type=int, metavar="N")
    parser.add_argument("--bare", action="store_true", help="without nationality, place of birth and phone")
    arguments = parser.parse_args()
    if arguments.synthetic:
        made = synthetic(arguments.synthetic)
        subjects = list(bare(made) if arguments.bare else made)
        for row in (_ours(subjects), *(_by_splink(subjects, threads=2) if arguments.splink else ())):
            print(json.dumps({"set": "synthetic", **row}), flush=True)
        return
    if not arguments.data.is_dir():
        print("0 labelled sets found: set INTERLACE_TEST_DATA.")
        return
    for name, listed in sources(arguments.data).items():
        if arguments.only.casefold() in name.casefold():
            known = list(listed)
            if arguments.whole:
                print(json.dumps({"set": name, "half": "whole", **_ours(known)}), flush=True)
                continue
            for part in arguments.part or list(Part):
                half = [subject for subject in known if part_of(subject.entity) is part]
                rows = [
                    _ours(half),
                    *(_by_splink(half, threads=1) if arguments.splink and name == "historical" else ()),
                ]
                for row in rows:
                    print(json.dumps({"set": name, "half": part, **row}), flush=True)


def _ours(subjects: list[Subject]) -> dict[str, object]:
    entities = [{"id": str(place), **entity_of(subject)} for place, subject in enumerate(subjects)]
    interlace.dedupe(entities[:_WARM_UP])  # the compiler's work is kept from run to run, and is not what is measured
    started, processor = time.perf_counter(), time.process_time()
    found = interlace.dedupe(entities)
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    places = [[int(key) for key in members] for members in found.clusters]
    return {
        "by": "interlace",
        "compared": found.pairs_compared,
        **_judged(subjects, places),
        "seconds": round(seconds, 1),
        "processor_seconds": round(processor, 1),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _by_splink(subjects: list[Subject], *, threads: int) -> Iterator[dict[str, object]]:
    spent, by_probability = linked_by_splink(subjects, threads=threads)
    for probability, places in by_probability.items():
        yield {"by": f"splink from {probability}", **_judged(subjects, places), **spent}


def _judged(subjects: list[Subject], places: list[list[int]]) -> dict[str, float]:
    clusters = [[subjects[place].entity for place in members] for members in places]
    true = _pairs(Counter(subject.entity for subject in subjects).values())
    together = _pairs(map(len, clusters))
    right = sum(_pairs(Counter(members).values()) for members in clusters)
    return {
        "records": len(subjects),
        "true_pairs": true,
        "precision": round(right / max(together, 1), 4),
        "recall": round(right / max(true, 1), 4),
        "f1": round(2 * right / max(together + true, 1), 4),
    }


def _pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)


if __name__ == "__main__":
    main()
