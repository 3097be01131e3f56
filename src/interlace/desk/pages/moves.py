"""What an officer does on the page of a thread: moves that both sides read, and what one's own side notes."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from interlace.core.handling import Action
from interlace.core.procedure.threads import Move, ThreadUrgency
from interlace.desk.pages.move_forms import snoozed_until
from interlace.desk.pages.quote_form import words_before
from interlace.desk.pages.threads import SEES, thread_page
from interlace.desk.pages.unsent import BESIDE_A_THREAD, form_of_thread
from interlace.desk.threads import actions
from interlace.desk.threads.drafting import WRITTEN, new_draft
from interlace.desk.threads.handing_over import NOBODY, hand_over
from interlace.desk.threads.messages import FOREIGN, Message, Quote
from interlace.desk.threads.queries import matter_of_thread, thread_of
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.http.unsent import Form, FormName, forget_unsent, keep_unsent
from interlace.foundation.http.unsent_pages import typed_into

SENDS = (Action.DISCOVER, Action.READ, Action.FORWARD)


@sensitive_post_parameters()
@require_POST
@declare("page.thread.move", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def move(request: HttpRequest, thread_id: UUID, name: str) -> HttpResponse:
    """Acknowledge, let the clock run again, change the urgency, withdraw or close."""

    def act(matter: Viewer, desk: Desk) -> object:
        reason = _typed(request, f"{name}_reason", most=2000)
        match name:
            case Move.ACKNOWLEDGE:
                own = _typed(request, "acknowledge_reference", most=120)
                return actions.acknowledge(matter, thread_id, reference=own, now=desk.now)
            case Move.RESUME:
                return actions.resume(matter, thread_id, reason=reason, now=desk.now)
            case Move.CHANGE_URGENCY:
                urgency = _urgency(request.POST.get("urgency", ""))
                return actions.change_urgency(matter, thread_id, urgency=urgency, reason=reason, now=desk.now)
            case Move.WITHDRAW:
                return actions.withdraw(matter, thread_id, reason=reason, now=desk.now)
            case Move.CLOSE:
                return actions.close(matter, thread_id, reason=reason, now=desk.now)
        raise NotFound(_("There is no such thread."))

    return _done(request, thread_id, act)


@require_POST
@declare("page.thread.write", SurfaceKind.PAGE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def write(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Begin a message in the thread: it is kept as a draft from the first word."""
    desk = desk_of(request)
    matter = matter_of_thread(desk.viewer, thread_id, now=desk.now)
    chosen = request.POST.get("move", "")
    move_chosen = Move(chosen) if chosen in WRITTEN else Move.WRITE
    message = Message(quotes=_quoted(desk, thread_id, request.POST.get("quote", "")))
    try:
        draft = new_draft(matter, message, move=move_chosen, thread=thread_id, now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return thread_page(request, desk, thread_id, error=error)
    return redirect("thread-draft", draft.id)


@require_POST
@declare("page.thread.assign", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def assign(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Give the thread to a colleague, or to nobody."""

    def act(matter: Viewer, desk: Desk) -> object:
        officer = _officer(request.POST.get("officer", ""))
        return actions.assign(matter, thread_id, officer=officer, now=desk.now)

    return _done(request, thread_id, act)


@sensitive_post_parameters("handing_over_reason")
@require_POST
@declare("page.thread.hand_over", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def pass_to_colleague(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Hand the thread over to a colleague, who reads the reason in the inbox."""

    def act(matter: Viewer, desk: Desk) -> object:
        officer = _officer(request.POST.get("colleague", "")) or NOBODY
        reason = _typed(request, "handing_over_reason", most=4000)
        return hand_over(matter, thread_id, officer=officer, reason=reason, now=desk.now)

    return _done(request, thread_id, act)


@require_POST
@declare("page.thread.snooze", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def snooze(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Put the thread aside, or take it up again."""

    def act(matter: Viewer, desk: Desk) -> object:
        until = snoozed_until(request.POST.get("until", ""), desk)
        return actions.snooze(matter, thread_id, until=until, now=desk.now)

    return _done(request, thread_id, act)


@sensitive_post_parameters("note")
@require_POST
@declare("page.thread.note", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def note(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Remark something for one's own side."""
    text = _typed(request, "note", most=5000)
    return _done(request, thread_id, lambda matter, desk: actions.add_note(matter, thread_id, text=text, now=desk.now))


@require_POST
@declare("page.thread.numbers", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def numbers(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Note the numbers of the matter in other registers."""
    foreign = {register: _typed(request, register, most=80) for register in FOREIGN if register in request.POST}
    return _done(
        request,
        thread_id,
        lambda matter, desk: actions.note_numbers(matter, thread_id, foreign=foreign, now=desk.now),
    )


def _done(request: HttpRequest, thread_id: UUID, act: Callable[[Viewer, Desk], object]) -> HttpResponse:
    desk = desk_of(request)
    matter = matter_of_thread(desk.viewer, thread_id, now=desk.now)
    typed = typed_into(request, BESIDE_A_THREAD)
    try:
        act(matter, desk)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        keep_unsent(matter, form_of_thread(matter, thread_id, now=desk.now), typed, now=desk.now)
        return thread_page(request, desk, thread_id, error=error)
    forget_unsent(matter, Form(FormName.THREAD, thread_id), typed, now=desk.now)
    return redirect("thread", thread_id)


def _quoted(desk: Desk, thread_id: UUID, text: str) -> tuple[Quote, ...]:
    """The words of the message with this number, as the beginning of an answer to them."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return ()
    words = words_before(thread_of(desk.viewer, thread_id, now=desk.now)).get(int(text))
    return (Quote(int(text), words),) if words else ()


def _typed(request: HttpRequest, name: str, *, most: int) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()[:most]


def _urgency(text: str) -> ThreadUrgency:
    if text not in set(ThreadUrgency):
        raise InvalidInput(_("The new urgency is missing."))
    return ThreadUrgency(text)


def _officer(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(_("There is no such colleague who may see this thread.")) from None
