"""Adding one event to a thread: both sides, the words for search, and both ledgers, in one transaction."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from interlace.core.ledger import JsonValue
from interlace.core.problems import Problem
from interlace.core.procedure.threads import (
    Event,
    Move,
    ThreadParty,
    ThreadState,
    Written,
    digest_of,
    event_of,
    fold,
    follow,
    is_unbroken,
    problem_of,
)
from interlace.desk.threads import ledger_events
from interlace.desk.threads.labels import words_label
from interlace.desk.threads.models import ThreadEvent, ThreadSide
from interlace.desk.threads.rules import error_of, may_read, require_none
from interlace.desk.threads.searching import add_words
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.models import terms_of as terms_of_label
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer


def append(
    viewer: Viewer,
    thread: UUID,
    event: Event,
    *,
    body: Mapping[str, JsonValue],
    now: datetime,
    event_id: UUID | None = None,
    detail: Mapping[str, JsonValue] | None = None,
) -> ThreadEvent:
    """Add an event in the viewer's name, in an open context for reading; what cannot follow is refused in words.

    Both sides stay locked until the transaction ends, so that of two moves at one moment the second sees the first.
    """
    if not may_read(viewer):
        raise error_of(Problem("through_bureau"))
    with steward(Task.CHECK):
        sides = list(ThreadSide.objects.select_for_update().filter(thread=thread).order_by("party"))
        before = list(ThreadEvent.objects.filter(thread=thread).order_by("number"))
    folded = state_of(before)
    require_none(problem_of(folded, event))
    state = follow(folded, event)
    own = next(side for side in sides if side.party == event.party)
    row = _written(viewer, own, event, before, body=body, event_id=event_id or uuid.uuid4(), now=now)
    row.save(force_insert=True)
    with steward(Task.CHECK):
        for side in sides:
            _carry(side, state, event=row, body=body)
            side.save()
    add_words(row, _once_per_member(sides), _texts(event, body))
    _log(viewer, sides, row, event.move, detail=detail or {}, now=now)
    return row


def state_of(events: Sequence[ThreadEvent]) -> ThreadState | None:
    """Where the events of a thread lead."""
    return fold(event_in(row) for row in events)


def event_in(row: ThreadEvent) -> Event:
    """What a kept event did."""
    return event_of(row.kind, row.party, row.at, json.loads(row.entry)["terms"])


def is_intact(events: Sequence[ThreadEvent]) -> bool:
    """Whether a thread's events are as they were written, complete from the first on, and in their order."""
    read = [(json.loads(row.entry), row.entry) for row in events]
    return is_unbroken(read) and all(row.digest == digest_of(row.entry) for row in events)


def _written(
    viewer: Viewer,
    own: ThreadSide,
    event: Event,
    before: Sequence[ThreadEvent],
    *,
    body: Mapping[str, JsonValue],
    event_id: UUID,
    now: datetime,
) -> ThreadEvent:
    label = words_label(own.member, own.counterpart, purpose=own.purpose, level=own.level, rooms=own.rooms, now=now)
    label_id = intern(label)
    context_of.refresh()
    written = Written(
        thread=str(own.thread),
        number=len(before) + 1,
        event=event,
        member=own.member,
        unit=own.unit_name,
        officer=viewer.officer_name,
        body=body,
        label=terms_of_label(book.label(label_id)),
        previous=before[-1].digest if before else "",
    )
    entry = written.entry()
    return ThreadEvent(
        id=event_id,
        thread=own.thread,
        number=written.number,
        kind=event.move,
        party=event.party,
        member=own.member,
        officer=UUID(viewer.id),
        at=event.at,
        label_id=label_id,
        entry=entry,
        digest=digest_of(entry),
    )


def _carry(side: ThreadSide, state: ThreadState, *, event: ThreadEvent, body: Mapping[str, JsonValue]) -> None:
    """Repeat on a side where the thread stands now."""
    side.state, side.urgency, side.outcome = state.state, state.urgency, state.outcome or ""
    side.is_ours = state.owed_by == side.party
    side.due = state.due
    side.answer_due = state.clock.answer_due if state.is_open and state.answered is None else None
    side.is_paused = state.clock.is_paused
    side.stood = state.clock.stood
    side.last, side.events = state.last, event.number
    side.acknowledged, side.answered, side.closed = state.acknowledged, state.answered, state.closed
    told = body.get("reference")
    if side.party == event.party:
        side.seen = event.number
        side.reference = side.reference or (told if isinstance(told, str) else "")
    else:
        # Something new has come: nobody meant to put that aside.
        side.snoozed_until = None
        side.counterpart_reference = told if isinstance(told, str) else side.counterpart_reference


def _once_per_member(sides: Sequence[ThreadSide]) -> list[ThreadSide]:
    """Within one member the unit's side stands for both: whoever works for the bureau finds it there too."""
    by_member = {side.member: side for side in sorted(sides, key=lambda side: side.unit is not None)}
    return list(by_member.values())


def _texts(event: Event, body: Mapping[str, JsonValue]) -> list[str]:
    texts = [str(body.get(name, "")) for name in ("title", "text", "reference")]
    translation = body.get("translation")
    if isinstance(translation, Mapping):
        texts.append(str(translation.get("text", "")))
    texts += [item.what for item in event.items]
    texts += [f"{verdict.source} {verdict.remark}" for verdict in event.verdicts]
    return [*texts, event.reason]


def _log(
    viewer: Viewer,
    sides: Sequence[ThreadSide],
    row: ThreadEvent,
    move: Move,
    *,
    detail: Mapping[str, JsonValue],
    now: datetime,
) -> None:
    """One act, a leaf for each member; only the actor's names the officer and the reference."""
    act = uuid.uuid4()
    for member in sorted({side.member for side in sides}):
        is_own = member == viewer.member
        record(
            ledger_events.MOVED[move],
            by=viewer.id if is_own else SYSTEM,
            member=member,
            on=row.thread,
            now=now,
            purpose=sides[0].purpose,
            reference=viewer.reference if is_own else "",
            detail={"number": row.number, "digest": row.digest, "party": row.member, **(detail if is_own else {})},
            act=act,
        )


def own_event(move: Move, party: ThreadParty, now: datetime, **terms: object) -> Event:
    """An event without words of its own."""
    return replace(Event(move, party, now), **terms)  # type: ignore[arg-type]
