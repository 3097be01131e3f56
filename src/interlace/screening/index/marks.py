"""Marks by which most words are told apart without being read: a few bits that lie where a search passes by.

Every mark follows from the letters of a word alone. It decides no answer; it only says what cannot enter one.
"""

import numpy as np

from interlace.screening.index.columns import Numbers

KINDS_OF_LETTER, SIZE_AT = 26, 26
"""A shape is which letters a word has, and from this bit on how many."""


def shapes_of(text: Numbers, text_start: Numbers) -> Numbers:
    """By word: its letters as bits, and how many.

    An edit takes at most one kind of letter away, and brings one.
    """
    sizes = np.diff(text_start)
    shapes = np.zeros(sizes.size, dtype=np.uint32)
    bits = np.uint32(1) << (text & 31).astype(np.uint32) % np.uint32(KINDS_OF_LETTER)
    held = np.flatnonzero(sizes)
    if held.size:
        shapes[held] = np.bitwise_or.reduceat(bits, text_start[:-1][held])
    return shapes | (sizes.astype(np.uint32) << np.uint32(SIZE_AT))
