"""The bureau's check of what its units hand in, as pages."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.core.handling import Action
from interlace.facts.field_words import property_name
from interlace.facts.models import WaitingRow
from interlace.facts.releasing import (
    WaitingImport,
    decline_rows,
    may_check,
    release_rows,
    waiting_import,
    waiting_imports,
)
from interlace.facts.sentence_view import sentence_under
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.shown import Notice, ShownField, Trail

_STATES: Mapping[str, str] = {"waiting": "waiting", "released": "released", "declined": "refused"}
_READS = (Action.READ,)
SHOWN_ROWS = 500


@require_GET
@declare("page.waiting", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def waiting(request: HttpRequest) -> HttpResponse:
    """What the units of the own bureau handed in and nobody decided on."""
    desk = desk_of(request)
    if not may_check(desk.viewer):
        raise NotFound(_("There is nothing here for you."))
    found = waiting_imports(desk.viewer, now=desk.now)
    heads = (_("File"), _("Unit"), _("Purpose"), _("Rows that wait"), _("Handed in"))
    rows = tuple(
        Row(
            (
                Cell(each.contribution.file_name, reverse("waiting-import", args=[each.contribution.id])),
                Cell(each.unit),
                Cell(desk.matter_text(each.contribution.purpose, each.contribution.reference)),
                Cell(str(each.rows)),
                Cell(desk.when(each.contribution.created)),
            )
        )
        for each in found
    )
    page = PeoplePage(
        title=_("Handed in by our units"),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("Nothing of it is shared, searched or a hit until you release it."),
        trail=(Trail(_("Import"), reverse("import")), Trail(_("Handed in by our units"))),
        sections=(Section("waiting", _("Waits for your check"), table=Table(heads, rows, _("Nothing waits."))),),
    )
    return render(request, "bureaus/people/page.html", {"page": page})


@require_GET
@declare("page.waiting.import", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def one(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """One of them, row by row."""
    return _page(request, desk_of(request), import_id)


@require_POST
@declare("page.waiting.release", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def release(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Let the ticked rows become facts of the bureau."""

    def act(viewer: Viewer, rows: list[int], now: datetime) -> object:
        return release_rows(viewer, import_id, rows=rows, now=now)

    return _decided(request, import_id, act)


@require_POST
@declare("page.waiting.decline", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def decline(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Do not take the ticked rows over, and say why."""
    reason = request.POST.get("reason", "").replace("\x00", "")

    def act(viewer: Viewer, rows: list[int], now: datetime) -> object:
        return decline_rows(viewer, import_id, rows=rows, reason=reason, now=now)

    return _decided(request, import_id, act)


def _decided(
    request: HttpRequest, import_id: UUID, act: Callable[[Viewer, list[int], datetime], object]
) -> HttpResponse:
    desk = desk_of(request)
    waiting_import(desk.viewer, import_id, now=desk.now)
    ticked = [each for each in request.POST.getlist("row") if each.isdecimal() and len(each) < 10]
    try:
        if not ticked:
            raise InvalidInput(_("No row is ticked."), fix=_("Tick those that you decide on."))
        act(desk.viewer, [int(each) for each in ticked], desk.now)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        return _page(request, desk, import_id, error=error)
    return redirect("waiting-import", import_id=import_id)


def _page(request: HttpRequest, desk: Desk, import_id: UUID, *, error: InterlaceError | None = None) -> HttpResponse:
    found, rows = waiting_import(desk.viewer, import_id, now=desk.now)
    open_rows = [each for each in rows if each.state == WaitingRow.State.WAITING]
    decided = [each for each in rows if each.state != WaitingRow.State.WAITING]
    sections = []
    if open_rows:
        sections.append(_open(import_id, open_rows))
    if decided:
        sections.append(Section("decided", _("Decided"), table=decided_table(decided)))
    page = PeoplePage(
        title=_("{file} of {unit}").format(file=found.contribution.file_name, unit=found.unit),
        lead=_("Not shared yet.") if open_rows else _("Decided."),
        handling=sentence_under(desk, Sharing.from_json(found.contribution.sharing)),
        trail=(
            Trail(_("Handed in by our units"), reverse("waiting-imports")),
            Trail(found.contribution.file_name),
        ),
        notices=() if error is None else (notice_of(error),),
        sections=(_about(desk, found), *sections),
    )
    status = 200 if error is None else status_of(error)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _about(desk: Desk, found: WaitingImport) -> Section:
    done = found.contribution
    return Section(
        "about",
        _("What was handed in"),
        pairs=(
            (_("Unit"), found.unit),
            (_("Purpose"), desk.matter_text(done.purpose, done.reference)),
            (_("Handed in"), desk.when(done.created)),
            (
                _("With a problem"),
                ngettext("{count} row", "{count} rows", done.rows_refused).format(count=done.rows_refused),
            ),
        ),
    )


def _open(import_id: UUID, rows: list[WaitingRow]) -> Section:
    heads = (_("Row"), _("What it says"))
    table = Table(
        heads,
        tuple(Row((Cell(str(each.row)), Cell(said_by(each.parsed))), tick=str(each.row)) for each in rows[:SHOWN_ROWS]),
    )
    around = Form(
        url=reverse("waiting-release", args=[import_id]),
        buttons=(
            Button(_("Release the ticked rows"), "main"),
            Button(_("Do not take them over"), "stop", url=reverse("waiting-decline", args=[import_id])),
        ),
        fields=(
            ShownField(
                "reason",
                _("Reason, where rows are not taken over"),
                kind="textarea",
                required=False,
                attributes={"maxlength": "500"},
            ),
        ),
    )
    title = ngettext("{count} row waits for your check", "{count} rows wait for your check", len(rows))
    hint = _("The unit reads what you decide, with the reason. What a row says is forgotten with the decision.")
    return Section("rows", title.format(count=len(rows)), hint, table=table, around=around)


def waiting_notice(desk: Desk) -> list[Notice]:
    """What the import page says to who checks, where something waits."""
    count = len(waiting_imports(desk.viewer, now=desk.now))
    if not count:
        return []
    said = ngettext(
        "{count} file of your units waits for your check.", "{count} files of your units wait for your check.", count
    )
    address = reverse("waiting-imports")
    return [Notice(said.format(count=count), tone="waiting", mark="waiting", link=_("Look at them"), url=address)]


def decided_table(rows: list[WaitingRow]) -> Table:
    """What was decided on rows, for the bureau and for the unit."""
    heads = (_("Row"), _("State"), _("Reason"), _("Decided by"))
    return Table(
        heads,
        tuple(
            Row(
                (
                    Cell(str(each.row)),
                    Cell(str(WaitingRow.State(each.state).label), state=_STATES[each.state]),
                    Cell(each.reason),
                    Cell(each.decided_by_name),
                )
            )
            for each in rows[:SHOWN_ROWS]
        ),
    )


def said_by(parsed: Mapping[str, Any]) -> str:
    """The values of a row in one line."""
    said = [
        _("{field}: {value}").format(field=property_name(value["prop"]), value=value["original"] or value["value"])
        for entity in parsed.get("entities", ())
        for value in entity["values"]
    ]
    return "; ".join(said)


urlpatterns = [
    path("import/waiting", waiting, name="waiting-imports"),
    path("import/waiting/<uuid:import_id>", one, name="waiting-import"),
    path("import/waiting/<uuid:import_id>/release", release, name="waiting-release"),
    path("import/waiting/<uuid:import_id>/decline", decline, name="waiting-decline"),
]
