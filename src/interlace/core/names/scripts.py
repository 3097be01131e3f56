"""Which writing system a name is in, and where one ends and the next begins."""

from bisect import bisect_right
from enum import StrEnum
from functools import lru_cache


class Script(StrEnum):
    """Writing systems that the product reads, by their ISO 15924 code."""

    LATIN = "Latn"
    THAI = "Thai"
    LAO = "Laoo"
    KHMER = "Khmr"
    BURMESE = "Mymr"
    HANGUL = "Hang"
    HAN = "Hani"
    KANA = "Kana"
    CYRILLIC = "Cyrl"
    ARABIC = "Arab"
    HEBREW = "Hebr"
    GREEK = "Grek"
    INDIC = "Deva"  # and its sisters that share the ISCII order: Bengali, Gurmukhi, Gujarati, Tamil, Telugu ...
    OTHER = "Zyyy"


# Unicode 15.1, Blocks.txt (2023-07-28): first code point of a block, and what is in it until the next one.
_BLOCKS: tuple[tuple[int, Script], ...] = (
    (0x0000, Script.LATIN),
    (0x0370, Script.GREEK),
    (0x0400, Script.CYRILLIC),
    (0x0530, Script.OTHER),
    (0x0590, Script.HEBREW),
    (0x0600, Script.ARABIC),
    (0x0700, Script.OTHER),
    (0x0750, Script.ARABIC),
    (0x0780, Script.OTHER),
    (0x08A0, Script.ARABIC),
    (0x0900, Script.INDIC),
    (0x0E00, Script.THAI),
    (0x0E80, Script.LAO),
    (0x0F00, Script.OTHER),
    (0x1000, Script.BURMESE),
    (0x10A0, Script.OTHER),
    (0x1100, Script.HANGUL),
    (0x1200, Script.OTHER),
    (0x1780, Script.KHMER),
    (0x1800, Script.OTHER),
    (0x1C80, Script.CYRILLIC),
    (0x1C90, Script.OTHER),
    (0x1E00, Script.LATIN),
    (0x1F00, Script.GREEK),
    (0x2000, Script.LATIN),
    (0x2E80, Script.HAN),
    (0x3040, Script.KANA),
    (0x3100, Script.OTHER),
    (0x3130, Script.HANGUL),
    (0x3190, Script.OTHER),
    (0x31F0, Script.KANA),
    (0x3200, Script.OTHER),
    (0x3400, Script.HAN),
    (0xA000, Script.OTHER),
    (0xAA60, Script.BURMESE),
    (0xAA80, Script.OTHER),
    (0xAC00, Script.HANGUL),
    (0xD7B0, Script.OTHER),
    (0xF900, Script.HAN),
    (0xFB00, Script.LATIN),
    (0xFB1D, Script.HEBREW),
    (0xFB50, Script.ARABIC),
    (0xFE00, Script.OTHER),
    (0xFE70, Script.ARABIC),
    (0xFF00, Script.LATIN),
    (0xFF66, Script.KANA),
    (0xFFA0, Script.OTHER),
    (0x20000, Script.HAN),
    (0x32000, Script.OTHER),
)
_STARTS = tuple(start for start, _ in _BLOCKS)


@lru_cache(maxsize=4096)
def script_of_letter(letter: str) -> Script:
    """The writing system of one character; digits and marks shared by all count as Latin."""
    return _BLOCKS[bisect_right(_STARTS, ord(letter)) - 1][1]


def script_of(text: str) -> Script:
    """The writing system that most letters of a text are in; the first one on a tie."""
    if text.isascii():
        return Script.LATIN
    counts: dict[Script, int] = {}
    for letter in text:
        if not letter.isspace() and (letter.isalpha() or ord(letter) > 0x300):
            script = script_of_letter(letter)
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return Script.LATIN
    if Script.KANA in counts and Script.HAN in counts:
        return Script.KANA
    return max(counts, key=lambda script: counts[script])


def script_runs(word: str) -> tuple[tuple[Script, str], ...]:
    """Cut a word where its writing system changes: `Aung ซาน` written together is two runs."""
    if word.isascii():
        return ((Script.LATIN, word),) if word else ()
    runs: list[tuple[Script, str]] = []
    for letter in word:
        script = script_of_letter(letter)
        if runs and runs[-1][0] is script:
            runs[-1] = (script, runs[-1][1] + letter)
        else:
            runs.append((script, letter))
    return tuple(runs)
