"""Candidate pairs: records that share a key which few enough records share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interlace.core.linkage.keys import KIND_SHIFT

Numbers = NDArray[np.int64]

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

    def __len__(self) -> int:
        return len(self.left)


def candidate_pairs(keys: Numbers, records: Numbers, *, budgets: Sequence[int]) -> Candidates:
    """Every pair of records that share a key of at most so many records as the budget of its kind allows.

    `keys` and `records` stand side by side: one entry for each key of each record.
    """
    if not len(keys):
        return Candidates(np.empty(0, np.int64), np.empty(0, np.int64), 0, 0)
    order = np.lexsort((records, keys))
    keys, records = keys[order], records[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    is_cut = sizes > np.asarray(budgets, np.int64)[keys[starts] >> KIND_SHIFT]
    cut = sizes[is_cut]
    kept = [
        _pairs_within(records, starts[(sizes == size) & ~is_cut], int(size))
        for size in np.unique(sizes[~is_cut])
        if size > 1
    ]
    packed = np.unique(np.concatenate(kept)) if kept else np.empty(0, np.int64)
    return Candidates(packed >> _HALF, packed & _LOWER, len(cut), int((cut * (cut - 1) // 2).sum()))


def _pairs_within(records: Numbers, starts: Numbers, size: int) -> Numbers:
    """The pairs within each run of `size` records, both halves packed into one number."""
    runs = records[starts[:, None] + np.arange(size)]
    lower, upper = np.triu_indices(size, 1)
    packed: Numbers = ((runs[:, lower] << _HALF) | runs[:, upper]).ravel()
    return np.unique(packed)
