"""What two words have in common: spellings, sounds, skeletons, beginnings. Compiled."""

from typing import Any

import numpy as np

from interlace.core.compiled.machine import bit_count, compiled, inlined, share_one
from interlace.core.compiled.vocabulary import Flag, Words

FEW_LETTERS = 4  # closeness._MOST_LETTERS_CHANGED

_SYLLABIC, _PLAIN = int(Flag.SYLLABIC), int(Flag.PLAIN)
_LOWER_A, _LOWER_Z, _ZERO, _NINE = (ord(letter) for letter in "az09")


@inlined
def bones_from(row: Any) -> int:
    """Where the skeletons of a word lie in `numbers`; their frames and their lengths follow."""
    return int(row.sounds_from + row.sounds + row.spellings)


@inlined
def is_syllabic(row: Any) -> bool:
    """Whether each of its characters is a syllable."""
    return bool(row.flags & _SYLLABIC)


@compiled
def shares_spelling(words: Words, a: Any, b: Any) -> bool:
    """Whether two words may be spelled alike in Latin letters."""
    if not a.signature & b.signature:
        return False
    i, j = a.sounds_from + a.sounds, b.sounds_from + b.sounds
    return share_one(words.numbers, i, i + a.spellings, j, j + b.spellings)


@compiled
def shares_sound(words: Words, a: Any, b: Any) -> bool:
    """Whether two words may be heard alike."""
    if not a.signature & b.signature:
        return False
    return share_one(words.numbers, a.sounds_from, a.sounds_from + a.sounds, b.sounds_from, b.sounds_from + b.sounds)


@compiled
def shares_bones(words: Words, a: Any, b: Any) -> bool:
    """Whether two words may have the same consonants."""
    if not a.signature & b.signature:
        return False
    i, j = bones_from(a), bones_from(b)
    return share_one(words.numbers, i, i + a.bones, j, j + b.bones)


@compiled
def shares_full_form(words: Words, a: Any, b: Any) -> bool:
    """Whether two words may be short forms of one name."""
    if a.full_forms == 0 or b.full_forms == 0:
        return False
    i, j = bones_from(a) + 3 * a.bones, bones_from(b) + 3 * b.bones
    return share_one(words.numbers, i, i + a.full_forms, j, j + b.full_forms)


@inlined
def may_agree(words: Words, a: Any, b: Any) -> bool:
    """Whether two words have anything in common: most pairs do not, and this is the cheapest way to say so."""
    if not (a.flags & b.flags & _PLAIN) or shares_bones(words, a, b) or shares_full_form(words, a, b):
        return True
    if bit_count(a.text_letters ^ b.text_letters) <= FEW_LETTERS:
        return True
    return bool(bit_count(a.first_heard ^ b.first_heard) <= FEW_LETTERS)


@compiled
def is_initial(words: Words, a: Any, b: Any) -> bool:
    """Whether one of two words is the first letter of the other."""
    if (a.text_length == 1) == (b.text_length == 1):
        return False
    short, initials = (a.text_from, b.initials) if a.text_length == 1 else (b.text_from, a.initials)
    letter = int(words.letters[short])
    if _LOWER_A <= letter <= _LOWER_Z:
        return bool(initials >> np.uint64(letter - _LOWER_A) & np.uint64(1))
    return _ZERO <= letter <= _NINE and bool(
        initials >> np.uint64(letter - _ZERO + _LOWER_Z - _LOWER_A + 1) & np.uint64(1)
    )
