"""Shapes of the REST API of oversight."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from ninja import Field, Schema

from interlace.core.procedure.keeping import Category, Cause, Stage
from interlace.foundation.http.callers import CODE_HEADER
from interlace.oversight.explaining import Explanation
from interlace.oversight.keeping.queue import Group, QueuedItem
from interlace.oversight.keeping.sealing import SealedView
from interlace.oversight.models import Certificate, Extension, ExtensionState
from interlace.oversight.words import access_sentence

MOST_RECORDS = 2_000
WITH_CODE: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": CODE_HEADER,
            "required": False,
            "description": "The code that the officer's device shows now; a session needs one of the last 5 minutes.",
            "schema": {"type": "string"},
        }
    ]
}
"""Of routes on which somebody signs."""


class KeptRecordOut(Schema):
    """One record that is near its end: facts of one subject, a thread, a letter never sent, a version of a register."""

    id: UUID
    subject: UUID
    amount: int = Field(..., description="How many facts, messages or entries.")
    due: datetime
    stage: Stage
    held: bool
    hold_basis: str = Field(..., description="The law or the order under which it is held.")
    hold_reason: str = Field(..., description="For the hold's keeper alone.")
    hold: UUID | None = Field(None, description="The hold under which something is sealed that the caller may read.")
    waits_for_second: bool

    @classmethod
    def of(cls, queued: QueuedItem) -> Self:
        """As it stands in the queue."""
        item = queued.item
        return cls(
            id=item.id,
            subject=item.subject,
            amount=item.amount,
            due=item.due,
            stage=queued.stage,
            held=queued.is_held,
            hold_basis=queued.hold_basis,
            hold_reason=queued.hold_reason,
            hold=queued.hold.id if queued.hold is not None and queued.opens_sealed else None,
            waits_for_second=queued.waits_for_second,
        )


class GroupOut(Schema):
    """Records of one case that are due for one reason."""

    id: UUID = Field(..., description="The id of its first record, by which the group is found.")
    category: Category
    purpose: str
    reference: str
    cause: Cause
    rule: str
    due: datetime
    stage: Stage
    records: int
    undecided: int

    @classmethod
    def of(cls, group: Group) -> Self:
        """As it stands in the queue."""
        reason = group.reason
        return cls(
            id=group.id,
            category=Category(reason.category),
            purpose=reason.purpose,
            reference=reason.reference,
            cause=Cause(reason.cause),
            rule=reason.rule,
            due=group.due,
            stage=group.stage,
            records=len(group.items),
            undecided=len(group.undecided),
        )


class GroupsOut(Schema):
    """The review queue."""

    items: list[GroupOut]


class GroupDetailOut(GroupOut):
    """A group with its records."""

    items: list[KeptRecordOut]


class RecordsIn(Schema):
    """Which records of the queue."""

    records: list[UUID] = Field(..., min_length=1, max_length=MOST_RECORDS)


class LegalHoldIn(RecordsIn):
    """A legal hold: an end, or a day on which it is looked at again."""

    reason: str = Field(..., min_length=3, max_length=2_000)
    basis: str = Field(..., min_length=3, max_length=255, description="The law or the order.")
    ends: datetime | None = None
    review: datetime | None = None


class HeldOut(Schema):
    """How many records were put under a hold, or freed of one."""

    records: int


class SealedFactOut(Schema):
    """A fact that was recalled under a hold, for the hold's keeper alone."""

    fact: UUID
    subject: UUID
    entity: str = Field(..., description="FollowTheMoney schema.")
    prop: str
    value: str
    original: str
    source: str
    contributed: datetime
    recalled: datetime
    has_picture: bool

    @classmethod
    def of(cls, sealed: SealedView) -> Self:
        """As it was opened."""
        return cls(
            fact=sealed.fact,
            subject=sealed.subject,
            entity=sealed.schema,
            prop=sealed.prop,
            value=sealed.value,
            original=sealed.original,
            source=sealed.source,
            contributed=sealed.contributed,
            recalled=sealed.recalled,
            has_picture=sealed.has_picture,
        )


class SealedFactsOut(Schema):
    """What is sealed under one hold."""

    items: list[SealedFactOut]


class ExtensionIn(RecordsIn):
    """Keeping records longer: another person signs it."""

    until: datetime
    reason: str = Field(..., min_length=3, max_length=2_000)


class ExtensionOut(Schema):
    """A proposal to keep records longer; the second person signs `digest`."""

    id: UUID
    state: ExtensionState
    reference: str
    records: list[UUID]
    until: datetime
    reason: str
    digest: str
    proposed: datetime
    proposed_by: str
    decided: datetime | None
    decided_by: str

    @classmethod
    def of(cls, extension: Extension) -> Self:
        """As stored."""
        return cls(
            id=extension.id,
            state=ExtensionState(extension.state),
            reference=extension.reference,
            records=[UUID(item) for item in extension.items],
            until=extension.until,
            reason=extension.reason,
            digest=extension.digest,
            proposed=extension.proposed,
            proposed_by=extension.proposed_by_name,
            decided=extension.decided,
            decided_by=extension.decided_by_name,
        )


class ExtensionsOut(Schema):
    """Proposals that wait for a second person."""

    items: list[ExtensionOut]


class SignatureIn(Schema):
    """What was read and is signed."""

    digest: str = Field(..., pattern="^[0-9a-f]{64}$")


class CertificateOut(Schema):
    """Proof of a deletion. Keep `text` to the byte: the ledger holds its digest."""

    id: UUID
    at: datetime
    by: str
    reason: str
    purposes: list[str] = Field(..., description="What it was held for.")
    records: int
    sha256: str
    swept: datetime | None = Field(None, description="When the search index was rewritten without it.")
    text: str

    @classmethod
    def of(cls, certificate: Certificate) -> Self:
        """As stored."""
        return cls(
            id=certificate.id,
            at=certificate.at,
            by=certificate.by_name,
            reason=certificate.reason,
            purposes=certificate.purposes,
            records=certificate.records,
            sha256=certificate.sha256,
            swept=certificate.swept,
            text=certificate.text,
        )


class CertificatesOut(Schema):
    """The latest certificates."""

    items: list[CertificateOut]


class ExplanationOut(Schema):
    """Why an officer can or can't see something."""

    sentence: str
    seen: int
    total: int
    reason: str

    @classmethod
    def of(cls, explanation: Explanation, *, language: str) -> Self:
        """In the caller's language."""
        return cls(
            sentence=access_sentence(explanation, language=language),
            seen=explanation.seen,
            total=explanation.total,
            reason=explanation.reason,
        )
