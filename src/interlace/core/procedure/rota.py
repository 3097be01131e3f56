"""Who is on duty when: a weekly pattern on the wall clock of the bureau, exceptions for single days, and holidays.

A turn begins and ends by the clock on the bureau's wall. Where that clock changes, a turn is an hour longer or shorter;
turns that follow each other on the wall follow each other in time, with no moment left out and none covered twice.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
LOOKED_AHEAD = timedelta(days=7)
"""How far the next in the rota is looked for."""


class Seat(StrEnum):
    """What somebody does on a shift."""

    DESK = "desk"
    LEAD = "lead"


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """Who takes a turn: one officer by id, or whoever of the bureau holds a role."""

    officer: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """From when to when on the wall; an end that is not after the beginning lies on the next day."""

    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class WeeklyTurn:
    """A turn of every week, as long as the pattern holds."""

    weekday: int
    """0 is Monday."""
    turn: Turn
    seat: Seat
    post: Post
    since: date
    until: date | None = None
    """The last day on which it begins."""
    on_holidays: bool = False
    """Whether it holds on holidays too; a desk that is closed on them says so by leaving it out."""

    def holds_on(self, day: date, *, is_holiday: bool) -> bool:
        """Whether the turn begins on this day."""
        if day.weekday() != self.weekday or day < self.since or (self.until is not None and day > self.until):
            return False
        return self.on_holidays or not is_holiday


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What holds on one day instead of the week's pattern. Without a turn, nobody is there."""

    day: date
    turn: Turn | None = None
    seat: Seat = Seat.DESK
    post: Post = Post()


@dataclass(frozen=True, slots=True)
class Rota:
    """The duties of one bureau."""

    zone: tzinfo
    weekly: tuple[WeeklyTurn, ...] = ()
    days: tuple[DayPlan, ...] = ()
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Shift:
    """One turn as it lies in time."""

    starts: datetime
    ends: datetime
    seat: Seat
    post: Post


class Why(StrEnum):
    """Why nobody is on duty."""

    NO_ROTA = "no_rota"
    HOLIDAY = "holiday_without_rota"
    CLOSED = "closed_that_day"
    UNCOVERED = "between_shifts"


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which nobody is on duty."""

    starts: datetime
    ends: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty at a moment, the lead first; with nobody, why."""

    shifts: tuple[Shift, ...]
    why: Why | None = None

    def posts(self, seat: Seat) -> tuple[Post, ...]:
        """Who holds this seat."""
        return tuple(shift.post for shift in self.shifts if shift.seat is seat)


def on_duty(rota: Rota, at: datetime) -> Duty:
    """Who is on duty at this moment."""
    shifts = _by_seat(shift for shift in shifts_between(rota, at, at + SECOND) if shift.starts <= at < shift.ends)
    return Duty(tuple(shifts), None if shifts else _why(rota, at))


def next_in_rota(rota: Rota, at: datetime, *, tried: Collection[Post] = ()) -> Post | None:
    """Whom to wake now, when these have been tried: who is on duty, then who comes next, up to a week ahead."""
    return next((post for post in order_of_waking(rota, at) if post not in tried), None)


def order_of_waking(rota: Rota, at: datetime) -> tuple[Post, ...]:
    """Everybody of the coming week, each once: the desk on duty, its lead, then by when their turn begins."""
    coming = shifts_between(rota, at, at + LOOKED_AHEAD)
    now = [shift for shift in coming if shift.starts <= at]
    later = [shift for shift in coming if shift.starts > at]
    ordered = [*sorted(now, key=lambda shift: (shift.seat is Seat.LEAD, shift.post)), *later]
    return tuple(dict.fromkeys(shift.post for shift in ordered))


