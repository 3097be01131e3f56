"""What an officer writes: words, quotations, facts, and what the move needs. The value that drafts keep."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from interlace.core.ledger import JsonValue, canonical
from interlace.core.procedure.threads import Event, Item, Move, Outcome, ThreadParty, ThreadType, ThreadUrgency, Verdict

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
LONGEST_REASON = 500
MOST_FACTS = 99
"""A hundred facts and more are an export, which takes two persons (security model 5)."""
MOST_ITEMS = 40
FOREIGN = ("i247", "eads", "own_register")
"""Where else a matter may have a number: I-24/7, ASEANAPOL's e-ADS, the bureau's own register."""


class TranslatedBy(StrEnum):
    """Who translated: readers trust the two differently."""

    HUMAN = "human"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Translation:
    """The same words in another language. It stands beside the original and never in its place."""

    text: str
    language: str
    by: TranslatedBy


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of an earlier event of the thread, as it was written."""

    event: int
    text: str
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Everything that may stand in a message; what counts depends on the move."""

    title: str = ""
    text: str = ""
    language: str = ""
    translation: Translation | None = None
    quotes: tuple[Quote, ...] = ()
    facts: tuple[UUID, ...] = ()
    type: ThreadType | None = None
    to: str = ""
    to_unit: UUID | None = None
    hit: UUID | None = None
    urgency: ThreadUrgency | None = None
    answer_by: datetime | None = None
    items: tuple[Item, ...] = ()
    level: int = 0
    rooms: tuple[str, ...] = ()
    foreign: Mapping[str, str] = field(default_factory=dict)
    tell_secretariat: bool = False
    outcome: Outcome | None = None
    ground: str = ""
    verdicts: tuple[Verdict, ...] = ()
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        found: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return found

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Message":
        """Read back what `to_json` wrote."""
        return _ADAPTER.validate_python(dict(values))

    def event(self, move: Move, party: ThreadParty, *, at: datetime) -> Event:
        """What of it moves the thread."""
        # A question back is the reason why the clock stands.
        reason = self.reason or (self.text[:LONGEST_REASON] if move is Move.ASK else "")
        return Event(
            move,
            party,
            at,
            type=self.type if move is Move.SEND else None,
            urgency=self.urgency,
            answer_by=self.answer_by if move is Move.SEND else None,
            items=self.items if move is Move.SEND else (),
            verdicts=self.verdicts if move is Move.ANSWER else (),
            outcome=self.outcome if move is Move.ANSWER else None,
            ground=self.ground if move is Move.ANSWER else "",
            reason=reason,
        )

    def words(self) -> dict[str, JsonValue]:
        """What of it people read, as it is written into the event."""
        body: dict[str, JsonValue] = {
            "title": self.title.strip(),
            "text": self.text.strip(),
            "language": self.language,
            "translation": _translation(self.translation),
            "quotes": [
                {"event": quote.event, "text": quote.text, "translation": _translation(quote.translation)}
                for quote in self.quotes
            ],
        }
        return {name: value for name, value in body.items() if value}


_ADAPTER = TypeAdapter(Message)


def digest_of(message: Message, *, move: Move, thread: UUID | None, attachments: Sequence[str]) -> str:
    """SHA-256 of exactly what is to be sent: what a reviewer reads and approves."""
    signed: dict[str, JsonValue] = {
        "move": move,
        "thread": str(thread or ""),
        "message": message.to_json(),
        "attachments": list(attachments),
    }
    return hashlib.sha256(canonical(signed).encode()).hexdigest()


def _translation(translation: Translation | None) -> dict[str, JsonValue] | None:
    if translation is None:
        return None
    return {"text": translation.text, "language": translation.language, "by": translation.by}
