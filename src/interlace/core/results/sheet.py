"""The result sheet for everybody: the figures of each State and of all, without the small ones."""

from collections.abc import Mapping

from interlace.core.results.counters import PARTS, Figure, Results
from interlace.core.results.publishing import Sum, Table, published

ALL = "all"
"""The row of all States together; no State has this code, which is not two or more capitals."""


def public_sheet(results: Results) -> Mapping[str, Mapping[Figure, int | None]]:
    """Every row, with nothing where a cell is hidden. Sums of money name no person and are published as they are."""
    rows = {**results.by_state, ALL: results.totals}
    shown = published(_table(rows))
    return {row: {figure: shown[_name(row, figure)] for figure in Figure} for row in rows}


def _table(rows: Mapping[str, Mapping[Figure, int]]) -> Table:
    states = [row for row in rows if row != ALL]
    down = [Sum(_name(ALL, figure), tuple(_name(row, figure) for row in states)) for figure in Figure if states]
    across = [
        Sum(_name(row, figure), tuple(_name(row, part) for part in parts))
        for row in rows
        for figure, parts in PARTS.items()
    ]
    cells = {_name(row, figure): rows[row][figure] for row in rows for figure in Figure}
    return Table(cells, (*down, *across))


def _name(row: str, figure: Figure) -> str:
    return f"{row}/{figure}"
