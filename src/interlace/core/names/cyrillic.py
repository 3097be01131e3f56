"""Cyrillic names in Latin letters: Russian, Ukrainian, Kazakh, Kyrgyz and Mongolian.

Source: ICAO Doc 9303-3 (8th edition, 2021), section 6 B, and BGN/PCGN Russian (1947), Mongolian (MNS 5217:2012).
"""

from collections.abc import Mapping

_ICAO: Mapping[str, str] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "i", "і": "i",
    "ї": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "є": "ie", "ў": "u",
    "ө": "u", "ү": "u", "ұ": "u", "қ": "k", "ғ": "g", "ң": "ng", "һ": "h", "ә": "a", "ј": "j", "љ": "lj",
    "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
}  # fmt: skip
_MONGOLIAN: Mapping[str, str] = {
    **_ICAO,
    "ж": "j",
    "е": "ye",
    "ё": "yo",
    "ө": "o",
    "ц": "ts",
    "з": "z",
    "в": "v",
    "ь": "i",
}
_EVERYDAY: Mapping[str, str] = {**_ICAO, "ё": "yo", "х": "h", "й": "y", "я": "ia", "ю": "iu", "щ": "sch", "г": "g"}
_UKRAINIAN: Mapping[str, str] = {**_ICAO, "г": "h", "и": "y"}


def romanise_word(word: str) -> tuple[str, ...]:
    """Spellings of one word: travel documents, Mongolian, everyday, Ukrainian."""
    spellings = (
        "".join(table.get(letter, "") for letter in word) for table in (_ICAO, _EVERYDAY, _MONGOLIAN, _UKRAINIAN)
    )
    initial_ye = ("ye" + "".join(_ICAO.get(letter, "") for letter in word[1:]),) if word.startswith("е") else ()
    return tuple(dict.fromkeys(spelling for spelling in (*spellings, *initial_ye) if spelling))
