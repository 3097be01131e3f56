"""What is lost and what alarms for nothing, told by our own reasons: kinds of pairs, never names."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter

from benchmarks.matching.metrics import threshold_at
from benchmarks.matching.pairs import LabelledSet, Pair, Truth
from benchmarks.matching.scorers import description_of

from interlace.core.matching import compare
from interlace.core.names import script_of

_MOST = 12
_ALARMS_SHOWN = 10
"""One for so many true pairs: more than the threshold lets by, so that kinds can be told."""


def print_losses(labelled: LabelledSet, scores: Sequence[float]) -> None:
    """The kinds of true pairs below the threshold of one false alarm in a thousand, and of others above it."""
    judged = list(zip(labelled.pairs, scores, strict=True))
    same = [one for one in judged if one[0].truth is Truth.SAME]
    hard = sorted((one for one in judged if one[0].truth is Truth.HARD), key=itemgetter(1), reverse=True)
    least = threshold_at([score for _, score in same], [score for _, score in hard])
    lost = [pair for pair, score in same if score < least]
    alarms = hard[: len(same) // _ALARMS_SHOWN]
    if not (lost and alarms):
        return
    print(f"\n{labelled.name}, {labelled.part}: threshold {least:.2f} bits; {len(lost)} of {len(same)} lost")
    _print_kinds("lost", lost)
    _print_kinds(f"others with the highest scores (from {alarms[-1][1]:.2f} bits)", [pair for pair, _ in alarms])


def _print_kinds(heading: str, pairs: Sequence[Pair]) -> None:
    print(f"  {heading}: {len(pairs)}")
    for kind, count in Counter(_kind(pair) for pair in pairs).most_common(_MOST):
        print(f"    {count / len(pairs):6.1%}  {kind}")
    reasons = Counter(chain.from_iterable(set(_reasons(pair)) for pair in pairs))
    print("    with " + ", ".join(f"{code} {count / len(pairs):.0%}" for code, count in reasons.most_common(_MOST)))


def _kind(pair: Pair) -> str:
    left, right = pair.left.name.split(), pair.right.name.split()
    shape = "the same words" if sorted(left) == sorted(right) else f"{len(left)} words beside {len(right)}"
    scripts = "" if script_of(pair.left.name) is script_of(pair.right.name) else ", across scripts"
    return f"{shape}{scripts}: {' + '.join(_reasons(pair))}"


def _reasons(pair: Pair) -> list[str]:
    return [reason.code for reason in compare(description_of(pair.left), description_of(pair.right)).reasons]
