"""What two names of a list have in common, in bits of its own rarities. Imported late: compiled.

Words are compared as written, as heard, letter by letter and by their consonants; a word that others also bear says
less. What is found is no weight yet: `levels` counts it in steps, and `learning` finds what each step is worth.
"""
# Loops take what they need by place and leave early.
# ruff: noqa: PLR0912

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.edits import edits_between
from interlace.core.compiled.machine import bit_count, compiled
from interlace.core.linkage.blocking import KeyKind, key_of
from interlace.core.linkage.words import LONGEST_WORD, NONE, READINGS, ListWords
from interlace.core.names.forms import MOST_TOKENS

Numbers = NDArray[Any]

NOTHING, INITIAL, NEAR, HEARD, SAME = range(5)
"""In what way two words agree, the least first."""

TWO_WORDS = int(KeyKind.TWO_WORDS)

# Bits that an agreement which is not exact says less: about what the words are worth that it could also have been.
_HEARD_LESS = 0.5
_ONE_LETTER_LESS = 2.5
_TWO_LETTERS_LESS = 5.5
_BONES_LESS = 4.5
_INITIAL_BITS = 2.5
_LEAST = 0.3
_SHORT = 4  # letters: a shorter word may not have two errors
_SHORTEST = 3  # letters of a word that may have one


class Together(NamedTuple):
    """Two words of one name, by their key, sorted; and how rare it is that a record has both, in bits."""

    keys: Numbers
    bits: Numbers


class Room(NamedTuple):
    """Room for one comparison at a time: one for each thread."""

    edits: Numbers
    letters: Numbers
    bits: Numbers
    ways: Numbers
    agreeing: Numbers  # a key of each word that agrees
    row: Numbers  # for places


def room(longest_place: int) -> Room:
    """Room for one thread."""
    return Room(
        np.zeros((3, 2 * LONGEST_WORD + 2), np.int32),
        np.zeros(2 * LONGEST_WORD, np.uint8),
        np.zeros((MOST_TOKENS, MOST_TOKENS)),
        np.zeros((MOST_TOKENS, MOST_TOKENS), np.int64),
        np.zeros(MOST_TOKENS, np.int32),
        np.zeros(max(longest_place, 1) + 1, np.int32),
    )


@compiled
def _share_reading(readings: Numbers, a: int, b: int) -> int:
    """The first reading that two words have in common, or NONE."""
    for i in range(READINGS):
        one = readings[a, i]
        if one == NONE:
            return NONE
        for j in range(READINGS):
            if readings[b, j] == one:
                return int(one)
            if readings[b, j] == NONE:
                break
    return NONE


@compiled
def _words_agree(book: ListWords, a: int, b: int, room: Room) -> tuple[int, float]:
    """In what way two words agree, and the bits."""
    rarity = min(book.rarity[a], book.rarity[b])
    if a == b or book.written[a] == book.written[b]:
        return SAME, max(rarity, _LEAST)
    sound = _share_reading(book.sounds, a, b)
    if sound != NONE:
        return HEARD, max(min(rarity, book.sound_rarity[sound]) - _HEARD_LESS, _LEAST)
    ours, theirs = book.letters_from[a + 1] - book.letters_from[a], book.letters_from[b + 1] - book.letters_from[b]
    if ours == 1 or theirs == 1:
        short, long = (a, b) if ours == 1 else (b, a)
        is_initial = ours != theirs and book.letter_set[short] & book.initials[long]
        return (INITIAL, _INITIAL_BITS) if is_initial else (NOTHING, 0.0)
    shorter = min(ours, theirs)
    most = 0 if shorter < _SHORTEST else (1 if shorter <= _SHORT else 2)
    apart = bit_count(book.letter_set[a] ^ book.letter_set[b])
    if most and abs(ours - theirs) <= most and apart <= 2 * most:
        found = edits_between(
            book.letters, book.letters_from[a], ours, book.letters, book.letters_from[b], theirs, most, room.edits
        )
        if found <= most:
            left = rarity - (_ONE_LETTER_LESS if found == 1 else _TWO_LETTERS_LESS)
            if left > _LEAST:
                return NEAR, left
    if shorter >= _SHORT and rarity > _BONES_LESS + _LEAST and _share_reading(book.bones, a, b) != NONE:
        return NEAR, rarity - _BONES_LESS
    return NOTHING, 0.0


