"""Dates of which a part may be unknown, and how two of them stand to each other."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Notation(StrEnum):
    """How the date was written, so that a person can see what was converted."""

    GREGORIAN = "gregorian"
    BUDDHIST = "buddhist"
    MINGUO = "minguo"
    JAPANESE = "japanese"
    SPREADSHEET = "spreadsheet"  # a spreadsheet's day number


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A Gregorian date known to the day, to the month, or to the year."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    notation: Notation = field(default=Notation.GREGORIAN, compare=False)

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, value: date) -> "PartialDate":
        """The whole date."""
        return cls(value.year, value.month, value.day)

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        """Read back what `isoformat` wrote."""
        exact = text.removesuffix("~")
        year, month, day = [*exact.split("-"), "", ""][:3]
        return cls(int(year), int(month) if month else None, int(day) if day else None, approximate=exact != text)

    def isoformat(self) -> str:
        """ISO 8601 at reduced precision; a trailing `~` means approximate, as in ISO 8601-2."""
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
        if self.day is not None:
            parts.append(f"{self.day:02}")
        return "-".join(parts) + ("~" if self.approximate else "")

    def as_date(self) -> date | None:
        """The calendar day, where it is known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def first_day(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        return self.isoformat()


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date that lies somewhere from the first to the last, both included."""

    first: PartialDate
    last: PartialDate


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two readings that only the sender can tell apart: ask once for the whole sheet."""

    day_first: PartialDate
    month_first: PartialDate


class DateRelation(StrEnum):
    """How two dates stand to each other, from the strongest agreement to the weakest."""

    IDENTICAL = "identical"  # the same day
    SAME_YEAR_MONTH = "same_year_month"  # no further part is known on both sides
    SAME_YEAR = "same_year"  # no further part is known on both sides
    DAY_MONTH_SWAPPED = "day_month_swapped"
    ONE_DIGIT_OFF = "one_digit_off"
    CLOSE_YEAR = "close_year"  # at least one side is approximate, at most two years apart
    SAME_YEAR_OTHER_DAY = "same_year_other_day"  # the year agrees, a known month or day does not
    DIFFERENT = "different"
    UNKNOWN = "unknown"


_APPROXIMATE_YEARS = 2


def compare_dates(a: PartialDate | None, b: PartialDate | None) -> DateRelation:
    """Say how two dates stand to each other, whichever comes first."""
    if a is None or b is None:
        return DateRelation.UNKNOWN
    if a.approximate or b.approximate:
        return _compare_approximate(a, b)
    if a.day is not None and b.day is not None:
        return _compare_days(a, b)
    if a.year != b.year:
        return DateRelation.DIFFERENT
    if a.month is None or b.month is None:
        return DateRelation.SAME_YEAR
    return DateRelation.SAME_YEAR_MONTH if a.month == b.month else DateRelation.SAME_YEAR_OTHER_DAY


def _compare_days(a: PartialDate, b: PartialDate) -> DateRelation:
    if (a.year, a.month, a.day) == (b.year, b.month, b.day):
        return DateRelation.IDENTICAL
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return DateRelation.DAY_MONTH_SWAPPED
    if sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True)) == 1:
        return DateRelation.ONE_DIGIT_OFF
    return DateRelation.SAME_YEAR_OTHER_DAY if a.year == b.year else DateRelation.DIFFERENT


def _compare_approximate(a: PartialDate, b: PartialDate) -> DateRelation:
    distance = abs(a.year - b.year)
    if distance == 0:
        return DateRelation.SAME_YEAR
    return DateRelation.CLOSE_YEAR if distance <= _APPROXIMATE_YEARS else DateRelation.DIFFERENT
