"""Names in the scripts of India and Nepal in Latin letters.

The blocks of these scripts share one order of letters (ISCII, IS 13194:1991), so one table serves Devanagari,
Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada and Malayalam. A final inherent vowel is silent in the
northern ones.
"""

import re
from collections.abc import Iterator, Mapping

_BLOCK = 0x80
_FIRST, _LAST = 0x0900, 0x0D7F
_TAMIL = 0x0B80
_DOTTED_D, _PLAIN_D = "\u0921\u093c", "\u0921"
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
# Letters that a dot below makes others: Zakir, Faruq; the dotted d is heard as r (Rathore) or stays d (Gowda).
_WITH_NUKTA: Mapping[int, str] = {0x15: "q", 0x17: "gh", 0x1C: "z", 0x21: "r", 0x22: "rh", 0x2B: "f", 0x2F: "y"}
_BENGALI = 0x0980
# Bengali says j for the letter y unless it has a dot, and o where its neighbours say a: Mondal, Jadab.
_OF_BENGALI: Mapping[int, str] = {0x2F: "j", 0x2D: "bh", 0x35: "b"}
_INHERENT_O = re.compile("(?<=[bcdfghjklmnpqrstvwxyz])a(?=[bcdfghjklmnpqrstvwxyz])")
# Tamil writes one letter for k, g and h; between vowels it is often heard as h: Mohan, Mahinda.
_TAMIL_H = re.compile("(?<=[aeiou])k(?=[aeiou])")


# Latin letters by their English names: initials before a name are written out so (एम. एस., எம். எஸ்.).
_LETTER_NAMES = """
    a:ए,ஏ b:बी c:सी d:डी,டி e:ई,ஈ f:एफ,एफ़,எப்,எஃப் g:जी,ஜி h:एच,எச்,ஹெச் i:आई,आइ,ஐ j:जे,ஜே k:के,கே l:एल,எல் m:एम,एम्,எம்
    n:एन,एन्,என் o:ओ,ஓ p:पी,பி q:क्यू r:आर,ஆர் s:एस,एस्,எஸ் t:टी,ரி u:यू,யு,யூ v:वी,வி w:डब्ल्यू,डब्लू x:एक्स y:वाई z:जेड,ज़ेड
"""
_INITIALS: Mapping[str, str] = {
    written: entry[0] for entry in _LETTER_NAMES.split() for written in entry[2:].split(",")
}
# Sinhala has its own order of letters; each is put beside its sister in Devanagari.
_SINHALA_LETTERS = (
    "කඛගඝඞචඡජඣඤටඨඩඪණතථදධනපඵබභමයරලවශෂසහළෆඅආඇඈඉඊඋඌඑඒඓඔඕඖ"
    "\u0dcf\u0dd0\u0dd1\u0dd2\u0dd3\u0dd4\u0dd6\u0dd8\u0dd9\u0dda\u0ddb\u0ddc\u0ddd\u0dde\u0dca\u0d82"
)
_SISTERS = (
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहलफअआअआइईउऊएएऐओओऔ"
    "\u093e\u093e\u093e\u093f\u0940\u0941\u0942\u0943\u0947\u0947\u0948\u094b\u094b\u094c\u094d\u0902"
)
_WITH_NASAL = {"ඟ": "ङ्ग", "ඥ": "ज्ञ", "ඬ": "ण्ड", "ඳ": "न्द", "ඹ": "म्ब"}
_SINHALA = str.maketrans({**dict(zip(_SINHALA_LETTERS, _SISTERS, strict=True)), **_WITH_NASAL})


def initial(word: str) -> str:
    """The Latin letter that a word names, or the first one of a single Tamil letter; else nothing."""
    if word in _INITIALS:
        return _INITIALS[word]
    pieces = _pieces(word)
    is_letter = len(pieces) == 1 and all(_TAMIL <= ord(letter) < _TAMIL + _BLOCK for letter in word)
    return (pieces[0][0] + (pieces[0][1] or "a"))[0] if is_letter else ""


def romanise_word(word: str) -> tuple[str, ...]:
    """Spellings of one word: unwritten vowels dropped where speakers drop them, then with all of them."""
    pieces = _pieces(word.translate(_SINHALA).replace("ज्ञ", "ग्य"))
    full = "".join(consonant + (vowel if vowel is not None else "a") for consonant, vowel in pieces)
    spoken = "".join(
        consonant + (vowel if vowel is not None else ("" if _is_dropped(pieces, position) else "a"))
        for position, (consonant, vowel) in enumerate(pieces)
    )
    final_only = full.removesuffix("a") if pieces and pieces[-1][1] is None else full
    usual = (spoken, final_only, full)
    return tuple(dict.fromkeys(filter(None, (*usual, *_of_the_script(word, usual)))))


def _of_the_script(word: str, usual: tuple[str, ...]) -> Iterator[str]:
    """What one script alone leaves open, or writes with a letter of its own."""
    blocks = {ord(letter) & ~(_BLOCK - 1) for letter in word}
    if _BENGALI in blocks:
        yield from (_INHERENT_O.sub("o", spelling) for spelling in usual[:2])
    if _TAMIL in blocks:
        yield from (_TAMIL_H.sub("h", spelling) for spelling in usual[:2])
        yield from (spelling.replace("s", "ch", 1) for spelling in usual[:2] if spelling.startswith("s"))
    if _DOTTED_D in word:
        yield from romanise_word(word.replace(_DOTTED_D, _PLAIN_D))


def _pieces(word: str) -> list[tuple[str, str | None]]:
    """Consonant and vowel of every letter group; None is the inherent vowel that is not written."""
    pieces: list[tuple[str, str | None]] = []
    dotted: int | None = None
    for letter in word:
        code = ord(letter)
        if not _FIRST <= code <= _LAST:
            continue
        offset = code % _BLOCK
        if offset in _CONSONANTS:
            consonant = _CONSONANTS[offset]
            if code - offset == _TAMIL and offset == 0x1A:
                consonant = "s"
            if code - offset == _BENGALI:
                consonant = _OF_BENGALI.get(offset, consonant)
            pieces.append((consonant, None))
        elif offset in _VOWELS:
            pieces.append(("", _VOWELS[offset]))
        elif offset in _SIGNS and pieces:
            pieces[-1] = (pieces[-1][0], _SIGNS[offset])
        elif offset == _VIRAMA and pieces:
            pieces[-1] = (pieces[-1][0], "")
        elif offset == _NUKTA and pieces and dotted is not None:
            pieces[-1] = (_WITH_NUKTA.get(dotted, pieces[-1][0]), pieces[-1][1])
        elif offset in _NASALS and pieces:
            pieces[-1] = (pieces[-1][0], (pieces[-1][1] or "a") + "n")
        dotted = offset
    return pieces


def _is_dropped(pieces: list[tuple[str, str | None]], position: int) -> bool:
    """The inherent vowel is silent at the end, and between a vowel and a consonant that has a vowel."""
    if position == len(pieces) - 1:
        return len(pieces) > 1
    if position == 0 or pieces[position + 1][1] in {None, ""}:
        return False
    return pieces[position - 1][1] != ""
