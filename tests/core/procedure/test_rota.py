"""Who is on duty: on the bureau's wall clock, over its changes, on holidays and on days with a plan of their own."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.procedure.rota import (
    DayPlan,
    Gap,
    Post,
    Rota,
    Seat,
    Shift,
    Turn,
    WeeklyTurn,
    Why,
    gaps_between,
    next_in_rota,
    on_duty,
    on_the_wall,
    order_of_waking,
    shifts_between,
)

PARIS, SEOUL = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Seoul")
SINCE = date(2026, 1, 1)
LEE, KIM, PARK = Post(officer="lee"), Post(officer="kim"), Post(officer="park")
MORNING, NIGHT = Turn(time(7), time(19)), Turn(time(19), time(7))


def weekly(turn: Turn, post: Post, *, days: range = range(7), seat: Seat = Seat.DESK) -> tuple[WeeklyTurn, ...]:
    return tuple(WeeklyTurn(day, turn, seat, post, SINCE) for day in days)


def at(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


ROUND_THE_CLOCK = (*weekly(MORNING, LEE), *weekly(NIGHT, KIM))


def test_a_night_shift_runs_into_the_next_day_of_the_bureau() -> None:
    rota = Rota(SEOUL, ROUND_THE_CLOCK)
    assert on_duty(rota, at("2026-07-14T03:00", SEOUL)).posts(Seat.DESK) == (KIM,)
    assert on_duty(rota, at("2026-07-14T07:00", SEOUL)).posts(Seat.DESK) == (LEE,)


def test_a_shift_over_the_change_of_the_clock_is_an_hour_shorter_or_longer() -> None:
    rota = Rota(PARIS, weekly(NIGHT, KIM))

    def length(evening: str) -> timedelta:
        (shift,) = on_duty(rota, at(evening, PARIS)).shifts
        return shift.ends - shift.starts

    assert length("2026-03-28T20:00") == timedelta(hours=11)
    assert length("2026-07-14T20:00") == timedelta(hours=12)
    assert length("2026-10-24T20:00") == timedelta(hours=13)


def test_an_hour_that_does_not_exist_stands_for_the_moment_of_the_jump() -> None:
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert on_the_wall(PARIS, date(2026, 3, 29), time(2, 30)) == jump
    turn = Turn(time(2, 10), time(2, 50))
    rota = Rota(PARIS, weekly(turn, LEE))
    assert shifts_between(rota, jump - timedelta(hours=2), jump + timedelta(hours=2)) == ()


def test_of_an_hour_that_comes_twice_the_first_counts() -> None:
    assert on_the_wall(PARIS, date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_holiday_without_a_rota_is_named_and_a_plan_for_the_day_mends_it() -> None:
    feast = date(2026, 9, 25)
    noon = at("2026-09-25T12:00", SEOUL)
    rota = Rota(SEOUL, weekly(Turn(time(0), time(0)), LEE), holidays=frozenset({feast}))
    duty = on_duty(rota, noon)
    assert (duty.shifts, duty.why) == ((), Why.HOLIDAY)
    assert gaps_between(rota, at("2026-09-24T12:00", SEOUL), at("2026-09-26T12:00", SEOUL)) == (
        Gap(on_the_wall(SEOUL, feast, time()), on_the_wall(SEOUL, date(2026, 9, 26), time()), Why.HOLIDAY),
    )
    mended = Rota(SEOUL, rota.weekly, (DayPlan(feast, Turn(time(0), time(0)), Seat.DESK, PARK),), rota.holidays)
    assert on_duty(mended, noon).posts(Seat.DESK) == (PARK,)


def test_each_gap_says_why() -> None:
    monday = at("2026-07-13T12:00", SEOUL)
    assert on_duty(Rota(SEOUL), monday).why is Why.NO_ROTA
    assert on_duty(Rota(SEOUL, weekly(NIGHT, KIM)), monday).why is Why.UNCOVERED
    assert on_duty(Rota(SEOUL, ROUND_THE_CLOCK, (DayPlan(monday.date()),)), monday).why is Why.CLOSED


def test_the_next_is_who_is_on_duty_then_the_lead_then_whoever_comes_first() -> None:
    lead = Post(role="head")
    rota = Rota(SEOUL, (*ROUND_THE_CLOCK, *weekly(Turn(time(8), time(18)), lead, seat=Seat.LEAD)))
    noon = at("2026-07-14T12:00", SEOUL)
    assert order_of_waking(rota, noon) == (LEE, lead, KIM)
    assert [shift.seat for shift in on_duty(rota, noon).shifts] == [Seat.LEAD, Seat.DESK]
    assert next_in_rota(rota, noon, tried={LEE, lead}) == KIM
    assert next_in_rota(rota, noon, tried={LEE, lead, KIM}) is None


hours = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
zones = st.sampled_from([PARIS, SEOUL, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/St_Johns")])
moments = st.datetimes(datetime(2026, 1, 8), datetime(2027, 12, 1)).map(lambda each: each.replace(tzinfo=UTC))


@st.composite
def rounds(draw: st.DrawFn) -> Rota:
    """Every day cut into turns that follow each other round the clock."""
    cuts = sorted(draw(st.sets(hours, min_size=1, max_size=4)))
    turns = zip(cuts, [*cuts[1:], cuts[0]], strict=True)
    each_day = [weekly(Turn(*turn), Post(officer=str(number))) for number, turn in enumerate(turns)]
    return Rota(draw(zones), tuple(turn for day in each_day for turn in day))


@settings(deadline=None, max_examples=30)
@given(rounds(), moments)
def test_turns_that_follow_each_other_on_the_wall_cover_every_moment_once(rota: Rota, moment: datetime) -> None:
    assert len(on_duty(rota, moment).shifts) == 1
    shifts = shifts_between(rota, moment, moment + timedelta(days=9))
    assert all(one.ends == other.starts for one, other in pairwise(shifts))
    assert gaps_between(rota, moment, moment + timedelta(days=9)) == ()


days = st.integers(0, 20).map(lambda number: date(2026, 3, 20) + timedelta(days=number))
turns = st.builds(Turn, hours, hours)
posts = st.sampled_from([LEE, KIM, PARK])
rotas = st.builds(
    Rota,
    zones,
    st.lists(
        st.builds(WeeklyTurn, st.integers(0, 6), turns, st.sampled_from(Seat), posts, st.just(SINCE)), max_size=6
    ).map(tuple),
    st.lists(st.builds(DayPlan, days, st.none() | turns, st.sampled_from(Seat), posts), max_size=3).map(tuple),
    st.frozensets(days, max_size=3),
)


@settings(deadline=None, max_examples=40)
@given(rotas, st.integers(0, 30 * 24 * 60))
def test_a_moment_is_in_a_gap_or_on_somebody_s_duty(rota: Rota, minutes: int) -> None:
    starts = datetime(2026, 3, 15, tzinfo=UTC)
    moment = starts + timedelta(minutes=minutes)
    gaps = gaps_between(rota, starts, starts + timedelta(days=30, minutes=1))
    duty = on_duty(rota, moment)
    inside = [gap for gap in gaps if gap.starts <= moment < gap.ends]
    assert [gap.why for gap in inside] == ([] if duty.shifts else [duty.why])


@settings(deadline=None, max_examples=30)
@given(rotas, moments)
def test_everybody_of_the_week_is_woken_once_and_whoever_is_on_duty_first(rota: Rota, moment: datetime) -> None:
    order = order_of_waking(rota, moment)
    assert len(set(order)) == len(order)
    present = {shift.post for shift in on_duty(rota, moment).shifts}
    assert set(order[: len(present)]) == present


def test_shifts_are_values_in_time() -> None:
    rota = Rota(SEOUL, weekly(MORNING, LEE, days=range(1)))
    monday = date(2026, 7, 13)
    assert shifts_between(rota, at("2026-07-13T00:00", SEOUL), at("2026-07-20T00:00", SEOUL)) == (
        Shift(on_the_wall(SEOUL, monday, time(7)), on_the_wall(SEOUL, monday, time(19)), Seat.DESK, LEE),
    )
