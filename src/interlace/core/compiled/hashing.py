"""Texts as numbers of 64 bits, the same in every process: two vocabularies that never met can be compared."""

from functools import lru_cache
from hashlib import blake2b
from typing import Final

FRAME_BASE: Final = 0x9E3779B97F4A7C15
"""Base of the hash of frames, which of two neighbours is found from theirs without reading them as one word."""
ALL_BITS: Final = (1 << 64) - 1


@lru_cache(maxsize=1 << 20)
def number_of(text: str) -> int:
    """The number of a text. Two texts with one number are not expected within the age of the universe."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@lru_cache(maxsize=1 << 16)
def frame_number(frame: str) -> int:
    """The number of a frame: that of two frames written together follows from theirs."""
    number = 0
    for letter in frame:
        number = (number * FRAME_BASE + ord(letter)) & ALL_BITS
    return number


def letter_set(text: str) -> int:
    """The letters of a text as bits: a letter that two texts do not share is often, never wrongly, seen."""
    bits = 0
    for letter in text:
        bits |= 1 << (ord(letter) & 63)
    return bits
