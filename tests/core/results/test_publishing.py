"""No hidden cell can be worked out from what is published."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.results.test_counters import journey

from interlace.core.results import Figure, results
from interlace.core.results.publishing import NotASum, Sum, Table, bounds, is_safe, published
from interlace.core.results.sheet import ALL, public_sheet

ROW = Sum("all", ("a", "b", "c"))


def row(a: int, b: int, c: int) -> Table:
    return Table({"a": a, "b": b, "c": c, "all": a + b + c}, (ROW,))


def test_large_cells_are_shown() -> None:
    assert published(row(5, 7, 30)) == {"a": 5, "b": 7, "c": 30, "all": 42}


def test_one_small_cell_takes_another_with_it_so_that_the_sum_does_not_betray_it() -> None:
    assert published(row(2, 7, 30)) == {"a": None, "b": None, "c": 30, "all": 39}


def test_two_small_cells_of_a_small_rest_take_a_third() -> None:
    # 39 - 37 = 2 would leave 0, 1 or 2 for each: fewer values than a small cell may have.
    assert published(row(1, 1, 37)) == {"a": None, "b": None, "c": None, "all": 39}


def test_a_zero_is_a_small_cell() -> None:
    assert published(row(0, 9, 9)) == {"a": None, "b": None, "c": 9, "all": 18}


def test_a_table_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(NotASum):
        published(Table({"a": 1, "all": 2}, (Sum("all", ("a",)),)))


def test_bounds_are_those_of_whole_numbers() -> None:
    assert bounds(row(2, 7, 30), {"a", "b"}, "a") == (0, 9)
    assert not is_safe(row(2, 7, 30), {"a"}, "a")


def test_whoever_takes_its_own_cell_off_works_out_no_other() -> None:
    table = replace(row(2, 3, 12), own=tuple(frozenset({name}) for name in "abc"))
    # Were 12 and 17 shown, b would find 17 - 12 - 3 = 2.
    assert published(table) == {"a": None, "b": None, "c": None, "all": 17}
    assert published(replace(row(2, 0, 12), own=table.own)) == dict.fromkeys(["a", "b", "c", "all"])


def test_whoever_has_everything_may_see_that_nobody_else_has_anything() -> None:
    table = replace(row(0, 0, 142), own=tuple(frozenset({name}) for name in "abc"))
    assert published(table) == {"a": None, "b": None, "c": None, "all": 142}


@settings(max_examples=30, deadline=None)
@given(st.tuples(*[st.integers(0, 12)] * 3))
def test_no_reader_who_knows_one_cell_derives_another_by_trying_every_table(values: tuple[int, int, int]) -> None:
    table = replace(row(*values), own=tuple(frozenset({name}) for name in "abc"))
    shown = dict(published(table))
    for own in "abc":
        readings = [each for each in all_readings(table, shown, most=24) if each[own] == table.cells[own]]
        for name, value in shown.items():
            found = {each[name] for each in readings}
            if value is None and name != own and table.cells[name] < 5:
                assert len(found) >= 5 or found == {0}


@st.composite
def tables(draw: st.DrawFn, columns: str, most: int) -> Table:
    """Two rows, their columns, and all sums."""
    cells = {f"{row}{column}": draw(st.integers(0, most)) for row in "ab" for column in columns}
    sums = [
        *(Sum(f"t{column}", (f"a{column}", f"b{column}")) for column in columns),
        *(Sum(f"{row}t", tuple(f"{row}{column}" for column in columns)) for row in "ab"),
        Sum("tt", tuple(f"t{column}" for column in columns)),
        Sum("tt", ("at", "bt")),
    ]
    for each in sums:
        cells[each.total] = sum(cells[part] for part in each.parts)
    return Table(cells, tuple(sums))


def all_readings(table: Table, shown: dict[str, int | None], *, most: int) -> list[dict[str, int]]:
    """Every table that somebody may believe who knows what is published: all inner cells are tried."""
    totals = {each.total for each in table.sums}
    inner = [name for name in table.cells if name not in totals]
    choices = [range(most + 1) if (value := shown[name]) is None else [value] for name in inner]
    readings = []
    for values in product(*choices):
        cells = dict(zip(inner, values, strict=True))
        for each in table.sums:
            cells[each.total] = sum(cells[part] for part in each.parts)
        if all(value is None or cells[name] == value for name, value in shown.items()):
            readings.append(cells)
    return readings


@settings(max_examples=30, deadline=None)
@given(tables("xy", most=8))
def test_no_hidden_cell_can_be_derived_by_trying_every_table(table: Table) -> None:
    shown = dict(published(table))
    assert all(value is None or value >= 5 for value in shown.values())
    # Any reading differs from the true one by steps that touch two cells of a row and of a column alike, so five values
    # of one cell lie within four of the true ones of the others.
    readings = all_readings(table, shown, most=12)
    for name, value in shown.items():
        if value is None:
            assert len({each[name] for each in readings}) >= 5


@settings(max_examples=60, deadline=None)
@given(tables("xyz", most=20))
def test_every_hidden_cell_is_safe_at_the_end(table: Table) -> None:
    shown = published(table)
    hidden = {name for name, value in shown.items() if value is None}
    assert all(is_safe(table, hidden, name) for name in hidden)


def test_the_public_sheet_of_the_journey_hides_two_children_and_what_would_betray_them() -> None:
    shown = public_sheet(results(journey()))[ALL]
    assert shown == {
        Figure.ARRESTS_MADE: 16,
        Figure.ARRESTS_RECLASSIFIED: None,
        Figure.ARRESTS_REMAINING: None,
        Figure.TARGETS_NOT_FOUND: None,
        Figure.PERSONS_TRIAGED: 142,
        Figure.PERSONS_SCREENED: 142,
        Figure.PERSONS_REFERRED: 41,
        Figure.CHILDREN_REFERRED: None,
        Figure.ADULTS_REFERRED: None,
        Figure.EXHIBITS: 218,
        Figure.LEADS: None,
        Figure.ACCOUNTS_BLOCKED: None,
    }
