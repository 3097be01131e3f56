"""How two words agree, in the steps of the models before the third: `core.matching.closeness`, compiled."""
# Loops take what they need by place, leave early, and know no generators.
# ruff: noqa: PLR0917

from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.edits import edits_between
from interlace.core.compiled.machine import bit_count, compiled
from interlace.core.compiled.rules import NameRules
from interlace.core.compiled.sharing import (
    FEW_LETTERS,
    bones_from,
    is_initial,
    is_syllabic,
    shares_bones,
    shares_sound,
    shares_spelling,
)
from interlace.core.compiled.vocabulary import Flag, Words
from interlace.core.matching.closeness import Likeness

Numbers = NDArray[Any]

_NONE, _INITIAL, _CLOSE, _SOUND, _SAME = (int(likeness) for likeness in Likeness)
_LIGHT, _VOWELS, _LATIN = int(Flag.LIGHT), int(Flag.VOWELS), int(Flag.LATIN)


@compiled
def _letters_value(letters: Numbers, a: int, ours: int, b: int, theirs: int, rules: NameRules, edits: Numbers) -> float:
    shortest = min(ours, theirs)
    if max(ours, theirs) - shortest > 2 or shortest < 3:
        return 0.0
    distance = edits_between(letters, a, ours, letters, b, theirs, 2, edits)
    if distance <= 1:
        return float(rules.one_letter[min(shortest, rules.one_letter.size - 1)])
    return rules.two_letters_value if distance == 2 and shortest >= rules.two_letters_from else 0.0


@compiled
def _by_letters(words: Words, a: Any, b: Any, rules: NameRules, edits: Numbers) -> float:
    best, letters = 0.0, words.letters
    if bit_count(a.text_letters ^ b.text_letters) <= FEW_LETTERS:
        best = _letters_value(letters, a.text_from, a.text_length, b.text_from, b.text_length, rules, edits)
    for i in range(a.heard_from, a.heard_from + a.heard):
        for j in range(b.heard_from, b.heard_from + b.heard):
            one, other = words.heard[i], words.heard[j]
            if bit_count(one.letters ^ other.letters) <= FEW_LETTERS:
                value = _letters_value(letters, one.at, one.length, other.at, other.length, rules, edits)
                best = max(best, value)
    return best


@compiled
def _by_bones(words: Words, a: Any, b: Any, rules: NameRules) -> float:
    consonants = -1
    i, j = bones_from(a), bones_from(b)
    i_end, j_end = i + a.bones, j + b.bones
    while i < i_end and j < j_end:
        if words.numbers[i] == words.numbers[j]:
            length: Any = np.int64(words.numbers[i + 2 * a.bones])
            consonants = max(consonants, length)
            i, j = i + 1, j + 1
        elif words.numbers[i] < words.numbers[j]:
            i += 1
        else:
            j += 1
    if consonants < 0:
        return 0.0
    if a.flags & b.flags & _VOWELS:
        return float(rules.bones_with_vowels[min(consonants, rules.bones_with_vowels.size - 1)])
    return float(rules.bones_without_vowels[min(consonants, rules.bones_without_vowels.size - 1)])


@compiled
def _information(a: Any, b: Any, likeness: int, rules: NameRules) -> float:
    if likeness == _INITIAL:
        letters = 1
    else:
        letters = int(min(a.text_length, b.text_length))
        if not a.flags & b.flags & _VOWELS:
            letters = min(int(max(a.text_length, b.text_length)), letters + 2)
    information = float(rules.information[min(letters, rules.information.size - 1)])
    return information * rules.light_word if (a.flags | b.flags) & _LIGHT else information


@compiled
def _likeness(words: Words, a: Any, b: Any, rules: NameRules, edits: Numbers) -> tuple[int, float]:
    if a.native == b.native:
        return _SAME, 1.0
    is_one_script = a.script == b.script
    is_spelled_alike = shares_spelling(words, a, b)
    if is_spelled_alike or shares_sound(words, a, b):
        if is_one_script and not a.flags & _LATIN:
            return _CLOSE, rules.other_characters_value
        return (_SAME, 1.0) if is_spelled_alike else (_SOUND, rules.sound_value)
    if is_one_script and is_syllabic(a):
        return _NONE, 0.0
    value = _by_bones(words, a, b, rules) if shares_bones(words, a, b) else 0.0
    value = max(value, _by_letters(words, a, b, rules, edits))
    if value > 0.0:
        return _CLOSE, value
    is_short_latin = (a.flags if a.text_length == 1 else b.flags) & _LATIN
    return (_INITIAL, rules.initial_value) if is_short_latin and is_initial(words, a, b) else (_NONE, 0.0)


@compiled
def agreement_by_steps(words: Words, a: Any, b: Any, rules: NameRules, edits: Numbers) -> tuple[int, float]:
    """In what way two words agree, and how many bits that gives."""
    likeness, value = _likeness(words, a, b, rules, edits)
    if likeness == _NONE:
        return _NONE, 0.0
    return likeness, value * _information(a, b, likeness, rules)
