"""Shapes of what the REST API of threads answers; the command line writes them too."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from ninja import Field, Schema

from interlace.core.procedure.threads import (
    Move,
    Outcome,
    ThreadParty,
    ThreadStage,
    ThreadType,
    ThreadUrgency,
)
from interlace.desk.threads.models import Attachment, Draft
from interlace.desk.threads.schemas import ItemIn
from interlace.desk.threads.wording import Wording


class ThreadRowOut(Schema):
    """A thread in a list, as one's own side knows it."""

    id: UUID
    party: ThreadParty
    number: str
    counterpart: str
    counterpart_unit: str
    unit: str
    type: ThreadType
    title: str
    purpose: str
    reference: str
    their_reference: str
    foreign: dict[str, str]
    urgency: ThreadUrgency
    state: ThreadStage
    standing: str = Field(..., description="In words; unanswered when due reads *no answer*.")
    outcome: Outcome | None
    ours: bool = Field(..., description="Whether it is one's own turn.")
    due: datetime | None
    paused: bool
    opened: datetime
    last: datetime
    assignee: str
    snoozed_until: datetime | None
    unread: int


class FactOut(Schema):
    """A fact in a message, as far as the caller may read it; withdrawn ones leave a sentence."""

    id: UUID
    property: str
    value: str
    original: str
    owner: str
    handling: str
    withdrawn: str = ""


class AttachmentOut(Schema):
    """A file in a message."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str

    @classmethod
    def of(cls, file: Attachment) -> Self:
        """As it is shown."""
        return cls(id=file.id, name=file.file_name, media_type=file.media_type, size=file.size, sha256=file.sha256)


class VerdictOut(Schema):
    """The answer to one item."""

    outcome: Outcome
    source: str
    on: date | None
    remark: str


class EventOut(Schema):
    """One event of a thread."""

    number: int
    kind: Move
    words: str
    bureau: str
    unit: str
    officer: str
    at: datetime
    text: str
    language: str
    translation: dict[str, str] | None
    quotes: list[dict[str, Any]]
    reason: str
    outcome: Outcome | None
    ground: str
    verdicts: list[VerdictOut]
    facts: list[FactOut]
    attachments: list[AttachmentOut]


class NoteOut(Schema):
    """A remark of one's own side."""

    at: datetime
    by: str
    text: str
    given_to: str = Field("", description="The colleague to whom the thread was handed over with it, if it was.")


class ClockOut(Schema):
    """The clock, the same on both sides."""

    acknowledgement_due: datetime
    answer_due: datetime | None
    paused_because: str


class ThreadOut(ThreadRowOut):
    """A thread as the caller may see it."""

    items: list[ItemIn]
    clock: ClockOut | None
    moves: list[Move] = Field(..., description="What one's own side may do now.")
    waits_for_bureau: bool = Field(
        ..., description="Whether the next step is a unit's that reads no thread: its bureau is woken in its place."
    )
    events: list[EventOut]
    notes: list[NoteOut]


class FoundOut(Schema):
    """One event that a search found."""

    thread: UUID
    number: int
    title: str
    counterpart: str
    at: datetime
    text: str


class DraftOut(Schema):
    """A message that has not been sent."""

    id: UUID
    thread: UUID | None
    move: Move
    author: str
    purpose: str
    reference: str
    version: int
    state: ThreadStage
    words: str
    digest: str
    reviewer: str
    remark: str
    branch_of: UUID | None
    changed: datetime
    message: dict[str, Any]
    attachments: list[AttachmentOut]

    @classmethod
    def of(cls, draft: Draft, *, words: str, attachments: list[Attachment]) -> Self:
        """As it is shown to the officers of its own side."""
        return cls(
            id=draft.id,
            thread=draft.thread,
            move=Move(draft.move),
            author=draft.author_name,
            purpose=draft.purpose,
            reference=draft.reference,
            version=draft.version,
            state=ThreadStage(draft.state),
            words=words,
            digest=draft.digest,
            reviewer=draft.reviewer_name,
            remark=draft.remark,
            branch_of=draft.branch_of,
            changed=draft.changed,
            message=dict(draft.content),
            attachments=[AttachmentOut.of(file) for file in attachments],
        )


class SendingOut(Schema):
    """What would happen if the draft were sent now."""

    may_go: bool
    review_needed: bool
    sentence: str = Field(..., description="What keeps it back, and whose consent would let it go; empty if nothing.")
    consents: list[str] = Field(..., description="The fewest originators whose consent would unlock it.")


class WordingOut(Schema):
    """How a message of one type begins in one language."""

    type: ThreadType
    language: str
    title: str
    text: str
    places: list[str]
    law: str
    certainty: str

    @classmethod
    def of(cls, found: Wording) -> Self:
        """As it is shown."""
        return cls(
            type=found.type,
            language=found.language,
            title=found.title,
            text=found.text,
            places=list(found.places),
            law=found.law,
            certainty=found.certainty,
        )
