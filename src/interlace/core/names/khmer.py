"""Khmer names in Latin letters, as identity cards and the press write them.

A Khmer vowel sign is read in two ways, by the series of its consonant. Source: UN romanisation of Khmer (1972,
Geographical Department) for the series; everyday spellings of names from general knowledge, written for this
project (2026-11).
"""

import itertools
import re
from collections.abc import Mapping

# Consonant: Latin letter and whether it is of the second series.
_CONSONANTS: Mapping[str, tuple[str, bool]] = {
    "ក": ("k", False), "ខ": ("kh", False), "គ": ("k", True), "ឃ": ("kh", True), "ង": ("ng", True),
    "ច": ("ch", False), "ឆ": ("chh", False),
    "ជ": ("ch", True), "ឈ": ("chh", True), "ញ": ("nh", True), "ដ": ("d", False), "ឋ": ("th", False),
    "ឌ": ("d", True), "ឍ": ("th", True),
    "ណ": ("n", False), "ត": ("t", False), "ថ": ("th", False), "ទ": ("t", True), "ធ": ("th", True),
    "ន": ("n", True), "ប": ("b", False),
    "ផ": ("ph", False), "ព": ("p", True), "ភ": ("ph", True), "ម": ("m", True), "យ": ("y", True),
    "រ": ("r", True), "ល": ("l", True),
    "វ": ("v", True), "ឝ": ("s", False), "ឞ": ("s", False), "ស": ("s", False), "ហ": ("h", False),
    "ឡ": ("l", False), "អ": ("", False),
}  # fmt: skip
# Vowel sign: everyday spellings in the first and in the second series.
_VOWELS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "": (("a", "o", "or", "ar"), ("o", "or", "a", "ou")), "ា": (("a",), ("ea", "ia", "a")),
    "ិ": (("e", "i"), ("i",)), "ី": (("ei", "y", "i", "ey"), ("i", "y")),
    "ឹ": (("oe", "eu"), ("ue", "eu")), "ឺ": (("oeu", "eu"), ("eu", "ue", "oeu")), "ុ": (("o",), ("u", "o")),
    "ូ": (("o", "ou"), ("u", "ou")), "ួ": (("uo", "ou"), ("uo", "ou")),
    "ើ": (("aeu", "eu"), ("eu", "oeu")), "ឿ": (("oeu", "eu"), ("oeu", "eu")),
    "ៀ": (("ie", "ea"), ("ie", "ea")), "េ": (("e",), ("e",)), "ែ": (("ae", "e", "en"), ("e", "ae")),
    "ៃ": (("ai", "ay"), ("ey", "ei")), "ោ": (("ao",), ("o", "ou")), "ៅ": (("ao", "av"), ("ov", "eou", "ou")),
    "ុំ": (("om",), ("um", "om")), "ំ": (("am", "om"), ("um", "om")),
    "ាំ": (("am",), ("oam", "eam")), "ះ": (("ah",), ("eah",)), "ុះ": (("oh",), ("uh",)),
    "េះ": (("eh",), ("eh",)), "ោះ": (("oh",), ("uoh",)),
}  # fmt: skip
_INDEPENDENT: Mapping[str, str] = {
    "ឥ": "e", "ឦ": "ei", "ឧ": "o", "ឩ": "ou", "ឪ": "ov", "ឫ": "rue", "ឬ": "rue", "ឭ": "lue", "ឮ": "lue",
    "ឯ": "e", "ឰ": "ai", "ឱ": "o", "ឲ": "o", "ឳ": "ov",
}  # fmt: skip
_GROUP = re.compile("([ក-អ])((?:្[ក-អ])*)([៉៊]?)([ា-ះៈ]*)(៉|៊)?([់៌៍៏័]*)|([ឥ-ឳ])")
_SILENT = re.compile("[ក-អ](?:្[ក-អ])*[ា-ៅ]?៍")
_LIMIT = 12
_FINALS: Mapping[str, str] = {
    "y": "y",
    "r": "r",
    "v": "v",
    "h": "h",
    "d": "t",
    "b": "p",
    "kh": "k",
    "th": "t",
    "ph": "p",
    "chh": "ch",
}


def romanise_word(word: str) -> tuple[str, ...]:
    """Spellings of one Khmer word; consonants without a sign close the syllable before them."""
    groups = list(_GROUP.finditer(_SILENT.sub("", word).replace("៌", "")))
    choices: list[tuple[str, ...]] = []
    ends_open = False
    for position, group in enumerate(groups):
        if group[7]:
            choices.append((_INDEPENDENT.get(group[7], ""),))
            ends_open = True
            continue
        onset, second = _CONSONANTS[group[1]]
        below = [_CONSONANTS[letter][0] for letter in group[2] if letter != "្"]
        vowel = group[4]
        bare = not vowel and "័" not in group[6]
        last = position == len(groups) - 1
        if bare and ends_open and (not below or last):
            # A final of its own, or doubled below (ធ្ម, ណ្ណ): one closed syllable.
            closed = _FINALS.get(onset, onset)
            choices.append((closed,) if not below else (closed, closed + below[-1] + "a"))
            ends_open = False
            continue
        if group[3] == "៉":
            second = False
        if group[3] == "៊":
            second = True
        spelled = _VOWELS.get(vowel, (("a",), ("a",)))[second]
        onsets = (onset, "p") if group[1] == "ប" and (below or group[3] == "៉") else (onset,)
        choices.append(tuple("".join((letter, *below, sound)) for sound in spelled[:3] for letter in onsets))
        ends_open = True
    return tuple(dict.fromkeys("".join(parts) for parts in itertools.islice(_by_rank(choices), _LIMIT)))


def _by_rank(choices: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """First choices first: all firsts, then one other choice at a time, then two."""
    firsts = tuple(choice[0] for choice in choices)
    ranked = [firsts]
    ones = [(at, other) for at, choice in enumerate(choices) for other in choice[1:]]
    ranked.extend((*firsts[:at], other, *firsts[at + 1 :]) for at, other in ones)
    for (at, other), (at_second, other_second) in itertools.combinations(ones[:8], 2):
        if at < at_second:
            changed = list(firsts)
            changed[at], changed[at_second] = other, other_second
            ranked.append(tuple(changed))
    return ranked
