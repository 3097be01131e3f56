"""The written form of an event: canonical JSON that names the digest of the event before, ready to be signed.

What is written is what later travels between nodes. A change to any event, or to their order, breaks the chain.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from interlace.core.ledger import JsonValue, canonical
from interlace.core.procedure.threads.fold import Event, Item, Verdict
from interlace.core.procedure.threads.types import ItemKind, Move, Outcome, ThreadParty, ThreadType, ThreadUrgency

FORMAT = "interlace-thread-1"


@dataclass(frozen=True, slots=True)
class Written:
    """One event as it is kept: who did what, its words, under which label, after which event."""

    thread: str
    number: int
    event: Event
    member: str
    unit: str
    """The domestic unit that wrote, by name; empty for the national bureau."""
    officer: str
    body: Mapping[str, JsonValue]
    """Words, quotations, and the ids and digests of facts and attachments."""
    label: Mapping[str, JsonValue]
    previous: str
    """SHA-256 of the event before; empty for the first."""

    def entry(self) -> str:
        """The one written form."""
        return canonical(
            {
                "format": FORMAT,
                "thread": self.thread,
                "number": self.number,
                "kind": self.event.move,
                "party": self.event.party,
                "member": self.member,
                "unit": self.unit,
                "officer": self.officer,
                "at": moment(self.event.at),
                "terms": terms_of(self.event),
                "body": self.body,
                "label": self.label,
                "previous": self.previous,
            }
        )


def digest_of(entry: str) -> str:
    """SHA-256 of a written event."""
    return hashlib.sha256(entry.encode()).hexdigest()


def is_unbroken(entries: Sequence[tuple[Mapping[str, JsonValue], str]]) -> bool:
    """Whether each event (as read, and as written) is numbered in order and names the one before, from the first on."""
    previous = ""
    for number, (read, entry) in enumerate(entries, start=1):
        if canonical(read) != entry or read.get("number") != number or read.get("previous") != previous:
            return False
        previous = digest_of(entry)
    return True


def terms_of(event: Event) -> dict[str, JsonValue]:
    """What moves the thread, without what is empty."""
    terms: dict[str, JsonValue] = {
        "type": event.type,
        "urgency": event.urgency,
        "answer_by": moment(event.answer_by) if event.answer_by else None,
        "items": [{"kind": item.kind, "what": item.what} for item in event.items],
        "verdicts": [
            {
                "outcome": verdict.outcome,
                "source": verdict.source,
                "on": verdict.on.isoformat() if verdict.on else "",
                "remark": verdict.remark,
            }
            for verdict in event.verdicts
        ],
        "outcome": event.outcome,
        "ground": event.ground,
        "reason": event.reason,
    }
    return {name: value for name, value in terms.items() if value}


def event_of(move: str, party: str, at: datetime, terms: Mapping[str, JsonValue]) -> Event:
    """Read back what `terms_of` wrote."""

    def text(name: str, within: Mapping[str, JsonValue] = terms) -> str:
        found = within.get(name, "")
        return found if isinstance(found, str) else ""

    return Event(
        move=Move(move),
        party=ThreadParty(party),
        at=at,
        type=ThreadType(text("type")) if "type" in terms else None,
        urgency=ThreadUrgency(text("urgency")) if "urgency" in terms else None,
        answer_by=datetime.fromisoformat(text("answer_by")) if "answer_by" in terms else None,
        items=tuple(Item(ItemKind(text("kind", each)), text("what", each)) for each in _list(terms, "items")),
        verdicts=tuple(
            Verdict(
                outcome=Outcome(text("outcome", each)),
                source=text("source", each),
                on=date.fromisoformat(text("on", each)) if text("on", each) else None,
                remark=text("remark", each),
            )
            for each in _list(terms, "verdicts")
        ),
        outcome=Outcome(text("outcome")) if "outcome" in terms else None,
        ground=text("ground"),
        reason=text("reason"),
    )


def moment(at: datetime) -> str:
    """A moment as it is written."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _list(terms: Mapping[str, JsonValue], name: str) -> list[Mapping[str, JsonValue]]:
    found = terms.get(name, [])
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, Sequence) else []
