"""What an officer does in a thread. Moves add an event that both sides read; the rest is the own side's alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.ledger import JsonValue
from interlace.core.problems import Problem
from interlace.core.procedure.threads import Event, Move, ThreadParty, ThreadUrgency
from interlace.desk.threads import ledger_events
from interlace.desk.threads.chain import append
from interlace.desk.threads.drafting import new_draft, side_to_write_in
from interlace.desk.threads.due import note_withdrawals_seen
from interlace.desk.threads.messages import FOREIGN, LONGEST_REASON, Message
from interlace.desk.threads.models import Note, ThreadSide
from interlace.desk.threads.rules import error_of, may_read, require_party, require_writer
from interlace.desk.threads.sending import send_draft
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event as LedgerEvent
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.identity.models import Officer

LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True)
class _Step:
    """One move without a message."""

    move: Move
    reason: str = ""
    urgency: ThreadUrgency | None = None
    reference: str = ""


def acknowledge(viewer: Viewer, thread: UUID, *, now: datetime, reference: str = "") -> ThreadSide:
    """Say "we have it and are working on it", with the own reference if it is to be told."""
    return _move(viewer, thread, _Step(Move.ACKNOWLEDGE, reference=reference), now=now)


def resume(viewer: Viewer, thread: UUID, *, reason: str, now: datetime) -> ThreadSide:
    """Say that what was asked for is needed no longer: the clock runs again."""
    return _move(viewer, thread, _Step(Move.RESUME, reason), now=now)


def change_urgency(viewer: Viewer, thread: UUID, *, urgency: ThreadUrgency, reason: str, now: datetime) -> ThreadSide:
    """Make a thread more or less urgent, with the reason that the other side reads."""
    return _move(viewer, thread, _Step(Move.CHANGE_URGENCY, reason, urgency), now=now)


def withdraw(viewer: Viewer, thread: UUID, *, reason: str, now: datetime) -> ThreadSide:
    """Take the question back: it ends *withdrawn*."""
    return _move(viewer, thread, _Step(Move.WITHDRAW, reason), now=now)


def close(viewer: Viewer, thread: UUID, *, now: datetime, reason: str = "") -> ThreadSide:
    """Close with the outcome that was answered; one that is overdue ends with *no answer*."""
    return _move(viewer, thread, _Step(Move.CLOSE, reason), now=now)


@transaction.atomic
def write(viewer: Viewer, thread: UUID, move: Move, message: Message, *, now: datetime) -> ThreadSide:
    """Ask back, supply, answer or write in one step, where no other officer has to read it first."""
    draft = new_draft(viewer, message, move=move, thread=thread, now=now)
    return send_draft(viewer, draft.id, now=now)


@transaction.atomic
def assign(viewer: Viewer, thread: UUID, *, officer: UUID | None, now: datetime) -> ThreadSide:
    """Give a thread to an officer of the own side, or to nobody."""
    require_writer(viewer)
    with acting(viewer, now=now):
        side = side_to_change(viewer, thread)
        given = colleague_for(viewer, side, officer) if officer is not None else None
        side.assignee, side.assignee_name = (given.id, given.display_name) if given is not None else (None, "")
        side.save(update_fields=["assignee", "assignee_name"])
        log_on_side(ledger_events.ASSIGNED, viewer, side, now=now, detail={"officer": str(officer or "")})
        return side


@transaction.atomic
def snooze(viewer: Viewer, thread: UUID, *, until: datetime | None, now: datetime) -> ThreadSide:
    """Put a thread aside until a moment, or take it up again; something new brings it back, and its clock runs on."""
    require_writer(viewer)
    if until is not None and until <= now:
        what = _("This moment has passed.")
        raise InvalidInput(what, problems=[FieldProblem("/until", "until_in_the_past", what)])
    with acting(viewer, now=now):
        side = side_to_change(viewer, thread)
        side.snoozed_until = until
        side.save(update_fields=["snoozed_until"])
        log_on_side(ledger_events.SNOOZED, viewer, side, now=now, detail={"until": until.isoformat() if until else ""})
        return side


@transaction.atomic
def add_note(viewer: Viewer, thread: UUID, *, text: str, now: datetime) -> Note:
    """Remark something for one's own side; the other never sees it."""
    require_writer(viewer)
    if not may_read(viewer):
        raise error_of(Problem("through_bureau"))
    if not 0 < len(text.strip()) <= LONGEST_NOTE:
        raise error_of(Problem("text_too_long" if text.strip() else "text_missing"))
    with acting(viewer, now=now):
        side = side_to_change(viewer, thread)
        note = Note(
            member=viewer.member,
            unit=side.unit,
            label_id=side.label_id,
            thread=thread,
            by=UUID(viewer.id),
            by_name=viewer.officer_name,
            text=text.strip(),
            at=now,
        )
        note.save(force_insert=True)
        log_on_side(ledger_events.NOTED, viewer, side, now=now, detail={"note": str(note.id)})
        return note


