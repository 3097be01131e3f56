"""Files that leave through the import page (S5): the sender's sheet with problems and fixes, and an empty template."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from openpyxl import Workbook

from interlace.core.handling import Action
from interlace.facts import handed_in
from interlace.facts.exports import ExportHeading, record_export, template_headers, write_result_sheet
from interlace.facts.handed_in import MendedFile
from interlace.facts.models import RowProblem
from interlace.facts.queries import contribution_of
from interlace.facts.sentence_view import sentence_under
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import NotFound
from interlace.foundation.http.desk import desk_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@declare("import.report", SurfaceKind.EXPORT, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def import_report(request: HttpRequest, file_id: UUID) -> FileResponse:
    """The sender's own sheet with status, problem and fix beside every row."""
    desk = desk_of(request)
    done = contribution_of(desk.viewer, file_id)
    draft = handed_in.kept_file(desk.viewer, file_id, now=desk.reader.now)
    if draft is None:
        raise NotFound(_("There is no such import, or it is not yours."))
    heading = ExportHeading(
        handling=sentence_under(desk, Sharing.from_json(done.sharing)),
        recipient=f"{desk.viewer.officer_name}, {desk.viewer.member}",
        at=desk.reader.now.astimezone(desk.reader.zone),
    )
    with acting(desk.viewer, now=desk.reader.now):
        problems = list(RowProblem.objects.filter(contribution=done, mended=False).order_by("row", "cell", "id"))
    # The sheet says "stored" of a row without a problem, and these were left out on purpose.
    problems += [RowProblem(row=row, code="row_skipped") for row in sorted(draft.skipped)]
    ending = ".csv" if draft.path.name.endswith((".csv", ".tsv", ".txt")) else ".xlsx"
    with _passing_file(ending) as target:
        write_result_sheet(MendedFile(draft, desk.viewer).file, problems, target, heading)
        record_export(desk.viewer, done.id, now=desk.reader.now)
        return _download(target, _("{name} with problems").format(name=Path(draft.file_name).stem) + ending)


@require_GET
@declare("import.template", SurfaceKind.EXPORT)
def import_template(request: HttpRequest) -> FileResponse:
    """An empty sheet whose headers are recognised, in the reader's language."""
    desk_of(request)
    workbook = Workbook()
    sheet = workbook.active
    if sheet is None:
        raise RuntimeError("a new workbook has a sheet")
    sheet.append(template_headers(get_language() or "en"))
    sheet.freeze_panes = "A2"
    with _passing_file(".xlsx") as target:
        workbook.save(target)
        return _download(target, _("Interlace template") + ".xlsx")


@contextmanager
def _passing_file(ending: str) -> Iterator[Path]:
    """A file below the data folder that is gone when the answer has been opened."""
    with tempfile.TemporaryDirectory(dir=settings.INTERLACE_DATA) as folder:
        yield Path(folder) / f"sheet{ending}"


def _download(file: Path, name: str) -> FileResponse:
    kind = XLSX if file.suffix == ".xlsx" else "text/csv; charset=utf-8"
    answer = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    return answer


urlpatterns = [
    path("import/template", import_template, name="import-template"),
    path("import/<uuid:file_id>/report", import_report, name="import-report"),
]
