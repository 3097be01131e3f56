"""What an officer does with the handover on S1: write a note, finish one, hand over, take over."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of, take_word
from interlace.foundation.http.unsent import HANDOVER, forget_unsent, keep_unsent, unsent_in
from interlace.foundation.http.unsent_pages import kept_answer, typed_into
from interlace.foundation.identity.roles import Verb
from interlace.screening.forms import NoteForm
from interlace.screening.handover.actions import finish_note, give_shift, take_shift, write_note
from interlace.screening.pages.handover_view import NOTE_FIELDS, note_form
from interlace.screening.pages.inbox import inbox_page
from interlace.screening.rules import require_verb


@sensitive_post_parameters("text")
@require_POST
@declare("page.handover.note", SurfaceKind.PAGE)
def note(request: HttpRequest) -> HttpResponse:
    """Leave a note for the next shift."""

    def write(desk: Desk) -> None:
        form = NoteForm.of(request.POST, zone=desk.reader.zone)
        write_note(desk.viewer, text=form.text, promised_by=form.promised_by, due=form.due, now=desk.now)
        forget_unsent(desk.viewer, HANDOVER, NOTE_FIELDS, now=desk.now)

    return _done(request, write)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@declare("page.handover.unsent", SurfaceKind.PAGE)
def unsent(request: HttpRequest) -> HttpResponse:
    """Keep a note while it is typed; and its form as it was left, for an inbox that is opened again."""
    desk = desk_of(request)
    require_verb(desk.viewer, Verb.ANSWER)
    if request.method == "POST":
        keep_unsent(desk.viewer, HANDOVER, typed_into(request, NOTE_FIELDS), now=desk.now)
        return kept_answer(desk)
    with acting(desk.viewer, Action.DISCOVER, now=desk.now):
        words = unsent_in(desk.viewer, HANDOVER, now=desk.now)
    if not words:
        return HttpResponse(status=204)
    return render(request, "screening/_note_form.html", {"form": note_form(desk, words, {})})


@require_POST
@declare("page.handover.done", SurfaceKind.PAGE)
def done(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Say that a note is done."""
    return _done(request, lambda desk: finish_note(desk.viewer, note_id, now=desk.now))


@sensitive_post_parameters("code")
@require_POST
@declare("page.handover.give", SurfaceKind.PAGE)
def give(request: HttpRequest) -> HttpResponse:
    """Sign as the one who leaves."""

    def sign(desk: Desk) -> object:
        signed = take_word(request)
        return give_shift(desk.viewer, digest=request.POST.get("digest", ""), now=desk.now, signed=signed)

    return _done(request, sign)


@sensitive_post_parameters("code")
@require_POST
@declare("page.handover.take", SurfaceKind.PAGE)
def take(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Sign as the one who comes."""

    def sign(desk: Desk) -> object:
        signed = take_word(request)
        digest = request.POST.get("digest", "")
        return take_shift(desk.viewer, handover_id, digest=digest, now=desk.now, signed=signed)

    return _done(request, sign)


def _done(request: HttpRequest, act: Callable[[Desk], object]) -> HttpResponse:
    desk = desk_of(request)
    try:
        act(desk)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        return inbox_page(request, desk, error=error)
    return redirect("inbox")