def shifts_between(rota: Rota, starts: datetime, ends: datetime) -> tuple[Shift, ...]:
    """Every shift that meets the time from `starts` to before `ends`, by beginning."""
    found = [
        shift
        for day in _days(rota.zone, starts - DAY, ends)
        for shift in shifts_of(rota, day)
        if shift.starts < ends and shift.ends > starts
    ]
    return tuple(sorted(found, key=lambda shift: (shift.starts, shift.seat, shift.post, shift.ends)))


def shifts_of(rota: Rota, day: date) -> tuple[Shift, ...]:
    """The shifts that begin on this day of the bureau: the day's own plan, or else the week's pattern."""
    plans = [plan for plan in rota.days if plan.day == day]
    if plans:
        chosen = [(plan.turn, plan.seat, plan.post) for plan in plans if plan.turn is not None]
    else:
        is_holiday = day in rota.holidays
        weekly = [each for each in rota.weekly if each.holds_on(day, is_holiday=is_holiday)]
        chosen = [(each.turn, each.seat, each.post) for each in weekly]
    shifts = (_in_time(rota.zone, day, turn, seat, post) for turn, seat, post in chosen)
    # A turn that the clock jumps over altogether does not take place.
    return tuple(shift for shift in shifts if shift.starts < shift.ends)


def gaps_between(rota: Rota, starts: datetime, ends: datetime) -> tuple[Gap, ...]:
    """The times in which nobody is on duty, each with its reason; it changes at most with the day."""
    gaps: list[Gap] = []
    covered = starts
    for shift in shifts_between(rota, starts, ends):
        if shift.starts > covered:
            gaps += _explained(rota, covered, shift.starts)
        covered = max(covered, shift.ends)
    if covered < ends:
        gaps += _explained(rota, covered, ends)
    return tuple(gaps)


def on_the_wall(zone: tzinfo, day: date, hour: time) -> datetime:
    """The moment at which the bureau's wall shows this; of an hour that comes twice, the first.

    An hour that the clock jumps over stands for the moment of the jump.
    """
    wall = datetime.combine(day, hour)
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(zone, moment) == wall:
        return moment
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while moment - before > SECOND:
        middle = before + (moment - before) / 2
        before, moment = (middle, moment) if _wall(zone, middle) < wall else (before, middle)
    return moment.replace(microsecond=0)


def _wall(zone: tzinfo, moment: datetime) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _in_time(zone: tzinfo, day: date, turn: Turn, seat: Seat, post: Post) -> Shift:
    last = day if turn.ends > turn.starts else day + DAY
    return Shift(on_the_wall(zone, day, turn.starts), on_the_wall(zone, last, turn.ends), seat, post)


def _days(zone: tzinfo, starts: datetime, ends: datetime) -> Iterator[date]:
    day, last = starts.astimezone(zone).date(), ends.astimezone(zone).date()
    while day <= last:
        yield day
        day += DAY


def _by_seat(shifts: Iterable[Shift]) -> list[Shift]:
    return sorted(shifts, key=lambda shift: (shift.seat is not Seat.LEAD, shift.starts, shift.post))


def _explained(rota: Rota, starts: datetime, ends: datetime) -> Iterator[Gap]:
    """A stretch without anybody, cut at midnight where the reason changes."""
    while starts < ends:
        why, until = _why(rota, starts), ends
        for day in _days(rota.zone, starts, ends):
            midnight = on_the_wall(rota.zone, day, time())
            if starts < midnight < ends and _why(rota, midnight) is not why:
                until = midnight
                break
        yield Gap(starts, until, why)
        starts = until


def _why(rota: Rota, at: datetime) -> Why:
    day = at.astimezone(rota.zone).date()
    plans = [plan for plan in rota.days if plan.day == day]
    if plans:
        return Why.CLOSED if all(plan.turn is None for plan in plans) else Why.UNCOVERED
    if not rota.weekly and not rota.days:
        return Why.NO_ROTA
    if day in rota.holidays and not any(each.holds_on(day, is_holiday=True) for each in rota.weekly):
        return Why.HOLIDAY
    return Why.UNCOVERED
