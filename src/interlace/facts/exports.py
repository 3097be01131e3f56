"""Files that leave: neutral in every cell, and with handling, recipient and time on them."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast
from uuid import UUID

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from interlace.core.spreadsheets import begins_like_formula, neutral
from interlace.facts.imports.csv import CsvRows
from interlace.facts.imports.headers import RESULT_MARK
from interlace.facts.imports.source import ImportedFile
from interlace.facts.imports.xlsx import XlsxRows
from interlace.facts.ledger_events import EXPORTED
from interlace.facts.models import RowProblem
from interlace.facts.problems import words_for_code
from interlace.facts.tables import table
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput

_PROBLEM_COLOUR = PatternFill("solid", fgColor="FFE4B5")


@dataclass(frozen=True, slots=True)
class ExportHeading:
    """What every export carries: how it may be handled, who took it, and when."""

    handling: str
    recipient: str
    at: datetime

    def lines(self) -> tuple[tuple[str, str], ...]:
        """As name and text."""
        return (
            (_("Handling"), self.handling),
            (_("Exported for"), self.recipient),
            (_("Exported at"), self.at.isoformat(timespec="seconds")),
        )


def record_export(viewer: Viewer, contribution: UUID, *, now: datetime) -> None:
    """Write into the ledger that a file about this contribution left the system, and to whom."""
    with acting(viewer, now=now):
        record(
            EXPORTED,
            by=viewer.id,
            member=viewer.member,
            on=contribution,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"recipient": f"{viewer.officer_name}, {viewer.member}"},
        )


def csv_text(rows: Iterable[Sequence[object]], heading: ExportHeading) -> Iterator[str]:
    """A text table, piece by piece; the heading stands before it in remarks, which an import passes over."""
    for name, text in heading.lines():
        yield _line([f"# {name}: {' '.join(text.split())}"])
    for row in rows:
        yield _line([neutral("" if cell is None else str(cell)) for cell in row])


def workbook_of(rows: Iterable[Sequence[object]], heading: ExportHeading, *, title: str) -> bytes:
    """A workbook whose cells are all text, with the heading on a sheet of its own."""
    workbook = Workbook()
    sheet = workbook.active
    if sheet is None:
        raise RuntimeError("a new workbook has a sheet")
    sheet.title = title[:31]
    for line, row in enumerate(rows, start=1):
        for position, value in enumerate(row, start=1):
            _put(_cell(sheet, line, position), value)
    sheet.freeze_panes = "A2"
    _write_heading(workbook, heading)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _write_heading(workbook: Workbook, heading: ExportHeading) -> None:
    about = workbook.create_sheet(_("Handling"))
    for line, (name, text) in enumerate(heading.lines(), start=1):
        _put(_cell(about, line, 1), name)
        _put(_cell(about, line, 2), text)


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


@declare("facts.result-sheet", SurfaceKind.EXPORT, purpose=PurposeFrom.NONE)
def write_result_sheet(
    source: ImportedFile, problems: Iterable[RowProblem], target: Path, heading: ExportHeading
) -> None:
    """Write the sender's own sheet with Status, Problem and Fix beside every row, and the cells marked.

    It can be repaired and imported as it is: the added columns are recognised by a mark and passed over.
    """
    rows = source.rows
    if not isinstance(rows, (CsvRows, XlsxRows)):
        raise InvalidInput(_("Only a sheet can be given back with its problems."), fix=_("Read the list of problems."))
    by_row: dict[int, list[RowProblem]] = defaultdict(list)
    for problem in problems:
        by_row[problem.row].append(problem)
    if target.suffix.lower() == ".csv":
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(csv_text(_result_rows(rows, by_row), heading))
        return
    _write_workbook(rows, by_row, target, heading)


def _result_rows(rows: CsvRows | XlsxRows, by_row: Mapping[int, Sequence[RowProblem]]) -> Iterator[list[object]]:
    headers = [column.header for column in rows.columns]
    yield [*headers, *_result_headers()]
    for row in rows.sheet_rows():
        cells = [row.cells[column.index] if column.index < len(row.cells) else None for column in rows.columns]
        yield [*cells, *_result_cells(by_row.get(row.number, ()))]


def _result_headers() -> tuple[str, str, str]:
    return (RESULT_MARK + _("Status"), RESULT_MARK + _("Problem"), RESULT_MARK + _("Fix"))


def _result_cells(problems: Sequence[RowProblem]) -> tuple[str, str, str]:
    if not problems:
        return (_("Stored"), "", "")
    words = [words_for_code(problem.code, problem.params) for problem in problems]
    places = [f"{problem.cell} {problem.column}".strip() for problem in problems]
    what = "; ".join(f"{place}: {said.what}" for place, said in zip(places, words, strict=True))
    refused = any(not problem.noted for problem in problems)
    status = _("Not stored") if refused else _("Stored with a remark")
    return (status, what, "; ".join(dict.fromkeys(said.fix for said in words)))


def _write_workbook(
    rows: CsvRows | XlsxRows,
    by_row: Mapping[int, Sequence[RowProblem]],
    target: Path,
    heading: ExportHeading,
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    if sheet is None:
        raise RuntimeError("a new workbook has a sheet")
    sheet.title = _("Result")
    letters = {column.header: position for position, column in enumerate(rows.columns, start=1)}
    numbers = [0, *(row.number for row in rows.sheet_rows())]
    for line, (number, cells) in enumerate(zip(numbers, _result_rows(rows, by_row), strict=True), start=1):
        for position, value in enumerate(cells, start=1):
            _put(_cell(sheet, line, position), value)
        for problem in by_row.get(number, ()):
            if problem.column in letters:
                _mark(_cell(sheet, line, letters[problem.column]), problem)
    _write_heading(workbook, heading)
    sheet.freeze_panes = "A2"
    for position in range(1, len(rows.columns) + 4):
        sheet.column_dimensions[get_column_letter(position)].width = 22
    workbook.save(target)


def _cell(sheet: Worksheet, line: int, position: int) -> Cell:
    return cast("Cell", sheet.cell(line, position))  # nothing is merged in a sheet of ours


def _put(cell: Cell, value: object) -> None:
    """Every cell is text. A phone keeps its +, because a cell of type text is never calculated."""
    cell.value = "" if value is None else str(value)
    cell.data_type = "s"
    cell.number_format = "@"
    if begins_like_formula(cell.value):
        cell.quotePrefix = True


def _mark(cell: Cell, problem: RowProblem) -> None:
    words = words_for_code(problem.code, problem.params)
    cell.fill = _PROBLEM_COLOUR
    cell.comment = Comment(f"{words.what} {words.fix}", "Interlace")


@declare("facts.template", SurfaceKind.EXPORT, purpose=PurposeFrom.NONE)
def template_headers(language: str) -> list[str]:
    """The headers of an empty sheet in a language; English where the language has none."""
    fields = ("name", "alias", "birth_date", "gender", "nationality", "document", "phone", "email", "wallet", "account")
    first: dict[tuple[str, str], str] = {}
    for row in table("headers.csv"):
        first.setdefault((row["field"], row["language"]), row["words"].split("|")[0])
    return [first.get((field, language), first[(field, "en")]) for field in (*fields, "status", "remarks")]
