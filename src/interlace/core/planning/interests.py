"""What two bureaus may meet over without knowing of it, in one form, so that equal things have equal digests.

Source, read 2026-11-23: procedures of the product, 6 (deconfliction: blind matching by keyed hashes, only the contact
point is told). A day is not compared: whoever knows a place could ask day by day, and so learn the day of an action.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from interlace.core.identifiers import Identifier, parse_phone

CELL = 0.005
"""Degrees: about 550 metres from south to north."""
NORTH_POLE, DATE_LINE = 90.0, 180.0


class InterestKind(StrEnum):
    """What a bureau may be interested in as another is."""

    PERSON = "person"
    PHONE = "phone"
    SITE = "site"


class NotReadable(ValueError):
    """This is no person with a birth date, no telephone number with its country, or no pair of coordinates."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The form under which a thing is kept, and all forms that mean the same when somebody asks for it."""

    kept: str
    asked: Sequence[str]


def forms_of(kind: InterestKind, text: str, *, born: date | None = None) -> Forms:
    """One form to keep, and as many to ask by for every thing of a kind. `NotReadable` where it cannot be read."""
    if kind is InterestKind.PERSON:
        return _one(_person(text, born))
    return _one(_phone(text)) if kind is InterestKind.PHONE else _site(text)


def _one(form: str) -> Forms:
    return Forms(form, (form,))


def _person(text: str, born: date | None) -> str:
    """The words of a name in any order and in any case, beside the day of birth: a name alone is shared by too many."""
    words = sorted(unicodedata.normalize("NFKC", text).casefold().split())
    if not words or born is None:
        raise NotReadable
    return f"person:{' '.join(words)}:{born.isoformat()}"


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
    return Forms(f"site:{row}:{_column(column)}", tuple(around))


def _column(column: int) -> int:
    """East of the date line the world goes on."""
    count = round(2 * DATE_LINE / CELL)
    return (column + count // 2) % count - count // 2
