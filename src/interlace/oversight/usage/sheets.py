"""The table of a month as a file: CSV or XLSX, with handling, recipient and time on it, and no formula in any cell."""

import io
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook

from interlace.core.spreadsheets import neutral
from interlace.facts.exports import ExportHeading, csv_text
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.viewer import Viewer
from interlace.oversight.usage.ledger_events import TABLE_EXPORTED
from interlace.oversight.usage.monthly import COLUMNS, UnitMonth, table_of


@transaction.atomic
def table_as_csv(viewer: Viewer, month: date, *, now: datetime) -> str:
    """The table as CSV; that it left is in the ledger."""
    rows = table_of(viewer, month, now=now)
    _log(viewer, month, now=now)
    return "\ufeff" + "".join(csv_text(_lines(rows), _heading(viewer, now=now)))


@transaction.atomic
def table_as_workbook(viewer: Viewer, month: date, *, now: datetime) -> bytes:
    """The table as XLSX, with a second sheet that says what each column counts."""
    rows = table_of(viewer, month, now=now)
    _log(viewer, month, now=now)
    workbook = Workbook()
    sheet = workbook.active
    if sheet is None:
        raise RuntimeError("a new workbook has a sheet")
    sheet.title = month.strftime("%Y-%m")
    for line in _lines(rows):
        sheet.append([neutral(each) if isinstance(each, str) else each for each in line])
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 32
    about = workbook.create_sheet(_("Handling"))
    for name, text in _heading(viewer, now=now).lines():
        about.append([neutral(name), neutral(text)])
    for column in COLUMNS.values():
        about.append([neutral(str(column.name)), neutral(str(column.meaning))])
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _lines(rows: Sequence[UnitMonth]) -> list[tuple[object, ...]]:
    return [(_("Unit"), *(str(column.name) for column in COLUMNS.values())), *(row.cells() for row in rows)]


def _heading(viewer: Viewer, *, now: datetime) -> ExportHeading:
    return ExportHeading(
        handling=_("For the bureau of {bureau} only.").format(bureau=viewer.member),
        recipient=f"{viewer.officer_name}, {viewer.member}",
        at=now,
    )


def _log(viewer: Viewer, month: date, *, now: datetime) -> None:
    detail = {"month": month.strftime("%Y-%m")}
    record(TABLE_EXPORTED, by=viewer.id, member=viewer.member, on=viewer.id, now=now, detail=detail)
