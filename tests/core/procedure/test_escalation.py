"""When a clock reaches somebody else: each step once its share of the time is gone, pauses left out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.procedure.escalation import STEPS, Clock, Pause, Step, steps_due

START = datetime(2026, 7, 14, 3, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LATER = (Step.HALF, Step.MOST, Step.OVER)


def clock(minutes: int = 100, *pauses: tuple[int, int | None]) -> Clock:
    stood = tuple(
        Pause(START + starts * MINUTE, None if ends is None else START + ends * MINUTE) for starts, ends in pauses
    )
    return Clock(START, START + minutes * MINUTE, stood)


def after(minutes: int, of: Clock, *, wakes: bool = True) -> tuple[Step, ...]:
    return steps_due(of, now=START + minutes * MINUTE, wakes=wakes)


def test_a_step_is_due_when_its_share_of_the_time_is_gone() -> None:
    found = {minutes: after(minutes, clock()) for minutes in (-1, 0, 49, 50, 79, 80, 99, 100, 500)}
    assert found == {
        -1: (),
        0: (Step.ARRIVED,),
        49: (Step.ARRIVED,),
        50: (Step.ARRIVED, Step.HALF),
        79: (Step.ARRIVED, Step.HALF),
        80: (Step.ARRIVED, Step.HALF, Step.MOST),
        99: (Step.ARRIVED, Step.HALF, Step.MOST),
        100: tuple(STEPS),
        500: tuple(STEPS),
    }


def test_what_does_not_hurry_wakes_nobody_as_it_arrives() -> None:
    assert after(0, clock(), wakes=False) == ()
    assert after(100, clock(), wakes=False) == LATER


def test_no_time_is_spent_while_the_clock_stands_still() -> None:
    stood = clock(100, (10, 60))
    assert (after(99, stood, wakes=False), after(100, stood, wakes=False)) == ((), (Step.HALF,))
    assert after(10_000, clock(100, (10, None)), wakes=False) == ()
    assert clock(100, (10, None)).is_paused(START + 11 * MINUTE)
    assert not stood.is_paused(START + 60 * MINUTE)


pauses = st.lists(
    st.tuples(st.integers(-20, 300), st.none() | st.integers(0, 200)).map(
        lambda each: (each[0], None if each[1] is None else each[0] + each[1])
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=150)
@given(pauses, st.integers(0, 400), st.integers(0, 200))
def test_time_only_adds_steps_and_pauses_only_put_them_off(
    stood: list[tuple[int, int | None]], minutes: int, more: int
) -> None:
    with_pauses = clock(100, *stood)
    assert set(after(minutes, with_pauses)) <= set(after(minutes + more, with_pauses))
    assert set(after(minutes, with_pauses)) <= set(after(minutes, clock()))
    assert with_pauses.spent(START + minutes * MINUTE) <= minutes * MINUTE
