"""What dates, places and genders say in public sets of records, beside what the model has them say.

    python -m benchmarks.matching.fact_weights [--data DIR] [--most N]

For every finding on a fact of the training halves: in how many true pairs and in how many pairs by chance it is made,
among the pairs where both sides give the fact, and the bits that follow (the base-2 logarithm of how many times oftener
it is made of one person), beside the weight. Findings made fewer than ten times of one person are left out.
"""

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterable
from math import log2
from pathlib import Path

from benchmarks.matching import resolution
from benchmarks.matching.pairs import LabelledSet, Pair, Part, Truth
from benchmarks.matching.scorers import description_of

from interlace.core.matching import CURRENT, Description, Field, Reason
from interlace.core.matching.facts import COMPARISONS

_ROOT = Path(__file__).resolve().parents[2]
_FEWEST = 10
_HALF = 0.5
_ABSENT = "not in agreement"
_Given = Callable[[Description], object]
_FACTS: tuple[tuple[Field, _Given], ...] = (
    (Field.BIRTH_DATE, lambda one: one.birth_dates),
    (Field.BIRTH_PLACE, lambda one: one.birth_places),
    (Field.GENDER, lambda one: one.genders),
    (Field.ADDRESS, lambda one: one.addresses),
)


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INTERLACE_TEST_DATA", _ROOT.parent / "shared/data")
    )
    parser.add_argument("--most", type=int, default=2_000, help="true pairs of a set")
    arguments = parser.parse_args()
    print(f"{'set':16}{'finding':44}{'same':>8}{'chance':>9}{'bits':>7}{'weight':>8}")
    for labelled in resolution.labelled(arguments.data, Part.TRAINING, most=arguments.most):
        for line in _lines(labelled):
            print(f"{labelled.name:16}{line}")


def _lines(labelled: LabelledSet) -> Iterable[str]:
    for field, given in _FACTS:
        same = _counted(labelled.pairs, field, given, Truth.SAME)
        chance = _counted(labelled.pairs, field, given, Truth.RANDOM)
        for (code, weight), count in same.most_common():
            if count >= _FEWEST:
                share = count / same.total()
                by_chance = (chance[code, weight] + _HALF) / (chance.total() + 1)
                yield f"{code:44}{share:8.3f}{by_chance:9.5f}{log2(share / by_chance):7.1f}{weight:8.1f}"


def _counted(pairs: Iterable[Pair], field: Field, given: _Given, truth: Truth) -> Counter[tuple[str, float]]:
    found: Counter[tuple[str, float]] = Counter()
    for pair in pairs:
        left, right = description_of(pair.left), description_of(pair.right)
        if pair.truth is truth and given(left) and given(right):
            reasons = [reason for reason in _reasons(left, right) if reason.field is field]
            found.update((reason.code, reason.bits) for reason in reasons)
            found[_ABSENT, 0.0] += not reasons
    return found


def _reasons(left: Description, right: Description) -> Iterable[Reason]:
    return (reason for comparison in COMPARISONS for reason in comparison(left, right, CURRENT.facts))


if __name__ == "__main__":
    main()
