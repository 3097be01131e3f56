"""Our engine and its peers on the same labelled pairs, in one run.

    python -m benchmarks.matching [--part training|test] [--only WORD] [--peers [NAME ...]] [--most N]
                                  [--json FILE] [--losses]

Prints a table, a row for every set, half and scorer: true pairs; hard and random pairs of two entities; average
precision and recall at one false alarm in a thousand, against the hard and against the random ones; pairs per second
of processor time on one core, explanation included. A star: fewer than 1,000 wrong pairs, so no false alarm at all is
allowed there. The data lie in INTERLACE_TEST_DATA; `--peers` needs `make peers`. Names are never printed.
"""

import argparse
import contextlib
import dataclasses
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matching import name_pairs, native_names, ofac, own_names, peers, resolution
from benchmarks.matching.losses import print_losses
from benchmarks.matching.metrics import average_precision, recall_at
from benchmarks.matching.pairs import LabelledSet, Part, Truth
from benchmarks.matching.scorers import STRINGS, Ours, Scored, Scorer

_ROOT = Path(__file__).resolve().parents[2]
_SOURCES = (ofac, native_names, own_names, name_pairs, resolution)


@dataclass(frozen=True, slots=True)
class Row:
    """What one scorer reached on one set. Nothing stands where there are no pairs of that sort."""

    set: str
    part: str
    scorer: str
    same: int
    hard: int
    random: int
    hard_precision: float | None
    hard_recall: float | None
    random_precision: float | None
    random_recall: float | None
    pairs_per_second: int


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    if not arguments.data.is_dir():
        print("0 labelled sets found: set INTERLACE_TEST_DATA.")
        return
    if not peers.are_installed():
        print("No peers' environment (make peers): no peers, and no set of historical figures.")
    rows: list[Row] = []
    _print_heading()
    with contextlib.ExitStack() as stack:
        scorers: list[Scorer] = [Ours(), *STRINGS]
        if arguments.peers is not None and peers.are_installed():
            chosen = arguments.peers or peers.ALGORITHMS
            scorers += [stack.enter_context(contextlib.closing(peers.Peer(name))) for name in chosen]
        for labelled in _sets(arguments):
            for scorer in scorers:
                scored = scorer.score(labelled.pairs)
                rows.append(_row(labelled, scorer.name, scored))
                _print_row(rows[-1])
                if arguments.losses and isinstance(scorer, Ours):
                    print_losses(labelled, scored.scores)
    if arguments.json:
        arguments.json.write_text(json.dumps([dataclasses.asdict(row) for row in rows], indent=1) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared/data")
    )
    parser.add_argument("--part", type=Part, choices=list(Part), action="append", help="both, where it is not given")
    parser.add_argument("--only", action="append", metavar="WORD", help="sets whose name holds this word")
    parser.add_argument("--most", type=int, default=2_000, help="true pairs of a set and part, always the same ones")
    parser.add_argument("--peers", nargs="*", choices=peers.ALGORITHMS, help="these peers too, or all of them")
    parser.add_argument("--losses", action="store_true", help="which kinds of pairs our engine loses")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _sets(arguments: argparse.Namespace) -> Iterable[LabelledSet]:
    for part in arguments.part or list(Part):
        for source in _SOURCES:
            for labelled in source.labelled(arguments.data, part, most=arguments.most):
                if not arguments.only or any(word.casefold() in labelled.name.casefold() for word in arguments.only):
                    yield labelled


def _row(labelled: LabelledSet, scorer: str, scored: Scored) -> Row:
    by_truth: dict[Truth, list[float]] = {truth: [] for truth in Truth}
    for pair, score in zip(labelled.pairs, scored.scores, strict=True):
        by_truth[pair.truth].append(score)
    same, hard, random = (by_truth[truth] for truth in Truth)
    return Row(
        labelled.name,
        labelled.part,
        scorer,
        len(same),
        len(hard),
        len(random),
        *_figures(same, hard),
        *_figures(same, random),
        round(len(labelled.pairs) / max(scored.seconds, 1e-9)),
    )


def _figures(same: Sequence[float], others: Sequence[float]) -> tuple[float | None, float | None]:
    if not (same and others):
        return None, None
    return round(average_precision(same, others), 4), round(recall_at(same, others), 4)


def _print_heading() -> None:
    print(f"{'set':22}{'half':10}{'scorer':15}{'same':>6}{'hard':>7}{'random':>8}", end="")
    print(f"{'AP':>7}{'recall':>8}{'AP':>7}{'recall':>8}{'pairs/s':>11}")
    print(f"{'':68}{'hard':>7}{'hard':>8}{'rand.':>7}{'rand.':>8}")


def _print_row(row: Row) -> None:
    print(f"{row.set:22}{row.part:10}{row.scorer:15}{row.same:6}{row.hard:7}{row.random:8}", end="")
    print(f"{_share(row.hard_precision)}{_share(row.hard_recall)}{'*' if row.hard < 1000 else ' '}", end="")
    print(f"{_share(row.random_precision)}{_share(row.random_recall)}{row.pairs_per_second:11,}", flush=True)


def _share(value: float | None) -> str:
    return f"{'' if value is None else f'{value:.3f}':>7}"


if __name__ == "__main__":
    main()
