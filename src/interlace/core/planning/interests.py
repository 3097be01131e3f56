"""What two bureaus may meet over without knowing of it, in one form, so that equal things have equal digests.

Source, read 2026-11-23: procedures of the product, 6 (deconfliction: blind matching by keyed hashes, only the contact
point is told). A day is not compared: whoever knows a place could ask day by day, and so learn the day of an action.
"""

import itertools
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from interlace.core.identifiers import Identifier, parse_phone
from interlace.core.names import NameForm, Token, name_form

CELL = 0.005
"""Degrees: about 550 metres from south to north."""
NORTH_POLE, DATE_LINE = 90.0, 180.0
NAME_FORMS = 32
"""Under so many forms every name is kept and asked for, whatever it is: a count would tell of its script."""
_MOST_WORDS = 6
_SOUNDS_OF_A_WORD = 4


class InterestKind(StrEnum):
    """What a bureau may be interested in as another is."""

    PERSON = "person"
    PHONE = "phone"
    SITE = "site"


class NotReadable(ValueError):
    """This is no person with a birth date, no telephone number with its country, or no pair of coordinates."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms under which a thing is kept, and those that mean the same when somebody asks for it."""

    kept: Sequence[str]
    asked: Sequence[str]


def forms_of(kind: InterestKind, text: str, *, born: date | None = None) -> Forms:
    """As many forms to keep, and to ask by, for every thing of a kind. `NotReadable` where it cannot be read."""
    if kind is InterestKind.PERSON:
        return _alike(_person(text, born))
    return _alike((_phone(text),)) if kind is InterestKind.PHONE else _site(text)


def _alike(forms: Sequence[str]) -> Forms:
    return Forms(forms, forms)


def _person(text: str, born: date | None) -> tuple[str, ...]:
    """The words of a name in any order, as written and as they may sound, beside the day of birth.

    A name alone is shared by too many. How it sounds is read as the identity engine reads it, so that one name in two
    scripts, or in two spellings of one, meets itself.
    """
    words = sorted(unicodedata.normalize("NFKC", text).casefold().split())
    if not words or born is None:
        raise NotReadable
    plain = " ".join(words)
    heard = dict.fromkeys(f"person~{each}:{born.isoformat()}" for each in _heard(name_form(text)))
    # Nobody else's name has these: they stand where a name has fewer readings than another.
    filled = (f"person!{place}:{plain}:{born.isoformat()}" for place in itertools.count())
    return tuple(itertools.islice((f"person:{plain}:{born.isoformat()}", *heard), NAME_FORMS)) + tuple(
        itertools.islice(filled, max(0, NAME_FORMS - 1 - len(heard)))
    )


def _heard(name: NameForm) -> Iterator[str]:
    """The sounds of its words in any order: as written, with two neighbours read as one, and as one word each."""
    tokens = name.tokens[:_MOST_WORDS]
    ways = [tokens]
    for start, end in name.neighbours:
        if end <= len(tokens):
            ways.append((*tokens[:start], name.joined(start, end).token, *tokens[end:]))
    # In turn from each way, so that no way with many readings leaves out another.
    readings = (_readings([each for each in way if not each.is_light]) for way in ways)
    for row in itertools.zip_longest(*readings):
        yield from (each for each in row if each is not None)


def _readings(tokens: Sequence[Token]) -> Iterator[str]:
    sounds = [_sounds_of(each) for each in tokens]
    if not sounds or not all(sounds):
        return
    # The likeliest of all words first: those whose places add up to least.
    product = itertools.product(*(list(enumerate(each)) for each in sounds))
    for chosen in sorted(product, key=lambda each: sum(place for place, _sound in each)):
        yield " ".join(sorted(sound for _place, sound in chosen))


def _sounds_of(token: Token) -> Sequence[str]:
    likeliest = [sound for sound, _letters in token.likeliest_sounds]
    return tuple(dict.fromkeys((*likeliest, *sorted(token.sounds))))[:_SOUNDS_OF_A_WORD]


def _phone(text: str) -> str:
    parsed = parse_phone(text)
    if not isinstance(parsed, Identifier):
        raise NotReadable
    return f"phone:{parsed.normal}"


def _site(text: str) -> Forms:
    """The cell of a place; somebody else's may lie in one beside it, so nine are asked for."""
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        raise NotReadable from None
    if not (abs(latitude) <= NORTH_POLE and abs(longitude) <= DATE_LINE):
        raise NotReadable
    row, column = math.floor(latitude / CELL), math.floor(longitude / CELL)
    around = [f"site:{row + south}:{_column(column + east)}" for south in (-1, 0, 1) for east in (-1, 0, 1)]
    return Forms((f"site:{row}:{_column(column)}",), tuple(around))


def _column(column: int) -> int:
    """East of the date line the world goes on."""
    count = round(2 * DATE_LINE / CELL)
    return (column + count // 2) % count - count // 2
