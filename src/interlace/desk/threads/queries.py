"""Reads of threads that more than one surface needs: one thread with its events, lists, what is due, and search."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.procedure.threads import Event, Move, ThreadParty, ThreadState, moves_open_to
from interlace.desk.threads.blind_units import waits_for_bureau
from interlace.desk.threads.chain import event_in, state_of
from interlace.desk.threads.drafting import side_to_write_in
from interlace.desk.threads.models import Attachment, FactReference, Note, ThreadEvent, ThreadSide
from interlace.desk.threads.rules import may_read
from interlace.desk.threads.searching import events_with
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import EveryMatter, acting, acting_in_every_matter
from interlace.foundation.disclosure.life import note_use_for_life
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.screening.models import HitSide
from interlace.screening.queries import Place, behind, newest


@dataclass(frozen=True, slots=True)
class PlacedFact:
    """A fact in a message: itself, or nothing where its originator has withdrawn it."""

    reference: FactReference
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class EventView:
    """One event as this viewer may read it."""

    row: ThreadEvent
    event: Event
    officer: str
    unit: str
    body: Mapping[str, Any]
    facts: tuple[PlacedFact, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class ThreadView:
    """One thread as this viewer may see it. A unit that may only discover learns where it stands, and no words."""

    side: ThreadSide
    state: ThreadState | None
    events: tuple[EventView, ...]
    notes: tuple[Note, ...]
    moves: frozenset[Move]
    """What this side may do now."""
    waits_for_bureau: bool = False
    """Within one bureau, whether the next step is a unit's that reads no thread: the bureau is woken in its place."""


@dataclass(frozen=True, slots=True)
class FoundView:
    """One event that a search found, with the side of its thread."""

    side: ThreadSide
    row: ThreadEvent
    body: Mapping[str, Any]


def thread_of(viewer: Viewer, thread: UUID, *, now: datetime) -> ThreadView:
    """One thread; `NotFound` when there is none or it is not for this viewer. The viewer's purpose is the thread's."""
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            if ThreadSide.objects.visible_to(matter).filter(thread=thread).exists():
                return _view(matter, side_to_write_in(matter, thread), now=now)
    raise NotFound(_("There is no such thread."))


def matter_of_thread(viewer: Viewer, thread: UUID, *, now: datetime) -> Viewer:
    """The viewer at work on this thread: under its purpose and the own side's reference, or the one it was told."""
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            side = ThreadSide.objects.visible_to(matter).filter(thread=thread).order_by("party").first()
            if side is not None:
                reference = side.reference or viewer.reference or side.counterpart_reference
                return matter.working_for(purpose=side.purpose, reference=reference)
    raise NotFound(_("There is no such thread."))


def threads_page(
    viewer: Viewer,
    *,
    now: datetime,
    most: int,
    after: Place | None = None,
    states: Collection[str] = (),
    counterpart: str = "",
    only_ours: bool = False,
) -> list[ThreadSide]:
    """Threads of the own side, the one with the latest event first."""
    found: list[ThreadSide] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            sides = ThreadSide.objects.visible_to(matter).listed(matter)
            if states:
                sides = sides.filter(state__in=states)
            if counterpart:
                sides = sides.filter(counterpart=counterpart)
            if only_ours:
                sides = sides.filter(is_ours=True)
            found += told(matter, behind(sides, after, by="thread", most=most, time="last"))
    return newest(found, lambda side: (side.last, side.thread))[:most]


def threads_opened(viewer: Viewer, *, since: datetime, until: datetime, now: datetime) -> list[ThreadSide]:
    """The threads of the own side that were opened in this time, in their order: the register book."""
    found: list[ThreadSide] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.EXPORT, now=now):
            sides = ThreadSide.objects.visible_to(matter).filter(opened__gte=since, opened__lt=until)
            found += told(matter, sides)
    return sorted(found, key=lambda side: (side.opened, side.number))


