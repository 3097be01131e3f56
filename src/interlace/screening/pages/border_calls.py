"""Calls from the border as the bureau reads them: in the inbox with a clock, until somebody takes them."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.core.procedure.border import BorderAnswer
from interlace.foundation.disclosure.acting import acting_in_every_matter
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.http.desk import Desk, desk_of
from interlace.screening.border.calling import TAKEN_WITHIN, calls_waiting, check_of_call, take_call
from interlace.screening.border.models import BorderCall
from interlace.screening.presenting import Act, Pair, Preview, QueueItem
from interlace.screening.queue import Place, Work, provide_work
from interlace.screening.words import BORDER

_SEES = (Action.DISCOVER, Action.MATCH, Action.READ)


@provide_work
def calls_for(desk: Desk) -> Iterator[Work]:
    """What colleagues at the border wait for."""
    for call in calls_waiting(desk.viewer, now=desk.now):
        yield Work(
            item=_item(desk, call),
            came=call.at,
            due=call.at + TAKEN_WITHIN,
            place=Place.OWN_TURN,
            preview=partial(_preview, desk, call),
        )


@require_POST
@declare("page.border.call.take", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def take(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Take a colleague's call, and look at the check; of somebody who was quicker, the inbox says nothing any more."""
    desk = desk_of(request)
    with suppress(Conflict):
        taken = take_call(desk.viewer, call_id, now=desk.now)
        with acting_in_every_matter(desk.viewer, Action.READ, now=desk.now):
            check = check_of_call(taken)
        if check is not None:
            return redirect("check-asked", check_id=check)
    return redirect("inbox")


@require_GET
@declare("page.border.call", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def preview(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """One call beside the queue."""
    desk = desk_of(request)
    with acting_in_every_matter(desk.viewer, Action.READ, now=desk.now):
        waiting = calls_waiting(desk.viewer, now=desk.now)
    call = next((each for each in waiting if each.id == call_id), None)
    if call is None:
        raise NotFound(_("There is no such call."))
    return render(request, "screening/_preview.html", {"preview": _preview(desk, call)})


def _item(desk: Desk, call: BorderCall) -> QueueItem:
    check = check_of_call(call)
    due = call.at + TAKEN_WITHIN
    return QueueItem(
        id=f"border-{call.id}",
        url=reverse("check-asked", args=[check]) if check is not None else reverse("inbox"),
        preview_url=reverse("border-call-preview", args=[call.id]),
        due=desk.when(due),
        clock=desk.clock(due, started=call.at),
        icon="request",
        title=_("The border calls about scan {code}").format(code=call.code),
        owner=call.member,
        line=_("{officer}, {bureau}: a traveller waits there.").format(officer=call.officer_name, bureau=call.bureau),
    )


def _preview(desk: Desk, call: BorderCall) -> Preview:
    word, _text = BORDER[BorderAnswer(call.answer)]
    return Preview(
        title=_("Call from the border"),
        lines=(_("The first line knows this word and no more. What it rests on, you see when you take the call."),),
        pairs=(
            Pair(_("Due"), clock=desk.clock(call.at + TAKEN_WITHIN, started=call.at)),
            Pair(_("Read at the post"), text=str(word)),
            Pair(_("Scan"), text=call.code, is_code=True),
            Pair(_("By"), text=f"{call.officer_name}, {call.bureau}"),
            Pair(_("Purpose"), text=desk.matter_text(call.purpose, call.reference)),
        ),
        acts=(Act(_("I take it"), reverse("border-call-take", args=[call.id]), is_main=True, is_form=True),),
    )
