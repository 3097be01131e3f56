"""Shapes of the REST API of oversight."""

from datetime import date, datetime
from typing import Literal, Self
from uuid import UUID

from ninja import Field, Schema

from interlace.core.procedure.keeping import Category, Cause, Stage
from interlace.oversight.explaining import Explanation
from interlace.oversight.keeping.queue import Group, QueuedItem
from interlace.oversight.keeping.sealing import SealedView
from interlace.oversight.models import (
    Certificate,
    Extension,
    ExtensionState,
    OwnerAsked,
    OwnerQuestion,
    RequestKind,
    RequestState,
    SubjectRequest,
)
from interlace.oversight.words import access_sentence

MOST_RECORDS = 2_000


class KeptRecordOut(Schema):
    """One record that is near its end: facts of one subject, a thread, a letter never sent, a version of a register."""

    id: UUID
    subject: UUID
    amount: int = Field(..., description="How many facts, messages or entries.")
    due: datetime
    stage: Stage
    held: bool
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
            held=queued.hold is not None,
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
            records=certificate.records,
            sha256=certificate.sha256,
            swept=certificate.swept,
            text=certificate.text,
        )


class CertificatesOut(Schema):
    """The latest certificates."""

    items: list[CertificateOut]


class RequestIn(Schema):
    """What a person asks about their own data."""

    kind: RequestKind
    name: str = Field(..., min_length=1, max_length=255)
    birth_date: date | None = None
    identifiers: list[str] = Field(default_factory=list, max_length=20)
    language: Literal["en", "fr", "vi"] = "en"


class IdentityIn(Schema):
    """How the person showed who they are."""

    by_what: str = Field(..., min_length=1, max_length=255)


class OwnerOut(Schema):
    """What an owner lets the person be told."""

    owner: str
    answer: str
    statement: str
    due: datetime
    answered: datetime | None

    @classmethod
    def of(cls, asked: OwnerAsked) -> Self:
        """As the receiving bureau may know it."""
        return cls(
            owner=asked.owner,
            answer=asked.answer,
            statement=asked.statement,
            due=asked.due,
            answered=asked.answered,
        )


class RequestOut(Schema):
    """A person's request, as the bureau that received it keeps it."""

    id: UUID
    number: str
    kind: RequestKind
    state: RequestState
    name: str
    birth_date: str
    identifiers: list[str]
    language: str
    received: datetime
    due: datetime
    identity_checked: datetime | None
    identity_by_what: str
    answered: datetime | None
    owners: list[OwnerOut]

    @classmethod
    def of(cls, request: SubjectRequest) -> Self:
        """As stored."""
        return cls(
            id=request.id,
            number=request.number,
            kind=RequestKind(request.kind),
            state=RequestState(request.state),
            name=request.name,
            birth_date=request.birth_date,
            identifiers=request.identifiers,
            language=request.language,
            received=request.received,
            due=request.due,
            identity_checked=request.identity_checked,
            identity_by_what=request.identity_by_what,
            answered=request.answered,
            owners=[OwnerOut.of(each) for each in sorted(request.owners.all(), key=lambda each: each.owner)],
        )


class RequestsOut(Schema):
    """The requests that the bureau has received."""

    items: list[RequestOut]


class BlocksIn(Schema):
    """Own subjects that the request may concern."""

    subjects: list[UUID] = Field(..., min_length=1, max_length=200)


class DecisionIn(Schema):
    """An owner's decision. The reason stays with it; `told` alone reaches the person."""

    decision: Literal["deleted", "kept", "nothing"]
    reason: str = Field(..., min_length=3, max_length=2_000)
    told: str = Field("", max_length=2_000)


class QuestionOut(Schema):
    """What another bureau, or one's own, asks an owner for a person."""

    id: UUID
    from_bureau: str
    number: str
    kind: RequestKind
    name: str
    birth_date: str
    identifiers: list[str]
    received: datetime
    due: datetime
    decision: OwnerQuestion.Decision
    reason: str
    told: str
    decided: datetime | None
    decided_by: str
    blocked: list[UUID] = Field(
        ..., description="Own subjects that the caller has blocked: nobody else reads them meanwhile."
    )

    @classmethod
    def of(cls, question: OwnerQuestion) -> Self:
        """As stored."""
        return cls(
            id=question.id,
            from_bureau=question.from_member,
            number=question.number,
            kind=RequestKind(question.kind),
            name=question.name,
            birth_date=question.birth_date,
            identifiers=question.identifiers,
            received=question.received,
            due=question.due,
            decision=OwnerQuestion.Decision(question.decision),
            reason=question.reason,
            told=question.told,
            decided=question.decided,
            decided_by=question.decided_by_name,
            blocked=sorted(each.subject for each in question.blocks.all() if each.lifted is None),
        )


class QuestionsOut(Schema):
    """What is asked of the bureau as an owner."""

    items: list[QuestionOut]


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