def search_threads(
    viewer: Viewer, text: str, *, now: datetime, most: int, after: Place | None = None
) -> list[FoundView]:
    """The latest events of one's own threads that hold every word of the text."""
    if not may_read(viewer):
        return []
    with acting_in_every_matter(viewer, Action.READ, now=now) as every:
        places = newest(events_with(every, text, most=most, after=after), lambda each: (each.at, each.event))[:most]
        sides = _sides_by_thread(every, {place.thread for place in places})
        rows = ThreadEvent.objects.in_bulk([place.event for place in places])
    return [
        FoundView(side, row, _read(row)["body"])
        for place in places
        if (side := sides.get(place.thread)) is not None
        and (row := rows.get(place.event)) is not None
        and every.permits_words(side.purpose, row.label_id)
    ]


def told(matter: Viewer, sides: Iterable[ThreadSide]) -> list[ThreadSide]:
    """What a reader is told; what is taken out here is not to be saved."""
    shown = list(sides)
    if not may_read(matter):
        for side in shown:
            side.title = side.reference = side.counterpart_reference = ""
            side.foreign, side.hit = {}, None
    return shown


def _view(matter: Viewer, side: ThreadSide, *, now: datetime) -> ThreadView:
    (shown,) = told(matter, [side])
    if shown.hit is not None and not HitSide.objects.visible().filter(hit=shown.hit, member=matter.member).exists():
        # Its label may be tighter than that of the words that follow it up.
        shown.hit = None
    rows = list(ThreadEvent.objects.visible_to(matter).filter(thread=side.thread).order_by("number"))
    state = state_of(rows)
    own_notes = Note.objects.filter(thread=side.thread, member=matter.member, unit=side.unit).order_by("at", "id")
    return ThreadView(
        side=shown,
        state=state,
        events=tuple(_events(matter, rows)),
        notes=tuple(own_notes),
        moves=moves_open_to(state, ThreadParty(side.party), at=now) if state is not None else frozenset(),
        waits_for_bureau=waits_for_bureau(side),
    )


def _events(matter: Viewer, rows: Sequence[ThreadEvent]) -> list[EventView]:
    ids = [row.id for row in rows]
    facts = _facts_by_event(matter, ids)
    files: dict[UUID, list[Attachment]] = defaultdict(list)
    for file in Attachment.objects.filter(event__in=ids).order_by("created", "id"):
        if file.event is not None:
            files[file.event].append(file)
    return [_event(row, facts[row.id], files[row.id]) for row in rows]


def _event(row: ThreadEvent, facts: Sequence[PlacedFact], files: Sequence[Attachment]) -> EventView:
    read = _read(row)
    # Which facts and files there are is for the rows to say: the entry names those too that not everybody reads.
    body = {name: value for name, value in read["body"].items() if name not in {"facts", "attachments"}}
    return EventView(row, event_in(row), read["officer"], read["unit"], body, tuple(facts), tuple(files))


def _facts_by_event(matter: Viewer, events: Sequence[UUID]) -> dict[UUID, list[PlacedFact]]:
    placed: dict[UUID, list[PlacedFact]] = defaultdict(list)
    references = list(FactReference.objects.visible_to(matter).filter(event__in=events).order_by("position"))
    facts = {fact.id: fact for fact in Fact.objects.visible_to(matter).filter(id__in=[r.fact for r in references])}
    for reference in references:
        fact = facts.get(reference.fact)
        if fact is None and reference.recalled is None:
            continue
        if fact is not None:
            note_use_for_life(matter, originator=fact.originator, subject=fact.subject, label_id=fact.label_id)
        placed[reference.event].append(PlacedFact(reference, fact))
    return placed


def _sides_by_thread(every: EveryMatter, threads: Collection[UUID]) -> dict[UUID, ThreadSide]:
    sides = ThreadSide.objects.in_every_matter(every).filter(thread__in=threads).order_by("-unit", "party")
    return {side.thread: side for side in sides if every.discovers(side.purpose, side.label_id)}


def _read(row: ThreadEvent) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.entry)
    return found
