"""Dates, times, numbers, money and lists by the reader's locale."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from interlace.foundation.localize.formats import (
    day_and_month_text,
    day_text,
    duration_text,
    list_text,
    moment_text,
    near_text,
    number_text,
    offset_text,
    time_text,
)

BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 7, 14, 7, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "14 July 2026"), ("fr", "14 juillet 2026"), ("vi", "14 tháng 7 năm 2026"), ("xx", "14 July 2026")],
)
def test_a_day_is_written_as_the_language_writes_it(language: str, text: str) -> None:
    assert day_text(date(2026, 7, 14), language=language) == text


def test_a_day_of_this_year_leaves_the_year_out() -> None:
    texts = [day_and_month_text(date(2026, 7, 14), language=language) for language in ("en", "fr", "vi")]
    assert texts == ["14 July", "14 juillet", "14 tháng 7"]


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "UTC"), (420, "UTC+7"), (330, "UTC+5:30"), (-210, "UTC−3:30"), (-60, "UTC−1")]
)
def test_a_time_names_its_distance_from_utc(minutes: int, text: str) -> None:
    assert offset_text(datetime(2026, 7, 14, tzinfo=timezone(timedelta(minutes=minutes)))) == text


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        offset_text(datetime(2026, 7, 14))


def test_a_time_is_that_of_the_readers_wall() -> None:
    assert time_text(NOW, zone=BANGKOK) == "14:22 UTC+7"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tue 14 July 2026, 14:22 UTC+7"),
        ("fr", "mar 14 juillet 2026, 14:22 UTC+7"),
        ("vi", "Th 3, 14 tháng 7 năm 2026, 14:22 UTC+7"),
    ],
)
def test_a_moment_names_day_time_and_offset(language: str, text: str) -> None:
    with override(language):
        assert moment_text(NOW, zone=BANGKOK, language=language) == text


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (2, "16:22"),
        (20, "Wed 10:22"),
        (24 * 7, "21 July"),
        (-24, "Mon 14:22"),
        (24 * 6, "Mon 14:22"),
        (24 * 171, "1 January 2027"),
        (-24 * 196, "30 December 2025"),
    ],
)
def test_a_near_time_is_said_as_a_colleague_says_it(hours: int, text: str) -> None:
    assert near_text(NOW + timedelta(hours=hours), now=NOW, zone=BANGKOK, language="en") == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (18, "18 min"), (60, "1 h"), (258, "4 h 18 min"), (1440, "1 d"), (2160, "1 d 12 h"), (-5, "0 min")],
)
def test_a_duration_has_the_two_units_that_matter(minutes: int, text: str) -> None:
    assert duration_text(timedelta(minutes=minutes)) == text


def test_numbers_have_the_separators_of_the_language() -> None:
    assert [number_text(25800, language=language) for language in ("en", "fr", "vi")] == [
        "25,800",
        "25\u202f800",
        "25.800",
    ]


def test_lists_end_with_a_word() -> None:
    items = ["TH", "VN", "SG"]
    assert [list_text(items, language=language) for language in ("en", "fr", "vi")] == [
        "TH, VN and SG",
        "TH, VN et SG",
        "TH, VN và SG",
    ]
    assert list_text(items, language="en", style="or") == "TH, VN or SG"
