"""From any script to Latin letters: one door, several spellings where the script allows several."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from anyascii import anyascii

from interlace.core.names import burmese, chinese, cyrillic, indic, japanese, khmer, korean, lao, semitic, thai, zawgyi
from interlace.core.names.normal import comparable, plain_latin
from interlace.core.names.scripts import Script, script_of

MOST_SPELLINGS = 16
"""A word has at most this many spellings; the likeliest come first."""


@lru_cache(maxsize=65536)
def romanise(text: str, *, script: Script | None = None, is_surname: bool = False) -> tuple[str, ...]:
    """Latin spellings of one word, the likeliest first; empty if nothing in it can be read.

    `is_surname` matters where family names have spellings or readings of their own (Korean, Chinese).
    """
    word = comparable(text)
    spellings = _spellings(word, script or script_of(word), is_surname=is_surname)
    plain = (plain_latin(spelling).replace(" ", "") for spelling in spellings)
    return tuple(dict.fromkeys(spelling for spelling in plain if spelling))[:MOST_SPELLINGS]


def _spellings(word: str, script: Script, *, is_surname: bool) -> tuple[str, ...]:
    if script is Script.LATIN:
        return (word,)
    reader = (_SURNAMES if is_surname else _WORDS).get(script) or _WORDS.get(script)
    return reader(word) if reader else (anyascii(word).lower(),)


def _burmese_word(word: str) -> tuple[str, ...]:
    syllables = burmese.syllables(zawgyi.in_unicode(word))
    readings = [burmese.romanise_syllable(syllable) or ("",) for syllable in syllables]
    firsts = [reading[0] for reading in readings]
    spellings = ["".join(firsts)]
    for position, reading in enumerate(readings):
        spellings.extend("".join((*firsts[:position], other, *firsts[position + 1 :])) for other in reading[1:])
    return tuple(spellings)


_WORDS: Mapping[Script, Callable[[str], tuple[str, ...]]] = {
    Script.THAI: thai.romanise_word,
    Script.LAO: lao.romanise_word,
    Script.KANA: japanese.romanise_word,
    Script.KHMER: khmer.romanise_word,
    Script.BURMESE: _burmese_word,
    Script.HANGUL: korean.romanise_word,
    Script.HAN: chinese.romanise_word,
    Script.CYRILLIC: cyrillic.romanise_word,
    Script.ARABIC: semitic.romanise_arabic,
    Script.HEBREW: semitic.romanise_hebrew,
    Script.INDIC: indic.romanise_word,
}
_SURNAMES: Mapping[Script, Callable[[str], tuple[str, ...]]] = {
    Script.HANGUL: korean.romanise_surname,
    Script.HAN: chinese.romanise_surname,
    Script.KANA: japanese.romanise_surname,
}
