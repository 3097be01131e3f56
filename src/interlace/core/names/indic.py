"""Names in the scripts of India and Nepal in Latin letters.

The blocks of these scripts share one order of letters (ISCII, IS 13194:1991), so one table serves Devanagari,
Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada and Malayalam. A final inherent vowel is silent in the
northern ones.
"""

from collections.abc import Mapping

_BLOCK = 0x80
_FIRST, _LAST = 0x0900, 0x0D7F
_TAMIL = 0x0B80
_VIRAMA, _NUKTA = 0x4D, 0x3C

_CONSONANTS: Mapping[int, str] = dict(
    zip(
        range(0x15, 0x3A),
        (
            "k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "ny", "t", "th", "d", "dh", "n", "t", "th",
            "d", "dh", "n",
            "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v", "sh", "sh", "s", "h",
        ),
        strict=True,
    )
)  # fmt: skip
_VOWELS: Mapping[int, str] = {
    0x05: "a", 0x06: "a", 0x07: "i", 0x08: "i", 0x09: "u", 0x0A: "u", 0x0B: "ri", 0x0D: "e", 0x0E: "e", 0x0F: "e",
    0x10: "ai",    0x11: "o", 0x12: "o", 0x13: "o", 0x14: "au",
}  # fmt: skip
_SIGNS: Mapping[int, str] = {
    0x3E: "a", 0x3F: "i", 0x40: "i", 0x41: "u", 0x42: "u", 0x43: "ri", 0x45: "e", 0x46: "e", 0x47: "e", 0x48: "ai",
    0x49: "o",    0x4A: "o", 0x4B: "o", 0x4C: "au",
}  # fmt: skip
_NASALS = frozenset({0x01, 0x02})


def romanise_word(word: str) -> tuple[str, ...]:
    """Spellings of one word: unwritten vowels dropped where speakers drop them, then with all of them."""
    pieces = _pieces(word.replace("ज्ञ", "ग्य"))
    full = "".join(consonant + (vowel if vowel is not None else "a") for consonant, vowel in pieces)
    spoken = "".join(
        consonant + (vowel if vowel is not None else ("" if _is_dropped(pieces, position) else "a"))
        for position, (consonant, vowel) in enumerate(pieces)
    )
    final_only = full.removesuffix("a") if pieces and pieces[-1][1] is None else full
    return tuple(dict.fromkeys(spelling for spelling in (spoken, final_only, full) if spelling))


def _pieces(word: str) -> list[tuple[str, str | None]]:
    """Consonant and vowel of every letter group; None is the inherent vowel that is not written."""
    pieces: list[tuple[str, str | None]] = []
    for letter in word:
        code = ord(letter)
        if not _FIRST <= code <= _LAST:
            continue
        offset = code % _BLOCK
        if offset in _CONSONANTS:
            consonant = _CONSONANTS[offset]
            if code - offset == _TAMIL and offset == 0x1A:
                consonant = "s"
            pieces.append((consonant, None))
        elif offset in _VOWELS:
            pieces.append(("", _VOWELS[offset]))
        elif offset in _SIGNS and pieces:
            pieces[-1] = (pieces[-1][0], _SIGNS[offset])
        elif offset == _VIRAMA and pieces:
            pieces[-1] = (pieces[-1][0], "")
        elif offset in _NASALS and pieces:
            pieces[-1] = (pieces[-1][0], (pieces[-1][1] or "a") + "n")
    return pieces


def _is_dropped(pieces: list[tuple[str, str | None]], position: int) -> bool:
    """The inherent vowel is silent at the end, and between a vowel and a consonant that has a vowel."""
    if position == len(pieces) - 1:
        return len(pieces) > 1
    if position == 0 or pieces[position + 1][1] in {None, ""}:
        return False
    return pieces[position - 1][1] != ""
