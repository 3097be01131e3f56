"""A moment as it was typed: by the clock on the wall, on the two nights too when that clock is changed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from interlace.foundation.localize.moments import HourLeftOut, moment_typed

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-03-29 01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29 03:00", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25 03:00", datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
    ids=["before the jump", "after the jump", "the first of two", "after both"],
)
def test_a_moment_is_what_the_wall_shows(typed: str, moment: datetime) -> None:
    assert moment_typed(typed, zone=PARIS) == moment


@pytest.mark.parametrize("typed", ["2026-03-29 02:00", "2026-03-29 02:59"])
def test_an_hour_that_the_clock_leaves_out_is_not_taken_for_another(typed: str) -> None:
    with pytest.raises(HourLeftOut):
        moment_typed(typed, zone=PARIS)


def test_what_is_no_moment_is_said_to_be_none() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        moment_typed("soon", zone=PARIS)
