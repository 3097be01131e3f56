"""Two sheets of one operation tell no small number when one is taken from the other."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.results.test_publishing import row

from interlace.core.results.freezing import Edition, are_safe_together, may_tell_money, next_edition
from interlace.core.results.publishing import SMALLEST_SHOWN, Table, published

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


def held(amount: int, accounts: int, **others: tuple[int, int]) -> dict[str, tuple[Decimal, int]]:
    return {"KR": (Decimal(amount), accounts)} | {each: (Decimal(of), on) for each, (of, on) in others.items()}


def test_one_account_s_money_is_told_neither_at_first_nor_by_subtracting() -> None:
    before = held(100, 3)
    assert may_tell_money(before, before)
    assert not may_tell_money(before, held(140, 4))
    assert not may_tell_money(before, held(140, 3))
    assert may_tell_money(before, held(900, 8))
    assert not may_tell_money({}, held(4711, 1))
    assert may_tell_money({}, held(4711, 5))


def test_what_one_state_holds_is_not_told_to_another_that_takes_off_its_own() -> None:
    assert not may_tell_money({}, held(100, 9, TH=(4711, 1)))
    assert not may_tell_money({}, held(100, 5, TH=(4711, 4)))
    assert may_tell_money({}, held(100, 5, TH=(4711, 5)))
    assert may_tell_money(held(100, 5, TH=(4711, 5)), held(900, 10, TH=(4711, 5)))


def known(a: int, b: int, c: int) -> Table:
    return replace(row(a, b, c), own=tuple(frozenset({name}) for name in "abc"))


def test_whoever_knows_its_own_cells_works_out_no_other_from_two_editions() -> None:
    first = known(12, 14, 16)
    shown = published(first)
    assert set(shown.values()) == {12, 14, 16, 42}
    assert are_safe_together([Edition(first, shown)])
    hiding = {"a": None, "b": 3, "c": None, "all": 22}
    assert are_safe_together([Edition(row(2, 3, 17), hiding)])
    assert not are_safe_together([Edition(known(2, 3, 17), hiding)]), "c knows 17 and finds 2"


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
