"""How close two words of two names are, and why."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from interlace.core.matching.letters import full_bits, letter_bits, own_bits
from interlace.core.matching.weights import LetterWeights, NameWeights
from interlace.core.names import Script, Token


class Likeness(IntEnum):
    """In what way two words agree; the better the greater."""

    NONE = 0
    INITIAL = 1  # J. and Juan
    CLOSE = 2  # one or two letters, or the vowels
    SOUND = 3  # spelled differently, heard alike
    SAME = 4


@dataclass(frozen=True, slots=True)
class Closeness:
    """How far two words agree."""

    likeness: Likeness
    value: float  # 0 to 1: the share of the word's information that agrees
    information: float  # bits that the word could give
    is_across_scripts: bool

    @property
    def bits(self) -> float:
        """What this agreement gives."""
        return self.value * self.information


_NOTHING_IN_COMMON = Closeness(Likeness.NONE, 0.0, 0.0, False)
SYLLABIC = frozenset({Script.HAN, Script.HANGUL})
_MOST_LETTERS_CHANGED = 4
"""Two edits change at most four letters of the set: most unlike words are told apart without measuring them."""


def may_agree(a: Token, b: Token) -> bool:
    """Whether two words have anything in common at all: most pairs do not, and this is the cheapest way to say so."""
    if not (a.skeletons.isdisjoint(b.skeletons) and a.is_plain and b.is_plain):
        return True
    if not a.full_forms.isdisjoint(b.full_forms):
        return True
    # Of two plain words without a skeleton in common, letters alone can still say something.
    if (a.text_letters ^ b.text_letters).bit_count() <= _MOST_LETTERS_CHANGED:
        return True
    return (a.likeliest_sounds[0][1] ^ b.likeliest_sounds[0][1]).bit_count() <= _MOST_LETTERS_CHANGED


@lru_cache(maxsize=65536)
def closeness(a: Token, b: Token, weights: NameWeights) -> Closeness:
    """Compare two words; the order does not matter."""
    if weights.letters is not None:
        return _by_all_letters(a, b, weights, weights.letters)
    likeness, value = _likeness(a, b, weights)
    if likeness is Likeness.NONE:
        return _NOTHING_IN_COMMON
    across = a.script is not b.script
    return Closeness(likeness, value, _information(a, b, likeness, weights), across)


def _by_all_letters(a: Token, b: Token, weights: NameWeights, letters: LetterWeights) -> Closeness:
    if not may_agree(a, b):
        return _NOTHING_IN_COMMON
    likeness, bits = _likeness_and_bits(a, b, weights, letters)
    if bits <= 0:
        return _NOTHING_IN_COMMON
    information = weights.light_word if a.is_light or b.is_light else 1.0
    return Closeness(likeness, bits, information, a.script is not b.script)


def _likeness_and_bits(a: Token, b: Token, weights: NameWeights, letters: LetterWeights) -> tuple[Likeness, float]:
    if a.native == b.native:
        is_marked_otherwise = a.marked and b.marked and a.marked != b.marked
        # The same characters may be read in two ways, as one name or as a family name and a given name.
        own = min(own_bits(a, letters), own_bits(b, letters))
        return Likeness.SAME, own * (letters.other_marks_value if is_marked_otherwise else 1.0)
    is_heard_alike = not (a.sounds.isdisjoint(b.sounds) and a.spellings.isdisjoint(b.spellings))
    if a.script is b.script and a.script in SYLLABIC:
        # Where a character is a syllable, another character is another name: 小明 and 小红.
        if not is_heard_alike:
            return Likeness.NONE, 0.0
        return Likeness.CLOSE, weights.other_characters_value * min(own_bits(a, letters), own_bits(b, letters))
    if (len(a.text) == 1) != (len(b.text) == 1):
        short, long = (a, b) if len(a.text) == 1 else (b, a)
        agrees = any(spelling.startswith(short.text) for spelling in long.spellings)
        return (Likeness.INITIAL, letters.initial_bits) if agrees else (Likeness.NONE, 0.0)
    bits = letter_bits(a, b, letters)
    if a.spellings.isdisjoint(b.spellings):
        bits -= _lacking(a, b, bits, letters)
        if not is_heard_alike and a.script is not b.script and (a.is_surname or b.is_surname):
            bits *= letters.surname_close_value
    if not a.full_forms.isdisjoint(b.full_forms):
        bits = max(bits, letters.nickname_value * min(own_bits(a, letters), own_bits(b, letters)))
    if not is_heard_alike:
        return Likeness.CLOSE, bits
    return (Likeness.SOUND if a.spellings.isdisjoint(b.spellings) else Likeness.SAME), bits


def _lacking(a: Token, b: Token, bits: float, letters: LetterWeights) -> float:
    """What speaks against two words that are spelled differently: the more, the further they are from being one."""
    share = letters.lacking if a.script is b.script else letters.lacking_across
    return share * max(min(full_bits(a, letters), full_bits(b, letters)) - bits, 0.0)


def _likeness(a: Token, b: Token, weights: NameWeights) -> tuple[Likeness, float]:
    if a.native == b.native:
        return Likeness.SAME, 1.0
    if not a.sounds.isdisjoint(b.sounds) or not a.spellings.isdisjoint(b.spellings):
        # Two words of one script that are written differently and read alike: 小明 and 晓鸣.
        if a.script is b.script and a.script is not Script.LATIN:
            return Likeness.CLOSE, weights.other_characters_value
        return (Likeness.SOUND, weights.sound_value) if a.spellings.isdisjoint(b.spellings) else (Likeness.SAME, 1.0)
    if a.script is b.script and a.script in SYLLABIC:
        # Where a character is a syllable, another character is another name: 小明 and 小红.
        return Likeness.NONE, 0.0
    # Most pairs of words have nothing in common; none of these three costs much to rule out.
    found = (Likeness.NONE, 0.0)
    if not a.skeletons.isdisjoint(b.skeletons):
        found = _by_bones(a, b, weights)
    if by_letters := _by_letters(a, b, weights):
        found = max(found, (Likeness.CLOSE, by_letters))
    if (len(a.text) == 1) != (len(b.text) == 1):
        found = max(found, _by_initial(a, b, weights))
    return found


def _by_bones(a: Token, b: Token, weights: NameWeights) -> tuple[Likeness, float]:
    shared = a.skeletons & b.skeletons
    values = weights.bones_with_vowels if a.has_vowels and b.has_vowels else weights.bones_without_vowels
    value = values[min(max(len(bones) for bones in shared), len(values) - 1)]
    return (Likeness.CLOSE, value) if value else (Likeness.NONE, 0.0)


def _by_letters(a: Token, b: Token, weights: NameWeights) -> float:
    """What the nearest spelling or sound is worth, letter by letter."""
    best = 0.0
    if (a.text_letters ^ b.text_letters).bit_count() <= _MOST_LETTERS_CHANGED:
        best = _letters_value(a.text, b.text, weights)
    for left, left_letters in a.likeliest_sounds:
        for right, right_letters in b.likeliest_sounds:
            if (left_letters ^ right_letters).bit_count() <= _MOST_LETTERS_CHANGED:
                best = max(best, _letters_value(left, right, weights))
    return best


def _letters_value(left: str, right: str, weights: NameWeights) -> float:
    longest, shortest = max(len(left), len(right)), min(len(left), len(right))
    if longest - shortest > 2 or shortest < 3:
        return 0.0
    distance = OSA.distance(left, right, score_cutoff=2)
    if distance <= 1:
        return weights.one_letter_by_length[min(shortest, len(weights.one_letter_by_length) - 1)]
    return weights.two_letters_value if distance == 2 and shortest >= weights.two_letters_from else 0.0


def _by_initial(a: Token, b: Token, weights: NameWeights) -> tuple[Likeness, float]:
    short, long = (a, b) if len(a.text) == 1 else (b, a)
    agrees = short.script is Script.LATIN and any(spelling.startswith(short.text) for spelling in long.spellings)
    return (Likeness.INITIAL, weights.initial_value) if agrees else (Likeness.NONE, 0.0)


def _information(a: Token, b: Token, likeness: Likeness, weights: NameWeights) -> float:
    if likeness is Likeness.INITIAL:
        letters = 1
    else:
        letters = min(len(a.text), len(b.text))
        if not (a.has_vowels and b.has_vowels):
            letters = min(max(len(a.text), len(b.text)), letters + 2)
    by_letters = weights.information_by_letters
    information = by_letters[min(letters, len(by_letters) - 1)]
    return information * weights.light_word if a.is_light or b.is_light else information
