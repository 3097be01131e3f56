"""Threads in the one shape that API and command line share, and out of which pages are made."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from interlace.bureaus.queries import members_by_code
from interlace.core.procedure.threads import (
    Move,
    Outcome,
    ThreadParty,
    ThreadStage,
    ThreadState,
    ThreadType,
    ThreadUrgency,
)
from interlace.desk.threads.answers import (
    AttachmentOut,
    ClockOut,
    DraftOut,
    EventOut,
    FactOut,
    FoundOut,
    NoteOut,
    SendingOut,
    ThreadOut,
    ThreadRowOut,
    VerdictOut,
)
from interlace.desk.threads.models import Attachment, Draft, ThreadSide
from interlace.desk.threads.queries import EventView, FoundView, PlacedFact, ThreadView
from interlace.desk.threads.schemas import ItemIn
from interlace.desk.threads.sending import SendingCheck
from interlace.desk.threads.words import MOVES, STATES, blocked_sentence, standing_word, withdrawn_sentence
from interlace.facts.vocabulary import condition_text
from interlace.foundation.disclosure.labels import book
from interlace.foundation.localize.handling import handling_sentence


def row_out(side: ThreadSide, *, now: datetime) -> ThreadRowOut:
    """A thread in a list."""
    return ThreadRowOut(**_row(side, now=now))


def thread_out(view: ThreadView, *, now: datetime, language: str) -> ThreadOut:
    """One thread with its events."""
    state = view.state
    names = members_by_code()
    return ThreadOut(
        **_row(view.side, now=now),
        items=[ItemIn(kind=item.kind, what=item.what) for item in state.items] if state is not None else [],
        clock=_clock(state) if state is not None else None,
        moves=sorted(view.moves),
        waits_for_bureau=view.waits_for_bureau,
        events=[
            _event(event, member=view.side.member, names=names, now=now, language=language) for event in view.events
        ],
        notes=[
            NoteOut(at=note.at, by=note.by_name, text=note.text, given_to=note.given_to_name) for note in view.notes
        ],
    )


def found_out(found: FoundView) -> FoundOut:
    """One event that a search found."""
    return FoundOut(
        thread=found.side.thread,
        number=found.row.number,
        title=found.side.title,
        counterpart=found.side.counterpart,
        at=found.row.at,
        text=str(found.body.get("text", "")),
    )


def draft_out(draft: Draft, attachments: list[Attachment]) -> DraftOut:
    """A draft of one's own side."""
    return DraftOut.of(draft, words=str(STATES[ThreadStage(draft.state)]), attachments=attachments)


def sending_out(check: SendingCheck) -> SendingOut:
    """What would happen if a draft were sent now."""
    return SendingOut(
        may_go=check.may_go,
        review_needed=check.review_needed,
        sentence="" if check.may_go else blocked_sentence(check),
        consents=sorted(check.consents or ()),
    )


def _row(side: ThreadSide, *, now: datetime) -> dict[str, Any]:
    return {
        "id": side.thread,
        "party": ThreadParty(side.party),
        "number": side.number,
        "counterpart": side.counterpart,
        "counterpart_unit": side.counterpart_unit,
        "unit": side.unit_name,
        "type": ThreadType(side.type),
        "title": side.title,
        "purpose": side.purpose,
        "reference": side.reference,
        "their_reference": side.counterpart_reference,
        "foreign": dict(side.foreign),
        "urgency": ThreadUrgency(side.urgency),
        "state": ThreadStage(side.state),
        "standing": standing_word(side, now=now),
        "outcome": Outcome(side.outcome) if side.outcome else None,
        "ours": side.is_ours,
        "due": side.due,
        "paused": side.is_paused,
        "opened": side.opened,
        "last": side.last,
        "assignee": side.assignee_name,
        "snoozed_until": side.snoozed_until,
        "unread": side.events - side.seen,
    }


def _clock(state: ThreadState) -> ClockOut:
    clock = state.clock
    return ClockOut(
        acknowledgement_due=clock.acknowledgement_due,
        answer_due=clock.answer_due,
        paused_because=clock.pauses[-1].reason if clock.is_paused else "",
    )


def _event(view: EventView, *, member: str, names: Mapping[str, str], now: datetime, language: str) -> EventOut:
    event, body = view.event, view.body
    return EventOut(
        number=view.row.number,
        kind=Move(view.row.kind),
        words=str(MOVES[event.move]),
        bureau=view.row.member,
        unit=view.unit,
        officer=view.officer,
        at=view.row.at,
        text=str(body.get("text", "")),
        language=str(body.get("language", "")),
        translation=body.get("translation"),
        quotes=list(body.get("quotes", [])),
        reason=event.reason,
        outcome=event.outcome,
        ground=event.ground,
        verdicts=[
            VerdictOut(outcome=each.outcome, source=each.source, on=each.on, remark=each.remark)
            for each in event.verdicts
        ],
        facts=[_fact(each, member=member, names=names, now=now, language=language) for each in view.facts],
        attachments=[AttachmentOut.of(file) for file in view.attachments],
    )


def _fact(placed: PlacedFact, *, member: str, names: Mapping[str, str], now: datetime, language: str) -> FactOut:
    reference, fact = placed.reference, placed.fact
    if fact is None:
        return FactOut(
            id=reference.fact,
            property="",
            value="",
            original="",
            owner=reference.originator,
            handling="",
            withdrawn=withdrawn_sentence(reference.originator),
        )
    return FactOut(
        id=fact.id,
        property=fact.prop,
        value=fact.value,
        original=fact.original,
        owner=fact.originator,
        handling=handling_sentence(
            book.label(fact.label_id),
            language=language,
            member_names=names,
            now=now,
            viewer_member=member,
            conditions=[condition_text(fact.condition)] if fact.condition else [],
        ),
    )
