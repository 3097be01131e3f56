"""Workbooks. The package is judged before it is opened; formulas are never evaluated."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as OrdinaryCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from interlace.facts.entities import ParsedRow
from interlace.facts.imports.headers import columns_of, header_row
from interlace.facts.imports.limits import LARGEST_WORKBOOK, refuse_unfit_archive
from interlace.facts.imports.reader import Column, Defaults, Format, UnreadableFile
from interlace.facts.imports.rows import RowReader, SheetRow
from interlace.facts.values import RawValue

_HEADER_WITHIN = 20  # rows
_WORKBOOK_PART = "xl/workbook.xml"
_BROKEN = (
    zipfile.BadZipFile,
    DefusedXmlException,
    ParseError,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
)
"""What the library raises on damaged parts: it has no error of its own for them."""

Cell = ReadOnlyCell | EmptyCell | OrdinaryCell | MergedCell


class XlsxRows:
    """A workbook whose sheet and columns are known."""

    format = Format.XLSX

    def __init__(self, path: Path, defaults: Defaults) -> None:
        self.path = path
        self._defaults = defaults
        refuse_unfit_archive(path, most=LARGEST_WORKBOOK)
        with zipfile.ZipFile(path) as archive:
            if _WORKBOOK_PART not in archive.namelist():
                raise UnreadableFile("file_wrong_type", found="ZIP")
        self.sheet, self._header, self.columns = self._choose_sheet()

    def __iter__(self) -> Iterator[ParsedRow]:
        """Every row below the headers that is not empty."""
        reader = RowReader(self.columns, self._defaults)
        for row in self.sheet_rows():
            parsed = reader.read(row)
            if parsed is not None:
                yield parsed

    def sheet_rows(self) -> Iterator[SheetRow]:
        """Every row below the headers as it stands."""
        with _opened(self.path) as workbook:
            for line, cells in enumerate(_cells(workbook[self.sheet]), start=1):
                if line > self._header:
                    formulas = frozenset(index for index, cell in enumerate(cells) if cell.data_type == "f")
                    values = [_value(cell) for cell in cells]
                    yield SheetRow(line - self._header, line, values, formulas)

    def _choose_sheet(self) -> tuple[str, int, tuple[Column, ...]]:
        """The sheet asked for, else the first visible one with a recognised column."""
        with _opened(self.path) as workbook:
            names = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
            if self._defaults.sheet is not None:
                if self._defaults.sheet not in workbook.sheetnames:
                    raise UnreadableFile("sheet_missing")
                names = [self._defaults.sheet]
            problem = UnreadableFile("no_column_recognised")
            for name in names:
                first = [
                    [str(_value(cell) or "") for cell in cells]
                    for cells, _ in zip(_cells(workbook[name]), range(_HEADER_WITHIN), strict=False)
                ]
                try:
                    header = header_row(first, self._defaults.columns)
                    return name, header + 1, columns_of(first[header], self._defaults.columns)
                except UnreadableFile as found:
                    problem = found
            raise problem


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    # As an open file: given a path, the library judges it by the end of its name, and an upload has none.
    with path.open("rb") as file:
        try:
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        except _BROKEN:
            raise UnreadableFile("archive_broken") from None
        try:
            yield workbook
        finally:
            workbook.close()


def _cells(sheet: object) -> Iterator[tuple[Cell, ...]]:
    if not isinstance(sheet, ReadOnlyWorksheet):
        raise UnreadableFile("sheet_missing")  # a chart has no cells
    sheet.reset_dimensions()  # what the sheet says of its own size may be a lie of a million columns
    try:
        yield from sheet.rows
    except _BROKEN:
        raise UnreadableFile("archive_broken") from None


def _value(cell: Cell) -> RawValue | None:
    value = cell.value
    if value is None or isinstance(value, (str, int, float, datetime, date)):
        return str(value) if isinstance(value, bool) else value
    return value.isoformat() if isinstance(value, time) else str(value)
