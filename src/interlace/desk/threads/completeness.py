"""What a message needs before it can be sent, by its move and type."""

import json
from dataclasses import replace
from uuid import UUID

from interlace.core.problems import Problem
from interlace.core.procedure.threads import TYPES, Move, Outcome, ThreadType, ThreadUrgency, outcome_of
from interlace.desk.threads.grounds import GROUNDS
from interlace.desk.threads.messages import FOREIGN, Message, Quote
from interlace.desk.threads.models import ThreadEvent, ThreadSide
from interlace.desk.threads.rules import require_none
from interlace.desk.threads.wording import WORDINGS
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.models import HitSide


def complete(viewer: Viewer, message: Message, *, move: Move, side: ThreadSide | None) -> Message:
    """The message with what follows from it filled in; what is missing is refused in words. A context is open."""
    if move is Move.SEND:
        message = replace(message, urgency=message.urgency or _usual_urgency(message))
    if move is Move.ANSWER and side is not None:
        message = _with_outcome(message, ThreadType(side.type))
    require_none(_missing(viewer, message, move=move, side=side))
    return message


def _missing(viewer: Viewer, message: Message, *, move: Move, side: ThreadSide | None) -> Problem | None:
    if move is Move.SEND and message.type is None:
        return Problem("type_missing")
    if move is Move.SEND and not message.title.strip():
        return Problem("title_missing")
    if not message.text.strip():
        return Problem("text_missing")
    return (
        _places_problem(message)
        or _translation_problem(message)
        or _ground_problem(message)
        or _quote_problem(viewer, message.quotes, side)
        or _elsewhere_problem(viewer, message)
    )


def _usual_urgency(message: Message) -> ThreadUrgency | None:
    return TYPES[message.type].urgency if message.type is not None else None


def _with_outcome(message: Message, kind: ThreadType) -> Message:
    """The outcome of a verification follows from its items."""
    if TYPES[kind].by_item and message.outcome is None and message.verdicts:
        return replace(message, outcome=outcome_of(message.verdicts))
    return message


def _places_problem(message: Message) -> Problem | None:
    """Standard wording has places in braces; what is still one of them would be read by the other side."""
    text = f"{message.title} {message.text}"
    places = (place for each in WORDINGS if each.type is message.type for place in each.places)
    return Problem("places_left") if any(f"{{{place}}}" in text for place in places) else None


def _translation_problem(message: Message) -> Problem | None:
    if message.translation is not None and not (message.translation.language and message.language):
        return Problem("translation_language")
    return None


def _ground_problem(message: Message) -> Problem | None:
    if message.outcome is not Outcome.REFUSED or not message.ground:
        return None
    ground = GROUNDS.get(message.ground)
    if ground is None:
        return Problem("ground_unknown")
    return None if ground.is_valid else Problem("ground_invalid")


def _quote_problem(viewer: Viewer, quotes: tuple[Quote, ...], side: ThreadSide | None) -> Problem | None:
    """A quotation stands word by word in the event that it names."""
    if not quotes:
        return None
    rows = ThreadEvent.objects.visible_to(viewer).filter(thread=side.thread) if side is not None else []
    texts = {row.number: str(json.loads(row.entry)["body"].get("text", "")) for row in rows}
    is_there = all(quote.text.strip() and quote.text in texts.get(quote.event, "") for quote in quotes)
    return None if is_there else Problem("quote_not_found")


def _elsewhere_problem(viewer: Viewer, message: Message) -> Problem | None:
    if not set(message.foreign) <= set(FOREIGN):
        return Problem("foreign_unknown")
    if message.hit is None or _is_hit_with(viewer, message.hit, message.to):
        return None
    return Problem("hit_unknown")


def _is_hit_with(viewer: Viewer, hit: UUID, counterpart: str) -> bool:
    sides = HitSide.objects.visible().filter(hit=hit, member=viewer.member, purpose=viewer.purpose)
    return sides.filter(counterpart=counterpart).exists()
