"""Shapes of what the REST API of threads is sent."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.core.procedure.threads import (
    Item,
    ItemKind,
    Outcome,
    ThreadStage,
    ThreadType,
    ThreadUrgency,
    Verdict,
)
from interlace.desk.threads.messages import (
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_FACTS,
    MOST_ITEMS,
    Message,
    Quote,
    TranslatedBy,
    Translation,
)
from interlace.foundation.http.moments import Moment
from interlace.foundation.http.routing import PageIn

Text = Field("", max_length=LONGEST_TEXT)
Language = Field("", max_length=8, pattern="^[a-z]{0,3}(-[A-Za-z]{2,4})?$", description="BCP 47 tag of the words.")


class _Strict(Schema):
    """An unknown field is refused: a misspelt condition must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class TranslationIn(_Strict):
    """The same words in another language, and who translated."""

    text: str = Field(..., min_length=1, max_length=LONGEST_TEXT)
    language: str = Field(..., min_length=2, max_length=8)
    by: TranslatedBy

    def value(self) -> Translation:
        """As the desk takes it."""
        return Translation(self.text, self.language, self.by)


class QuoteIn(_Strict):
    """Words of an earlier event of the thread, as they stand there."""

    event: int = Field(..., ge=1, le=100_000)
    text: str = Field(..., min_length=1, max_length=LONGEST_TEXT)
    translation: TranslationIn | None = None

    def value(self) -> Quote:
        """As the desk takes it."""
        return Quote(self.event, self.text, self.translation.value() if self.translation else None)


class ItemIn(_Strict):
    """One thing to verify."""

    kind: ItemKind
    what: str = Field(..., min_length=1, max_length=500)


class VerdictIn(_Strict):
    """The answer to one item."""

    outcome: Literal["confirmed", "not_confirmed", "in_part", "unable"]
    source: str = Field("", max_length=200)
    on: date | None = None
    remark: str = Field("", max_length=1000)

    def value(self) -> Verdict:
        """As the desk takes it."""
        return Verdict(Outcome(self.outcome), self.source, self.on, self.remark)


class MessageIn(_Strict):
    """What is written; which fields count depends on the move."""

    title: str = Field("", max_length=LONGEST_TITLE)
    text: str = Text
    language: str = Language
    translation: TranslationIn | None = None
    quotes: list[QuoteIn] = Field(default_factory=list, max_length=20)
    facts: list[UUID] = Field(default_factory=list, max_length=MOST_FACTS)
    outcome: Outcome | None = None
    ground: str = Field("", max_length=32)
    verdicts: list[VerdictIn] = Field(default_factory=list, max_length=MOST_ITEMS)
    reason: str = Field("", max_length=LONGEST_REASON)

    def message(self) -> Message:
        """As the desk takes it."""
        return Message(
            title=self.title,
            text=self.text,
            language=self.language,
            translation=self.translation.value() if self.translation else None,
            quotes=tuple(quote.value() for quote in self.quotes),
            facts=tuple(self.facts),
            outcome=self.outcome,
            ground=self.ground,
            verdicts=tuple(verdict.value() for verdict in self.verdicts),
            reason=self.reason,
            **self._opening(),
        )

    def _opening(self) -> dict[str, Any]:
        return {}


class OpeningIn(MessageIn):
    """A message that may also open a thread."""

    type: ThreadType | None = None
    to: str = Field("", max_length=16, description="Code of the bureau it goes to.")
    to_unit: UUID | None = Field(None, description="A unit under one's own bureau.")
    hit: UUID | None = None
    urgency: ThreadUrgency | None = None
    answer_by: Moment | None = None
    items: list[ItemIn] = Field(default_factory=list, max_length=MOST_ITEMS)
    level: int = Field(0, ge=0, le=3)
    rooms: list[str] = Field(default_factory=list, max_length=20)
    foreign: dict[Literal["i247", "eads", "own_register"], str] = Field(default_factory=dict)
    tell_secretariat: bool = False

    def _opening(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "to": self.to.strip().upper(),
            "to_unit": self.to_unit,
            "hit": self.hit,
            "urgency": self.urgency,
            "answer_by": self.answer_by,
            "items": tuple(Item(item.kind, item.what) for item in self.items),
            "level": self.level,
            "rooms": tuple(self.rooms),
            "foreign": dict(self.foreign),
            "tell_secretariat": self.tell_secretariat,
        }


class DraftIn(_Strict):
    """A message to be kept as a draft: one that opens a thread, or a move in one."""

    purpose: str = Field(..., min_length=1, max_length=32, description="One of the caller's own purposes.")
    reference: str = Field(..., min_length=1, max_length=120, description="Number of the case or legal reference.")
    thread: UUID | None = None
    move: Literal["send", "ask", "supply", "answer", "write"] = "send"
    message: OpeningIn


class SaveIn(_Strict):
    """What has been typed by now, and on which version."""

    version: int = Field(..., ge=1, le=2**31 - 1)
    message: OpeningIn


class ApproveIn(_Strict):
    """The digest of what was read."""

    digest: str = Field(..., pattern="^[0-9a-f]{64}$")


class ReturnIn(_Strict):
    """What is to be changed."""

    remark: str = Field(..., min_length=1, max_length=2000)


class AttachIn(_Strict):
    """A finished upload, to be attached."""

    upload: UUID
    level: int | None = Field(None, ge=0, le=3, description="Above that of the message, if it is to be.")


class AcknowledgeIn(_Strict):
    """The own reference, if the other side is to know it."""

    reference: str = Field("", max_length=120)


class ReasonIn(_Strict):
    """Why; the other side reads it."""

    reason: str = Field(..., min_length=1, max_length=LONGEST_REASON)


class CloseIn(_Strict):
    """A last word, if there is one."""

    reason: str = Field("", max_length=LONGEST_REASON)


class UrgencyIn(ReasonIn):
    """The new urgency, and why."""

    urgency: ThreadUrgency


class AssignIn(_Strict):
    """Who takes care of it; nobody where none is named."""

    officer: UUID | None = None


class HandOverIn(_Strict):
    """To which colleague, and why; the colleague reads it."""

    officer: UUID
    reason: str = Field(..., min_length=1, max_length=4000)


class SnoozeIn(_Strict):
    """Until when it is put aside; taken up again where no moment is named."""

    until: Moment | None = None


class NoteIn(_Strict):
    """A remark for one's own side."""

    text: str = Field(..., min_length=1, max_length=4000)


class NumbersIn(_Strict):
    """The numbers of the matter in other registers."""

    foreign: dict[Literal["i247", "eads", "own_register"], str]

    def numbers(self) -> dict[str, str]:
        """As the desk takes them."""
        return {str(name): number for name, number in self.foreign.items()}


class SearchIn(_Strict):
    """Words that stand in one's own threads."""

    text: str = Field(..., min_length=1, max_length=400)
    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = Field(None, max_length=1024)


class BookIn(_Strict):
    """Which month of the register, and as what."""

    year: int = Field(..., ge=2020, le=2200)
    month: int = Field(..., ge=1, le=12)
    format: Literal["csv", "xlsx"] = "csv"


class ThreadsIn(PageIn):
    """Which threads, and which page of them."""

    state: ThreadStage | None = None
    counterpart: str = Field("", max_length=16)
    ours: bool = Field(False, description="Only those in which it is one's own turn.")
