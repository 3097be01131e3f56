"""Names as each tradition forms them, with the Latin spellings that bearers, passports and clerks use."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate
from random import Random

from interlace.world.criminal.tables import rows


class Gender(StrEnum):
    """As FollowTheMoney writes it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name."""

    native: str
    """Empty for a part that is only ever written in Latin letters."""
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as its bearer has it."""

    parts: tuple[Part, ...]
    """In the order of the tradition."""
    family: int | None
    """Which part is the family name, where there is one."""
    joiner: str = " "
    """Between the parts in native script."""

    @property
    def native(self) -> str:
        """The name in its own script."""
        return self.joiner.join(part.native for part in self.parts if part.native)

    @property
    def latin(self) -> str:
        """The name in its likeliest Latin spelling."""
        return " ".join(part.spellings[0] for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Choice:
    parts: Sequence[Part]
    cumulative: Sequence[float]

    def draw(self, rng: Random) -> Part:
        return rng.choices(self.parts, cum_weights=self.cumulative)[0]


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _part(entry: str) -> Part:
    native, _, latin = entry.replace("_", " ").partition(":")
    spellings = latin.split("/") if latin else [_bare(native)]
    return Part(native, tuple(dict.fromkeys(spellings)))


@cache
def _choices() -> Mapping[tuple[str, str], _Choice]:
    found = {}
    for tradition, part, fall, entries in rows("names.tsv"):
        parts = [_part(entry) for entry in entries.split(" ")]
        weights = (1 / rank ** float(fall) for rank in range(1, len(parts) + 1))
        found[tradition, part] = _Choice(parts, list(accumulate(weights)))
    return found


def _draw(tradition: str, part: str, rng: Random) -> Part:
    return _choices()[tradition, part].draw(rng)


@cache
def _run_together(parts: tuple[Part, ...]) -> Part:
    """Parts that make one word: `ศรี` and `สุข` are ศรีสุข, Srisuk or Sisuk."""
    return Part("".join(part.native for part in parts), tuple(_same_habit(parts, _as_one_word)))


@cache
def _two_syllables(parts: tuple[Part, ...]) -> Part:
    """Two syllables that are written with a hyphen, as one word, or apart."""
    forms = (_as_one_word, _with_hyphen, " ".join)
    spellings = dict.fromkeys(spelling for form in forms for spelling in _same_habit(parts, form))
    return Part("".join(part.native for part in parts), tuple(spellings))


def _same_habit(parts: Sequence[Part], joined: Callable[[Sequence[str]], str]) -> dict[str, None]:
    # Who writes the first syllable in an older system writes the second in it too.
    habits = range(max(len(part.spellings) for part in parts))
    words = ([part.spellings[min(habit, len(part.spellings) - 1)] for part in parts] for habit in habits)
    return dict.fromkeys(joined(each) for each in words)


def _as_one_word(words: Sequence[str]) -> str:
    return words[0] + "".join(word.lower() for word in words[1:])


def _with_hyphen(words: Sequence[str]) -> str:
    return "-".join([words[0], *(word.lower() for word in words[1:])])


def _syllables(tradition: str, gender: Gender, rng: Random) -> Part:
    """A given name of two different syllables."""
    first = second = _draw(tradition, gender, rng)
    while second == first:
        second = _draw(tradition, gender, rng)
    return _two_syllables((first, second))


def _korean(rng: Random, gender: Gender) -> Name:
    given = _syllables("kr", gender, rng)
    return Name((_draw("kr", "family", rng), given), 0, "")


def _chinese(rng: Random, gender: Gender) -> Name:
    given = _draw("cn", gender, rng) if rng.random() < 0.15 else _syllables("cn", gender, rng)
    return Name((_draw("cn", "family", rng), given), 0, "")


def _singaporean(rng: Random, gender: Gender) -> Name:
    family = _draw("sg", "family", rng)
    given = _syllables("sg", gender, rng)
    if rng.random() < 0.4:
        western = Part("", _draw("sg", f"western_{gender}", rng).spellings)
        return Name((western, family, given), 1, "")
    return Name((family, given), 0, "")


def _japanese(rng: Random, gender: Gender) -> Name:
    return Name((_draw("jp", "family", rng), _draw("jp", gender, rng)), 0, "")


def _thai(rng: Random, gender: Gender) -> Name:
    return Name((_draw("th", gender, rng), _compound("th", rng)), 1)


def _lao(rng: Random, gender: Gender) -> Name:
    return Name((_draw("la", gender, rng), _compound("la", rng)), 1)


def _compound(tradition: str, rng: Random) -> Part:
    middle = (_draw(tradition, "family", rng),) if rng.random() < 0.35 else ()
    return _run_together((_draw(tradition, "family", rng), *middle, _draw(tradition, "family_end", rng)))


def _vietnamese(rng: Random, gender: Gender) -> Name:
    middle = (_draw("vn", f"middle_{gender}", rng),) if rng.random() < 0.85 else ()
    return Name((_draw("vn", "family", rng), *middle, _draw("vn", gender, rng)), 0)


def _khmer(rng: Random, gender: Gender) -> Name:
    return Name((_draw("kh", "family", rng), _draw("kh", gender, rng)), 0)


def _burmese(rng: Random, gender: Gender) -> Name:
    return Name(tuple(_draw("mm", gender, rng) for _ in range(rng.choice((2, 2, 3, 3, 4)))), None)


_SON = Part("bin", ("bin", "b.", "B"))
_DAUGHTER = Part("binti", ("binti", "bt", "bte"))


def _malay(rng: Random, gender: Gender) -> Name:
    more = (_draw("my", gender, rng),) if rng.random() < 0.35 else ()
    of_whom = _SON if gender is Gender.MALE else _DAUGHTER
    return Name((_draw("my", gender, rng), *more, of_whom, _draw("my", "father", rng)), None)


def _indonesian(rng: Random, gender: Gender) -> Name:
    given = [_draw("id", gender, rng)]
    if rng.random() < 0.14:
        return Name(tuple(given), None)  # many Indonesians have one name
    if rng.random() < 0.4:
        given.append(_draw("id", gender, rng))
    return Name((*given, _draw("id", "family", rng)), len(given))


def _filipino(rng: Random, gender: Gender) -> Name:
    given = [_draw("ph", gender, rng) for _ in range(1 + (rng.random() < 0.3))]
    mother = [_draw("ph", "family", rng)] if rng.random() < 0.5 else []
    return Name((*given, *mother, _draw("ph", "family", rng)), len(given) + len(mother))


def _arabic(rng: Random, gender: Gender) -> Name:
    father = (_draw("ar", "male", rng),) if rng.random() < 0.4 else ()
    return Name((_draw("ar", gender, rng), *father, _draw("ar", "family", rng)), 1 + len(father))


def _russian(rng: Random, gender: Gender) -> Name:
    family, father = _draw("ru", "family", rng), _draw("ru", "male", rng)
    middle = (_patronymic(father, gender),) if rng.random() < 0.7 and father.native[-1] in "рмнг" else ()
    return Name((_draw("ru", gender, rng), *middle, _of_gender(family, gender)), 1 + len(middle))


@cache
def _patronymic(father: Part, gender: Gender) -> Part:
    native, latin = ("ович", "ovich") if gender is Gender.MALE else ("овна", "ovna")
    return Part(father.native + native, tuple(spelling + latin for spelling in father.spellings))


@cache
def _of_gender(family: Part, gender: Gender) -> Part:
    if gender is Gender.MALE:
        return family
    return Part(family.native + "а", tuple(spelling + "a" for spelling in family.spellings))


def _given_then_family(tradition: str) -> Callable[[Random, Gender], Name]:
    def make(rng: Random, gender: Gender) -> Name:
        return Name((_draw(tradition, gender, rng), _draw(tradition, "family", rng)), 1)

    return make


_MAKERS: Mapping[str, Callable[[Random, Gender], Name]] = {
    "kr": _korean,
    "th": _thai,
    "vn": _vietnamese,
    "kh": _khmer,
    "la": _lao,
    "mm": _burmese,
    "cn": _chinese,
    "sg": _singaporean,
    "my": _malay,
    "id": _indonesian,
    "ph": _filipino,
    "jp": _japanese,
    "in": _given_then_family("in"),
    "np": _given_then_family("np"),
    "ru": _russian,
    "ar": _arabic,
    "ww": _given_then_family("ww"),
}

TRADITIONS = tuple(_MAKERS)


def make_name(tradition: str, gender: Gender, rng: Random) -> Name:
    """A name of this tradition."""
    return _MAKERS[tradition](rng, gender)


def spell(part: Part, rng: Random) -> str:
    """One of the Latin spellings: two of three times the likeliest."""
    if len(part.spellings) == 1 or rng.random() < 0.65:
        return part.spellings[0]
    return rng.choice(part.spellings[1:])
