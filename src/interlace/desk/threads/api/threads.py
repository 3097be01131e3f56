"""REST routes of threads: lists, one thread, its moves, its files, and what one's own side notes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Query, Status

from interlace.core.handling import Action
from interlace.core.procedure.threads import Move
from interlace.desk.threads import actions
from interlace.desk.threads.answers import FoundOut, ThreadOut, ThreadRowOut
from interlace.desk.threads.api.routing import MATCHED, language, router
from interlace.desk.threads.attachments import open_attachment
from interlace.desk.threads.handing_over import hand_over
from interlace.desk.threads.queries import matter_of_thread, search_threads, thread_of, threads_page
from interlace.desk.threads.rendering import found_out, row_out, thread_out
from interlace.desk.threads.schemas import (
    AcknowledgeIn,
    AssignIn,
    CloseIn,
    HandOverIn,
    MessageIn,
    NoteIn,
    NumbersIn,
    ReasonIn,
    SearchIn,
    SnoozeIn,
    ThreadsIn,
    UrgencyIn,
)
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, count_search, viewer_without_purpose
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, answers_file
from interlace.foundation.http.tags import require_match

USES = (Action.DISCOVER, Action.READ)
SENDS = (Action.DISCOVER, Action.READ, Action.FORWARD)
FILE = answers_file("The file as it was attached.", "application/octet-stream")


@router.get("/threads", response={200: Listing[ThreadRowOut], **PROBLEMS})
@declare("threads.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_threads(request: OfficerRequest, page: Query[ThreadsIn]) -> dict[str, Any]:
    """List the threads of one's own side, the one with the latest event first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    name = f"threads {page.state} {page.counterpart} {page.ours}"
    rows = threads_page(
        viewer,
        now=now,
        most=page.limit + 1,
        after=after(viewer, name, page),
        states=[page.state] if page.state else (),
        counterpart=page.counterpart,
        only_ours=page.ours,
    )
    return listing(
        viewer,
        name,
        page,
        rows=rows,
        shown=lambda side: row_out(side, now=now),
        place=lambda side: (side.last, side.thread),
    )


