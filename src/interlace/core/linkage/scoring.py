"""Scores of candidate pairs, by the reference comparison. A compiled path may take this place with the same answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interlace.core.linkage.blocking import Candidates
from interlace.core.matching import Description, Score, compare, compare_from, probability_of

CONTRADICTS_FROM = -5.0
"""Bits. Two members of one cluster that say so much against each other are not one subject by a third one's word."""

_BITS_AT_MOST = 128.0
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Link:
    """Two records, by their numbers, and what speaks for their being one subject."""

    left: int
    right: int
    score: Score


def score_pairs(descriptions: Sequence[Description], candidates: Candidates, *, least: float) -> Iterator[Link]:
    """The candidates that reach so many bits, in the order of the candidates."""
    for left, right in zip(candidates.left.tolist(), candidates.right.tolist(), strict=True):
        score = compare_from(least, descriptions[left], descriptions[right])
        if score is not None:
            yield Link(left, right, score)


def contradict(a: Description, b: Description) -> bool:
    """Whether what is known of the two speaks clearly against their being one."""
    return compare(a, b).bits <= CONTRADICTS_FROM


def bits_at(probability: float) -> float:
    """The bits from which a score has at least this probability, whatever the model's calibration."""
    low, high = -_BITS_AT_MOST, _BITS_AT_MOST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if probability_of(middle) >= probability else (middle, high)
    return high
