"""Threads in the inbox: in one order with hits, by the due time of one's own turn."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from interlace.core.procedure.threads import ThreadStage, ThreadType
from interlace.desk.pages.threads import SEES, counterpart_of
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.queries import thread_of, threads_due
from interlace.desk.threads.words import TYPES, reads_no_answer, standing_word
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.localize.shown import paused_clock
from interlace.screening.presenting import Act, Pair, Preview, QueueItem
from interlace.screening.queue import Place, Work, provide_work

MOST = 200
"""Threads in the inbox at most; the list of threads has the rest."""


@provide_work
def threads_for(desk: Desk) -> Iterator[Work]:
    """The open threads of the reader's side that are not put aside."""
    for side in threads_due(desk.viewer, now=desk.now, most=MOST):
        yield Work(
            item=_item(desk, side),
            came=side.last,
            due=side.due if side.is_ours else None,
            place=_place(side),
            preview=partial(_preview, desk, side),
        )


@require_GET
@declare("page.inbox.thread", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def preview(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """One thread beside the queue."""
    desk = desk_of(request)
    side = thread_of(desk.viewer, thread_id, now=desk.now).side
    return render(request, "screening/_preview.html", {"preview": _preview(desk, side)})


def _place(side: ThreadSide) -> Place:
    if side.state == ThreadStage.ANSWERED:
        return Place.ANSWERED
    return Place.OWN_TURN if side.is_ours else Place.WAITING


def _item(desk: Desk, side: ThreadSide) -> QueueItem:
    standing = standing_word(side, now=desk.now)
    line = _("{type}: {standing}.").format(type=TYPES[ThreadType(side.type)], standing=standing)
    if reads_no_answer(side, now=desk.now):
        line = _("{type}: no answer. That is neither yes nor no.").format(type=TYPES[ThreadType(side.type)])
    if side.assignee_name:
        line = _("{line} Assigned to {officer}.").format(line=line, officer=side.assignee_name)
    clock = desk.clock(side.due, started=side.opened) if side.due is not None else None
    if side.is_paused:
        clock = paused_clock(waiting_for=side.member if side.is_ours else side.counterpart)
    return QueueItem(
        id=f"thread-{side.thread}",
        url=reverse("thread", args=[side.thread]),
        due=desk.when(side.due or side.last),
        clock=clock,
        icon="request",
        title=side.title or str(TYPES[ThreadType(side.type)]),
        owner=side.counterpart,
        line=line,
        preview_url=reverse("inbox-thread", args=[side.thread]),
    )


def _preview(desk: Desk, side: ThreadSide) -> Preview:
    pairs = [
        Pair(_("Type"), text=str(TYPES[ThreadType(side.type)])),
        Pair(_("Where it stands"), text=standing_word(side, now=desk.now)),
        Pair(_("Own number"), text=side.number, is_code=True),
        Pair(_("Purpose"), text=desk.matter_text(side.purpose, side.reference)),
        Pair(_("Assigned to"), text=side.assignee_name or _("nobody")),
    ]
    if side.due is not None:
        pairs.insert(0, Pair(_("Due"), clock=desk.clock(side.due, started=side.opened)))
    return Preview(
        title=_("Thread with {bureau}").format(bureau=counterpart_of(side)),
        lines=(side.title,) if side.title else (),
        pairs=tuple(pairs),
        acts=(Act(_("Open the thread"), reverse("thread", args=[side.thread]), is_main=True),),
    )
