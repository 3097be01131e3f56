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
from itertools import groupby

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
LONGEST_GRAPHEME = max(len(grapheme) for grapheme in _GRAPHEMES)
"""Letters that at most are read as one sound."""
_VOWELS = frozenset("aeiou")
_VOWEL_LETTERS = frozenset("aeiouy")
_NOT_LETTERS = re.compile("[^a-z]")
_NO_BONES = str.maketrans("", "", "aeiouwh")
# The h of Prathana is a sound of its own only before a vowel after another vowel: Sahat, not Suhn.
_NOT_OF_A_FRAME = re.compile("[^bflmnpr]")
_OF_A_FRAME = str.maketrans("rbf", "lpp")
# Vowels before a consonant or at the end alone: Pawit is Pavit, but Kyaw has one vowel.
_SILENT_BEFORE_VOWEL = frozenset({"ah", "eh", "oh", "uh", "aw", "ew", "ow"})
_GRAPHEME = re.compile(
    "|".join(
        f"{grapheme}(?![{''.join(sorted(_VOWEL_LETTERS))}])" if grapheme in _SILENT_BEFORE_VOWEL else grapheme
        for grapheme in sorted(_GRAPHEMES, key=lambda grapheme: (-len(grapheme), grapheme))
    )
)
_HEARD_BY_NEIGHBOURS = frozenset({"c", "h", "w", "wh"})

# What one spelling may stand for in two traditions: (letter it needs, pattern, replacement). Each gives a second
# reading of the word.
_SECOND_READINGS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("q", re.compile("q(?=[iu])"), "ch"),  # pinyin Qi, Qun beside Arabic Qureshi
    ("kh", re.compile("kh"), "h"),  # Khadijah, Hadijah; Khan stays with Kan
    ("ph", re.compile("ph"), "f"),  # Phuong, Fuong; Phan stays with Pan
    ("j", re.compile("j(?=[aeou])"), "y"),  # Jusuf, Yusuf
    ("c", re.compile("c(?=[eiyh])c?|^c(?=[aou])"), "ch"),  # Indonesian Cahya
    ("j", re.compile("j(?=[^aeiouy]|$)"), "y"),  # Rajkan, Raykan
    ("x", re.compile("x(?=$|[^aeiouy])"), "ks"),
    ("hy", re.compile("(?<=[ao])hy(?=[aeou])"), "y"),  # Korean Ah-yoon written as one
    ("ch", re.compile("ch(?=[mtdln])"), "h"),  # Indonesian before 1972: Achmad, Mochtar
)


@lru_cache(maxsize=65536)
def sound(spelling: str) -> str:
    """The main sound key of one Latin spelling."""
    graphemes = _GRAPHEME.findall(_NOT_LETTERS.sub("", spelling))
    key = last = ""
    for place, grapheme in enumerate(graphemes, start=1):
        if grapheme in _HEARD_BY_NEIGHBOURS:
            value = _value(grapheme, before=last, following=graphemes[place][0] if place < len(graphemes) else "")
        else:
            value = _GRAPHEMES[grapheme]
        if value:
            # Nothing is heard twice in a row.
            key += value[1:] if value[0] == last else value
            last = value[-1]
    return key


def _value(grapheme: str, *, before: str, following: str) -> str:
    if grapheme == "c":
        return "s" if following and following in "eiy" else "k"
    if grapheme == "h":
        between_vowels = before in _VOWELS and following in _VOWEL_LETTERS
        return "h" if not before or between_vowels else ""
    if grapheme == "w" and before and before not in _VOWELS:
        return "o"  # Kwan, Khuan
    return "" if not before and following == "u" else "w"  # Wu is heard as U


@lru_cache(maxsize=65536)
def sounds(spelling: str) -> frozenset[str]:
    """All sound keys of one Latin spelling: the main one and the readings of other traditions."""
    readings = {sound(spelling)}
    for letter, pattern, replacement in _SECOND_READINGS:
        # Most words have none of these letters; looking for one is cheaper than the pattern.
        if letter in spelling and (second := pattern.sub(replacement, spelling)) != spelling:
            readings.add(sound(second))
    readings.discard("")
    return frozenset(readings)


@lru_cache(maxsize=65536)
def skeleton(sound_key: str) -> str:
    """Consonant classes of a sound key; a vowel at the start is kept as `a`, w and h only at the start."""
    if not sound_key:
        return ""
    first = "a" if sound_key[0] in _VOWELS else sound_key[0]
    return first + sound_key[1:].translate(_NO_BONES)


def frame_of(spelling: str) -> str:
    """The consonants of a spelling (or of a skeleton) that neighbours and traditions never turn into another class.

    Every m, n, l, r, p, b and f is heard in each reading of a word, wherever it stands: words of one skeleton have one
    frame, and the frame of words written together is that of their frames.
    """
    letters = _NOT_OF_A_FRAME.sub("", spelling).translate(_OF_A_FRAME)
    return "".join(letter for letter, _ in groupby(letters)) if len(letters) > 1 else letters
