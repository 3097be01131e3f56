"""Pages S5 Import and S17 Who sees what: thin views over actions, queries and what a page shows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from interlace.core.handling import Action
from interlace.facts import download_pages, handed_in, sharing_pages, waiting_pages
from interlace.facts.contributing import open_draft, start_contribution, start_trial, stop_work, work_on
from interlace.facts.forms import ColumnsForm, SentenceForm, reading_of
from interlace.facts.handed_in import HandedIn, MendedFile
from interlace.facts.import_progress_view import progress_page, shown_progress
from interlace.facts.import_result_view import result_page
from interlace.facts.import_start_view import start_page
from interlace.facts.import_view import draft_page
from interlace.facts.imports.limits import MEBIBYTE, largest_file
from interlace.facts.imports.reader import UnreadableFile
from interlace.facts.maps import save_map, saved_maps
from interlace.facts.mending import mend_row, retry_rows
from interlace.facts.models import ColumnMap, Contribution
from interlace.facts.presenting import ImportPage
from interlace.facts.preview import look_at
from interlace.facts.queries import contribution_of, contributions_of, problems_waiting, registers_of, version_of
from interlace.facts.recalling import undo_contribution
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.facts.releasing import rows_handed_in
from interlace.facts.sentence_view import sentence_of
from interlace.facts.sharing import Sharing
from interlace.facts.waiting_pages import waiting_notice
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.localize.shown import Notice

_BODY_AROUND_A_FILE = MEBIBYTE


@csrf_exempt  # the body of a form that is far too large is refused before it is read; the rest is checked below
@require_http_methods(["GET", "POST"])
@declare("import", SurfaceKind.PAGE)
def import_start(request: HttpRequest) -> HttpResponse:
    """Choose a file, or go on with one."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > largest_file() + _BODY_AROUND_A_FILE:
        most = largest_file() // MEBIBYTE
        too_large = UnreadableFile("file_too_large", mebibytes=size // MEBIBYTE, most=most)
        return _start(request, [notice_of(too_large)], status=413)
    answer: HttpResponse = csrf_protect(_take_in)(request)
    return answer


def _take_in(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    if request.method == "GET":
        return _start(request, [])
    file = request.FILES.get("file")
    try:
        if file is None or not file.name:
            raise InvalidInput(_("No file was chosen."), fix=_("Choose a file, or drop one on the page."))
        draft = handed_in.hand_in(desk.viewer, file.name, file.chunks(), reading_of(request.POST), now=desk.now)
    except InvalidInput as unreadable:
        return _start(request, [notice_of(unreadable)], status=422)
    known = _known_map(desk, MendedFile(draft, desk.viewer))
    if known is not None:
        draft = handed_in.read_columns_as(desk.viewer, draft, known.columns, draft.reading)
    return redirect("import-file", draft.id)


@require_GET
@declare("import.file", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def import_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The preview of a draft, how far the work on it is, or what became of it."""
    desk = desk_of(request)
    if (done := _done(desk, file_id)) is not None:
        return _result(request, desk, done)
    draft = handed_in.draft_of(desk.viewer, file_id, now=desk.now)
    job = work_on(desk.viewer, draft)
    if job is not None and not job.is_over:
        return render(request, "facts/import.html", {"page": progress_page(desk, draft, job)})
    return _draft(request, desk, draft)


@require_POST
@declare("import.columns", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def import_columns(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Read the columns differently, and save the reading where it is given a name."""
    desk = desk_of(request)
    draft = open_draft(desk.viewer, file_id, now=desk.now)
    form = ColumnsForm.of(request.POST, [column.header for column in MendedFile(draft, desk.viewer).columns])
    try:
        draft = handed_in.read_columns_as(desk.viewer, draft, form.columns, form.reading)
        if form.save_as:
            options = MendedFile(draft, desk.viewer).options
            save_map(desk.viewer, form.save_as, form.columns, options, now=desk.now)
    except InterlaceError as refused:
        return _draft(request, desk, draft, problem=notice_of(refused), status=422)
    return redirect("import-file", draft.id)


@require_POST
@declare("import.row", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def import_row(request: HttpRequest, file_id: UUID, row: int) -> HttpResponse:
    """Mend a row in place: of a draft, or of an import that has been carried out."""
    desk = desk_of(request)
    if (done := _done(desk, file_id)) is not None:
        headers = list(done.options.get("headers") or ())
        mend_row(desk.viewer, done.id, row, _changes(request, row, headers), now=desk.now)
        return _back(done.id, "rows")
    draft = open_draft(desk.viewer, file_id, now=desk.now)
    headers = [column.header for column in MendedFile(draft, desk.viewer).columns]
    handed_in.mend(draft, row, _changes(request, row, headers))
    return _back(draft.id, "rows")


@require_POST
@declare("import.skip", SurfaceKind.PAGE)
def import_skip(request: HttpRequest, file_id: UUID, row: int) -> HttpResponse:
    """Leave a row out."""
    desk = desk_of(request)
    draft = handed_in.skip(open_draft(desk.viewer, file_id, now=desk.now), row)
    return _back(draft.id, "rows")


@require_POST
@declare("import.take_back", SurfaceKind.PAGE)
def import_take_back(request: HttpRequest, file_id: UUID, row: int) -> HttpResponse:
    """Put a skipped row in again."""
    desk = desk_of(request)
    draft = handed_in.take_back(open_draft(desk.viewer, file_id, now=desk.now), row)
    return _back(draft.id, "rows")


@require_POST
@declare("import.contribute", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def import_contribute(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show the sentence as it would be stored, try the file out in full, or begin to contribute it."""
    desk = desk_of(request)
    if _done(desk, file_id) is not None or _work_under_way(desk, file_id):
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204)  # the sentence is on its way: there is nothing left to show of it
        return redirect("import-file", file_id)  # the button was pressed twice
    draft = handed_in.draft_of(desk.viewer, file_id, now=desk.now)
    form = SentenceForm.of(request.POST, now=desk.now)
    draft = handed_in.keep_sentence(draft, form.to_json())
    if request.headers.get("HX-Request"):
        return render(request, "facts/_said.html", {"sharing": sentence_of(desk, form, draft)})
    if request.POST.get("only") == "sentence":
        return _back(draft.id, "who")
    begin = start_trial if request.POST.get("only") == "trial" else start_contribution
    try:
        begin(desk.officer, draft, now=desk.now)
    except InterlaceError as refused:
        return _draft(request, desk, draft, problem=notice_of(refused), status=422)
    return redirect("import-file", draft.id)


@require_GET
@declare("import.progress", SurfaceKind.PAGE)
def import_progress(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """How far the job is; once it is over, the page is loaded again and shows what came of it."""
    desk = desk_of(request)
    draft = handed_in.kept_file(desk.viewer, file_id, now=desk.now)
    job = work_on(desk.viewer, draft) if draft is not None else None
    if draft is None or job is None:
        raise NotFound(_("There is no such import, or it is not yours."))
    if job.is_over:
        return HttpResponseClientRefresh() if request.headers.get("HX-Request") else redirect("import-file", file_id)
    return render(request, "facts/_progress.html", {"progress": shown_progress(desk, draft, job)})


@require_POST
@declare("import.stop", SurfaceKind.PAGE)
def import_stop(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Ask the work on a file to stop. What it did so far is undone."""
    desk = desk_of(request)
    if _done(desk, file_id) is None:
        stop_work(desk.viewer, file_id, now=desk.now)
    return redirect("import-file", file_id)


@require_POST
@declare("import.discard", SurfaceKind.PAGE)
def import_discard(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    desk = desk_of(request)
    handed_in.discard(open_draft(desk.viewer, file_id, now=desk.now))
    return redirect("import")


@require_POST
@declare("import.retry", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def import_retry(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Try the refused rows again, for example after the row they belong to was mended."""
    desk = desk_of(request)
    retry_rows(desk.viewer, file_id, now=desk.now)
    return _back(file_id, "result")


@require_POST
@declare("import.undo", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def import_undo(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Undo an import: asked once more, then done."""
    desk = desk_of(request)
    done = contribution_of(desk.viewer, file_id)
    if request.POST.get("confirm") != "yes":
        back = redirect("import-file", done.id).url
        return render(request, "facts/undo.html", {"page": _result_of(desk, done), "back_url": back})
    undo = undo_contribution if version_of(desk.viewer, file_id) is None else withdraw_version
    undo(desk.viewer, file_id, now=desk.now)
    return redirect("import-file", file_id)


def _start(request: HttpRequest, notices: list[Notice], *, status: int = 200) -> HttpResponse:
    desk = desk_of(request)
    handed_in.discard_old(now=desk.now)
    page = start_page(
        desk,
        drafts=handed_in.drafts_of(desk.viewer),
        registers=registers_of(desk.viewer),
        earlier=contributions_of(desk.viewer, limit=20),
        notices=[*notices, *waiting_notice(desk)],
        status=reading_of(request.POST).status if request.method == "POST" and status != 413 else "",
    )
    return render(request, "facts/import.html", {"page": page}, status=status)


def _draft(
    request: HttpRequest, desk: Desk, draft: HandedIn, *, problem: Notice | None = None, status: int = 200
) -> HttpResponse:
    now = desk.now
    file = MendedFile(draft, desk.viewer)
    usual = SentenceForm.usual(purpose=desk.viewer.purpose, reference=desk.viewer.reference, now=now)
    form = SentenceForm.kept(draft.sharing, now=now) if draft.sharing else usual
    look = look_at(desk.viewer, file, _sharing_to_try(desk, form, now=now), now=now)
    known, work = _known_map(desk, file), work_on(desk.viewer, draft)
    page = draft_page(desk, file, look, form, known_map=known, work=work, problem=problem)
    return render(request, "facts/import.html", {"page": page}, status=status)


def _sharing_to_try(desk: Desk, form: SentenceForm, *, now: datetime) -> Sharing:
    """The sentence as it stands; until it is complete, one that shares with nobody, so that rows can be looked at."""
    try:
        return form.sharing(zone=desk.reader.zone)
    except InvalidInput:
        purpose = form.purpose or min(desk.viewer.person.purposes, default="")
        return Sharing(purpose=purpose, until=now + handed_in.KEPT)


def _result(request: HttpRequest, desk: Desk, done: Contribution) -> HttpResponse:
    return render(request, "facts/import.html", {"page": _result_of(desk, done)})


def _result_of(desk: Desk, done: Contribution) -> ImportPage:
    return result_page(
        desk,
        done,
        problems_waiting(desk.viewer, done.id),
        draft=handed_in.kept_file(desk.viewer, done.id, now=desk.now),
        version=version_of(desk.viewer, done.id),
        handed_in=rows_handed_in(desk.viewer, done.id, now=desk.now),
    )


def _done(desk: Desk, file_id: UUID) -> Contribution | None:
    try:
        return contribution_of(desk.viewer, file_id)
    except NotFound:
        return None


def _work_under_way(desk: Desk, file_id: UUID) -> bool:
    draft = handed_in.kept_file(desk.viewer, file_id, now=desk.now)
    job = work_on(desk.viewer, draft) if draft is not None else None
    return job is not None and not job.is_over


def _known_map(desk: Desk, file: MendedFile) -> ColumnMap | None:
    """A saved reading of exactly these headers."""
    headers = {column.header for column in file.columns}
    saved = saved_maps(desk.viewer) if headers else []
    return next((each for each in saved if set(each.columns) == headers), None)


def _changes(request: HttpRequest, row: int, headers: list[str]) -> dict[str, str]:
    """What was typed into cells of the row. A cell is named by its place, because a header can be anything."""
    typed = ((header, request.POST.get(f"cell-{row}-{at}")) for at, header in enumerate(headers))
    return {header: text for header, text in typed if text is not None}


def _back(file_id: UUID, place: str) -> HttpResponseRedirect:
    answer = redirect("import-file", file_id)
    return HttpResponseRedirect(f"{answer.url}#{place}")


urlpatterns: list[Any] = [
    path("import", import_start, name="import"),
    path("import/<uuid:file_id>", import_file, name="import-file"),
    path("import/<uuid:file_id>/columns", import_columns, name="import-columns"),
    path("import/<uuid:file_id>/rows/<int:row>", import_row, name="import-row"),
    path("import/<uuid:file_id>/rows/<int:row>/skip", import_skip, name="import-skip"),
    path("import/<uuid:file_id>/rows/<int:row>/take-back", import_take_back, name="import-take-back"),
    path("import/<uuid:file_id>/contribute", import_contribute, name="import-contribute"),
    path("import/<uuid:file_id>/progress", import_progress, name="import-progress"),
    path("import/<uuid:file_id>/stop", import_stop, name="import-stop"),
    path("import/<uuid:file_id>/discard", import_discard, name="import-discard"),
    path("import/<uuid:file_id>/retry", import_retry, name="import-retry"),
    path("import/<uuid:file_id>/undo", import_undo, name="import-undo"),
    *download_pages.urlpatterns,
    *waiting_pages.urlpatterns,
    *sharing_pages.urlpatterns,
]
