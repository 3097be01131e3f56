"""The list of one's own threads with search in it, one thread, and the files in it."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from interlace.core.handling import Action
from interlace.core.procedure.threads import ThreadStage, ThreadType
from interlace.desk.pages.move_forms import moves_of, own_moves_of, quoting_of
from interlace.desk.pages.presenting import Line, ThreadPage, ThreadRow, ThreadsPage
from interlace.desk.pages.showing import clocks_of, events_of, items_of, numbers_of, tone_of
from interlace.desk.pages.unsent import unsent_words, with_unsent
from interlace.desk.threads import actions
from interlace.desk.threads.attachments import open_attachment
from interlace.desk.threads.drafting import drafts_of
from interlace.desk.threads.foreign_numbers import numbers_known
from interlace.desk.threads.models import Draft, Note, ThreadSide
from interlace.desk.threads.queries import (
    FoundView,
    ThreadView,
    matter_of_thread,
    search_threads,
    thread_of,
    threads_page,
)
from interlace.desk.threads.words import STATES, TYPES, standing_word
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.callers import count_search
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.http.unsent import Form, FormName
from interlace.foundation.localize.shown import Notice, ShownField, Trail

SEES = (Action.DISCOVER, Action.READ)
SHOWN = 50
LONGEST_QUESTION = 400


@sensitive_post_parameters("words")
@require_http_methods(["GET", "POST"])
@declare("page.threads", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def threads(request: HttpRequest) -> HttpResponse:
    """One's own threads, the latest first. What is searched for is posted, so that it stands in no address."""
    desk = desk_of(request)
    words = request.POST.get("words", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    rows, more, older = _found(desk, words) if words else _latest(desk, request)
    page = ThreadsPage(
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("You find the messages that you may read, under every purpose of yours."),
        words=ShownField("words", _("Words in the messages"), value=words, attributes={"maxlength": "400"}),
        searched=bool(words),
        rows=rows,
        more=more,
        older_url=older,
        drafts=tuple(draft_line(desk, each) for each in drafts_of(desk.viewer, now=desk.now)[:SHOWN]),
        new_url=reverse("thread-new"),
        book_url=reverse("threads-book"),
        url=reverse("threads"),
    )
    return render(request, "desk/threads.html", {"page": page})


@require_GET
@declare("page.thread", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """One thread."""
    desk = desk_of(request)
    answer = thread_page(request, desk, thread_id)
    actions.mark_seen(matter_of_thread(desk.viewer, thread_id, now=desk.now), thread_id, now=desk.now)
    return answer


@require_GET
@declare("page.thread.file", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def file(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Hand a file over, to be kept: it is never shown inline."""
    desk = desk_of(request)
    opened = open_attachment(desk.viewer, attachment_id, now=desk.now)
    disposition = content_disposition_header(True, opened.file_name) or "attachment"
    return HttpResponse(
        opened.data, content_type="application/octet-stream", headers={"Content-Disposition": disposition}
    )


def thread_page(
    request: HttpRequest, desk: Desk, thread_id: UUID, *, error: InterlaceError | None = None
) -> HttpResponse:
    """The page of a thread, with what could not be done."""
    view = thread_of(desk.viewer, thread_id, now=desk.now)
    side = view.side
    matter = desk.viewer.working_for(purpose=side.purpose, reference=side.reference or desk.viewer.reference)
    unsent = unsent_words(matter, Form(FormName.THREAD, thread_id), now=desk.now)
    keep_url = reverse("thread-unsent", args=[thread_id])
    page = ThreadPage(
        trail=(Trail(_("Inbox"), reverse("inbox")), Trail(_("Threads"), reverse("threads")), Trail(side.number)),
        title=side.title or str(TYPES[ThreadType(side.type)]),
        sub=_("{type} with {bureau}").format(type=TYPES[ThreadType(side.type)], bureau=counterpart_of(side)),
        lead=_("For {own} and {bureau} only.").format(own=side.member, bureau=side.counterpart),
        handling=_("Each message and each fact says below what may be done with it."),
        foot=_("{number}, case {reference}.").format(number=side.number, reference=side.reference or _("none")),
        notices=tuple(_notices(desk, view, error)),
        pairs=tuple(numbers_of(desk, side)),
        standing=standing_word(side, now=desk.now),
        tone=tone_of(side, desk),
        clocks=tuple(clocks_of(desk, view)),
        items=items_of(desk, view),
        events=events_of(desk, view),
        moves=tuple(with_unsent(moves_of(view), unsent, keep_url=keep_url)),
        own_moves=tuple(with_unsent(own_moves_of(desk, side), unsent, keep_url=keep_url)),
        notes=tuple(_note_line(desk, note) for note in view.notes),
        quoting=quoting_of(view),
        known_numbers=tuple(numbers_known(matter, now=desk.now).items()),
        drafts=tuple(draft_line(desk, each) for each in drafts_of(desk.viewer, now=desk.now, thread=thread_id)),
        page_url=reverse("thread", args=[thread_id]),
    )
    return render(request, "desk/thread.html", {"page": page}, status=200 if error is None else status_of(error))


def _notices(desk: Desk, view: ThreadView, error: InterlaceError | None) -> Iterator[Notice]:
    if error is not None:
        yield notice_of(error)
    if view.waits_for_bureau and desk.viewer.unit:
        lead, text = _("It waits for the bureau."), _("Your unit reads no threads: its bureau is woken in its place.")
        yield Notice(lead, text, tone="warn")
    elif view.waits_for_bureau:
        text = _("{unit} reads no threads, so your desk is woken in its place. Tell the unit by another way.")
        yield Notice(_("It waits for the bureau."), text.format(unit=view.side.counterpart_unit), tone="warn")


def _note_line(desk: Desk, note: Note) -> Line:
    """A remark of one's own side; with one by which the thread was handed over, to whom."""
    places = {"officer": note.by_name, "colleague": note.given_to_name, "when": desk.when(note.at)}
    if note.given_to is not None:
        return Line(_("{officer} handed it over to {colleague}, {when}").format(**places), note.text)
    return Line(_("{officer}, {when}").format(**places), note.text)


def draft_line(desk: Desk, draft: Draft) -> Line:
    """A message that has not been sent, with the way to it."""
    title = str(draft.content.get("title") or draft.content.get("text") or "")[:80] or _("Empty draft")
    text = _("{state}; {officer}, {when}").format(
        state=STATES[ThreadStage(draft.state)], officer=draft.author_name, when=desk.when(draft.changed)
    )
    return Line(title, text, url=reverse("thread-draft", args=[draft.id]))


def counterpart_of(side: ThreadSide) -> str:
    """The other side, with its unit where there is one."""
    return ", ".join(filter(None, (side.counterpart, side.counterpart_unit)))


def row_of(desk: Desk, side: ThreadSide) -> ThreadRow:
    """A thread in a list."""
    return ThreadRow(
        url=reverse("thread", args=[side.thread]),
        number=side.number,
        owner=side.counterpart,
        title=side.title or str(TYPES[ThreadType(side.type)]),
        line=", ".join(filter(None, (str(TYPES[ThreadType(side.type)]), side.counterpart_unit, side.assignee_name))),
        standing=standing_word(side, now=desk.now),
        tone=tone_of(side, desk),
        due=desk.when(side.last),
        clock=desk.clock(side.due, started=side.opened) if side.due is not None else None,
    )


def _latest(desk: Desk, request: HttpRequest) -> tuple[tuple[ThreadRow, ...], str, str]:
    sides = threads_page(desk.viewer, now=desk.now, most=SHOWN + 1, after=_place(request))
    older = ""
    if len(sides) > SHOWN:
        last = sides[SHOWN - 1]
        older = f"{reverse('threads')}?{urlencode({'before': last.last.isoformat(), 'thread': str(last.thread)})}"
    return tuple(row_of(desk, side) for side in sides[:SHOWN]), "", older


def _found(desk: Desk, words: str) -> tuple[tuple[ThreadRow, ...], str, str]:
    count_search(desk.officer)
    found = search_threads(desk.viewer, words, now=desk.now, most=SHOWN + 1)
    more = _("Only the latest {count} are shown. Add a word to narrow them.").format(count=SHOWN)
    return tuple(_found_rows(desk, found[:SHOWN])), more if len(found) > SHOWN else "", ""


def _found_rows(desk: Desk, found: list[FoundView]) -> Iterator[ThreadRow]:
    for each in found:
        side = each.side
        yield ThreadRow(
            url=f"{reverse('thread', args=[side.thread])}#message-{each.row.number}",
            number=side.number,
            owner=each.row.member,
            title=side.title,
            line=str(each.body.get("text", ""))[:200],
            standing=standing_word(side, now=desk.now),
            tone=tone_of(side, desk),
            due=desk.when(each.row.at),
            clock=None,
        )


def _place(request: HttpRequest) -> tuple[datetime, UUID] | None:
    """Behind which thread the page begins; an address that says nothing readable begins at the latest."""
    try:
        moment, key = parse_datetime(request.GET.get("before", "")), UUID(request.GET.get("thread", ""))
    except ValueError:
        return None
    return (moment, key) if moment is not None and moment.tzinfo is not None else None
