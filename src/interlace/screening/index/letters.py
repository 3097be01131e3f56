"""Two words laid beside each other letter by letter, in compiled loops."""

from typing import Any

import numpy as np

from interlace.screening.index.columns import Numbers
from interlace.screening.index.loops import compiled
from interlace.screening.index.marks import KINDS_OF_LETTER, SIZE_AT
from interlace.screening.index.names import MOST_JOINED

FAMILY_SIMILARITY, OF_LETTERS = 0.7, 0.25  # two spellings of one family, however they look, and what their letters add
INITIAL_SIMILARITY = 0.55
LEAST_SIMILARITY_SHORT = 0.74  # up to four letters: one error in four
LEAST_SIMILARITY = 0.66  # longer: two errors in six
ROUNDING = 1e-9


@compiled
def places_of(letters: Numbers, places: Numbers) -> None:
    """Note for every letter, as bits, where it stands in the word; `places` is clean before."""
    for place in range(min(letters.size, MOST_JOINED)):
        places[letters[place]] |= np.uint64(1) << np.uint64(place)


@compiled
def clear_places(letters: Numbers, places: Numbers) -> None:
    """Leave nothing of a word in its places."""
    for letter in letters:
        places[letter] = 0


@compiled
def distance(size: int, places: Numbers, text: Numbers) -> int:
    """Edits between a word, known by the places of its letters, and a text; swaps of neighbours counted as one.

    Optimal string alignment, one column of the table as bits at a time. Source: H. Hyyrö, A bit-vector algorithm for
    computing Levenshtein and Damerau edit distances, Nordic Journal of Computing 10 (2003).
    """
    one, last = np.uint64(1), np.uint64(1) << np.uint64(size - 1)
    rising, falling, diagonal, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    edits = size
    for letter in text:
        met = places[letter]
        swapped = (((~diagonal) & met) << one) & before
        diagonal = (((met & rising) + rising) ^ rising) | met | falling | swapped
        right = falling | ~(diagonal | rising)
        left = diagonal & rising
        if right & last:
            edits += 1
        if left & last:
            edits -= 1
        right = (right << one) | one
        left = left << one
        rising = left | ~(diagonal | right)
        falling = right & diagonal
        before = met
    return int(edits)


@compiled
def similarity_of(query: Numbers, places: Numbers, text: Numbers, same_family: bool, least: float) -> float:
    """How alike two words are, 0 to 1; 0 when it is less than that. A bare initial is like any word that it begins."""
    if query.size == 0 or text.size == 0:
        return 0.0
    if (text.size == 1) != (query.size == 1):
        return INITIAL_SIMILARITY if text[0] == query[0] else 0.0
    longest = max(query.size, text.size)
    # Every letter that one is longer by is an error.
    if not same_family and 1.0 - abs(query.size - text.size) / longest < least:
        return 0.0
    alike = 1.0 - distance(query.size, places, text) / longest
    if same_family:
        return max(alike, FAMILY_SIMILARITY + OF_LETTERS * alike)
    return alike if alike >= least else 0.0


@compiled
def least_similarity(size: int) -> float:
    """How alike another word must be to be found by a word of so many letters."""
    return LEAST_SIMILARITY if size > 4 else LEAST_SIMILARITY_SHORT


@compiled
def shape_of(letters: Numbers) -> int:
    """The shape of a word of a question, as `marks.shapes_of` gives it to those of the index."""
    shape = letters.size << SIZE_AT
    for letter in letters:
        shape |= 1 << (letter & 31) % KINDS_OF_LETTER
    return int(shape)


@compiled
def may_be_alike(shape: int, other: int, same_family: bool, least: float) -> bool:
    """Whether words of these shapes can be so alike at all: an edit takes one kind of letter away and brings one."""
    ours, theirs = np.int64(shape), np.int64(other)
    size, size_other = int(ours >> SIZE_AT), int(theirs >> SIZE_AT)
    if size == 1 or size_other == 1:
        return True
    kinds = (1 << SIZE_AT) - 1
    gone, come = _bits(ours & ~theirs & kinds), _bits(theirs & ~ours & kinds)
    alike = 1.0 - max(gone, come, abs(size - size_other)) / max(size, size_other)
    # What the letters say is rounded otherwise here than where they are compared: equals go on.
    if same_family:
        alike = max(alike, FAMILY_SIMILARITY + OF_LETTERS * alike)
    return alike >= least - ROUNDING


@compiled
def _bits(word: Any) -> int:
    """How many bits of these 26 are set."""
    word = word - ((word >> 1) & 0x5555555)
    word = (word & 0x3333333) + ((word >> 2) & 0x3333333)
    word = (word + (word >> 4)) & 0xF0F0F0F
    return int(((word * 0x1010101) >> 24) & 0x3F)
