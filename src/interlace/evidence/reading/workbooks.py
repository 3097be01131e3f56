"""Workbooks: every sheet cut into its tables, which may stand below and beside each other."""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from interlace.evidence.reading.documents import Block, Cell, FileKind, Grid, Hindrance, Passage, ReadDocument, Remark
from interlace.evidence.reading.limits import Refused, refuse_unfit_archive

MOST_CELLS = 400_000
_SCIENTIFIC = re.compile(r"0(?:\.0+)?E\+0+", re.IGNORECASE)
_LARGEST_SHOWN_WHOLE = 1e11  # a General cell shows longer numbers as a power of ten

_BROKEN = (BadZipFile, DefusedXmlException, ParseError, InvalidFileException, KeyError, ValueError, TypeError,
           AttributeError, IndexError, OSError, EOFError)  # fmt: skip
"""What the library raises on damaged parts: it has no error of its own for them."""

Filled = Mapping[tuple[int, int], str]
"""Row and column → text, of the cells that hold something."""


def read_workbook(data: bytes) -> ReadDocument:
    """The visible sheets as tables; hidden ones are told, and not read. Formulas are never evaluated."""
    refuse_unfit_archive(data)
    try:
        workbook = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except _BROKEN:
        raise Refused("archive_broken") from None
    blocks: list[Block] = []
    remarks = []
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            remarks.append(Remark(Hindrance.SHEET_HIDDEN, f"{sheet.title}!A1", sheet.title))
            continue
        filled = _filled(sheet)
        blocks.append(Passage(f"{sheet.title}!A1", sheet.title, is_heading=True))
        blocks += (_block(sheet.title, filled, piece) for piece in _pieces(filled, frozenset(filled)))
    return ReadDocument(FileKind.WORKBOOK, tuple(blocks), tuple(remarks))


def _filled(sheet: Worksheet) -> Filled:
    """The cells with something in them. A cell merged downwards holds for each of its rows."""
    filled: dict[tuple[int, int], str] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, MergedCell) and (text := _text(cell)):
                filled[cell.row, cell.column] = text
                if len(filled) > MOST_CELLS:
                    raise Refused("table_too_large")
    for merged in sheet.merged_cells.ranges:
        first = filled.get((merged.min_row, merged.min_col))
        is_title = merged.max_col > merged.min_col
        if first and not is_title:
            filled.update({(row, merged.min_col): first for row in range(merged.min_row, merged.max_row + 1)})
    return filled


def _text(cell: SheetCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (int, float)) and _is_shown_as_power(value, cell.number_format):
        return f"{value:.2E}"
    return str(value).strip()


def _is_shown_as_power(value: float, number_format: str) -> bool:
    """What a sender saw as `8.21E+11` has lost its digits, whatever the cell still holds."""
    return _SCIENTIFIC.fullmatch(number_format) is not None or (
        number_format == "General" and value >= _LARGEST_SHOWN_WHOLE
    )


def _pieces(filled: Filled, cells: frozenset[tuple[int, int]]) -> Iterator[frozenset[tuple[int, int]]]:
    """Cut at empty columns and empty rows, again and again, until every piece is one table or one line of text."""
    for axis in (1, 0):
        parts = _cut(cells, axis)
        if len(parts) > 1:
            for part in parts:
                yield from _pieces(filled, part)
            return
    if cells:
        yield cells


def _cut(cells: frozenset[tuple[int, int]], axis: int) -> list[frozenset[tuple[int, int]]]:
    used = sorted({cell[axis] for cell in cells})
    parts, current = [], used[:1]
    for place in used[1:]:
        if place - current[-1] > 1:
            parts.append(current)
            current = []
        current.append(place)
    parts.append(current)
    return [frozenset(cell for cell in cells if part[0] <= cell[axis] <= part[-1]) for part in parts if part]


def _block(sheet: str, filled: Filled, cells: frozenset[tuple[int, int]]) -> Block:
    rows = sorted({row for row, _ in cells})
    columns = range(min(column for _, column in cells), max(column for _, column in cells) + 1)
    if len(cells) == 1:
        ((row, column),) = cells
        return Passage(_place(sheet, row, column), filled[row, column], is_heading=True)
    return Grid(
        tuple(
            tuple(Cell(_place(sheet, row, column), filled.get((row, column), "")) for column in columns) for row in rows
        )
    )


def _place(sheet: str, row: int, column: int) -> str:
    return f"{sheet}!{get_column_letter(column)}{row}"
