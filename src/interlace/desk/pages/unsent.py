"""Words that are typed beside a message and not sent: kept every second, as drafts are, and there again afterwards."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from interlace.core.handling import Action
from interlace.core.procedure.threads import Move
from interlace.desk.pages.presenting import MoveForm
from interlace.desk.threads.drafting import draft_of, matter_of_draft, side_to_write_in
from interlace.desk.threads.queries import matter_of_thread
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.desk import desk_of
from interlace.foundation.http.unsent import Form, FormName, keep_unsent, unsent_in
from interlace.foundation.http.unsent_pages import kept_answer, typed_into

_REASONED = (Move.RESUME, Move.CHANGE_URGENCY, Move.WITHDRAW, Move.CLOSE)
BESIDE_A_THREAD = frozenset(
    {"note", "handing_over_reason", "acknowledge_reference", *(f"{move.value}_reason" for move in _REASONED)}
)
BESIDE_A_DRAFT = frozenset({"remark"})
_SEES = (Action.DISCOVER, Action.READ)


@sensitive_post_parameters()
@require_POST
@declare("page.thread.unsent", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def keep_beside_thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Keep a note, a reason or a last word while it is typed."""
    desk = desk_of(request)
    matter = matter_of_thread(desk.viewer, thread_id, now=desk.now)
    form = form_of_thread(matter, thread_id, now=desk.now)
    keep_unsent(matter, form, typed_into(request, BESIDE_A_THREAD), now=desk.now)
    return kept_answer(desk)


@sensitive_post_parameters()
@require_POST
@declare("page.thread.draft.unsent", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def keep_beside_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Keep what is to be changed in a colleague's message while it is typed."""
    desk = desk_of(request)
    matter = matter_of_draft(desk.viewer, draft_id, now=desk.now)
    form = form_of_draft(matter, draft_id, now=desk.now)
    keep_unsent(matter, form, typed_into(request, BESIDE_A_DRAFT), now=desk.now)
    return kept_answer(desk)


def form_of_thread(matter: Viewer, thread: UUID, *, now: datetime) -> Form:
    """Where words beside this thread are kept: under the label of the own side's words."""
    with acting(matter, Action.DISCOVER, now=now):
        return Form(FormName.THREAD, thread, side_to_write_in(matter, thread).label_id)


def form_of_draft(matter: Viewer, draft: UUID, *, now: datetime) -> Form:
    """Where words beside this draft are kept."""
    return Form(FormName.DRAFT, draft, draft_of(matter, draft, now=now).label_id)


def unsent_words(matter: Viewer, form: Form, *, now: datetime) -> Mapping[str, str]:
    """What the reader has typed there and not sent, by field."""
    with acting(matter, Action.DISCOVER, now=now):
        return unsent_in(matter, form, now=now)


def with_unsent(forms: Iterable[MoveForm], words: Mapping[str, str], *, keep_url: str) -> Iterator[MoveForm]:
    """The forms with what was typed into them, each open where something was."""
    for form in forms:
        kept = [field.name for field in form.fields if field.name in BESIDE_A_THREAD | BESIDE_A_DRAFT]
        if not kept:
            yield form
            continue
        fields = tuple(replace(field, value=words.get(field.name, field.value)) for field in form.fields)
        yield replace(form, fields=fields, keep_url=keep_url, is_open=any(words.get(name) for name in kept))