@compiled
def _joined_agree(book: ListWords, first: int, second: int, single: int, room: Room) -> tuple[int, float]:
    """Two neighbours beside one word of the other name: a space was lost, or one too many was written."""
    ours = book.letters_from[first + 1] - book.letters_from[first]
    more = book.letters_from[second + 1] - book.letters_from[second]
    theirs = book.letters_from[single + 1] - book.letters_from[single]
    if ours + more > 2 * LONGEST_WORD or abs(ours + more - theirs) > 2:
        return NOTHING, 0.0
    if bit_count((book.letter_set[first] | book.letter_set[second]) ^ book.letter_set[single]) > 4:
        return NOTHING, 0.0
    for place in range(ours):
        room.letters[place] = book.letters[book.letters_from[first] + place]
    for place in range(more):
        room.letters[ours + place] = book.letters[book.letters_from[second] + place]
    found = edits_between(room.letters, 0, ours + more, book.letters, book.letters_from[single], theirs, 2, room.edits)
    if found > 2:
        return NOTHING, 0.0
    less = 0.0 if found == 0 else (_ONE_LETTER_LESS if found == 1 else _TWO_LETTERS_LESS)
    rarity = min(book.rarity[single], book.rarity[first] + book.rarity[second])
    return (HEARD if found == 0 else NEAR), max(rarity - less, _LEAST)


@compiled
def _bits_together(together: Together, one: int, other: int) -> float:
    """How rare it is that a name has two words, in bits; more than anything where too few do to say."""
    key = key_of(TWO_WORDS, min(one, other), max(one, other))
    low, high = 0, together.keys.size
    while low < high:
        middle = (low + high) // 2
        if together.keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return together.bits[low] if low < together.keys.size and together.keys[low] == key else np.inf


@compiled
def _said_twice(book: ListWords, together: Together, agreeing: Numbers, count: int) -> float:
    """Bits that words say together which each of them says already: who is called Nguyen is often called Van too."""
    found = 0.0
    for one in range(1, count):
        most = 0.0
        for other in range(one):
            a, b = agreeing[one], agreeing[other]
            if NONE not in (a, b):
                most = max(most, book.key_rarity[a] + book.key_rarity[b] - _bits_together(together, a, b))
        found += most
    return found


@compiled
def _left_over(book: ListWords, name: Numbers, used: int) -> int:
    count = 0
    for place in range(name.size):
        if not (used >> place & 1 or book.is_light[name[place]]):
            count += 1
    return count


@compiled
def names_agree(
    book: ListWords, together: Together, left: Numbers, right: Numbers, room: Room
) -> tuple[float, int, int, int]:
    """Bits of the words that two names have in common; how the worst of them agrees; and of the words that agree with
    none, how many contradict each other and how many are missing."""
    for i in range(left.size):
        for j in range(right.size):
            room.ways[i, j], room.bits[i, j] = _words_agree(book, left[i], right[j], room)
    ours = theirs = 0
    total, worst, count = 0.0, SAME, 0
    for _ in range(min(left.size, right.size)):
        at, to, best = -1, -1, 0.0
        for i in range(left.size):
            for j in range(right.size):
                if not (ours >> i & 1 or theirs >> j & 1) and room.bits[i, j] > best:
                    at, to, best = i, j, room.bits[i, j]
        if at < 0:
            break
        ours, theirs = ours | 1 << at, theirs | 1 << to
        total += best
        worst = min(worst, room.ways[at, to])
        if room.ways[at, to] != INITIAL:
            commoner = left[at] if book.rarity[left[at]] < book.rarity[right[to]] else right[to]
            room.agreeing[count] = book.keys[commoner, 0]
            count += 1
    total = max(total - _said_twice(book, together, room.agreeing, count), 0.0)
    for i in range(left.size - 1):
        for j in range(right.size):
            if not (ours >> i & 3 or theirs >> j & 1):
                way, bits = _joined_agree(book, left[i], left[i + 1], right[j], room)
                if way != NOTHING:
                    ours, theirs, total, worst = ours | 3 << i, theirs | 1 << j, total + bits, min(worst, way)
    for j in range(right.size - 1):
        for i in range(left.size):
            if not (theirs >> j & 3 or ours >> i & 1):
                way, bits = _joined_agree(book, right[j], right[j + 1], left[i], room)
                if way != NOTHING:
                    ours, theirs, total, worst = ours | 1 << i, theirs | 3 << j, total + bits, min(worst, way)
    over, other = _left_over(book, left, ours), _left_over(book, right, theirs)
    return total, worst, min(over, other), abs(over - other)
