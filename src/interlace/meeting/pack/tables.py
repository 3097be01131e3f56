"""Tables by their headings: which row holds them, what the table is about, and its rows as fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interlace.evidence.reading.documents import Cell, Grid
from interlace.meeting.pack.vocabulary import field_of

_HEADER_WITHIN = 6  # rows of titles above the headings


class TableKind(StrEnum):
    """What the rows of a table are."""

    CASES = "cases"
    PEOPLE = "people"
    IDENTIFIERS = "identifiers"
    LEADS = "leads"
    EXHIBITS = "exhibits"
    STATEMENT = "statement"
    KEYS = "keys"  # one field a row: the head of a case file


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by field, and as they stand."""

    fields: dict[str, Cell]
    cells: tuple[Cell, ...]

    def text(self, field: str) -> str:
        """The text of a field, or nothing."""
        cell = self.fields.get(field)
        return cell.text if cell is not None else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose headings were understood."""

    kind: TableKind
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def understand(grid: Grid, *, before: Table | None = None) -> Table | None:
    """The table a grid holds. A grid without headings goes on with the table before it, if it has its columns."""
    best, columns = _headings(grid.rows)
    if best is not None and (kind := _kind(columns)) is not None:
        return Table(kind, columns, tuple(_rows(grid.rows[best + 1 :], columns)))
    if (keys := _keys(grid.rows)) is not None:
        return keys
    if before is not None and before.kind is not TableKind.KEYS and _has_width(grid.rows, len(before.columns)):
        return Table(before.kind, before.columns, tuple(_rows(grid.rows, before.columns)))
    return None


def _headings(rows: Sequence[tuple[Cell, ...]]) -> tuple[int | None, tuple[str, ...]]:
    best: int | None = None
    best_count = 1
    columns: tuple[str, ...] = ()
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        fields = _distinct(field_of(cell.text) if cell.text else "" for cell in row)
        count = len({field for field in fields if field})
        if count > best_count:
            best, best_count, columns = number, count, fields
    return best, columns


def _distinct(fields: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    """Each field once: the second column that reads like one already there is left to itself."""
    seen: set[str] = set()
    distinct = []
    for field in fields:
        distinct.append("" if field in seen else field)
        seen.add(field)
    return tuple(distinct)


def _kind(columns: Sequence[str]) -> TableKind | None:
    fields = frozenset(columns)
    return next((kind for kind, ways in _SIGNS if any(fields.issuperset(way) for way in ways)), None)


# The fields by which a table is known, the surest first: any of the ways, with all of its fields.
_SIGNS: tuple[tuple[TableKind, tuple[tuple[str, ...], ...]], ...] = (
    (TableKind.EXHIBITS, (("exhibit_no",), ("seal", "custodian"))),
    (TableKind.LEADS, (("lead_no", "value"), ("type", "value", "grading", "source"))),
    (TableKind.IDENTIFIERS, (("type", "value"),)),
    (TableKind.STATEMENT, (("amount", "date"),)),
    (TableKind.PEOPLE, (("name", "birth_date"), ("name", "nationality"), ("name", "document"))),
    (TableKind.CASES, (("case_ref", "title"), ("case_ref", "opened"), ("case_ref", "officer"))),
)


def _rows(rows: Sequence[tuple[Cell, ...]], columns: Sequence[str]) -> Iterator[Row]:
    for cells in rows:
        if any(cell.text for cell in cells):
            fields = {field: cell for field, cell in zip(columns, cells, strict=False) if field}
            yield Row(fields, cells)


def _keys(rows: Sequence[tuple[Cell, ...]]) -> Table | None:
    """`Case reference | 12/26` below each other; at least the reference must be among them."""
    fields: dict[str, Cell] = {}
    for row in rows:
        filled = [cell for cell in row if cell.text]
        if len(filled) == 2 and (field := field_of(filled[0].text)):
            fields.setdefault(field, filled[1])
        elif len(filled) == 1 and (pair := key_and_value(filled[0])) is not None:
            fields.setdefault(*pair)
    if not fields.keys() & {"case_ref", "bank"}:
        return None
    return Table(TableKind.KEYS, tuple(fields), (Row(fields, tuple(fields.values())),))


def key_and_value(cell: Cell) -> tuple[str, Cell] | None:
    """A line like `Case reference: 12/26` as a field and its value."""
    # A scanner reads the rule of a box as a bar.
    key, separator, value = cell.text.replace("：", ":").replace("|", ":").partition(":")
    field = field_of(key) if separator and value.strip() else ""
    return (field, Cell(cell.place, value.strip())) if field else None


def _has_width(rows: Sequence[tuple[Cell, ...]], width: int) -> bool:
    return bool(rows) and all(len(row) == width for row in rows)
