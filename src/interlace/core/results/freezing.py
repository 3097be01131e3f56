"""A second sheet of the same operation tells nothing small to whoever holds it beside the first.

Source, read 2026-11-23: procedures of the product, 7.4 (small numbers, below 5, are suppressed). What somebody can
subtract is a change between two editions; so a change is told when it is nothing or at least five in every cell, and
otherwise the earlier edition stands as it was, with its own time. Besides, every hidden cell of every edition keeps at
least five values open for a reader who has all editions and knows this rule.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ortools.sat.python import cp_model

from interlace.core.results.publishing import LARGEST, SMALLEST_SHOWN, Table, published

MOST_STEPS = 1.0
"""Of the solver, for one value of one cell."""

_FOUND = frozenset({cp_model.OPTIMAL, cp_model.FEASIBLE})

Shown = Mapping[str, int | None]
Held = Mapping[str, tuple[Decimal, int]]
"""What each State holds in one currency, and on how many accounts."""
_Cell = tuple[int, str]
"""Of which edition, and its name."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What was counted, and what of it was told."""

    table: Table
    shown: Shown


def next_edition(earlier: Sequence[Edition], table: Table) -> Shown | None:
    """What is told of this table beside the earlier editions, or nothing where the last of them has to stand."""
    if earlier and table == earlier[-1].table:
        return None
    first = published(table)
    if not earlier:
        return first
    if any(_is_small(change) for edition in earlier for change in _changes(edition.table, table)):
        return None
    hidden = {name for name, value in first.items() if value is None}
    once_hidden = {name for edition in earlier for name, value in edition.shown.items() if value is None}
    for more in (set[str](), once_hidden & table.cells.keys()):
        shown = {name: None if name in hidden | more else value for name, value in table.cells.items()}
        if are_safe_together([*earlier, Edition(table, shown)]):
            return shown
    return None


def may_tell_money(before: Held, after: Held) -> bool:
    """Whether a sum may follow another, or nothing: one account's amount is not told by subtracting.

    A State knows what it holds itself, so the accounts of all others are looked at for each.
    """
    states = sorted({*before, *after})
    readers = ("", *states) if len(states) > 1 else ("",)
    return all(_is_told_of_many(_without(before, each), _without(after, each)) for each in readers)


def _is_told_of_many(before: tuple[Decimal, int], after: tuple[Decimal, int]) -> bool:
    return before == after or abs(after[1] - before[1]) >= SMALLEST_SHOWN


def _without(held: Held, state: str) -> tuple[Decimal, int]:
    others = [each for name, each in held.items() if name != state]
    return sum((amount for amount, _accounts in others), Decimal(0)), sum(accounts for _amount, accounts in others)


def are_safe_together(editions: Sequence[Edition]) -> bool:
    """Whether every hidden cell has five values open for whoever has all these editions, and own cells besides."""
    owned = {own for edition in editions for own in edition.table.own}
    return all(_are_safe_from(own, editions) for own in (frozenset[str](), *sorted(owned, key=sorted)))


def _are_safe_from(own: frozenset[str], editions: Sequence[Edition]) -> bool:
    hidden = [
        (number, name)
        for number, edition in enumerate(editions)
        for name, value in edition.shown.items()
        if value is None and name not in own
    ]
    found = {cell: {editions[cell[0]].table.cells[cell[1]]} for cell in hidden}
    wanted = [cell for cell, values in found.items() if not own or min(values) < SMALLEST_SHOWN]
    _look_at_once(editions, wanted, found, own=own)
    return all(_has_values_open(editions, cell, found, own=own) for cell in wanted)


def _changes(before: Table, after: Table) -> Iterator[int]:
    for name in before.cells.keys() | after.cells.keys():
        yield after.cells.get(name, 0) - before.cells.get(name, 0)


def _is_small(change: int) -> bool:
    return 0 < abs(change) < SMALLEST_SHOWN


