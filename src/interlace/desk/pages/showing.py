"""A thread as its page shows it: every message with its handling, the numbers, the clock, where it stands."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.queries import members_by_code
from interlace.core.procedure.threads import Move, ThreadParty, ThreadStage, ThreadType, ThreadUrgency
from interlace.desk.pages.presenting import Line, ShownEvent, ShownFact, ShownText
from interlace.desk.threads.messages import TranslatedBy
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.queries import EventView, PlacedFact, ThreadView
from interlace.desk.threads.words import (
    FOREIGN_WORDS,
    GROUND_WORDS,
    ITEMS,
    MOVES,
    OUTCOMES,
    TYPES,
    URGENCIES,
    reads_no_answer,
    withdrawn_sentence,
)
from interlace.facts.field_words import property_name
from interlace.facts.vocabulary import condition_text
from interlace.foundation.disclosure.labels import book
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.formats import day_text
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.shown import paused_clock


def numbers_of(desk: Desk, side: ThreadSide) -> Iterator[Line]:
    """By which numbers the matter goes on both sides and elsewhere, and what it is for."""
    yield Line(_("Own number"), side.number)
    yield Line(_("Own case"), side.reference or _("none"))
    yield Line(
        _("Case of {bureau}").format(bureau=side.counterpart), side.counterpart_reference or _("not told by them")
    )
    for register, number in sorted(side.foreign.items()):
        yield Line(str(FOREIGN_WORDS.get(register, register)), number)
    yield Line(_("Type"), str(TYPES[ThreadType(side.type)]))
    yield Line(_("Purpose"), desk.matter_text(side.purpose, ""))
    yield Line(_("Urgency"), str(URGENCIES[ThreadUrgency(side.urgency)]))
    yield Line(_("Assigned to"), side.assignee_name or _("nobody"))
    if side.snoozed_until is not None and side.snoozed_until > desk.now:
        yield Line(_("Put aside until"), desk.when(side.snoozed_until))
    if side.hit is not None:
        yield Line(_("Hit"), _("Open the hit"), url=reverse("hit", args=[side.hit]))


def clocks_of(desk: Desk, view: ThreadView) -> Iterator[Line]:
    """The clock, the same on both sides; a clock that stands says why."""
    state = view.state
    if state is None:
        if view.side.due is not None:
            yield Line(_("Due"), "", clock=desk.clock(view.side.due, started=view.side.opened))
        return
    running = state.clock
    if running.is_paused:
        opener = view.side.member if view.side.party == ThreadParty.OPENER else view.side.counterpart
        yield Line(_("The clock stands"), running.pauses[-1].reason, clock=paused_clock(waiting_for=opener))
        return
    if state.state is ThreadStage.SENT:
        yield Line(_("Acknowledge by"), "", clock=desk.clock(running.acknowledgement_due, started=running.started))
    if running.answer_due is not None and state.answered is None and state.is_open:
        yield Line(_("Answer by"), "", clock=desk.clock(running.answer_due, started=running.started))


def tone_of(side: ThreadSide, desk: Desk) -> str:
    """The code of a state by which a standing is marked, beside its words."""
    if reads_no_answer(side, now=desk.now):
        return "no_answer"
    if side.closed is not None or side.answered is not None:
        return "answered"
    return "waiting"


def items_of(desk: Desk, view: ThreadView) -> tuple[Line, ...]:
    """What is to be verified, and what was answered to each item."""
    if view.state is None:
        return ()
    verdicts = [*view.state.verdicts, *[None] * len(view.state.items)]
    lines = []
    for item, verdict in zip(view.state.items, verdicts, strict=False):
        answer = _("no answer")
        if verdict is not None:
            day = day_text(verdict.on, language=desk.reader.language) if verdict.on else ""
            parts = (str(OUTCOMES[verdict.outcome]), verdict.source, day, verdict.remark)
            answer = ", ".join(filter(None, parts))
        lines.append(Line(_("{kind}: {what}").format(kind=ITEMS[item.kind], what=item.what), answer))
    return tuple(lines)


def events_of(desk: Desk, view: ThreadView) -> tuple[ShownEvent, ...]:
    """The messages in their order."""
    names = members_by_code()
    return tuple(_event(desk, each, names=names) for each in view.events)


def _event(desk: Desk, view: EventView, *, names: Mapping[str, str]) -> ShownEvent:
    body, event = view.body, view.event
    text = str(body.get("text", ""))
    return ShownEvent(
        number=view.row.number,
        owner=view.row.member,
        who=", ".join(filter(None, (view.officer, view.unit))),
        when=desk.when(view.row.at),
        words=str(MOVES[event.move]),
        own_words=_text(text, str(body.get("language", "")), body.get("translation")) if text else None,
        quotes=tuple(_quote(each) for each in body.get("quotes", ())),
        lines=tuple(_lines(desk, view)),
        facts=tuple(_fact(desk, each, names=names) for each in view.facts),
        files=tuple(
            Line(file.file_name, size_text(file.size), url=reverse("thread-file", args=[file.id]))
            for file in view.attachments
        ),
        handling=handling_sentence(
            book.label(view.row.label_id),
            language=desk.reader.language,
            member_names=names,
            now=desk.now,
            viewer_member=desk.viewer.member,
            zone=desk.reader.zone,
        ),
    )


def _lines(desk: Desk, view: EventView) -> Iterator[Line]:
    event = view.event
    if event.urgency is not None and event.move in {Move.SEND, Move.CHANGE_URGENCY}:
        yield Line(_("Urgency"), str(URGENCIES[event.urgency]))
    if event.reason and event.move is not Move.ASK:
        yield Line(_("Reason"), event.reason)
    if event.outcome is not None:
        yield Line(_("Outcome"), str(OUTCOMES[event.outcome]))
    if event.ground:
        yield Line(_("Ground"), str(GROUND_WORDS.get(event.ground, event.ground)))
    for number, verdict in enumerate(event.verdicts, 1):
        day = day_text(verdict.on, language=desk.reader.language) if verdict.on else ""
        parts = (str(OUTCOMES[verdict.outcome]), verdict.source, day, verdict.remark)
        yield Line(_("Item {number}").format(number=number), ", ".join(filter(None, parts)))


def _text(text: str, language: str, translation: Mapping[str, Any] | None, *, lead: str = "") -> ShownText:
    if not translation:
        return ShownText(text, language, lead=lead)
    by_machine = translation.get("by") == TranslatedBy.MACHINE
    return ShownText(
        text,
        language,
        str(translation.get("text", "")),
        str(translation.get("language", "")),
        _("Translated by a machine: check it before you act on it.") if by_machine else _("Translated by a person."),
        lead,
    )


def _quote(quote: Mapping[str, Any]) -> ShownText:
    lead = _("From message {number}").format(number=quote.get("event", ""))
    return _text(str(quote.get("text", "")), "", quote.get("translation"), lead=lead)


def _fact(desk: Desk, placed: PlacedFact, *, names: Mapping[str, str]) -> ShownFact:
    fact = placed.fact
    if fact is None:
        owner = placed.reference.originator
        return ShownFact("", "", owner, "", withdrawn=withdrawn_sentence(owner))
    return ShownFact(
        field=property_name(fact.prop),
        value=fact.original or fact.value,
        owner=fact.originator,
        handling=handling_sentence(
            book.label(fact.label_id),
            language=desk.reader.language,
            member_names=names,
            now=desk.now,
            viewer_member=desk.viewer.member,
            zone=desk.reader.zone,
            conditions=[condition_text(fact.condition)] if fact.condition else [],
        ),
    )


def size_text(size: int) -> str:
    """How large a file is."""
    return _("{count} KiB").format(count=max(1, round(size / 1024)))
