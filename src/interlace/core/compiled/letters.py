"""How two words agree letter by letter: `core.matching.letters` and `closeness._by_all_letters`, compiled."""
# Loops take what they need by place and leave early.
# ruff: noqa: PLR0917

from typing import Any

from numpy.typing import NDArray

from interlace.core.compiled.machine import bit_count, compiled
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
_PAIRS, _LEFT_ALONE, _RIGHT_ALONE = range(3)


@compiled
def _aligned(letters: Numbers, left: int, ours: int, right: int, theirs: int, table: Numbers, row: Numbers) -> int:
    """The best sum over all ways of laying two spellings beside each other, in hundredths of a bit."""
    row[0] = before = 0
    for place in range(theirs):
        letter = letters[right + place]
        row[place + 1] = row[place] + table[_RIGHT_ALONE, before, letter]
        before = letter
    above = 0
    for at in range(ours):
        letter = letters[left + at]
        alone = table[_LEFT_ALONE, above, letter]
        diagonal = row[0]
        best = row[0] = diagonal + alone
        before = 0
        for place in range(theirs):
            other = letters[right + place]
            upper = row[place + 1]
            best = max(
                diagonal + table[_PAIRS, letter, other], upper + alone, best + table[_RIGHT_ALONE, before, other]
            )
            row[place + 1], diagonal, before = best, upper, other
        above = letter
    return int(row[theirs])


@compiled
def _own_bits(words: Words, word: Any, rules: NameRules, row: Numbers) -> float:
    if not word.spelled:
        return rules.unread_bits
    first = words.heard[word.heard_from + word.heard]
    table = rules.letters[rules.table_of[LATIN, LATIN]]
    return _aligned(words.letters, first.at, first.length, first.at, first.length, table, row) / 100


@compiled
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
    share = rules.lacking if a.script == b.script else rules.lacking_across
    if share == 0.0:
        return 0.0
    return share * max(min(_full_bits(words, a, rules), _full_bits(words, b, rules)) - bits, 0.0)


@compiled
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
    bits = _letter_bits(words, b, a, rules, row) if a.script == LATIN else _letter_bits(words, a, b, rules, row)
    if not is_spelled_alike:
        bits -= _lacking(words, a, b, bits, rules)
        if not is_heard_alike and a.script != b.script and (a.flags | b.flags) & _SURNAME:
            bits *= rules.surname_close_value
    if shares_full_form(words, a, b):
        own = min(_own_bits(words, a, rules, row), _own_bits(words, b, rules, row))
        bits = max(bits, rules.nickname_value * own)
    if not is_heard_alike:
        return _CLOSE, bits
    return (_SAME if is_spelled_alike else _SOUND), bits


@compiled
def agreement_by_letters(words: Words, a: Any, b: Any, rules: NameRules, row: Numbers) -> tuple[int, float]:
    """In what way two words agree of which `may_agree` is true, and how many bits that gives."""
    likeness, bits = _likeness(words, a, b, rules, row)
    if bits <= 0:
        return _NONE, 0.0
    return likeness, bits * (rules.light_word if (a.flags | b.flags) & _LIGHT else 1.0)
