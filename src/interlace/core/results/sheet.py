"""The result sheet for everybody: the figures of each State and of all, without the small ones."""

from collections.abc import Collection, Iterable, Mapping

from interlace.core.results.counters import PARTS, Figure, Results
from interlace.core.results.publishing import Sum, Table, published

ALL = "all"
"""The row of all States together; no State has this code, which is not two or more capitals."""


def public_sheet(results: Results) -> Mapping[str, Mapping[Figure, int | None]]:
    """Every row, with nothing where a cell is hidden. Sums of money name no person and are published as they are."""
    rows = {**results.by_state, ALL: results.totals}
    shown = published(_table(rows))
    return {row: {figure: shown[cell_name(row, figure)] for figure in Figure} for row in rows}


def families() -> tuple[tuple[Figure, ...], ...]:
    """Sums with their parts, and each other figure alone: no sum leads from one family to another."""
    joined = [(total, *parts) for total, parts in PARTS.items()]
    within = {figure for family in joined for figure in family}
    return (*joined, *((figure,) for figure in Figure if figure not in within))


def family_table(results: Results, family: Iterable[Figure]) -> Table:
    """The cells of one family of figures, by State and altogether."""
    return _table({**results.by_state, ALL: results.totals}, tuple(family))


def _table(rows: Mapping[str, Mapping[Figure, int]], figures: Collection[Figure] = tuple(Figure)) -> Table:
    states = [row for row in rows if row != ALL]
    down = [
        Sum(cell_name(ALL, figure), tuple(cell_name(row, figure) for row in states)) for figure in figures if states
    ]
    across = [
        Sum(cell_name(row, figure), tuple(cell_name(row, part) for part in parts))
        for row in rows
        for figure, parts in PARTS.items()
        if figure in figures
    ]
    cells = {cell_name(row, figure): rows[row][figure] for row in rows for figure in figures}
    # Each State knows its own row; where there is one alone, nobody is left from whom to hide another.
    own = (
        tuple(frozenset(cell_name(state, figure) for figure in figures) for state in states) if len(states) > 1 else ()
    )
    return Table(cells, (*down, *across), own)


def cell_name(row: str, figure: Figure) -> str:
    """By which a cell is called."""
    return f"{row}/{figure}"
