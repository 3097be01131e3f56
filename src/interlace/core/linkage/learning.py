"""What agreements and differences are worth in one list, learned from the list itself, without any labels.

The method is that of Fellegi and Sunter (1969) with weights by expectation and maximisation (Winkler 1988): among the
candidate pairs, what is frequent where everything else agrees and rare between any two records speaks for one subject.
The list is its owner's own: its frequencies tell nobody anything new.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]

LEARNS_FROM = 500
"""Candidate pairs. Fewer teach nothing: the model's own weights stay."""

_ROUNDS = 8
_SETTLED = 0.01
"""Bits of the prior: weights that move it less have settled."""
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


def learn(
    codes: Numbers, others: Numbers, *, start: ListWeights, pairs: int, follows: Collection[int] = ()
) -> ListWeights:
    """The weights of a list from its candidate pairs, beginning with those that any list may have.

    `others` are the codes of some pairs by chance that are no candidates; they stand for the rest of all `pairs` of the
    list, and for two subjects each. Without them, what candidates have in common by the way they were chosen would be
    taken for what one subject's records have in common. For the fields in `follows` it is the other way about: people
    of one country share their names, so what two subjects with like names have in common is asked of the candidates.
    """
    patterns, counts = np.unique(codes, return_counts=True)
    apart, apart_counts = np.unique(others, return_counts=True)
    known = _Counted(
        _levels(np.concatenate((patterns, apart)), start.fields),
        np.concatenate((counts, apart_counts * ((pairs - len(codes)) / max(len(others), 1)))),
        len(patterns),
        frozenset(follows),
    )
    weights = known.after(start, patterns)
    turned = 0.0
    for _ in range(_ROUNDS):
        following = known.after(weights, patterns)
        change = following.prior_bits - weights.prior_bits
        # Where the count of second records turns round, weights have begun to fit themselves: namesakes become one.
        if change * turned < 0:
            return weights
        weights, turned = following, change
        if abs(change) < _SETTLED:
            break
    return weights


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """How often each pattern of levels occurs: the candidates' first, then those of pairs by chance."""

    levels: Sequence[Numbers]
    counts: Numbers
    candidates: int
    follows: frozenset[int]

    def after(self, weights: ListWeights, patterns: Numbers) -> ListWeights:
        """The weights of the next round."""
        chances = 1 / (1 + np.exp2(-weights.bits(patterns).clip(-_MOST_BITS, _MOST_BITS)))
        return self.weights(chances, weights.fields)

    def weights(self, chances: Numbers, fields: tuple[tuple[int, int], ...]) -> ListWeights:
        """The weights where candidates have these chances of being one subject."""
        same = np.zeros(len(self.counts))
        same[: self.candidates] = chances * self.counts[: self.candidates]
        other = self.counts - same
        prior = float(np.log2((same.sum() + 1) / (other.sum() + 1)))
        met = other.copy()
        met[self.candidates :] = 0
        return ListWeights(
            fields,
            prior,
            tuple(
                self._table(level, 1 << width, same, met if place in self.follows else other)
                for place, (level, (_, width)) in enumerate(zip(self.levels, fields, strict=True))
            ),
        )

    def _table(self, level: Numbers, size: int, same: Numbers, other: Numbers) -> Numbers:
        """Bits of each level of one field; nothing for a level that no candidate has."""
        counted = np.bincount(level[: self.candidates], self.counts[: self.candidates], size)
        usual = _UNSEEN_PAIRS * counted / counted.sum()
        among_same = np.bincount(level, same, size) + usual
        among_other = np.bincount(level, other, size) + usual
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = (among_same / among_same.sum()) / (among_other / among_other.sum())
            bits: Numbers = np.where(counted > 0, np.log2(ratio), 0.0)
        return bits


def _levels(codes: Numbers, fields: tuple[tuple[int, int], ...]) -> list[Numbers]:
    return [codes >> shift & ((1 << width) - 1) for shift, width in fields]
