"""How two words agree letter by letter: `core.matching.letters` and `closeness._by_all_letters`, compiled."""
# Loops take what they need by place and leave early.
# ruff: noqa: PLR0917

from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.machine import bit_count, compiled, inlined
from interlace.core.compiled.rules import NameRules
from interlace.core.compiled.sharing import (
    is_initial,
    is_syllabic,
    shares_full_form,
    shares_sound,
    shares_spelling,
)
from interlace.core.compiled.vocabulary import LATIN, Flag, Words
from interlace.core.matching.closeness import Likeness

Numbers = NDArray[Any]

_NONE, _INITIAL, _CLOSE, _SOUND, _SAME = (int(likeness) for likeness in Likeness)
_LIGHT, _SURNAME = int(Flag.LIGHT), int(Flag.SURNAME)
_Place = np.uintp
_PAIRS, _LEFT_ALONE, _RIGHT_ALONE = range(3)


@compiled
def _aligned(letters: Numbers, left: int, ours: int, right: int, theirs: int, table: Numbers, row: Numbers) -> int:
    """The best sum over all ways of laying two spellings beside each other, in hundredths of a bit.

    `row` takes for each letter on the right the best sum up to it, and what the letter gives alone.
    """
    # Places without a sign: what has none need not be asked whether it counts from the end.
    pairs, left_alone, right_alone = table[_PAIRS], table[_LEFT_ALONE], table[_RIGHT_ALONE]
    best, before = 0, _Place(0)
    for place in range(theirs):
        letter = _Place(letters[_Place(right + place)])
        alone = right_alone[before, letter]
        best += alone
        row[_Place(2 * place)], row[_Place(2 * place + 1)] = best, alone
        before = letter
    above, edge = _Place(0), 0
    for at in range(ours):
        letter = _Place(letters[_Place(left + at)])
        alone, own = left_alone[above, letter], pairs[letter]
        diagonal = edge
        best = edge = edge + alone
        for place in range(theirs):
            upper = row[_Place(2 * place)]
            best = max(
                diagonal + own[_Place(letters[_Place(right + place)])],
                upper + alone,
                best + row[_Place(2 * place + 1)],
            )
            row[_Place(2 * place)], diagonal = best, upper
        above = letter
    return int(best)


@compiled
def _own_bits(words: Words, word: Any, rules: NameRules, row: Numbers) -> float:
    if not word.spelled:
        return rules.unread_bits
    first = words.heard[word.heard_from + word.heard]
    table = rules.letters[rules.table_of[LATIN, LATIN]]
    return _aligned(words.letters, first.at, first.length, first.at, first.length, table, row) / 100


@inlined
def _letter_bits(words: Words, a: Any, b: Any, rules: NameRules, row: Numbers) -> float:
    """What the two spellings say that are nearest; nothing where no two have most of their letters in common."""
    table = rules.letters[rules.table_of[a.script, b.script]]
    is_met, best = False, 0
    ours, theirs = a.heard_from + a.heard, b.heard_from + b.heard
    for i in range(a.spelled):
        for j in range(b.spelled):
            one, other = words.heard[ours + i], words.heard[theirs + j]
            if bit_count(one.letters ^ other.letters) <= rules.letters_apart_at_most:
                found = _aligned(words.letters, one.at, one.length, other.at, other.length, table, row)
                found -= (i + j) * rules.further_spelling
                best = max(best, found) if is_met else found
                is_met = True
    return best / 100


@compiled
def _full_bits(words: Words, word: Any, rules: NameRules) -> float:
    """What its likeliest spelling gives where every letter agrees."""
    if not word.spelled:
        return 0.0
    first = words.heard[word.heard_from + word.heard]
    table = rules.letters[rules.table_of[LATIN, LATIN]]
    bits = 0
    for place in range(first.at, first.at + first.length):
        bits += table[_PAIRS, words.letters[place], words.letters[place]]
    return bits / 100


@compiled
def _lacking(words: Words, a: Any, b: Any, bits: float, rules: NameRules) -> float:
    return max(min(_full_bits(words, a, rules), _full_bits(words, b, rules)) - bits, 0.0)


@inlined
def _likeness(words: Words, a: Any, b: Any, rules: NameRules, row: Numbers) -> tuple[int, float]:
    if a.native == b.native:
        is_marked_otherwise = bool(a.marked) and bool(b.marked) and a.marked != b.marked
        own = min(_own_bits(words, a, rules, row), _own_bits(words, b, rules, row))
        return _SAME, own * (rules.other_marks_value if is_marked_otherwise else 1.0)
    is_spelled_alike = shares_spelling(words, a, b)
    is_heard_alike = is_spelled_alike or shares_sound(words, a, b)
    if a.script == b.script and is_syllabic(a):
        if not is_heard_alike:
            return _NONE, 0.0
        own = min(_own_bits(words, a, rules, row), _own_bits(words, b, rules, row))
        return _CLOSE, rules.other_characters_value * own
    if (a.text_length == 1) != (b.text_length == 1):
        return (_INITIAL, rules.initial_bits) if is_initial(words, a, b) else (_NONE, 0.0)
    # A table of two scripts has the other script's letters on the left and Latin ones on the right.
    one, other = (b, a) if a.script == LATIN else (a, b)
    bits = _letter_bits(words, one, other, rules, row)
    if not is_spelled_alike:
        # A version that does not weigh this does not pay for it.
        share = rules.lacking if a.script == b.script else rules.lacking_across
        if share:
            bits -= share * _lacking(words, a, b, bits, rules)
        if not is_heard_alike and a.script != b.script and (a.flags | b.flags) & _SURNAME:
            bits *= rules.surname_close_value
    if shares_full_form(words, a, b):
        own = min(_own_bits(words, a, rules, row), _own_bits(words, b, rules, row))
        bits = max(bits, rules.nickname_value * own)
    if not is_heard_alike:
        return _CLOSE, bits
    return (_SAME if is_spelled_alike else _SOUND), bits


@inlined
def agreement_by_letters(words: Words, a: Any, b: Any, rules: NameRules, row: Numbers) -> tuple[int, float]:
    """In what way two words agree of which `may_agree` is true, and how many bits that gives."""
    likeness, bits = _likeness(words, a, b, rules, row)
    if bits <= 0:
        return _NONE, 0.0
    return likeness, bits * (rules.light_word if (a.flags | b.flags) & _LIGHT else 1.0)