@router.post("/threads/search", response={200: Listing[FoundOut], **PROBLEMS})
@declare("threads.search", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_search(request: OfficerRequest, body: SearchIn) -> dict[str, Any]:
    """Find the messages of one's own threads that hold every word of the text, the latest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    count_search(request.officer)
    found = search_threads(viewer, body.text, now=now, most=body.limit + 1, after=after(viewer, "thread search", body))
    return listing(
        viewer,
        "thread search",
        body,
        rows=found,
        shown=found_out,
        place=lambda each: (each.row.at, each.row.id),
    )


@router.get("/threads/{thread_id}", response={200: ThreadOut, **PROBLEMS})
@declare("threads.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_thread(request: OfficerRequest, thread_id: UUID) -> ThreadOut:
    """Show a thread with its events, as far as the caller may read them."""
    return _shown(viewer_without_purpose(request), thread_id)


@router.get("/thread-attachments/{attachment_id}", response={200: None, **PROBLEMS}, openapi_extra=FILE)
@declare("threads.attachments.open", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_thread_attachment(request: OfficerRequest, attachment_id: UUID) -> HttpResponse:
    """Hand a file over, to be kept: it is never shown inline."""
    opened = open_attachment(viewer_without_purpose(request), attachment_id, now=timezone.now())
    disposition = content_disposition_header(True, opened.file_name) or "attachment"
    return HttpResponse(
        opened.data, content_type="application/octet-stream", headers={"Content-Disposition": disposition}
    )


@router.post("/threads/{thread_id}/acknowledge", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.acknowledge", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_acknowledge(request: OfficerRequest, thread_id: UUID, body: AcknowledgeIn) -> ThreadOut:
    """Say "we have it and are working on it"."""
    return _moved(
        request,
        thread_id,
        lambda matter, now: actions.acknowledge(matter, thread_id, reference=body.reference, now=now),
    )


@router.post("/threads/{thread_id}/ask", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.ask", SurfaceKind.ROUTE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def post_thread_ask(request: OfficerRequest, thread_id: UUID, body: MessageIn) -> ThreadOut:
    """Ask for information that is needed first: the clock stands, and the text is the reason."""
    return _written(request, thread_id, Move.ASK, body)


@router.post("/threads/{thread_id}/supply", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.supply", SurfaceKind.ROUTE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def post_thread_supply(request: OfficerRequest, thread_id: UUID, body: MessageIn) -> ThreadOut:
    """Give what was asked for: the clock runs again."""
    return _written(request, thread_id, Move.SUPPLY, body)


@router.post("/threads/{thread_id}/answer", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.answer", SurfaceKind.ROUTE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def post_thread_answer(request: OfficerRequest, thread_id: UUID, body: MessageIn) -> ThreadOut:
    """Answer with an outcome; a verification by its items, each with source and day."""
    return _written(request, thread_id, Move.ANSWER, body)


@router.post("/threads/{thread_id}/write", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.write", SurfaceKind.ROUTE, actions=SENDS, purpose=PurposeFrom.OBJECT)
def post_thread_write(request: OfficerRequest, thread_id: UUID, body: MessageIn) -> ThreadOut:
    """Write a further message; the clock runs on."""
    return _written(request, thread_id, Move.WRITE, body)


@router.post("/threads/{thread_id}/resume", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.resume", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_resume(request: OfficerRequest, thread_id: UUID, body: ReasonIn) -> ThreadOut:
    """Say that what was asked for is needed no longer."""
    return _moved(
        request, thread_id, lambda matter, now: actions.resume(matter, thread_id, reason=body.reason, now=now)
    )


@router.post("/threads/{thread_id}/urgency", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.urgency", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_urgency(request: OfficerRequest, thread_id: UUID, body: UrgencyIn) -> ThreadOut:
    """Make a thread more or less urgent."""
    return _moved(
        request,
        thread_id,
        lambda matter, now: actions.change_urgency(
            matter, thread_id, urgency=body.urgency, reason=body.reason, now=now
        ),
    )


@router.post("/threads/{thread_id}/withdraw", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.withdraw", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_withdraw(request: OfficerRequest, thread_id: UUID, body: ReasonIn) -> ThreadOut:
    """Take the question back."""
    return _moved(
        request, thread_id, lambda matter, now: actions.withdraw(matter, thread_id, reason=body.reason, now=now)
    )


@router.post("/threads/{thread_id}/close", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.close", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_close(request: OfficerRequest, thread_id: UUID, body: CloseIn) -> ThreadOut:
    """Close with the outcome that was answered; what is overdue ends with *no answer*."""
    return _moved(request, thread_id, lambda matter, now: actions.close(matter, thread_id, reason=body.reason, now=now))


@router.post("/threads/{thread_id}/assign", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.assign", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_assign(request: OfficerRequest, thread_id: UUID, body: AssignIn) -> ThreadOut:
    """Give a thread to a colleague, or to nobody."""
    return _moved(
        request, thread_id, lambda matter, now: actions.assign(matter, thread_id, officer=body.officer, now=now)
    )


@router.post("/threads/{thread_id}/hand-over", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.hand_over", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_hand_over(request: OfficerRequest, thread_id: UUID, body: HandOverIn) -> ThreadOut:
    """Give a thread to a colleague with the reason, which the colleague reads in the inbox."""
    return _moved(
        request,
        thread_id,
        lambda matter, now: hand_over(matter, thread_id, officer=body.officer, reason=body.reason, now=now),
    )


@router.post("/threads/{thread_id}/snooze", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.snooze", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_snooze(request: OfficerRequest, thread_id: UUID, body: SnoozeIn) -> ThreadOut:
    """Put a thread aside until a moment; its clock runs on."""
    return _moved(request, thread_id, lambda matter, now: actions.snooze(matter, thread_id, until=body.until, now=now))


@router.post("/threads/{thread_id}/notes", response={201: ThreadOut, **PROBLEMS})
@declare("threads.note", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_note(request: OfficerRequest, thread_id: UUID, body: NoteIn) -> Status[ThreadOut]:
    """Remark something for one's own side."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def note() -> UUID:
        matter = matter_of_thread(viewer, thread_id, now=now)
        return actions.add_note(matter, thread_id, text=body.text, now=now).id

    done = once(request, note)
    return Status(done.status, _shown(viewer, thread_id))


@router.post("/threads/{thread_id}/numbers", response={200: ThreadOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("threads.numbers", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_numbers(request: OfficerRequest, thread_id: UUID, body: NumbersIn) -> ThreadOut:
    """Note the numbers that the matter has in other registers."""
    return _moved(
        request,
        thread_id,
        lambda matter, now: actions.note_numbers(matter, thread_id, foreign=body.numbers(), now=now),
    )


@router.post("/threads/{thread_id}/seen", response={204: None, **PROBLEMS})
@declare("threads.seen", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_thread_seen(request: OfficerRequest, thread_id: UUID) -> Status[None]:
    """Note that somebody of one's own side has opened what came last."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    actions.mark_seen(matter_of_thread(viewer, thread_id, now=now), thread_id, now=now)
    return Status(204, None)


def _written(request: OfficerRequest, thread_id: UUID, move: Move, body: MessageIn) -> ThreadOut:
    return _moved(
        request,
        thread_id,
        lambda matter, now: actions.write(matter, thread_id, move, body.message(), now=now),
    )


def _moved(request: OfficerRequest, thread_id: UUID, move: Callable[[Viewer, datetime], object]) -> ThreadOut:
    """Make a move on the thread as the caller has read it, once, and show it after that."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def act() -> UUID:
        require_match(request, _shown(viewer, thread_id))
        move(matter_of_thread(viewer, thread_id, now=now), now)
        return thread_id

    once(request, act, status=200)
    return _shown(viewer, thread_id)


def _shown(viewer: Viewer, thread_id: UUID) -> ThreadOut:
    now = timezone.now()
    return thread_out(thread_of(viewer, thread_id, now=now), now=now, language=language())
