"""Two sheets of one operation tell no small number when one is taken from the other."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.results.test_publishing import row

from interlace.core.results.freezing import Edition, are_safe_together, may_tell_money, next_edition
from interlace.core.results.publishing import SMALLEST_SHOWN, published

FIRST = Edition(row(9, 7, 30), published(row(9, 7, 30)))


def test_the_first_edition_hides_the_small_cells() -> None:
    assert next_edition([], row(2, 7, 30)) == {"a": None, "b": None, "c": 30, "all": 39}


def test_a_change_below_five_is_not_told_and_the_earlier_edition_stands() -> None:
    assert next_edition([FIRST], row(10, 7, 30)) is None
    assert next_edition([FIRST], row(9, 3, 30)) is None


def test_a_change_of_five_is_told() -> None:
    assert next_edition([FIRST], row(14, 7, 30)) == {"a": 14, "b": 7, "c": 30, "all": 51}


def test_a_small_change_beside_a_large_one_is_not_told_by_what_is_left() -> None:
    # 53 - 46 = 7 and 14 - 9 = 5 would leave 2 for the others.
    assert next_edition([FIRST], row(14, 9, 30)) is None


def test_no_small_change_is_told_against_any_earlier_edition() -> None:
    second = Edition(row(15, 7, 30), published(row(15, 7, 30)))
    assert next_edition([FIRST, second], row(10, 7, 30)) is None
    assert next_edition([FIRST, second], row(20, 7, 30)) == {"a": 20, "b": 7, "c": 30, "all": 57}


def test_what_an_earlier_edition_hid_is_not_worked_out_from_a_later_one_that_shows_more() -> None:
    # The first leaves 0 to 9 for a and b. Were 7 shown for b later, b would have been 0, 1, 2 or 7, and a as few.
    earlier = Edition(row(2, 7, 30), {"a": None, "b": None, "c": 30, "all": 39})
    shown = {"a": None, "b": 7, "c": None, "all": 44}
    assert not are_safe_together([earlier, Edition(row(2, 7, 35), shown)])
    assert next_edition([earlier], row(2, 7, 35)) == {"a": None, "b": None, "c": 35, "all": 44}


def test_a_row_that_was_not_there_had_nothing() -> None:
    earlier = Edition(row(0, 0, 0), {})
    assert next_edition([earlier], row(6, 7, 30)) == {"a": 6, "b": 7, "c": 30, "all": 43}
    assert next_edition([earlier], row(4, 7, 30)) is None


def test_one_account_s_money_is_not_told_by_subtracting() -> None:
    before = (Decimal(100), 3)
    assert may_tell_money(before, before)
    assert not may_tell_money(before, (Decimal(140), 4))
    assert not may_tell_money(before, (Decimal(140), 3))
    assert may_tell_money(before, (Decimal(900), 8))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 14)] * 3), min_size=2, max_size=4))
def test_whoever_subtracts_any_two_editions_finds_nothing_small(days: list[tuple[int, int, int]]) -> None:
    editions: list[Edition] = []
    for a, b, c in days:
        table = row(a, b, c)
        shown = next_edition(editions, table)
        if shown is not None:
            editions.append(Edition(table, shown))
    for number, later in enumerate(editions):
        for earlier in editions[:number]:
            for name, value in later.shown.items():
                before = earlier.shown[name]
                if value is not None and before is not None:
                    assert value == before or abs(value - before) >= SMALLEST_SHOWN
    assert are_safe_together(editions)
