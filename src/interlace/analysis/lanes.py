"""What is dated on a chart, as lanes on a sheet: pixels."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date, format_skeleton

from interlace.core.charting import Certainty, Moment
from interlace.foundation.localize.formats import locale_of

WIDTH, LEFT, LANE, TOP = 1000.0, 210.0, 36.0, 34.0
MOST_LANES = 40
HALF_A_WORD = 52.0
"""Of a month with its year, in the middle of which the line lies."""
_TICKS = 9
_STYLES = {Certainty.CONFIRMED: "", Certainty.UNCONFIRMED: "is-possible", Certainty.TENTATIVE: "is-tentative"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in its lane: a dot where the day is known, a bar for a span or for what lies somewhere within."""

    moment: int
    x: str
    y: str
    width: str
    is_dot: bool
    is_span: bool
    style: str


@dataclass(frozen=True, slots=True)
class Lane:
    """An item with what is dated of it."""

    item: int
    y: str
    base: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis and its word, which stays on the sheet where the line is near its end."""

    x: str
    text: str
    text_x: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The first and the last day and where they lie, so that a place between them can be read as a day."""

    first: date
    last: date
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """All lanes that fit, and how many there are."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: str
    left_out: int
    axis: Axis | None = None


def lay_in_lanes(moments: Sequence[Moment], *, language: str) -> Lanes:
    """One lane an item, in the order of their first moments; the axis runs from the first day to the last."""
    if not moments:
        return Lanes((), (), "0", 0)
    first, last = min(each.first for each in moments), max(each.last for each in moments)
    days = max(1, (last - first).days)
    pixels = (WIDTH - LEFT - 24) / days

    def across(day: date) -> float:
        return LEFT + 12 + (day - first).days * pixels

    of_item: dict[int, list[int]] = {}
    for number, moment in enumerate(moments):
        of_item.setdefault(moment.item, []).append(number)
    lanes = []
    for place, (item, numbers) in enumerate(list(of_item.items())[:MOST_LANES]):
        middle = TOP + LANE * (place + 0.5)
        marks = tuple(_mark(number, moments[number], across, middle) for number in numbers)
        lanes.append(Lane(item, f"{middle:g}", f"{middle + LANE / 2:g}", marks))
    ticks = tuple(
        Tick(f"{across(day):.1f}", text, f"{min(across(day), WIDTH - HALF_A_WORD):.1f}")
        for day, text in _ticks(first, last, language)
    )
    axis = Axis(first, last, f"{across(first):.1f}", f"{across(last):.1f}")
    return Lanes(tuple(lanes), ticks, f"{TOP + LANE * len(lanes) + 6:g}", max(0, len(of_item) - MOST_LANES), axis)


def _mark(number: int, moment: Moment, across: Callable[[date], float], middle: float) -> Mark:
    begin, end = across(moment.first), across(moment.last)
    is_dot = moment.first == moment.last
    return Mark(
        number,
        f"{begin:.1f}",
        f"{middle:g}" if is_dot else f"{middle - 6:g}",
        f"{max(4.0, end - begin):.1f}",
        is_dot,
        moment.is_span,
        _STYLES[moment.certainty],
    )


def _ticks(first: date, last: date, language: str) -> Iterator[tuple[date, str]]:
    days = (last - first).days
    locale = locale_of(language)
    if days > 3 * 365:
        step = max(1, -(-(last.year - first.year) // _TICKS))
        for year in range(first.year + 1, last.year + 1, step):
            yield date(year, 1, 1), str(format_skeleton("y", date(year, 1, 1), locale=locale))
    elif days > 60:
        months = (last.year - first.year) * 12 + last.month - first.month
        step = max(1, -(-months // _TICKS))
        for number in range(first.month, first.month + months, step):
            day = date(first.year + number // 12, number % 12 + 1, 1)
            yield day, str(format_skeleton("yMMM", day, locale=locale))
    else:
        step = max(1, -(-days // _TICKS))
        for number in range(0, days + 1, step):
            day = first + timedelta(days=number)
            yield day, str(format_date(day, format="d MMM", locale=locale))
