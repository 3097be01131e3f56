"""Two keys for a Latin spelling: how it may sound, and its consonants alone.

People of one family spell their name in several ways, because each country and each clerk romanises differently.
The sound key folds the differences that carry no information across the region's spelling habits (Chulsoo, Cheol-
su; Kuo, Guo; Hsiao, Xiao). The skeleton keeps consonant classes only: it also meets scripts that write no vowels.

Source: comparison of the official systems (Royal Thai General System 1999, Revised Romanization of Korean 2000,
Hanyu Pinyin ISO 7098:2015, Wade-Giles, MLC Burmese 1980, BGN/PCGN Russian 1947, ALA-LC Arabic 2012) with everyday
spellings.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

# Longest match first. Vowel classes: a e i o u (u is the au of Aung and Zhao).
# Consonant classes: c f h k l m n p s t w.
_GRAPHEMES: Mapping[str, str] = {
    "tsch": "c", "tch": "c", "tsz": "c", "sch": "s", "shch": "s", "ssh": "s",
    "ch": "c", "zh": "c", "dj": "c", "tj": "c", "dz": "c", "ts": "c", "tz": "c", "cz": "c", "tc": "c",
    "dh": "t",
    "cc": "c", "ck": "k", "sh": "s", "hs": "s", "ss": "s", "ph": "p", "bh": "p", "th": "t", "kh": "k",
    "gh": "k",
    "rh": "l", "lh": "l", "ng": "n", "nh": "n", "mh": "m", "wh": "w", "qu": "ko",
    "b": "p", "p": "p", "c": "k", "d": "t", "t": "t", "f": "f", "g": "k", "k": "k", "h": "h", "j": "c",
    "l": "l",
    "r": "l", "m": "m", "n": "n", "q": "k", "s": "s", "z": "s", "v": "w", "w": "w", "x": "s",
    "augh": "u", "aw": "u", "ao": "u", "au": "u", "aow": "u",
    "eo": "o", "eu": "o", "oo": "o", "ou": "o", "ow": "o", "oe": "o", "oh": "o", "uh": "o", "eou": "o",
    "o": "o",
    "u": "o", "ue": "o", "ew": "io",
    "ae": "e", "ai": "e", "ay": "e", "ei": "e", "ey": "e", "eh": "e", "e": "e",
    "ee": "i", "ie": "i", "ea": "i", "ih": "i", "i": "i", "y": "i",
    "aa": "a", "ah": "a", "a": "a",
}  # fmt: skip
_LONGEST = max(len(grapheme) for grapheme in _GRAPHEMES)
_VOWELS = frozenset("aeiou")
_VOWEL_LETTERS = frozenset("aeiouy")
_NOT_LETTERS = re.compile("[^a-z]")

# What one spelling may stand for in two traditions: (pattern, replacement). Each gives a second reading of the word.
_SECOND_READINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("q(?=[iu])"), "ch"),  # pinyin Qi, Qun beside Arabic Qureshi
    (re.compile("kh"), "h"),  # Khadijah, Hadijah; Khan stays with Kan
    (re.compile("ph"), "f"),  # Phuong, Fuong; Phan stays with Pan
    (re.compile("j(?=[aeou])"), "y"),  # Jusuf, Yusuf
    (re.compile("c(?=[eiyh])c?|^c(?=[aou])"), "ch"),  # Indonesian Cahya
    (re.compile("j(?=[^aeiouy]|$)"), "y"),  # Rajkan, Raykan
    (re.compile("x(?=$|[^aeiouy])"), "ks"),
)


@lru_cache(maxsize=131072)
def sound(spelling: str) -> str:
    """The main sound key of one Latin spelling."""
    letters = _NOT_LETTERS.sub("", spelling)
    classes: list[str] = []
    position = 0
    while position < len(letters):
        grapheme = _grapheme_at(letters, position)
        following = letters[position + len(grapheme) : position + len(grapheme) + 1]
        value = _value(grapheme, before=classes[-1] if classes else "", following=following)
        for symbol in value:
            if not classes or classes[-1] != symbol:
                classes.append(symbol)
        position += len(grapheme)
    return "".join(classes)


def _grapheme_at(letters: str, position: int) -> str:
    for length in range(_LONGEST, 0, -1):
        candidate = letters[position : position + length]
        if len(candidate) == length and candidate in _GRAPHEMES:
            # The h of Prathana is a sound of its own only before a vowel after another vowel: Sahat, not Suhn.
            if (
                len(candidate) == 2
                and candidate[1] == "h"
                and candidate[0] in "aeou"
                and _vowel_follows(letters, position)
            ):
                continue
            return candidate
    return letters[position]


def _vowel_follows(letters: str, position: int) -> bool:
    return letters[position + 2 : position + 3] in _VOWEL_LETTERS and position + 2 < len(letters)


def _value(grapheme: str, *, before: str, following: str) -> str:
    value = _GRAPHEMES.get(grapheme, "")
    if value == "h" and before and (before not in _VOWELS or following not in _VOWEL_LETTERS or not following):
        return ""
    if grapheme == "w" and before and before not in _VOWELS:
        return "o"  # Kwan, Khuan
    if grapheme in {"w", "wh"} and not before and following in {"o", "u"} and following:
        return "" if following == "u" else "w"  # Wu is heard as U
    if grapheme == "c" and following in {"e", "i", "y"} and following:
        return "s"
    return value


@lru_cache(maxsize=131072)
def sounds(spelling: str) -> frozenset[str]:
    """All sound keys of one Latin spelling: the main one and the readings of other traditions."""
    readings = {sound(spelling)}
    for pattern, replacement in _SECOND_READINGS:
        second = pattern.sub(replacement, spelling)
        if second != spelling:
            readings.add(sound(second))
    readings.discard("")
    return frozenset(readings)


@lru_cache(maxsize=131072)
def skeleton(sound_key: str) -> str:
    """Consonant classes of a sound key; a vowel at the start is kept as `a`, w and h only at the start."""
    if not sound_key:
        return ""
    first = "a" if sound_key[0] in _VOWELS else sound_key[0]
    return first + "".join(symbol for symbol in sound_key[1:] if symbol not in "aeiouwh")
