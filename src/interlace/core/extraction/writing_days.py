"""The days that a text gives, from which its other dates are counted: stamps of messages, the day of a report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from interlace.core.dates.calendars import PLAUSIBLE_YEARS

_STAMP_LINE = re.compile(r"[\[(]?\s*$")


@dataclass(frozen=True, slots=True)
class DatePieces:
    """What a text says of a date."""

    year: int | None
    month: int | None
    day: int | None
    years_on: int | None = None  # last year is -1

    def is_whole(self) -> bool:
        """Whether year, month and day are all said."""
        return None not in (self.year, self.month, self.day)

    def is_possible(self) -> bool:
        """Whether there is such a date; without a year every day of a leap year is."""
        year = 2024 if self.year is None else self.year
        if year not in PLAUSIBLE_YEARS:
            return False
        try:
            date(year, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True

    def in_year(self, year: int) -> str:
        """The date in ISO 8601, as far as it is known."""
        parts = [f"{year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            if self.day is not None:
                parts.append(f"{self.day:02}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in its place."""

    start: int
    end: int
    pieces: DatePieces

    def as_day(self) -> date | None:
        """The day, if it is said whole."""
        pieces = self.pieces
        if pieces.year is None or pieces.month is None or pieces.day is None:
            return None
        return date(pieces.year, pieces.month, pieces.day)


class WritingDays:
    """Which day a place of the text was written on, as far as the text says so."""

    def __init__(self, text: str, found: Sequence[Found]) -> None:
        whole = sorted((piece.start, day) for piece in found if (day := piece.as_day()) is not None)
        self._whole = whole
        self._stamps = [(start, day) for start, day in whole if _stands_first_on_its_line(text, start)]
        self._latest = max((day for _, day in whole), default=None)

    def at(self, place: int) -> date | None:
        """The day of the nearest stamp before a place; where nothing is stamped, the latest day of the text."""
        before = [day for start, day in self._stamps if start <= place]
        if len(self._stamps) > 1 and before:
            return before[-1]
        recent = [
            day for start, day in self._whole if start <= place and self._latest and day.year >= self._latest.year - 1
        ]
        return recent[-1] if recent else self._latest

    def settled(self, piece: Found) -> str | None:
        """A date with the year that it lacks, if the text gives one."""
        if piece.pieces.year is not None:
            return piece.pieces.in_year(piece.pieces.year)
        written = self.at(piece.start)
        if written is None:
            return None
        return piece.pieces.in_year(written.year + (piece.pieces.years_on or 0))

    def counted(self, place: int, days: int) -> str | None:
        """The day so many days after the day of writing."""
        written = self.at(place)
        return None if written is None else (written + timedelta(days=days)).isoformat()

    def weekday(self, place: int, weekday: int) -> str | None:
        """The named day of the week: in messages the next one, in other texts the last one before the writing."""
        written = self.at(place)
        if written is None:
            return None
        ahead = (weekday - written.weekday()) % 7
        is_chat = len(self._stamps) > 1
        return (written + timedelta(days=ahead if is_chat or ahead == 0 else ahead - 7)).isoformat()


def _stands_first_on_its_line(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return _STAMP_LINE.fullmatch(text[line:start]) is not None
