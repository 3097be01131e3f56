"""Ten kinds of damage between a person and a record of the person. Each says whether it could be done at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from random import Random

from interlace.world.criminal.naming import Name


class Damage(StrEnum):
    """What a record differs by from what is true."""

    TYPO = "typo"
    TRANSLITERATION = "transliteration"
    ORDER = "order"
    MISSING_PART = "missing_part"
    INITIAL = "initial"
    DATE_SWAP = "date_swap"
    PARTIAL_DATE = "partial_date"
    ERA_YEAR = "era_year"
    OCR = "ocr"
    JOINED = "joined"


@dataclass(slots=True)
class Written:
    """A name and a birth date on their way into a register."""

    words: list[str]
    """The parts of the name as they are written, in the order of the tradition."""
    name: Name
    born: date
    birth: str
    is_native: bool
    bureau: str

    @property
    def text(self) -> str:
        """The whole name."""
        return (self.name.joiner if self.is_native else " ").join(self.words)


def harm(kind: Damage, written: Written, rng: Random) -> bool:
    """Do this damage; False when it cannot be done here, and nothing was changed."""
    return _HARMS[kind](written, rng)


_KEYS = "abcdefghijklmnoprstuvyz"


def _typo(written: Written, rng: Random) -> bool:
    at = max(range(len(written.words)), key=lambda place: len(written.words[place]))
    word = written.words[at]
    if len(word) < 3:
        return False
    place = rng.randrange(1, len(word))
    letter = rng.choice(_KEYS) if word.isascii() else word[place]
    mistyped = (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place + word.isascii() :],
        word[:place] + letter + word[place:],
        word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
    )
    return _replace(written, at, rng.choice(mistyped))


def _transliteration(written: Written, rng: Random) -> bool:
    if written.is_native:
        return False
    changed = False
    for at, part in enumerate(written.name.parts):
        others = [each for each in part.spellings if each != written.words[at]]
        if others:
            written.words[at] = rng.choice(others)
            changed = True
    return changed


def _order(written: Written, _rng: Random) -> bool:
    if len(written.words) < 2 or (written.is_native and not written.name.joiner):
        return False
    last = written.name.family not in {None, 0}
    turned = [written.words[-1], *written.words[:-1]] if last else [*written.words[1:], written.words[0]]
    if turned == written.words:
        return False
    written.words = turned
    return True


def _missing_part(written: Written, rng: Random) -> bool:
    if len(written.words) < 3:
        return False
    del written.words[rng.randrange(1, len(written.words) - 1)]
    return True


def _initial(written: Written, rng: Random) -> bool:
    places = [at for at in range(len(written.words)) if at != written.name.family and len(written.words[at]) > 2]
    if written.is_native and not written.words[0].isascii():
        return False
    return bool(places) and len(written.words) > 1 and _shorten(written, rng.choice(places))


def _shorten(written: Written, at: int) -> bool:
    return _replace(written, at, written.words[at][0] + ".")


def _date_swap(written: Written, _rng: Random) -> bool:
    born = written.born
    if born.day > 12 or born.day == born.month:
        return False
    written.birth = f"{born.year}-{born.day:02}-{born.month:02}"
    return True


def _partial_date(written: Written, rng: Random) -> bool:
    written.birth = written.born.isoformat()[: rng.choice((4, 4, 7))]
    return True


# First day of an era and what is added to its year. Source: Cabinet Office of Japan, 2026-11-22.
_JAPANESE_ERAS = ((date(1989, 1, 8), "平成", 1988), (date(1926, 12, 25), "昭和", 1925))


def _era_year(written: Written, _rng: Random) -> bool:
    born = written.born
    if written.bureau == "JP":
        name, zero = next((name, zero) for first, name, zero in _JAPANESE_ERAS if born >= first)
        written.birth = f"{name}{born.year - zero}年{born.month}月{born.day}日"
    else:
        written.birth = f"{born.day:02}/{born.month:02}/{born.year + 543}"  # Buddhist
    return True


_LOOKS_LIKE = (
    *(("rn", "m"), ("m", "rn"), ("cl", "d"), ("vv", "w"), ("li", "h"), ("e", "c"), ("h", "b"), ("u", "v"), ("o", "0")),
    *(("i", "l"), ("l", "1"), ("ผ", "ฝ"), ("ถ", "ภ"), ("บ", "ป"), ("ช", "ซ"), ("ด", "ต"), ("น", "ม"), ("ค", "ด")),
    *(("민", "만"), ("성", "정"), ("호", "흐"), ("王", "玉"), ("李", "季"), ("林", "村"), ("土", "士"), ("大", "太")),
    *(("សុ", "ស"), ("ា", ""), ("ອ", "ຮ"), ("ວ", "ອ"), ("ဝ", "၀"), ("в", "б"), ("н", "и"), ("ب", "ت"), ("ح", "خ")),
    *(("भ", "म"), ("घ", "ध")),
)
"""What is read for what on a bad scan. Own table, from the shapes of common printing faces, 2026-11-22."""


def _ocr(written: Written, rng: Random) -> bool:
    possible = [
        (at, right, wrong)
        for at, word in enumerate(written.words)
        for right, wrong in _LOOKS_LIKE
        if right in word[1:] and len(word) > 2
    ]
    if not possible:
        return False
    at, right, wrong = rng.choice(possible)
    word = written.words[at]
    return _replace(written, at, word[0] + word[1:].replace(right, wrong, 1))


def _joined(written: Written, rng: Random) -> bool:
    if len(written.words) < 2 or (written.is_native and not written.name.joiner):
        return False
    at = rng.randrange(len(written.words) - 1)
    written.words[at : at + 2] = [written.words[at] + written.words[at + 1].lower()]
    return True


def _replace(written: Written, at: int, word: str) -> bool:
    if word == written.words[at] or not any(map(str.isalpha, word)):
        return False
    written.words[at] = word
    return True


_HARMS: Mapping[Damage, Callable[[Written, Random], bool]] = {
    Damage.TYPO: _typo,
    Damage.TRANSLITERATION: _transliteration,
    Damage.ORDER: _order,
    Damage.MISSING_PART: _missing_part,
    Damage.INITIAL: _initial,
    Damage.DATE_SWAP: _date_swap,
    Damage.PARTIAL_DATE: _partial_date,
    Damage.ERA_YEAR: _era_year,
    Damage.OCR: _ocr,
    Damage.JOINED: _joined,
}

# Those that need every part at its place come first: transliteration looks parts up by position.
ORDER_OF_HARM = tuple(_HARMS)
FIRST = frozenset({Damage.TRANSLITERATION, Damage.INITIAL})
