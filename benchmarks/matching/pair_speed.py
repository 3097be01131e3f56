"""Pairs of persons by one name each, on one core: our compiled comparison, our reference with its reasons, and a peer.

    python -m benchmarks.matching.pair_speed [--part training|test] [--most N] [--peer logic-v2] [--json FILE]

Everybody scores the same pairs of OFAC persons in turn, three times; the median of the processor time counts. Encoding,
which happens once for a name and not for a pair, is told apart. `--peer` needs `make peers`; the data lie in
INTERLACE_TEST_DATA. Names are never printed.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from benchmarks.matching import ofac, peers
from benchmarks.matching.pairs import Pair, Part
from benchmarks.matching.scorers import Ours, description_of

from interlace.core.compiled import Encoder
from interlace.core.compiled.scoring import score_pairs
from interlace.core.matching import CURRENT, THRESHOLDS, Band, compare

_ROOT = Path(__file__).resolve().parents[2]
_RUNS = 3
_REPEATED = 20
"""Times that the compiled comparison goes over all pairs in one run: once is too short for the clock."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared/data")
    )
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.TEST)
    parser.add_argument("--most", type=int, default=1000, help="true pairs; the others come with them")
    parser.add_argument("--peer", default="logic-v2", choices=peers.ALGORITHMS)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        print("0 labelled sets found: set INTERLACE_TEST_DATA.")
        return
    persons = next(each for each in ofac.labelled(arguments.data, arguments.part, most=arguments.most))
    rows = _measured(persons.pairs, arguments.peer if peers.are_installed() else "")
    print(f"{len(persons.pairs)} pairs of {persons.name}, {arguments.part} half, model {CURRENT.version}")
    for row, per_second in rows.items():
        print(f"{row:<58}{per_second:>12,}/s")
    if arguments.json:
        arguments.json.write_text(json.dumps({"pairs": len(persons.pairs), "per_second": rows}, indent=1) + "\n")


def _measured(pairs: Sequence[Pair], peer: str) -> dict[str, int]:
    """What everybody does a second."""
    described = [(description_of(pair.left), description_of(pair.right)) for pair in pairs]
    sides = [side for pair in described for side in pair]
    places = np.arange(len(sides))
    Encoder().records(sides)  # names are taken apart once and kept: what follows is the encoding alone
    encoding, scoring, explaining = [], [], []
    for _ in range(_RUNS):
        started = time.process_time()
        encoder = Encoder()
        records = encoder.records(sides)
        bits = score_pairs(encoder, records, records, places[::2], places[1::2])
        encoding.append(time.process_time() - started)
        started = time.process_time()
        for _ in range(_REPEATED):
            score_pairs(encoder, records, records, places[::2], places[1::2])
        scoring.append((time.process_time() - started) / _REPEATED)
        started = time.process_time()
        fair = next(least for least, band in THRESHOLDS if band is Band.FAIR)
        for place in np.flatnonzero(bits >= fair * 100).tolist():
            compare(*described[place])
        explaining.append(time.process_time() - started)
    rows = {
        "interlace, compiled": statistics.median(scoring),
        "the same, with reasons for every fair hit": statistics.median(scoring) + statistics.median(explaining),
        "the same, names encoded anew": statistics.median(encoding) + statistics.median(explaining),
        "interlace, reference with reasons": statistics.median(Ours().score(pairs).seconds for _ in range(_RUNS)),
    }
    if peer:
        with closing(peers.Peer(peer)) as asked:
            rows[f"nomenklatura {peer}"] = statistics.median(asked.score(pairs).seconds for _ in range(_RUNS))
    return {row: round(len(pairs) / seconds) for row, seconds in rows.items()}


if __name__ == "__main__":
    main()