@transaction.atomic
def note_numbers(viewer: Viewer, thread: UUID, *, foreign: Mapping[str, str], now: datetime) -> ThreadSide:
    """Note the numbers that the matter has in other registers, once; an empty one is taken away."""
    require_writer(viewer)
    if not set(foreign) <= set(FOREIGN):
        raise error_of(Problem("foreign_unknown"))
    with acting(viewer, now=now):
        side = side_to_change(viewer, thread)
        numbers = {**side.foreign, **{name: number.strip()[:80] for name, number in foreign.items()}}
        side.foreign = {name: number for name, number in numbers.items() if number}
        side.save(update_fields=["foreign"])
        log_on_side(ledger_events.NUMBERED, viewer, side, now=now, detail={"registers": sorted(side.foreign)})
        return side


@transaction.atomic
def mark_seen(viewer: Viewer, thread: UUID, *, now: datetime) -> None:
    """Note that somebody of this side has opened what came last."""
    with acting(viewer, now=now):
        side = side_to_write_in(viewer, thread)
        if may_read(viewer) and side.seen < side.events:
            ThreadSide.objects.visible_to(viewer).filter(id=side.id).update(seen=side.events)
        note_withdrawals_seen(side, now=now)


@transaction.atomic
def _move(viewer: Viewer, thread: UUID, step: _Step, *, now: datetime) -> ThreadSide:
    with acting(viewer, now=now):
        side = side_to_write_in(viewer, thread)
        party = ThreadParty(side.party)
        require_party(viewer, party, step.move)
        if len(step.reason) > LONGEST_REASON:
            raise error_of(Problem("text_too_long"))
        event = Event(step.move, party, now, reason=step.reason.strip(), urgency=step.urgency)
        body: dict[str, JsonValue] = {"reference": step.reference.strip()} if step.reference.strip() else {}
        append(viewer, thread, event, body=body, now=now)
        return side_to_write_in(viewer, thread)


def side_to_change(viewer: Viewer, thread: UUID) -> ThreadSide:
    """The viewer's own side of a thread, locked until the transaction ends; a context must be open."""
    side = side_to_write_in(viewer, thread)
    return ThreadSide.objects.visible_to(viewer).select_for_update(of=("self",)).get(id=side.id)


def colleague_for(viewer: Viewer, side: ThreadSide, officer: UUID) -> Officer:
    """An officer who works where the side lies, and may see the thread at all."""
    found = Officer.objects.in_service().filter(id=officer, bureau__member=viewer.member).first()
    person = found.as_viewer() if found is not None else None
    is_cleared = (
        person is not None
        and side.purpose in person.purposes
        and person.level >= side.level
        and set(side.rooms) <= person.rooms
    )
    if found is None or not is_cleared:
        what = _("There is no such colleague who may see this thread.")
        raise InvalidInput(what, problems=[FieldProblem("/officer", "unknown_officer", what)])
    return found


def log_on_side(
    event: LedgerEvent, viewer: Viewer, side: ThreadSide, *, now: datetime, detail: Mapping[str, JsonValue]
) -> None:
    """Write down what was done on one's own side."""
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=side.thread,
        now=now,
        purpose=side.purpose,
        reference=viewer.reference,
        detail=detail,
    )
