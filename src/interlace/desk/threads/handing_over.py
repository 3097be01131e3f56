"""Handing a thread over: a colleague has it from now on, and reads in the inbox why."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.core.handling import Action
from interlace.core.problems import Problem
from interlace.desk.threads import ledger_events
from interlace.desk.threads.actions import LONGEST_NOTE, colleague_for, log_on_side, side_to_change
from interlace.desk.threads.models import Note, ThreadSide
from interlace.desk.threads.rules import error_of, may_read, require_writer
from interlace.foundation.disclosure.acting import acting, acting_in_every_matter
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer

NOBODY = UUID(int=0)


@transaction.atomic
def hand_over(viewer: Viewer, thread: UUID, *, officer: UUID, reason: str, now: datetime) -> ThreadSide:
    """Give a thread to a colleague of the own side, with the reason that the colleague reads; it is not put aside."""
    require_writer(viewer)
    if not may_read(viewer):
        raise error_of(Problem("through_bureau"))
    if not reason.strip():
        raise error_of(Problem("handing_over_reason"))
    if len(reason.strip()) > LONGEST_NOTE:
        raise error_of(Problem("text_too_long"))
    with acting(viewer, now=now):
        side = side_to_change(viewer, thread)
        colleague = colleague_for(viewer, side, officer)
        side.assignee, side.assignee_name, side.snoozed_until = colleague.id, colleague.display_name, None
        side.save(update_fields=["assignee", "assignee_name", "snoozed_until"])
        note = Note(
            member=viewer.member,
            unit=side.unit,
            label_id=side.label_id,
            thread=thread,
            by=UUID(viewer.id),
            by_name=viewer.officer_name,
            given_to=colleague.id,
            given_to_name=colleague.display_name,
            text=reason.strip(),
            at=now,
        )
        note.save(force_insert=True)
        detail = {"officer": str(colleague.id), "note": str(note.id)}
        log_on_side(ledger_events.HANDED_OVER, viewer, side, now=now, detail=detail)
        return side


def colleague_named(viewer: Viewer, username: str) -> UUID:
    """The officer of the own member who has this user name; nobody's id where there is none, so that one is refused."""
    officers = Officer.objects.filter(username=username, bureau__member=viewer.member)
    return officers.values_list("id", flat=True).first() or NOBODY


def handed_to(viewer: Viewer, sides: Collection[ThreadSide], *, now: datetime) -> Mapping[UUID, Note]:
    """With what remark each of these threads came to the viewer, by thread; one that was not handed over has none."""
    if not may_read(viewer):
        return {}
    mine = [side.thread for side in sides if str(side.assignee) == viewer.id]
    if not mine:
        return {}
    purposes = {side.thread: side.purpose for side in sides}
    with acting_in_every_matter(viewer, Action.READ, now=now) as every:
        notes = Note.objects.filter(member=viewer.member, thread__in=mine).exclude(given_to=None)
        readable = [
            each for each in notes.order_by("at", "id") if every.permits_words(purposes[each.thread], each.label_id)
        ]
    latest = {note.thread: note for note in readable}
    return {thread: note for thread, note in latest.items() if str(note.given_to) == viewer.id}
