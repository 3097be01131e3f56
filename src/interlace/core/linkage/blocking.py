"""Candidate pairs: records that share a key which few enough records share."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class KeyKind(IntEnum):
    """What a key is made of."""

    IDENTIFIER = 0
    DATE = 1  # the whole date, day and month in either order
    TWO_WORDS = 2  # of one name
    WORD_AND_YEAR = 3
    WORD_AND_DAY = 4  # day and month in either order, whatever the year
    WORD_AND_PLACE = 5
    DATE_AND_PLACE = 6
    WORD = 7


BUDGETS: tuple[int, ...] = (100, 100, 150, 100, 100, 100, 100, 30)
"""Records that may share one key of each kind; a key that more records share says too little about any two of them."""

KIND_SHIFT = 60

_HALF = 32
_LOWER = (1 << _HALF) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs to compare, each once with the lower record on the left, sorted; and what was left out."""

    left: Numbers
    right: Numbers
    keys_cut: int
    pairs_left_out: int
    """Pairs that share a key which was cut. Some of them share another key and are compared after all."""

    @classmethod
    def of(cls, packed: Numbers, *, keys_cut: int, pairs_left_out: int) -> "Candidates":
        """From pairs of which both halves stand in one number."""
        return cls(packed >> _HALF, packed & _LOWER, keys_cut, pairs_left_out)

    def packed(self) -> Numbers:
        """Both halves of each pair in one number."""
        return self.left << _HALF | self.right

    def __len__(self) -> int:
        return len(self.left)


def candidate_pairs(keys: Numbers, records: Numbers, *, budgets: Sequence[int]) -> Candidates:
    """Every pair of records that share a key of at most so many records as the budget of its kind allows.

    `keys` and `records` stand side by side: one entry for each key of each record.
    """
    if not len(keys):
        return Candidates.of(np.empty(0, np.int64), keys_cut=0, pairs_left_out=0)
    # Sorted stretches beat sets of numbers here: `np.unique` puts them into a table first.
    order = np.lexsort((records, keys))
    keys, records = keys[order], records[order]
    is_new = np.concatenate(([True], (keys[1:] != keys[:-1]) | (records[1:] != records[:-1])))
    keys, records = keys[is_new], records[is_new]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    is_cut = sizes > np.asarray(budgets, np.int64)[keys[starts] >> KIND_SHIFT]
    cut = sizes[is_cut]
    kept = [
        pairs_within(records, starts[(sizes == size) & ~is_cut], int(size))
        for size in np.unique(sizes[~is_cut])
        if size > 1
    ]
    packed = distinct(np.concatenate(kept)) if kept else np.empty(0, np.int64)
    return Candidates.of(packed, keys_cut=len(cut), pairs_left_out=int((cut * (cut - 1) // 2).sum()))


def pairs_within(records: Numbers, starts: Numbers, size: int) -> Numbers:
    """The pairs within each run of `size` records, both halves packed into one number, the lower record first."""
    runs = records[starts[:, None] + np.arange(size)]
    lower, upper = np.triu_indices(size, 1)
    packed: Numbers = ((runs[:, lower] << _HALF) | runs[:, upper]).ravel()
    return packed


def distinct(numbers: Numbers) -> Numbers:
    """The numbers in their order, each once."""
    ordered = np.sort(numbers)
    found: Numbers = ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered
    return found


def is_among(lefts: Numbers, rights: Numbers, candidates: Candidates) -> NDArray[np.bool_]:
    """Which of these pairs are candidates, the lower record on the left."""
    known, asked = candidates.packed(), lefts << _HALF | rights
    if not len(known):
        return np.zeros(len(asked), np.bool_)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, asked), len(known) - 1)] == asked
    return found
