"""Candidate pairs: records that share a key which few enough records share. Imported late: compiled."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.machine import compiled

Numbers = NDArray[Any]


class KeyKind(IntEnum):
    """What a key is made of."""

    IDENTIFIER = 0
    DATE_AND_COUNTRY = 1  # the whole date, day and month in either order; and the date alone
    TWO_WORDS = 2  # of one name
    WORD_AND_YEAR = 3
    WORD_AND_DAY = 4  # day and month in either order, whatever the year
    WORD_AND_PLACE = 5
    DATE_AND_PLACE = 6
    WORD = 7


Budgets = Sequence[int]
"""Records that may share one key of each kind; a key that more records share says too little about any two of them."""

BUDGETS: Sequence[Budgets] = (
    (200, 200, 200, 200, 200, 200, 200, 200),
    (100, 100, 300, 200, 100, 200, 100, 100),
    (100, 50, 50, 15, 15, 30, 30, 15),
    (100, 20, 30, 8, 10, 20, 20, 10),
    (100, 10, 20, 4, 6, 10, 10, 6),
    (100, 6, 8, 3, 4, 6, 6, 4),
)
"""The widest first. Found by what each kind brings on training halves and on the synthetic list, 2026-11-22."""
PAIRS_OF_A_RECORD = 10
PAIRS_OF_A_LIST = 4_000_000
"""So many pairs are compared anyway, and of a longer list so many for each record, a pair as often as keys bring it."""

KIND_SHIFT = 61
HASH_BITS = 37
"""Of a key; below them stands the record, so that one sort brings together who shares a key."""
MOST_RECORDS = 1 << (KIND_SHIFT - HASH_BITS)

_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = 32
_LOWER = (1 << _HALF) - 1


@compiled
def key_of(kind: int, first: Any, second: Any) -> Any:
    """A key of two numbers."""
    mixed = (np.uint64(first) ^ (np.uint64(second) * _MIX + np.uint64(kind))) * _MIX
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX
    return mixed >> np.uint64(64 - HASH_BITS) | np.uint64(kind) << np.uint64(KIND_SHIFT)


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
        left, right = (packed >> _HALF).astype(np.int32), (packed & _LOWER).astype(np.int32)
        return cls(left, right, keys_cut, pairs_left_out)

    def packed(self) -> Numbers:
        """Both halves of each pair in one number."""
        return packed_pairs(self.left, self.right)

    def __len__(self) -> int:
        return len(self.left)


def packed_pairs(lefts: Numbers, rights: Numbers) -> Numbers:
    """Both halves of each pair in one number."""
    return lefts.astype(np.int64) << _HALF | rights


def candidate_pairs(
    keys: NDArray[np.uint64], counts: Numbers, *, budgets: Sequence[Budgets] = BUDGETS, most: int | None = None
) -> Candidates:
    """Every pair of records that share a key of at most so many records as the budget of its kind allows.

    `keys` are those of the first record, of the second and so on, `counts` how many each has. A key has its kind from
    bit KIND_SHIFT on, and HASH_BITS below. Of the budgets, the widest first, those are taken that bring at most `most`
    pairs; the last where none do.
    """
    bits = max(len(counts) - 1, 1).bit_length()
    if bits > KIND_SHIFT - HASH_BITS:
        raise ValueError(f"a list has at most {MOST_RECORDS} records")
    entries = keys >> np.uint64(KIND_SHIFT) << np.uint64(KIND_SHIFT)
    entries |= (keys & np.uint64((1 << HASH_BITS) - 1)) << np.uint64(KIND_SHIFT - HASH_BITS)
    entries |= np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
    entries.sort()
    if most is None:
        most = max(PAIRS_OF_A_LIST, PAIRS_OF_A_RECORD * len(counts))
    pairs = _Pairs(entries)
    fitting = next((each for each in budgets[:-1] if pairs.count(each) <= most), budgets[-1])
    packed, cut = pairs.within(fitting)
    return Candidates.of(distinct(packed), keys_cut=int(cut[0]), pairs_left_out=int(cut[1]))


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """The pairs that share a key, a pair as often as it shares one."""

    entries: NDArray[np.uint64]

    def count(self, budgets: Budgets) -> int:
        return self._into(np.empty(0, np.int64), budgets)[0]

    def within(self, budgets: Budgets) -> tuple[Numbers, Numbers]:
        """And how many keys were cut, and how many pairs share those."""
        packed = np.empty(self.count(budgets), np.int64)
        return packed, self._into(packed, budgets)[1]

    def _into(self, packed: Numbers, budgets: Budgets) -> tuple[int, Numbers]:
        allowed, cut = np.asarray(budgets, np.int64), np.zeros(2, np.int64)
        return _pairs_into(packed, self.entries, allowed, np.empty(int(allowed.max()), np.int64), cut), cut


@compiled
def _pairs_into(packed: Numbers, entries: Numbers, budgets: Numbers, room: Numbers, cut: Numbers) -> int:
    """Write the pairs that share a key, where there is room for them; how many they are.

    `cut` takes how many keys were left out, and how many pairs share them.
    """
    below = np.uint64(KIND_SHIFT - HASH_BITS)
    record_bits = (np.uint64(1) << below) - np.uint64(1)
    count, start = 0, 0
    while start < entries.size:
        key = entries[start] >> below
        budget, borne, end = budgets[np.int64(entries[start] >> np.uint64(KIND_SHIFT))], 0, start
        while end < entries.size and entries[end] >> below == key:
            # A record may have a key twice.
            if end == start or entries[end] != entries[end - 1]:
                if borne < budget:
                    room[borne] = np.int64(entries[end] & record_bits)
                borne += 1
            end += 1
        if borne > budget:
            cut[0] += 1
            cut[1] += borne * (borne - 1) // 2
        else:
            for upper in range(1, borne):
                for lower in range(upper):
                    if count < packed.size:
                        packed[count] = room[lower] << _HALF | room[upper]
                    count += 1
        start = end
    return count


def pairs_within(records: Numbers, starts: Numbers, size: int) -> Numbers:
    """The pairs within each run of `size` records, both halves packed into one number, the lower record first."""
    runs = records[starts[:, None] + np.arange(size)].astype(np.int64)
    lower, upper = np.triu_indices(size, 1)
    packed: Numbers = ((runs[:, lower] << _HALF) | runs[:, upper]).ravel()
    return packed


def distinct(numbers: Numbers) -> Numbers:
    """The numbers in their order, each once. They are sorted where they stand."""
    numbers.sort()
    found: Numbers = numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))] if len(numbers) else numbers
    return found


def is_among(lefts: Numbers, rights: Numbers, candidates: Candidates) -> NDArray[np.bool_]:
    """Which of these pairs are candidates, the lower record on the left."""
    known, asked = candidates.packed(), packed_pairs(lefts, rights)
    if not len(known):
        return np.zeros(len(asked), np.bool_)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, asked), len(known) - 1)] == asked
    return found
