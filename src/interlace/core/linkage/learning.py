"""What agreements and differences are worth in one list, learned from the list itself, without any labels.

The method is that of Fellegi and Sunter (1969) with weights by expectation and maximisation (Winkler 1988): among the
candidate pairs, what is frequent where everything else agrees and rare where nothing does speaks for one subject. It
starts from what the model says of each pair. The list is its owner's own: its frequencies tell nobody anything new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]

LEARNS_FROM = 500
"""Candidate pairs. Fewer teach nothing: the model's own weights stay."""

_ROUNDS = 30
_UNSEEN_PAIRS = 20.0
"""What is seen in a handful of pairs is believed by half."""
_MOST_BITS = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class ListWeights:
    """Bits of each level of each field, and of any two candidates of the list being one subject."""

    fields: tuple[tuple[int, int], ...]
    """Where each field stands in a code of levels, and its bits."""
    prior_bits: float
    tables: tuple[Numbers, ...]

    def bits(self, codes: Numbers) -> Numbers:
        """What speaks for one subject, the prior included: above 0 likelier than not."""
        found = np.full(len(codes), self.prior_bits)
        for level, table in zip(_levels(codes, self.fields), self.tables, strict=True):
            found += table[level]
        return found


def learn(codes: Numbers, probabilities: Numbers, *, fields: tuple[tuple[int, int], ...]) -> ListWeights:
    """The weights of a list from its candidate pairs, of which the model says beforehand how likely each is."""
    patterns, place, counts = np.unique(codes, return_inverse=True, return_counts=True)
    levels = _levels(patterns, fields)
    sizes = [1 << width for _, width in fields]
    chances = np.bincount(place, probabilities) / counts
    weights = _weights(levels, sizes, chances * counts, (1 - chances) * counts, fields)
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp2(-weights.bits(patterns).clip(-_MOST_BITS, _MOST_BITS)))
        weights = _weights(levels, sizes, chances * counts, (1 - chances) * counts, fields)
    return weights


def _levels(codes: Numbers, fields: tuple[tuple[int, int], ...]) -> list[Numbers]:
    return [codes >> shift & ((1 << width) - 1) for shift, width in fields]


def _weights(
    levels: Sequence[Numbers],
    sizes: Sequence[int],
    same: Numbers,
    other: Numbers,
    fields: tuple[tuple[int, int], ...],
) -> ListWeights:
    prior = float(np.log2((same.sum() + 1) / (other.sum() + 1)))
    tables = tuple(_table(level, size, same, other) for level, size in zip(levels, sizes, strict=True))
    return ListWeights(fields, prior, tables)


def _table(level: Numbers, size: int, same: Numbers, other: Numbers) -> Numbers:
    """Bits of each level of one field; nothing for a level that never occurs."""
    counted = np.bincount(level, same + other, size)
    usual = counted / counted.sum()
    among_same = np.bincount(level, same, size) + _UNSEEN_PAIRS * usual
    among_other = np.bincount(level, other, size) + _UNSEEN_PAIRS * usual
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (among_same / among_same.sum()) / (among_other / among_other.sum())
        bits: Numbers = np.where(usual > 0, np.log2(ratio), 0.0)
    return bits
