"""Two dates stand to each other in one named way, whichever comes first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.dates import DateRelation, PartialDate, compare_dates


def partial_dates() -> st.SearchStrategy[PartialDate]:
    years, months, days = st.integers(1950, 1960), st.integers(1, 12), st.integers(1, 28)
    about = st.booleans()
    return st.one_of(
        st.builds(PartialDate, years, approximate=about),
        st.builds(PartialDate, years, months, approximate=about),
        st.builds(PartialDate, years, months, days, approximate=about),
    )


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("1991-04-17", "1991-04-17", DateRelation.IDENTICAL),
        ("1991-04-17", "1991-04", DateRelation.SAME_YEAR_MONTH),
        ("1991-04", "1991-04", DateRelation.SAME_YEAR_MONTH),
        ("1991-04-17", "1991", DateRelation.SAME_YEAR),
        ("1991", "1991", DateRelation.SAME_YEAR),
        ("1991-04-05", "1991-05-04", DateRelation.DAY_MONTH_SWAPPED),
        ("1991-04-17", "1991-04-18", DateRelation.ONE_DIGIT_OFF),
        ("1991-04-17", "1981-04-17", DateRelation.ONE_DIGIT_OFF),
        ("1991-04-17", "1991-12-25", DateRelation.SAME_YEAR_OTHER_DAY),
        ("1991-04", "1991-05", DateRelation.SAME_YEAR_OTHER_DAY),
        ("1991-04-17", "1990-12-25", DateRelation.DIFFERENT),
        ("1991", "1990-12-25", DateRelation.DIFFERENT),
        ("1975~", "1977-03-02", DateRelation.CLOSE_YEAR),
        ("1975~", "1975", DateRelation.SAME_YEAR),
        ("1975~", "1978", DateRelation.DIFFERENT),
    ],
)
def test_relation_of_two_dates(a: str, b: str, relation: DateRelation) -> None:
    assert compare_dates(PartialDate.from_iso(a), PartialDate.from_iso(b)) is relation


def test_missing_date_says_nothing() -> None:
    assert compare_dates(None, PartialDate(1991)) is DateRelation.UNKNOWN


def test_day_without_month_is_no_date() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(1991, None, 17)


@settings(max_examples=200, deadline=None)
@given(partial_dates(), partial_dates())
def test_relation_does_not_depend_on_the_order(a: PartialDate, b: PartialDate) -> None:
    assert compare_dates(a, b) is compare_dates(b, a)