def _look_at_once(
    editions: Sequence[Edition], wanted: Sequence[_Cell], found: Mapping[_Cell, set[int]], *, own: frozenset[str]
) -> None:
    """Adds values of many cells by one possibility; where none changes all of them, each half is looked at alone.

    Most cells are open, and sixteen States ask thousands of questions one by one. What is not found here is asked
    for each cell.
    """
    while left := [cell for cell in wanted if len(found[cell]) < SMALLEST_SHOWN]:
        model, cells = _knowledge(editions, own)
        for number, name in left:
            for value in found[number, name]:
                model.add(cells[number][name] != value)
        if _looked(model, cells, found) in _FOUND:
            continue
        if len(left) > 1:
            half = len(left) // 2
            _look_at_once(editions, left[:half], found, own=own)
            _look_at_once(editions, left[half:], found, own=own)
        return


def _looked(
    model: cp_model.CpModel, cells: Sequence[Mapping[str, cp_model.LinearExpr]], found: Mapping[_Cell, set[int]]
) -> cp_model.CpSolverStatus:
    """Looks for one possibility, and keeps the value that each hidden cell has in it."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # The models are small and there are thousands: to simplify each costs more than to solve it.
    solver.parameters.cp_model_presolve = False
    # Counted in steps and not in seconds: every machine decides the same. What is not found is not safe.
    solver.parameters.max_deterministic_time = MOST_STEPS
    status = solver.solve(model)
    if status in _FOUND:
        for (each, other), values in found.items():
            values.add(solver.value(cells[each][other]))
    return status


def _has_values_open(
    editions: Sequence[Edition], wanted: _Cell, found: Mapping[_Cell, set[int]], *, own: frozenset[str]
) -> bool:
    """Found value by value: between the least and the greatest there may be some that the rule rules out.

    What is found for one cell is one whole possibility, so it is kept for all of them.
    """
    if len(found[wanted]) >= SMALLEST_SHOWN:
        return True
    model, cells = _knowledge(editions, own)
    number, name = wanted
    for value in found[wanted]:
        model.add(cells[number][name] != value)
    while len(found[wanted]) < SMALLEST_SHOWN:
        known = set(found[wanted])
        status = _looked(model, cells, found)
        if status not in _FOUND:
            # Whoever has everything may see that nobody else has anything.
            return bool(own) and status == cp_model.INFEASIBLE and found[wanted] == {0}
        for value in found[wanted] - known:
            model.add(cells[number][name] != value)
    return True


def _knowledge(
    editions: Sequence[Edition], own: frozenset[str]
) -> tuple[cp_model.CpModel, Sequence[Mapping[str, cp_model.LinearExpr]]]:
    """All that a reader knows: what is shown, the own cells, the sums, and that no change is small."""
    model = cp_model.CpModel()
    names = sorted({name for edition in editions for name in edition.table.cells})
    cells = [_cells(model, edition, names, own) for edition in editions]
    for edition, values in zip(editions, cells, strict=True):
        for each in edition.table.sums:
            model.add(cp_model.LinearExpr.sum([values[part] for part in each.parts]) == values[each.total])
    told = cp_model.Domain.from_intervals([[-LARGEST, -SMALLEST_SHOWN], [0, 0], [SMALLEST_SHOWN, LARGEST]])
    for before, after in combinations(cells, 2):
        for name in names:
            model.add_linear_expression_in_domain(after[name] - before[name], told)
    return model, cells


def _cells(
    model: cp_model.CpModel, edition: Edition, names: Collection[str], own: frozenset[str]
) -> Mapping[str, cp_model.LinearExpr]:
    cells: dict[str, cp_model.LinearExpr] = {}
    for name in names:
        # A row that an edition has not is one of noughts, for everybody who reads it.
        value = edition.table.cells.get(name, 0) if name in own else edition.shown.get(name, 0)
        cells[name] = model.new_int_var(0, LARGEST, "") if value is None else cp_model.LinearExpr.constant(value)
    return cells
