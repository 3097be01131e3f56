"""The pages of packs: drop one, see how far it is, look at what came, store it, lay it on a table."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.http.sealed_uploads import SealedUpload, SealingHandler
from interlace.foundation.jail import Bounds
from interlace.foundation.localize.shown import Notice, ShownField, Trail
from interlace.foundation.vault.envelopes import CHUNK_BYTES
from interlace.meeting.bringing import actions
from interlace.meeting.bringing.keeping import BroughtPack, pack_of, packs_of
from interlace.meeting.pages.listing import SEES
from interlace.meeting.pages.pack_view import pack_page, progress_of, state_text
from interlace.meeting.queries import meeting_view
from interlace.meeting.rules import error_of

_AROUND = 1024 * 1024


@csrf_exempt  # the body must not be read before it is sealed on its way; it is checked below
@require_http_methods(["GET", "POST"])
@declare("page.packs", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def packs(request: HttpRequest) -> HttpResponseBase:
    """The packs that one handed in, and the place to drop another."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > Bounds().file + _AROUND:
        return _listed(request, _desk(request), error=error_of("pack_too_large"), status=413)
    request.upload_handlers = [SealingHandler(request)]
    return csrf_protect(_take_in)(request)


@require_http_methods(["GET", "POST"])
@declare("page.pack", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def pack(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    """One pack: how far it is, what came of it, and what is done with it."""
    desk = _desk(request)
    found = pack_of(desk.viewer, pack_id, now=desk.now)
    if request.method == "GET":
        return _shown(request, desk, found)
    try:
        return _done(request, desk, found)
    except InterlaceError as refused:
        return _shown(request, desk, found, notices=(notice_of(refused),), status=status_of(refused))


@require_GET
@declare("page.pack.progress", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def progress(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    """How far the work is; the page asks again by itself."""
    desk = _desk(request)
    found = pack_of(desk.viewer, pack_id, now=desk.now)
    job = actions.work_on(desk.viewer, found)
    if job is None or job.is_over:
        return HttpResponseClientRefresh()
    return render(request, "meeting/_progress.html", {"progress": progress_of(desk, found, job)})


def _desk(request: HttpRequest) -> Desk:
    desk = desk_of(request)
    if not actions.may_bring(desk.viewer):
        raise NotFound(_("There is nothing here for you."))
    return desk


def _take_in(request: HttpRequest) -> HttpResponse:
    desk = _desk(request)
    if request.method == "GET":
        return _listed(request, desk)
    try:
        made = _handed_in(request, desk)
    except InterlaceError as refused:
        return _listed(request, desk, error=refused, status=status_of(refused))
    return redirect("pack", made.id)


def _handed_in(request: HttpRequest, desk: Desk) -> BroughtPack:
    meeting = _identifier(request.POST.get("meeting", ""))
    if meeting is not None and not meeting_view(desk.viewer, meeting, now=desk.now).is_host:
        raise error_of("not_the_host")
    file = request.FILES.get("file")
    if not isinstance(file, SealedUpload):
        raise error_of("pack_missing")
    content = b"".join(file.spool.pieces(CHUNK_BYTES))
    return actions.hand_in_pack(desk.viewer, content, file_name=file.name or "", meeting=meeting, now=desk.now)


def _done(request: HttpRequest, desk: Desk, found: BroughtPack) -> HttpResponse:
    do = request.POST.get("do", "")
    acts: dict[str, Callable[[Viewer, UUID, datetime], object]] = {
        "stop": lambda by, of, now: actions.stop_work_on_pack(by, of, now=now),
        "go-on": lambda by, of, now: actions.go_on_with_pack(by, of, now=now),
        "store": lambda by, of, now: actions.store_pack(by, of, scheme=request.POST.get("scheme", ""), now=now),
    }
    if do == "discard":
        actions.discard_pack(desk.viewer, found.id, now=desk.now)
        return redirect("packs")
    if do == "lay":
        meeting = _identifier(request.POST.get("meeting", ""))
        if meeting is None:
            raise error_of("meeting_missing")
        actions.lay_brought_pack(desk.viewer, found.id, meeting, now=desk.now)
        return redirect("meeting", meeting)
    if do in acts:
        acts[do](desk.viewer, found.id, desk.now)
    return redirect("pack", found.id)


def _shown(
    request: HttpRequest, desk: Desk, found: BroughtPack, *, notices: tuple[Notice, ...] = (), status: int = 200
) -> HttpResponse:
    job = actions.work_on(desk.viewer, found)
    context = {
        "page": pack_page(desk, found, job, notices=notices, scheme=request.POST.get("scheme", "")),
        "progress": None if job is None or job.is_over else progress_of(desk, found, job),
    }
    return render(request, "meeting/pack.html", context, status=status)


def _listed(
    request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None, status: int = 200
) -> HttpResponse:
    rows = tuple(
        Row(
            (
                Cell(each.file_name, url=reverse("pack", args=[each.id])),
                Cell(desk.when(each.made)),
                Cell(state_text(each, actions.work_on(desk.viewer, each))),
            )
        )
        for each in packs_of(desk.viewer, now=desk.now)
    )
    page = PeoplePage(
        title=_("Packs"),
        lead=_("For you alone."),
        handling=_("A pack is kept sealed for a week. Nobody else is shown anything before you store it or lay it."),
        trail=(Trail(_("Meetings"), reverse("meetings")), Trail(_("Packs"))),
        notices=() if error is None else (notice_of(error),),
        sections=(
            Section("drop", _("Read a pack"), forms=(drop_form(),)),
            Section(
                "packs",
                _("Handed in by you"),
                table=Table((_("File"), _("When"), _("State")), rows, empty=_("No pack has been handed in.")),
            ),
        ),
    )
    return render(request, "meeting/pack.html", {"page": page, "progress": None}, status=status)


def drop_form(*, meeting: UUID | None = None, is_main: bool = True, is_folded: bool = False) -> Form:
    """The place where a pack is dropped, on its own page or on that of a meeting."""
    return Form(
        url=reverse("packs"),
        title="" if meeting is None else _("Read a pack"),
        hint=_(
            "One ZIP with a folder for each bureau, named by its code; your own alone will do. It is read behind walls."
        ),
        fields=(ShownField("file", _("ZIP of the pack"), kind="file"),),
        values=() if meeting is None else (("meeting", str(meeting)),),
        has_file=True,
        is_folded=is_folded,
        buttons=(Button(_("Read it"), tone="main" if is_main else ""),),
    )


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
