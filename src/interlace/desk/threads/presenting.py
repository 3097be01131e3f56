"""Threads as a page shows them: typed, in the reader's words and zone, with nothing left to look up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.bureaus.queries import members_by_code
from interlace.core.procedure.threads import ItemKind, Move, Outcome, ThreadParty, ThreadType, ThreadUrgency, Verdict
from interlace.desk.threads.models import Attachment, ThreadSide
from interlace.desk.threads.queries import EventView, PlacedFact, ThreadView
from interlace.desk.threads.words import (
    FOREIGN_WORDS,
    GROUND_WORDS,
    ITEMS,
    MOVES,
    OUTCOMES,
    TYPES,
    URGENCIES,
    standing_word,
    withdrawn_sentence,
)
from interlace.facts.field_words import property_name
from interlace.facts.vocabulary import condition_text
from interlace.foundation.disclosure.labels import book
from interlace.foundation.localize.formats import day_text, moment_text
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.reader import Reader
from interlace.foundation.localize.shown import ShownClock, clock, direction_of, paused_clock


@dataclass(frozen=True, slots=True)
class ShownThreadRow:
    """A thread in a list."""

    thread: UUID
    title: str
    type: str
    bureau: str
    unit: str
    number: str
    standing: str
    urgency: str
    is_ours: bool
    unread: int
    assignee: str
    clock: ShownClock | None


@dataclass(frozen=True, slots=True)
class ShownWords:
    """Words in their own language and direction."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class ShownTranslated:
    """Words with their translation beside them, which says who made it."""

    original: ShownWords
    translation: ShownWords | None = None
    translated_by: str = ""
    quoted_from: str = ""


