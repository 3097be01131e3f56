"""Lao names in Latin letters, as the Lao press and passports write them: with a French ear.

Lao writes all its vowels, so a word is read syllable by syllable without guessing. Source: BGN/PCGN agreement on Lao
(1966) for the sounds; everyday spellings (ou, x, v, th at the end) from general knowledge of printed names, written
for this project (2026-11).
"""

import itertools
import re
from collections.abc import Mapping

_ONSETS: Mapping[str, tuple[str, ...]] = {
    "ກ": ("k",), "ຂ": ("kh",), "ຄ": ("kh",), "ງ": ("ng",), "ຈ": ("ch", "j"), "ສ": ("s",), "ຊ": ("s", "x"),
    "ຍ": ("gn", "ny", "y"), "ດ": ("d",), "ຕ": ("t",), "ຖ": ("th",), "ທ": ("th",), "ນ": ("n",), "ບ": ("b",),
    "ປ": ("p",), "ຜ": ("ph",), "ຝ": ("f",), "ພ": ("ph",), "ຟ": ("f",),
    "ມ": ("m",), "ຢ": ("y",), "ຣ": ("r", "l"),
    "ລ": ("l",), "ວ": ("v", "w"), "ຫ": ("h",), "ອ": ("",), "ຮ": ("h",), "ໜ": ("n",), "ໝ": ("m",),
    "ຫງ": ("ng",), "ຫຍ": ("gn", "y"), "ຫນ": ("n",), "ຫມ": ("m",), "ຫຼ": ("l",), "ຫລ": ("l",), "ຫຣ": ("l",),
    "ຫວ": ("v", "w"), "ກວ": ("kou", "kw"), "ຂວ": ("khou", "khw"), "ຄວ": ("khou", "khw"),
}  # fmt: skip
_FINALS: Mapping[str, tuple[str, ...]] = {
    "ກ": ("k",), "ງ": ("ng",), "ຍ": ("y",), "ດ": ("t", "d", "th"),
    "ນ": ("n", "ne"), "ບ": ("p", "b"), "ມ": ("m",),
    "ວ": ("o", "v"), "ຣ": ("n", "r"), "ລ": ("n", "l"), "ສ": ("t", "s"),
    "ຕ": ("t",), "ທ": ("t", "th"), "ພ": ("p", "ph"),
    "ຈ": ("t",), "ຊ": ("t",),
}  # fmt: skip
_CONSONANT = "[ກ-ຮໜໝ]"
_ONSET = f"(?P<onset>ຫ[ງຍນມຼລຣວ](?=[ະ-ູຽັົໍ]|$|{_CONSONANT})|[ກຂຄ]ວ(?=[າ]|ັ|ີ|ິ)|{_CONSONANT})"
_END = "(?P<final>[ກງຍດນບມວຣລສຕທພຈຊ])?(?![ະ-ູຽົັ])"
_OPEN = "(?P<final>)"
# Vowel as written around the onset, and its everyday spellings. Longer frames first.
_FRAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (f"ເ{_ONSET}ົາ{_OPEN}", ("ao",)), (f"ເ{_ONSET}ັຍ{_OPEN}", ("ia",)),
    (f"ເ{_ONSET}ຽ{_OPEN}", ("ia", "ie")),
    (f"ເ{_ONSET}[ຶື]ອ{_END}", ("eua", "ua")), (f"ເ{_ONSET}[ິີ]{_END}", ("eu", "oe", "er")),
    (f"ເ{_ONSET}າະ{_OPEN}", ("o",)), (f"ເ{_ONSET}ັ{_END}", ("e",)), (f"ເ{_ONSET}ະ{_OPEN}", ("e",)),
    (f"ເ{_ONSET}{_END}", ("e", "ay")),
    (f"ແ{_ONSET}ັ{_END}", ("e", "ae")), (f"ແ{_ONSET}ະ{_OPEN}", ("e",)),
    (f"ແ{_ONSET}{_END}", ("e", "ae")),
    (f"ໂ{_ONSET}ະ{_OPEN}", ("o",)), (f"ໂ{_ONSET}{_END}", ("o",)),
    (f"[ໄໃ]{_ONSET}ຍ?{_OPEN}", ("ai", "ay")),
    (f"{_ONSET}ັຽ?ວ(?P<final>)(?![ະ-ູຽົັ])", ("oua", "ua")), (f"{_ONSET}ັຍ{_OPEN}", ("ai", "ay")),
    (f"{_ONSET}ັ{_END}", ("a",)),
    (f"{_ONSET}ົວ{_OPEN}", ("oua", "ua")), (f"{_ONSET}ົ{_END}", ("o",)), (f"{_ONSET}ະ{_OPEN}", ("a",)),
    (f"{_ONSET}າ{_END}", ("a",)), (f"{_ONSET}ຳ{_OPEN}", ("am",)), (f"{_ONSET}ຽ{_END}", ("ia", "ie")),
    (f"{_ONSET}[ິີ]{_END}", ("i", "y")), (f"{_ONSET}[ຶື]{_END}", ("u", "eu")),
    (f"{_ONSET}[ຸູ]{_END}", ("ou", "u", "oo")),
    (f"{_ONSET}ໍາ{_OPEN}", ("am",)), (f"{_ONSET}ໍ{_OPEN}", ("o", "or")),
    (f"{_ONSET}ວ(?P<final>[ກງຍດນບມ])(?![ະ-ູຽົັ])", ("oua", "ua")),
    (f"{_ONSET}ອ{_END}", ("o", "or")), (f"{_ONSET}{_OPEN}", ("a",)),
)  # fmt: skip
_SYLLABLES = tuple((re.compile(frame), vowels) for frame, vowels in _FRAMES)
_TONES = re.compile("[່-໌]")
_SILENT = re.compile("[ກ-ຮ]໌")
_MOST = 16


def romanise_word(word: str) -> tuple[str, ...]:
    """Latin spellings of one Lao word, the usual ones first."""
    rest = _TONES.sub("", _SILENT.sub("", word)).replace("ຫຼ", "ຫລ")
    pieces: list[tuple[str, ...]] = []
    while rest:
        rest, found = _next(rest)
        pieces.extend(found)
    if not pieces:
        return ()
    return tuple(dict.fromkeys("".join(parts) for parts in itertools.islice(_by_rank(pieces), _MOST)))


def _next(rest: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """What is left after the first syllable, and the spellings of its onset, vowel and end."""
    for pattern, vowels in _SYLLABLES:
        if match := pattern.match(rest):
            final = _FINALS.get(match["final"] or "", ("",))
            return rest[match.end() :], (_ONSETS.get(match["onset"], ("",)), vowels, final)
    return rest[1:], ()


def _by_rank(pieces: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """All first spellings, then one other at a time."""
    firsts = tuple(piece[0] for piece in pieces)
    others = ((at, other) for at, piece in enumerate(pieces) for other in piece[1:])
    return [firsts, *((*firsts[:at], other, *firsts[at + 1 :]) for at, other in others)]
