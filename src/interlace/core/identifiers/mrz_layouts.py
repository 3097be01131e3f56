"""Where each field stands in a machine readable zone (ICAO Doc 9303, 8th edition 2021, parts 4 to 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class MrzFormat(StrEnum):
    """The size of the document, and so the layout of its zone."""

    TD1 = "TD1"  # card, 3 × 30
    TD2 = "TD2"  # larger card, 2 × 36
    TD3 = "TD3"  # passport, 2 × 44
    MRV_A = "MRV-A"  # visa, 2 × 44
    MRV_B = "MRV-B"  # visa, 2 × 36


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line, counted from 0."""

    line: int
    start: int
    end: int

    def of(self, lines: tuple[str, ...]) -> str:
        """The characters that stand there."""
        return lines[self.line][self.start : self.end]


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all fields; a check digit stands right after its field."""

    size: tuple[int, int]  # lines, characters in each
    names: Place
    number: Place
    nationality: Place
    birth_date: Place
    sex: Place
    expiry_date: Place
    optional: tuple[Place, ...]
    long_number: Place | None  # where a number of more than nine characters goes on
    checked_optional: Place | None  # an optional field with a check digit of its own
    composite: tuple[Place, ...]
    composite_digit: Place | None


LAYOUTS: Mapping[MrzFormat, Layout] = {
    MrzFormat.TD1: Layout(
        size=(3, 30),
        names=Place(2, 0, 30),
        number=Place(0, 5, 14),
        nationality=Place(1, 15, 18),
        birth_date=Place(1, 0, 6),
        sex=Place(1, 7, 8),
        expiry_date=Place(1, 8, 14),
        optional=(Place(0, 15, 30), Place(1, 18, 29)),
        long_number=Place(0, 15, 30),
        checked_optional=None,
        composite=(Place(0, 5, 30), Place(1, 0, 7), Place(1, 8, 15), Place(1, 18, 29)),
        composite_digit=Place(1, 29, 30),
    ),
    MrzFormat.TD2: Layout(
        size=(2, 36),
        names=Place(0, 5, 36),
        number=Place(1, 0, 9),
        nationality=Place(1, 10, 13),
        birth_date=Place(1, 13, 19),
        sex=Place(1, 20, 21),
        expiry_date=Place(1, 21, 27),
        optional=(Place(1, 28, 35),),
        long_number=Place(1, 28, 35),
        checked_optional=None,
        composite=(Place(1, 0, 10), Place(1, 13, 20), Place(1, 21, 35)),
        composite_digit=Place(1, 35, 36),
    ),
    MrzFormat.TD3: Layout(
        size=(2, 44),
        names=Place(0, 5, 44),
        number=Place(1, 0, 9),
        nationality=Place(1, 10, 13),
        birth_date=Place(1, 13, 19),
        sex=Place(1, 20, 21),
        expiry_date=Place(1, 21, 27),
        optional=(Place(1, 28, 42),),
        long_number=None,
        checked_optional=Place(1, 28, 42),
        composite=(Place(1, 0, 10), Place(1, 13, 20), Place(1, 21, 43)),
        composite_digit=Place(1, 43, 44),
    ),
    MrzFormat.MRV_A: Layout(
        size=(2, 44),
        names=Place(0, 5, 44),
        number=Place(1, 0, 9),
        nationality=Place(1, 10, 13),
        birth_date=Place(1, 13, 19),
        sex=Place(1, 20, 21),
        expiry_date=Place(1, 21, 27),
        optional=(Place(1, 28, 44),),
        long_number=None,
        checked_optional=None,
        composite=(),
        composite_digit=None,
    ),
    MrzFormat.MRV_B: Layout(
        size=(2, 36),
        names=Place(0, 5, 36),
        number=Place(1, 0, 9),
        nationality=Place(1, 10, 13),
        birth_date=Place(1, 13, 19),
        sex=Place(1, 20, 21),
        expiry_date=Place(1, 21, 27),
        optional=(Place(1, 28, 36),),
        long_number=None,
        checked_optional=None,
        composite=(),
        composite_digit=None,
    ),
}
