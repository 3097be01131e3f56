"""An open-addressing table from 64-bit hashes to groups of entries: plain arrays, so it can be mapped from a file."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

EMPTY = -1


def build_table(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Place distinct hashes into slots, linear probing, at most half full: (hash, group number) per slot."""
    capacity = 1 << max(1, int(hashes.size * 2 - 1).bit_length()) if hashes.size else 2
    mask = np.uint64(capacity - 1)
    keys = np.zeros(capacity, dtype=np.uint64)
    groups = np.full(capacity, EMPTY, dtype=np.int32)
    waiting = np.arange(hashes.size, dtype=np.int32)
    slots = (hashes & mask).astype(np.int64)
    while waiting.size:
        wanted = slots[waiting]
        free = groups[wanted] == EMPTY
        # Of several that want one free slot the last written keeps it; the others see that they lost, and move on.
        groups[wanted[free]] = waiting[free]
        placed = groups[wanted] == waiting
        keys[wanted[placed]] = hashes[waiting[placed]]
        waiting = waiting[~placed]
        slots[waiting] = (slots[waiting] + 1) & (capacity - 1)
    return keys, groups


class HashTable:
    """Looks hashes up in the arrays of `build_table`."""

    __slots__ = ("_groups", "_keys", "_mask")

    def __init__(self, keys: NDArray[Any], groups: NDArray[Any]) -> None:
        # A memory view answers single items three times as fast as an array does.
        self._keys = keys.data
        self._groups = groups.data
        self._mask = keys.size - 1

    def group(self, value: int) -> int:
        """The group of this hash, or EMPTY."""
        slot = value & self._mask
        while True:
            group: int = self._groups[slot]
            if group == EMPTY or self._keys[slot] == value:
                return group
            slot = (slot + 1) & self._mask
