"""Threads in the inbox: in one order with hits, by the due time of one's own turn."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from interlace.core.procedure.ladder import State
from interlace.core.procedure.threads import ThreadStage, ThreadType
from interlace.desk.pages.threads import SEES, counterpart_of
from interlace.desk.threads.due import facts_withdrawn, threads_due
from interlace.desk.threads.handing_over import handed_to
from interlace.desk.threads.models import Note, ThreadSide
from interlace.desk.threads.queries import thread_of
from interlace.desk.threads.rules import may_read
from interlace.desk.threads.words import TYPES, reads_no_answer, standing_word
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.shown import paused_clock
from interlace.screening.models import HitSide
from interlace.screening.presenting import Act, Pair, Preview, QueueItem
from interlace.screening.queue import Place, Work, provide_step, provide_work

MOST = 100
"""Threads in the inbox whose clock runs against its reader; the list of threads has the rest."""


@provide_work
def threads_for(desk: Desk) -> Iterator[Work]:
    """The open threads of the reader's side that are not put aside: one's own turn first."""
    clocked: list[Work] = []
    sides = threads_due(desk.viewer, now=desk.now, most=MOST)
    handed = handed_to(desk.viewer, sides, now=desk.now)
    for side in sides:
        given = handed.get(side.thread)
        work = Work(
            item=_item(desk, side, given),
            # What was put aside and is back has come anew.
            came=max(side.last, side.snoozed_until or side.last),
            due=side.due if side.is_ours else None,
            place=_place(side),
            preview=partial(_preview, desk, side, given),
        )
        clocked += [work] if work.due is not None else []
        yield work
    if len(clocked) == MOST:
        yield _more(desk, after=clocked[-1])


@provide_work
def withdrawn_for(desk: Desk) -> Iterator[Work]:
    """Threads in which a fact was withdrawn, until somebody of the reader's side has opened them."""
    for each in facts_withdrawn(desk.viewer, now=desk.now):
        title = ngettext("A fact was withdrawn", "{count} facts were withdrawn", each.count).format(count=each.count)
        item = QueueItem(
            id=f"withdrawn-{each.side.thread}",
            url=reverse("thread", args=[each.side.thread]),
            due=desk.when(each.at),
            clock=None,
            icon="recall",
            title=title,
            owner=each.originators[0],
            line=_("In “{thread}”. Do not use it, and open the thread to see where it stood.").format(
                thread=each.side.title or str(TYPES[ThreadType(each.side.type)])
            ),
            preview_url=reverse("inbox-thread", args=[each.side.thread]),
        )
        preview_it = partial(_preview, desk, each.side)
        yield Work(item=item, came=each.at, due=None, place=Place.TOLD, preview=preview_it)


@provide_step
def follow_up(desk: Desk, side: HitSide) -> Iterator[Act]:
    """Writing to the other side about a hit. Of one that is held in silence the other side knows nothing."""
    if side.silent or side.state == State.WITHDRAWN or Verb.ASK not in desk.viewer.verbs or not may_read(desk.viewer):
        return
    address = urlencode({"to": side.counterpart, "hit": str(side.hit)})
    yield Act(_("Write to {bureau}").format(bureau=side.counterpart), f"{reverse('thread-new')}?{address}")


@require_GET
@declare("page.inbox.thread", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def preview(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """One thread beside the queue."""
    desk = desk_of(request)
    side = thread_of(desk.viewer, thread_id, now=desk.now).side
    handed = handed_to(desk.viewer, [side], now=desk.now).get(thread_id)
    return render(request, "screening/_preview.html", {"preview": _preview(desk, side, handed)})


def _place(side: ThreadSide) -> Place:
    if not side.is_ours:
        return Place.WAITING
    return Place.ANSWERED if side.state == ThreadStage.ANSWERED else Place.OWN_TURN


def _more(desk: Desk, *, after: Work) -> Work:
    """A list that ends early says so, behind the last one that it shows."""
    item = QueueItem(
        id="thread-more",
        url=reverse("threads"),
        due=after.item.due,
        clock=None,
        icon="request",
        title=_("More threads wait for you"),
        owner=desk.viewer.member,
        line=_("The {count} that are due first are shown here. The list of threads has them all.").format(count=MOST),
    )
    preview = Preview(title=item.title, lines=(item.line,))
    return replace(after, item=item, preview=lambda: preview)


def _item(desk: Desk, side: ThreadSide, handed: Note | None = None) -> QueueItem:
    line = _next_step(desk, side)
    if handed is not None:
        line = _("{line} {sentence}").format(line=line, sentence=_handed_sentence(handed))
    elif side.assignee_name:
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


def _next_step(desk: Desk, side: ThreadSide) -> str:
    """Of what type it is, and what is waited for."""
    places = {"type": TYPES[ThreadType(side.type)], "bureau": side.counterpart}
    if reads_no_answer(side, now=desk.now):
        return _("{type}: no answer. That is neither yes nor no.").format(**places)
    if side.is_paused and side.is_ours:
        return _("{type}: {bureau} asks for information first. The clock stands until you give it.").format(**places)
    if side.is_paused:
        return _("{type}: you asked for information. The clock stands until {bureau} gives it.").format(**places)
    if side.is_ours and side.state == ThreadStage.SENT:
        return _("{type}: say that you have it.").format(**places)
    if side.is_ours and side.state == ThreadStage.ACKNOWLEDGED:
        return _("{type}: your answer is waited for.").format(**places)
    return _("{type}: {standing}.").format(standing=standing_word(side, now=desk.now), **places)


def _handed_sentence(note: Note) -> str:
    """Who handed the thread over, and why."""
    return _("Handed over to you by {officer}: {reason}").format(officer=note.by_name, reason=note.text)


def _preview(desk: Desk, side: ThreadSide, handed: Note | None = None) -> Preview:
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
        lines=tuple(filter(None, (side.title, _handed_sentence(handed) if handed is not None else ""))),
        pairs=tuple(pairs),
        acts=(Act(_("Open the thread"), reverse("thread", args=[side.thread]), is_main=True),),
    )
