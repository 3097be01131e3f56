"""Messages that are being written: begun, kept while they are typed, read by another officer, sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.core.handling import Action
from interlace.core.procedure.threads import ThreadStage
from interlace.desk.pages.draft_form import Unreadable, message_from
from interlace.desk.pages.draft_view import draft_page, new_page, opening_from, saved_of
from interlace.desk.pages.presenting import Saved
from interlace.desk.pages.quote_form import words_before
from interlace.desk.pages.threads import SEES
from interlace.desk.pages.unsent import BESIDE_A_DRAFT
from interlace.desk.threads.attachments import attach, detach
from interlace.desk.threads.drafting import (
    DraftChanged,
    Typed,
    approve_draft,
    discard_draft,
    draft_of,
    matter_of_draft,
    message_of,
    new_draft,
    return_draft,
    save_draft,
    save_last,
    submit_draft,
)
from interlace.desk.threads.files import LARGEST, too_large
from interlace.desk.threads.queries import thread_of
from interlace.desk.threads.sending import send_draft
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of, take_code
from interlace.foundation.http.unsent import Form, FormName, forget_unsent

SENDS = (Action.DISCOVER, Action.READ, Action.FORWARD)
BODY_AROUND_A_FILE = 1024 * 1024


@require_http_methods(["GET", "POST"])
@declare("page.thread.new", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.REQUIRED)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a message that opens a thread, with the standard wording of its type."""
    desk = desk_of(request)
    if request.method == "GET":
        return new_page(request, desk)
    try:
        draft = new_draft(desk.viewer, opening_from(request, desk), now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return new_page(request, desk, error=error)
    return redirect("thread-draft", draft.id)


@require_GET
@declare("page.thread.draft", SurfaceKind.PAGE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The message as it is now, and what keeps it back; one that was sent leads to its thread."""
    desk = desk_of(request)
    found = draft_of(desk.viewer, draft_id, now=desk.now)
    if found.state == ThreadStage.SENT and found.thread is not None:
        return redirect("thread", found.thread)
    return draft_page(request, desk, draft_id)


@sensitive_post_parameters()
@require_POST
@declare("page.thread.draft.save", SurfaceKind.PAGE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def save(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Keep what has been typed, while it is typed; say when it was kept and what still blocks sending."""
    desk = desk_of(request)
    try:
        matter, typed, unreadable = _typed(request, desk, draft_id)
        saved = saved_of(desk, save_draft(matter, draft_id, typed, now=desk.now))
        if unreadable is not None:
            saved = replace(saved, check=str(unreadable.message), blocks=True)
    except DraftChanged as error:
        url = reverse("thread-draft", args=[error.kept])
        return render(request, "desk/_saved.html", {"saved": _not_saved(request, str(error.message)), "other_url": url})
    except (Conflict, InvalidInput, Refused) as error:
        saved = _not_saved(request, str(error.message))
    return render(request, "desk/_saved.html", {"saved": saved})


@sensitive_post_parameters()
@require_POST
@declare("page.thread.draft.send", SurfaceKind.PAGE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def send(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Keep what stands in the form, then send it, lay it before a colleague, or go on writing."""

    def act(matter: Viewer, desk: Desk) -> str:
        if "version" in request.POST:
            typed_by, typed, unreadable = _typed(request, desk, draft_id)
            save_last(typed_by, draft_id, typed, now=desk.now)
            if unreadable is not None:
                raise unreadable
        match request.POST.get("do", ""):
            case "send":
                side = send_draft(matter, draft_id, now=desk.now)
                return reverse("thread", args=[side.thread])
            case "review":
                submit_draft(matter, draft_id, now=desk.now)
        return reverse("thread-draft", args=[draft_id])

    return _done(request, draft_id, act)


@sensitive_post_parameters("code")
@require_POST
@declare("page.thread.draft.approve", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def approve(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Approve exactly what was read, as an officer who has not written it."""

    def act(matter: Viewer, desk: Desk) -> str:
        take_code(request)
        approve_draft(matter, draft_id, digest=request.POST.get("digest", ""), now=desk.now)
        forget_unsent(matter, Form(FormName.DRAFT, draft_id), BESIDE_A_DRAFT, now=desk.now)
        return reverse("thread-draft", args=[draft_id])

    return _done(request, draft_id, act)


@sensitive_post_parameters("remark")
@require_POST
@declare("page.thread.draft.return", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def give_back(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Give the message back to its author, with what is to be changed."""

    def act(matter: Viewer, desk: Desk) -> str:
        remark = request.POST.get("remark", "").replace("\x00", "")[:2000]
        return_draft(matter, draft_id, remark=remark, now=desk.now)
        forget_unsent(matter, Form(FormName.DRAFT, draft_id), BESIDE_A_DRAFT, now=desk.now)
        return reverse("thread-draft", args=[draft_id])

    return _done(request, draft_id, act)


@require_POST
@declare("page.thread.draft.discard", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw the message away, with its files."""

    def act(matter: Viewer, desk: Desk) -> str:
        thread = draft_of(matter, draft_id, now=desk.now).thread
        discard_draft(matter, draft_id, now=desk.now)
        return reverse("thread", args=[thread]) if thread is not None else reverse("threads")

    return _done(request, draft_id, act)


@csrf_exempt  # the body of a form that is far too large is refused before it is read; the rest is checked below
@require_POST
@declare("page.thread.draft.attach", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def add_file(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Attach a file; what it is, its own bytes say."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > LARGEST + BODY_AROUND_A_FILE:
        desk = desk_of(request)
        return draft_page(request, desk, draft_id, error=too_large(size))
    answer: HttpResponse = csrf_protect(_take_in)(request, draft_id)
    return answer


def _take_in(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    def act(matter: Viewer, desk: Desk) -> str:
        given = request.FILES.get("file")
        if given is None:
            raise InvalidInput(_("No file was chosen."))
        with _on_disk(given) as path:
            attach(matter, draft_id, path, file_name=given.name or "file", now=desk.now)
        return reverse("thread-draft", args=[draft_id])

    return _done(request, draft_id, act)


@require_POST
@declare("page.thread.draft.detach", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def remove_file(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Take a file off the draft it is attached to."""
    desk = desk_of(request)
    return redirect("thread-draft", detach(desk.viewer, attachment_id, now=desk.now))


@contextmanager
def _on_disk(given: "UploadedFile[bytes]") -> Iterator[Path]:
    """The bytes of an upload under a path below the data folder, for as long as they are looked at."""
    with NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
        for chunk in given.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def _typed(request: HttpRequest, desk: Desk, draft_id: UUID) -> tuple[Viewer, Typed, Unreadable | None]:
    """Its writer at work on the draft, what stands in the form, and which of it cannot be read."""
    matter = matter_of_draft(desk.viewer, draft_id, now=desk.now)
    draft = draft_of(matter, draft_id, now=desk.now)
    view = thread_of(desk.viewer, draft.thread, now=desk.now) if draft.thread is not None else None
    unreadable: Unreadable | None = None
    try:
        message = message_from(request.POST, message_of(draft), draft=draft, desk=desk, before=words_before(view))
    except Unreadable as error:
        message, unreadable = error.rest, error
    return matter, Typed(message, _version(request), request.POST.get("seat", "")[:32]), unreadable


def _done(request: HttpRequest, draft_id: UUID, act: Callable[[Viewer, Desk], str]) -> HttpResponse:
    desk = desk_of(request)
    matter = matter_of_draft(desk.viewer, draft_id, now=desk.now)
    try:
        where = act(matter, desk)
    except NotFound:
        raise
    except DraftChanged as error:
        return draft_page(request, desk, error.kept, error=error)
    except (Conflict, InvalidInput, Refused) as error:
        return draft_page(request, desk, draft_id, error=error, typed=request.POST)
    return redirect(where)


def _not_saved(request: HttpRequest, why: str) -> Saved:
    return Saved(_version(request), _("Not kept."), why, blocks=True)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
