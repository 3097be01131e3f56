"""Identifiers by hash: sorted, with a table of where each stretch of hashes begins. Plain arrays, mapped from files.

An entry keeps 32 bits of its hash beside those that its place says: of 130 million, two different ones are taken for
the same once in 10^8 look-ups, and whoever looked up reads the facts again.
"""

from bisect import bisect_left, bisect_right

import numpy as np

from interlace.screening.index.columns import Numbers, starts_of

PER_STRETCH = 4
KEPT_BITS = 32


def stretch_bits(count: int) -> int:
    """How many of the first bits of a hash its place says, where there are so many entries."""
    return max(1, min(KEPT_BITS - 1, (count // PER_STRETCH).bit_length()))


def take_apart(hashes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Sorted hashes as (where each stretch begins, the bits that are compared, the rest, for putting them together)."""
    bits = stretch_bits(hashes.size)
    stretch = (hashes >> np.uint64(64 - bits)).astype(np.int64)
    starts = starts_of(np.bincount(stretch, minlength=1 << bits)).astype(np.int32)
    kept = ((hashes << np.uint64(bits)) >> np.uint64(KEPT_BITS)).astype(np.uint32)
    rest = (hashes & np.uint64((1 << (KEPT_BITS - bits)) - 1)).astype(np.uint32)
    return starts, kept, rest


def put_together(starts: Numbers, kept: Numbers, rest: Numbers) -> Numbers:
    """The hashes again, in order."""
    bits = stretch_bits(kept.size)
    stretch = np.repeat(np.arange(starts.size - 1, dtype=np.uint64), np.diff(starts))
    high = (stretch << np.uint64(64 - bits)) | (kept.astype(np.uint64) << np.uint64(KEPT_BITS - bits))
    return np.asarray(high | rest.astype(np.uint64))


class IdentifierTable:
    """Looks hashes up one by one, without the compiler."""

    __slots__ = ("_bits", "_kept", "_starts")

    def __init__(self, starts: Numbers, kept: Numbers) -> None:
        # A memory view answers single items three times as fast as an array does.
        self._starts = starts.data
        self._kept = kept.data
        self._bits = stretch_bits(kept.size)

    def entries(self, value: int) -> tuple[int, int]:
        """From where to where the entries of this hash stand."""
        stretch = value >> (64 - self._bits)
        kept = (value >> (KEPT_BITS - self._bits)) & (1 << KEPT_BITS) - 1
        first, end = self._starts[stretch], self._starts[stretch + 1]
        first = bisect_left(self._kept, kept, first, end)
        return first, bisect_right(self._kept, kept, first, end)
