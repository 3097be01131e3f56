"""Notes of a case: written, kept every second while somebody types, and read again version by version."""

import secrets
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.cases.models import NoteVersion
from interlace.cases.notes import LONGEST_NOTE, TWO_AT_ONCE, Kept, Typed, keep_note, versions_of
from interlace.cases.pages.shared import SEES
from interlace.cases.presenting import NotePage
from interlace.cases.queries import CaseView, case_view
from interlace.cases.rules import error_of
from interlace.cases.showing.said import id_typed
from interlace.core.problems import Problem
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.http.unsent_pages import kept_at
from interlace.foundation.localize.shown import Notice, ShownField, Trail


@require_GET
@declare("page.case.note.new", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def new_note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """An empty note. It is there once something stands in it."""
    desk = desk_of(request)
    view = case_view(desk.viewer, case_id, now=desk.now)
    return _shown(request, desk, view, [])


@require_GET
@declare("page.case.note", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def note(request: HttpRequest, case_id: UUID, note_id: UUID) -> HttpResponse:
    """A note as it stands, with everything that stood in it."""
    desk = desk_of(request)
    view = case_view(desk.viewer, case_id, now=desk.now)
    return _shown(request, desk, view, versions_of(desk.viewer, case_id, note_id, now=desk.now))


@sensitive_post_parameters()
@require_POST
@declare("page.case.note.keep", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def keep(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep what stands in an open note: asked by the page while somebody types, and by its button."""
    desk, posted = desk_of(request), request.POST
    try:
        version = int(posted.get("version", "0") or "0")
    except ValueError:
        version = 0
    typed = Typed(posted.get("text", "").replace("\x00", ""), max(version, 0), posted.get("seat", "")[:32])
    try:
        kept = keep_note(desk.viewer, case_id, typed, note=id_typed(posted.get("note", ""), "note"), now=desk.now)
    except NotFound:
        raise
    except InterlaceError as error:
        if "HX-Request" in request.headers:
            return _told(request, str(error.message), note=posted.get("note", ""), version=version, is_wrong=True)
        view = case_view(desk.viewer, case_id, now=desk.now)
        return _shown(request, desk, view, [], typed=typed.text, error=error, status=status_of(error))
    if "HX-Request" in request.headers:
        return _answer(request, desk, case_id, kept)
    return redirect("case-note", case_id=case_id, note_id=kept.version.note)


def _answer(request: HttpRequest, desk: Desk, case_id: UUID, kept: Kept) -> HttpResponse:
    beside = reverse("case-note", args=[case_id, kept.version.note]) if kept.beside is not None else ""
    said = str(TWO_AT_ONCE) if beside else kept_at(desk)
    return _told(request, said, note=str(kept.version.note), version=kept.version.number, beside_url=beside)


def _told(request: HttpRequest, said: str, **about: object) -> HttpResponse:
    return render(request, "cases/_kept.html", {"kept": {"said": said, **about}})


def _shown(
    request: HttpRequest,
    desk: Desk,
    view: CaseView,
    versions: list[NoteVersion],
    *,
    typed: str = "",
    error: InterlaceError | None = None,
    status: int = 200,
) -> HttpResponse:
    case, latest = view.case, versions[0] if versions else None
    title = _("Note") if latest is not None else _("A new note")
    page = NotePage(
        title=title,
        lead=_("This case belongs to {bureau}.").format(bureau=case.member),
        handling=_("Whoever of the bureau may see the case reads its notes. No other bureau does."),
        trail=(
            Trail(_("Cases"), reverse("cases")),
            Trail(case.reference, reverse("case", args=[case.id])),
            Trail(_("Notes"), f"{reverse('case', args=[case.id])}?part=notes"),
            Trail(title),
        ),
        url=reverse("case-note-keep", args=[case.id]),
        page_url=request.path if request.method == "GET" else reverse("case-note-new", args=[case.id]),
        reader=str(desk.officer.pk),
        seat=secrets.token_hex(16),
        note=str(latest.note) if latest is not None else "",
        version=latest.number if latest is not None else 0,
        text=ShownField(
            "text",
            _("Text"),
            kind="textarea",
            value=typed or (latest.text if latest is not None else ""),
            attributes={"maxlength": str(LONGEST_NOTE)},
        ),
        is_written=view.is_on_it and case.is_open,
        said=_("{officer}, {when}").format(officer=latest.by_name, when=desk.when(latest.at)) if latest else "",
        versions=tuple((_version_text(desk, each), each.text) for each in versions),
        notices=tuple(_notices(view, error)),
    )
    return render(request, "cases/note.html", {"page": page}, status=status)


def _notices(view: CaseView, error: InterlaceError | None) -> list[Notice]:
    if error is not None:
        return [notice_of(error)]
    if not view.case.is_open:
        return [notice_of(error_of(Problem("case_closed")))]
    return [] if view.is_on_it else [notice_of(error_of(Problem("not_on_the_case")))]


def _version_text(desk: Desk, version: NoteVersion) -> str:
    said = _("Version {number}: {officer}, {when}").format(
        number=version.number, officer=version.by_name, when=desk.when(version.at)
    )
    if version.number > version.based_on + 1:
        return _("{version}. Written beside the one before it.").format(version=said)
    return said