@dataclass(frozen=True, slots=True)
class ShownThreadFact:
    """A fact in a message, or the sentence that stands where it was withdrawn."""

    field: str
    value: str
    owner: str
    handling: str
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """One item of a verification with its answer."""

    what: str
    answer: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """One event of a thread."""

    number: int
    what: str
    who: str
    when: str
    is_own: bool
    words: ShownTranslated | None
    quotes: tuple[ShownTranslated, ...]
    reason: str
    verdicts: tuple[ShownVerdict, ...]
    facts: tuple[ShownThreadFact, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class ShownThread:
    """One thread on its page."""

    row: ShownThreadRow
    pairs: tuple[tuple[str, str], ...]
    items: tuple[tuple[str, str], ...]
    events: tuple[ShownEvent, ...]
    notes: tuple[tuple[str, str, str], ...]
    """When, by whom, what."""
    moves: frozenset[Move]


def shown_rows(sides: Iterable[ThreadSide], reader: Reader) -> list[ShownThreadRow]:
    """Threads in a list, each with the clock that both sides see."""
    names = members_by_code()
    return [_row(side, names, reader) for side in sides]


def _row(side: ThreadSide, names: Mapping[str, str], reader: Reader) -> ShownThreadRow:
    return ShownThreadRow(
        thread=side.thread,
        title=side.title or _("Thread {number}").format(number=side.number),
        type=str(TYPES[ThreadType(side.type)]),
        bureau=names.get(side.counterpart, side.counterpart),
        unit=side.unit_name or side.counterpart_unit,
        number=side.number,
        standing=standing_word(side, now=reader.now),
        urgency=str(URGENCIES[ThreadUrgency(side.urgency)]),
        is_ours=side.is_ours,
        unread=side.events - side.seen,
        assignee=side.assignee_name,
        clock=_clock(side, names, reader),
    )


def shown_thread(view: ThreadView, reader: Reader) -> ShownThread:
    """One thread with everything that this reader may read of it."""
    side, names = view.side, members_by_code()
    items = view.state.items if view.state is not None else ()
    return ShownThread(
        row=_row(side, names, reader),
        pairs=tuple((name, text) for name, text in _pairs(side, reader) if text),
        items=tuple((str(ITEMS[item.kind]), item.what) for item in items),
        events=tuple(_event(event, view, names, reader) for event in view.events),
        notes=tuple((_moment(note.at, reader), note.by_name, note.text) for note in view.notes),
        moves=view.moves,
    )


def _clock(side: ThreadSide, names: Mapping[str, str], reader: Reader) -> ShownClock | None:
    if side.is_paused:
        opener = side.member if side.party == ThreadParty.OPENER else side.counterpart
        return paused_clock(waiting_for=names.get(opener, opener))
    if side.due is None:
        return None
    return clock(due=side.due, started=side.opened, now=reader.now, zone=reader.zone, language=reader.language)


def _pairs(side: ThreadSide, reader: Reader) -> list[tuple[str, str]]:
    return [
        (_("Own number"), side.number),
        (_("Own reference"), side.reference),
        (_("Their reference"), side.counterpart_reference),
        *((str(FOREIGN_WORDS[name]), number) for name, number in side.foreign.items()),
        (_("Opened"), _moment(side.opened, reader)),
        (_("Answer due"), _moment(side.answer_due, reader) if side.answer_due else ""),
        (_("Put aside until"), _moment(side.snoozed_until, reader) if side.snoozed_until else ""),
    ]


def _event(view: EventView, thread: ThreadView, names: Mapping[str, str], reader: Reader) -> ShownEvent:
    event, body = view.event, view.body
    return ShownEvent(
        number=view.row.number,
        what=_what(view),
        who=", ".join(part for part in (view.officer, view.unit, names.get(view.row.member, view.row.member)) if part),
        when=_moment(view.row.at, reader),
        is_own=view.row.party == thread.side.party,
        words=_translated(body) if body.get("text") else None,
        quotes=tuple(_translated(quote, quoted=True) for quote in body.get("quotes", [])),
        # A question back is its own reason.
        reason=event.reason if not body.get("text") else "",
        verdicts=_verdicts(view, thread, reader),
        facts=tuple(_fact(each, thread.side.member, names, reader) for each in view.facts),
        attachments=view.attachments,
    )


def _what(view: EventView) -> str:
    event = view.event
    told = str(MOVES[event.move])
    if event.outcome is Outcome.REFUSED and event.ground:
        ground = GROUND_WORDS.get(event.ground, event.ground)
        return _("{what}: {outcome} ({ground})").format(what=told, outcome=OUTCOMES[event.outcome], ground=ground)
    if event.outcome is not None:
        return _("{what}: {outcome}").format(what=told, outcome=OUTCOMES[event.outcome])
    if event.move is Move.CHANGE_URGENCY and event.urgency is not None:
        return _("{what}: {outcome}").format(what=told, outcome=URGENCIES[event.urgency])
    return told


def _translated(body: Mapping[str, object], *, quoted: bool = False) -> ShownTranslated:
    translation = body.get("translation")
    beside = translation if isinstance(translation, Mapping) else None
    return ShownTranslated(
        original=_words(str(body.get("text", "")), str(body.get("language", ""))),
        translation=_words(str(beside.get("text", "")), str(beside.get("language", ""))) if beside else None,
        translated_by=_translator(beside),
        quoted_from=_("From message {number}").format(number=body.get("event")) if quoted else "",
    )


def _translator(translation: Mapping[str, object] | None) -> str:
    if translation is None:
        return ""
    return _("Translated by a machine") if translation.get("by") == "machine" else _("Translated by a person")


def _words(text: str, language: str) -> ShownWords:
    return ShownWords(text, language, direction_of(language))


def _verdicts(view: EventView, thread: ThreadView, reader: Reader) -> tuple[ShownVerdict, ...]:
    if thread.state is None or not view.event.verdicts:
        return ()
    return tuple(
        ShownVerdict(
            what=f"{ITEMS[ItemKind(item.kind)]}: {item.what}",
            answer=" ".join(part for part in (str(OUTCOMES[verdict.outcome]), verdict.remark) if part),
            source=_source(verdict, reader),
        )
        for item, verdict in zip(thread.state.items, view.event.verdicts, strict=False)
    )


def _source(verdict: Verdict, reader: Reader) -> str:
    if verdict.on is None:
        return verdict.source
    return _("{source}, {day}").format(source=verdict.source, day=day_text(verdict.on, language=reader.language))


def _fact(placed: PlacedFact, member: str, names: Mapping[str, str], reader: Reader) -> ShownThreadFact:
    fact = placed.fact
    owner = names.get(placed.reference.originator, placed.reference.originator)
    if fact is None:
        return ShownThreadFact("", "", owner, "", withdrawn_sentence(placed.reference.originator))
    return ShownThreadFact(
        field=property_name(fact.prop),
        value=fact.original,
        owner=owner,
        handling=handling_sentence(
            book.label(fact.label_id),
            language=reader.language,
            member_names=names,
            now=reader.now,
            viewer_member=member,
            conditions=[condition_text(fact.condition)] if fact.condition else [],
            zone=reader.zone,
        ),
    )


def _moment(at: datetime, reader: Reader) -> str:
    return moment_text(at, zone=reader.zone, language=reader.language)
