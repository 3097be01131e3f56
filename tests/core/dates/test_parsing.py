"""Dates are read as people, registers and spreadsheets write them, and nothing is guessed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.dates import Ambiguous, DateRange, Notation, PartialDate, parse_date, parse_dates
from interlace.core.problems import Problem

THE_DAY = PartialDate(1991, 4, 17)


@pytest.mark.parametrize(
    "written",
    [
        "1991-04-17",
        "1991/4/17",
        "1991.04.17",
        "1991. 4. 17.",
        "19910417",
        "1991-04-17T00:00:00Z",
        "17/04/1991",
        "17.04.1991",
        "17-Apr-1991",
        "17 Apr 1991",
        "17th of April 1991",
        "April 17, 1991",
        "DOB 17 Apr 1991.",
        "17 avril 1991",
        "ngày 17 tháng 4 năm 1991",
        "17 tháng 4, 1991",
        "17 เมษายน 1991",
        "1991년 4월 17일",
        "1991年4月17日",
        "１９９１年４月１７日",
        "一九九一年四月十七日",
        "17 មេសា 1991",
        "១៧ មេសា ១៩៩១",
        "17 ເມສາ 1991",
        "၁၇ ဧပြီ ၁၉၉၁",
        "١٧/٠٤/١٩٩١",
        "17 апреля 1991",
        "\u200e1991-04-17\u200b",
        date(1991, 4, 17),
        datetime(1991, 4, 17, 12, tzinfo=UTC),
    ],
)
def test_one_day_is_read_from_many_notations(written: str | date) -> None:
    found = parse_date(written)
    assert (found, getattr(found, "notation", None)) == (THE_DAY, Notation.GREGORIAN)


@pytest.mark.parametrize(
    ("written", "notation"),
    [
        ("17 เม.ย. 2534", Notation.BUDDHIST),
        ("๑๗ เม.ย. ๒๕๓๔", Notation.BUDDHIST),
        ("17 เมษายน พ.ศ. 2534", Notation.BUDDHIST),
        ("17 Apr 2534", Notation.BUDDHIST),
        ("17/04/2534", Notation.BUDDHIST),
        ("2534-04-17", Notation.BUDDHIST),
        ("17 ເມສາ 2534", Notation.BUDDHIST),
        ("民國80年4月17日", Notation.MINGUO),
        ("平成3年4月17日", Notation.JAPANESE),
        ("33345", Notation.SPREADSHEET),
        (33345, Notation.SPREADSHEET),
        (33345.75, Notation.SPREADSHEET),
    ],
)
def test_other_eras_and_day_numbers_are_converted_and_say_so(written: str | float, notation: Notation) -> None:
    found = parse_date(written)
    assert (found, getattr(found, "notation", None)) == (THE_DAY, notation)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1988", PartialDate(1988)),
        (1988, PartialDate(1988)),
        ("พ.ศ. 2531", PartialDate(1988)),
        ("00/00/1988", PartialDate(1988)),
        ("xx/xx/1988", PartialDate(1988)),
        ("1988-00-00", PartialDate(1988)),
        ("Apr 1991", PartialDate(1991, 4)),
        ("1991-04", PartialDate(1991, 4)),
        ("04/1991", PartialDate(1991, 4)),
        ("tháng 4 năm 1991", PartialDate(1991, 4)),
        ("00/04/1991", PartialDate(1991, 4)),
        ("circa 1975", PartialDate(1975, approximate=True)),
        ("c. 1975", PartialDate(1975, approximate=True)),
        ("DOB circa 19 Jul 1975", PartialDate(1975, 7, 19, approximate=True)),
        ("ประมาณ 2518", PartialDate(1975, approximate=True)),
    ],
)
def test_what_is_unknown_stays_unknown(written: str | int, expected: PartialDate) -> None:
    assert parse_date(written) == expected


def test_day_and_month_that_could_be_swapped_are_asked_about_once() -> None:
    both = Ambiguous(day_first=PartialDate(1991, 5, 4), month_first=PartialDate(1991, 4, 5))
    assert parse_date("04/05/1991") == both
    assert parse_date("04/05/1991", language="en") == both
    assert parse_date("04/05/1991", day_first=True) == both.day_first
    assert parse_date("04/05/1991", day_first=False) == both.month_first
    assert parse_date("04/05/1991", language="vi") == both.day_first
    assert parse_date("04.05.1991") == both.day_first
    assert parse_date("04/05/2534") == both.day_first
    assert parse_date("05/05/1991") == PartialDate(1991, 5, 5)


def test_cell_that_contradicts_the_sender_s_order_is_not_turned_round() -> None:
    assert parse_date("04/17/1991", day_first=True) == Problem("date_contradicts_order")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "date_empty"),
        ("unknown", "date_unreadable"),
        (float("nan"), "date_unreadable"),
        ("29/02/1991", "date_no_such_day"),
        ("31 Feb 1990", "date_no_such_day"),
        ("13/13/1990", "date_no_such_day"),
        ("17/04/91", "date_two_digit_year"),
        ("910417", "date_two_digit_year"),
        ("17 Apr 91", "date_two_digit_year"),
        ("17 Apr", "date_year_missing"),
        ("3000", "date_year_out_of_range"),
        ("1964 to 1966", "date_is_a_range"),
    ],
)
def test_unusable_date_answers_with_its_reason(written: str | float, code: str) -> None:
    found = parse_date(written)
    assert isinstance(found, Problem)
    assert found.code == code


def test_field_with_alternatives_gives_every_date() -> None:
    assert parse_dates("DOB 12 Mar 1966; alt. DOB 1967; alt. DOB 1964 to Mar 1966; alt. DOB circa 1979-1982") == (
        PartialDate(1966, 3, 12),
        PartialDate(1967),
        DateRange(PartialDate(1964), PartialDate(1966, 3)),
        DateRange(PartialDate(1979, approximate=True), PartialDate(1982, approximate=True)),
    )


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=date(1857, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_survives_writing_and_reading(day: date) -> None:
    whole = PartialDate.of(day)
    assert PartialDate.from_iso(whole.isoformat()) == whole
    assert parse_date(day.isoformat()) == whole
    assert parse_date(f"{day.day} เม.ย. {day.year + 543}") == parse_date(f"{day.day} Apr {day.year}")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(parse_date(text), PartialDate | Ambiguous | Problem)
    assert all(isinstance(found, PartialDate | DateRange | Ambiguous | Problem) for found in parse_dates(text))
