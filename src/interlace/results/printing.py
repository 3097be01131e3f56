"""The result sheet as a file that leaves the system: PDF, DOCX or CSV, in one or two languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.facts.exports import ExportHeading, csv_text
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.roles import Verb
from interlace.foundation.printing import docx, pdf
from interlace.operations.plan.finding import at_operation
from interlace.operations.plan.models import JointOperation
from interlace.results import ledger_events
from interlace.results.actions import log
from interlace.results.models import PublicSheet
from interlace.results.paper import Paper, internal_paper, public_paper
from interlace.results.queries import result_sheet
from interlace.screening.rules import require_verb


class SheetForm(StrEnum):
    """As what a sheet is written."""

    PDF = "pdf"
    DOCX = "docx"
    CSV = "csv"


MEDIA = {
    SheetForm.PDF: "application/pdf",
    SheetForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    SheetForm.CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sheet, as what, in which languages, on whose clock."""

    form: SheetForm
    languages: tuple[str, ...]
    zone: ZoneInfo
    public: int | None = None
    """A published version; without one, the sheet of the own bureau as of now."""


@declare("results.file", SurfaceKind.EXPORT, actions=(Action.READ, Action.EXPORT), purpose=PurposeFrom.OBJECT)
def print_results(viewer: Viewer, operation_id: UUID, wanted: Wanted, *, now: datetime) -> bytes:
    """The sheet of what may leave, with reader and time on it, and a leaf in the ledger."""
    require_verb(viewer, Verb.EXPORT)
    with transaction.atomic():
        with at_operation(viewer, operation_id, now=now) as (matter, operation):
            pass
        paper = _paper(viewer, operation_id, wanted, now=now)
        with acting(matter, Action.EXPORT, now=now):
            detail: dict[str, Any] = {"form": wanted.form.value, "public": paper.is_public}
            log(ledger_events.RESULTS_TAKEN_OUT, matter, operation, now=now, detail=detail)
        heading = ExportHeading(
            handling=" ".join(paper.notes),
            # What is for everybody goes to the press: who took it out stands in the ledger.
            recipient=viewer.member if paper.is_public else f"{viewer.officer_name}, {viewer.member}",
            at=now,
        )
        return {SheetForm.PDF: _pdf, SheetForm.DOCX: _docx, SheetForm.CSV: _csv}[wanted.form](paper, heading)


def _paper(viewer: Viewer, operation_id: UUID, wanted: Wanted, *, now: datetime) -> Paper:
    if wanted.public is None:
        sheet = result_sheet(viewer, operation_id, action=Action.EXPORT, now=now)
        return internal_paper(sheet, languages=wanted.languages, zone=wanted.zone)
    public, operation = published(viewer, operation_id, wanted.public, now=now)
    return public_paper(public, title=operation.title, languages=wanted.languages, zone=wanted.zone)


def published(viewer: Viewer, operation_id: UUID, version: int, *, now: datetime) -> tuple[PublicSheet, JointOperation]:
    """A published sheet with the title of its operation; `NotFound` when there is none for this viewer."""
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        found = PublicSheet.objects.visible_to(matter).filter(operation=operation, version=version).first()
        if found is None:
            raise NotFound(_("There is no such sheet."))
        return found, operation


def _csv(paper: Paper, heading: ExportHeading) -> bytes:
    names = [f"{head[0]} ({language})" for head, language in zip(paper.heads, paper.languages, strict=True)]
    counts = [f"{head[1]} ({language})" for head, language in zip(paper.heads, paper.languages, strict=True)]
    as_of = [f"{head[3]} ({language})" for head, language in zip(paper.heads, paper.languages, strict=True)]
    as_of = as_of if paper.is_public else []
    rows: list[Sequence[object]] = [[*names, *counts, paper.heads[0][2], *paper.states, *as_of]]
    for row in paper.rows:
        rows.append([*row.names, *row.definitions, *row.cells, *row.as_of])
    rows += [
        [*(f"{name} {currency}" for name in paper.money_names), *("" for _name in counts), amount]
        for currency, amount in paper.money
    ]
    return "".join(csv_text(rows, heading)).encode("utf-8-sig")


def _docx(paper: Paper, heading: ExportHeading) -> bytes:
    document = docx.new_document(title=paper.titles[0], is_landscape=True)
    docx.add_text(document.add_heading("", level=1), " / ".join(paper.titles))
    docx.add_text(document.add_paragraph(), paper.operation)
    columns = ["\n".join(head[number] for head in paper.heads) for number in range(3)] + list(paper.states)
    if paper.is_public:
        columns.append("\n".join(head[3] for head in paper.heads))
    rows = []
    for row in paper.rows:
        as_of = ("\n".join(row.as_of),) if paper.is_public else ()
        rows.append(("\n".join(row.names), "\n".join(row.definitions), *row.cells, *as_of))
    docx.add_table(document, tuple(columns), tuple(rows))
    for currency, amount in paper.money:
        docx.add_text(document.add_paragraph(), f"{' / '.join(paper.money_names)}: {amount} {currency}")
    for note in (*paper.notes, _foot(heading)):
        docx.add_text(document.add_paragraph(), note)
    return docx.content_of(document)


def _pdf(paper: Paper, heading: ExportHeading) -> bytes:
    return pdf.pdf_of(render_to_string("results/sheet_print.html", {"paper": paper, "foot": _foot(heading)}))


def _foot(heading: ExportHeading) -> str:
    return f"{heading.recipient}, {heading.at.isoformat(timespec='minutes')}"
