"""The version for everybody: small cells are hidden, and so many others that no hidden one can be worked out.

Source, read 2026-11-23: procedures of the product, 7.4 (small numbers, below 5, are suppressed). A cell is safe when
what is published leaves at least five values open for it, found exactly, in whole numbers; what is hidden besides is
chosen from the smallest visible cells, parts before sums. A State that reads the sheet knows its own cells besides: for
each of them the small cells of all others have to be as open, save that whoever has everything may see that nobody else
has anything. It protects one sheet: what somebody finds by comparing two is in `freezing`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

SMALLEST_SHOWN = 5
LARGEST = 10_000_000
"""No cell is above this; where a sum is hidden, a part could otherwise be anything."""


class NotASum(ValueError):
    """The cells do not add up as the table says."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One cell is the sum of others."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by name, and which of them add up to which."""

    cells: Mapping[str, int]
    sums: tuple[Sum, ...]
    own: tuple[frozenset[str], ...] = ()
    """The cells of each reader who knows them without the sheet."""


def published(table: Table) -> Mapping[str, int | None]:
    """Every cell, or nothing where it is hidden; small and protecting cells look alike."""
    for each in table.sums:
        if table.cells[each.total] != sum(table.cells[part] for part in each.parts):
            raise NotASum
    hidden = {name for name, value in table.cells.items() if value < SMALLEST_SHOWN}
    # A cell once found safe stays so: to hide more leaves more open.
    unsafe = sorted(hidden)
    while unsafe:
        name = unsafe[-1]
        if is_safe(table, hidden, name):
            unsafe.pop()
            continue
        more = _next_to_hide(table, hidden, name)
        if more is None:
            unsafe.pop()
            continue
        hidden.add(more)
        unsafe.insert(0, more)
    return {name: None if name in hidden else value for name, value in table.cells.items()}


def is_safe(table: Table, hidden: Iterable[str], name: str) -> bool:
    """Whether what is published leaves at least five values open for a hidden cell, whoever reads it."""
    hidden = set(hidden)
    low, high = bounds(table, hidden, name)
    return high - low + 1 >= SMALLEST_SHOWN and all(
        _is_safe_from(table, hidden - own, name)
        for own in table.own
        # What is hidden only to protect may be worked out by who knows more, as long as what it protects may not.
        if name not in own and table.cells[name] < SMALLEST_SHOWN
    )


def _is_safe_from(table: Table, hidden: set[str], name: str) -> bool:
    low, high = bounds(table, hidden, name)
    # Where there is nobody at all, nobody is told of.
    return high == 0 or high - low + 1 >= SMALLEST_SHOWN


def bounds(table: Table, hidden: Iterable[str], name: str) -> tuple[int, int]:
    """The least and the greatest value that a hidden cell may have for somebody who reads all others."""
    model = cp_model.CpModel()
    cells: dict[str, cp_model.LinearExpr] = {
        each: cp_model.LinearExpr.constant(value) for each, value in table.cells.items()
    }
    open_to_guessing, sums = _connected(table, set(hidden), name)
    cells.update({each: model.new_int_var(0, LARGEST, each) for each in sorted(open_to_guessing)})
    for each in sums:
        model.add(cp_model.LinearExpr.sum([cells[part] for part in each.parts]) == cells[each.total])
    return _extreme(model, cells[name], least=True), _extreme(model, cells[name], least=False)


def _connected(table: Table, hidden: set[str], name: str) -> tuple[set[str], Sequence[Sum]]:
    """The hidden cells that share a sum with this one, or with one that does: the others say nothing of it."""
    reached, sums = {name}, list[Sum]()
    left = list(table.sums)
    while touched := [each for each in left if reached & {each.total, *each.parts}]:
        left = [each for each in left if each not in touched]
        sums += touched
        reached |= {cell for each in touched for cell in (each.total, *each.parts)} & hidden
    return reached, sums


def _extreme(model: cp_model.CpModel, cell: cp_model.LinearExpr, *, least: bool) -> int:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if least:
        model.minimize(cell)
    else:
        model.maximize(cell)
    status = solver.solve(model)
    if status != cp_model.OPTIMAL:
        raise RuntimeError(f"the true table is always one solution, but: {solver.status_name(status)}")
    return round(solver.objective_value)


def _next_to_hide(table: Table, hidden: set[str], name: str) -> str | None:
    """The visible cell that costs the least among those whose sums say something of the one in danger."""
    candidates = {
        cell
        # Who knows some of the hidden cells has fewer of them left: what joins them there need not join them here.
        for own in (frozenset[str](), *table.own)
        if name not in own
        for each in _connected(table, hidden - own, name)[1]
        for cell in (each.total, *each.parts)
    } - hidden
    times_total = Counter(each.total for each in table.sums)
    return min(candidates, key=lambda cell: (times_total[cell], table.cells[cell], cell), default=None)
