"""Shapes of the REST API for what people ask about their own data."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal, Self
from uuid import UUID

from ninja import Field, Schema

from interlace.foundation.disclosure.viewer import Viewer
from interlace.oversight.models import OwnerQuestion, RequestKind, RequestState, SubjectRequest
from interlace.oversight.requests.actions import decision_of, is_open_for
from interlace.oversight.requests.telling import OwnerTold, ready_at


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
    """What an owner lets the person be told: waiting until the letter is ready, whatever it says and when."""

    owner: str
    answer: str
    statement: str
    due: datetime
    answered: datetime | None

    @classmethod
    def of(cls, told: OwnerTold) -> Self:
        """As the receiving bureau may know it."""
        return cls(
            owner=told.owner,
            answer=told.answer.value,
            statement=told.statement,
            due=told.due,
            answered=told.answered,
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
    letter_ready: datetime | None = Field(
        ..., description="Fixed when the bureaus are asked, whatever they say and when."
    )
    answered: datetime | None
    owners: list[OwnerOut]

    @classmethod
    def of(cls, request: SubjectRequest, owners: Collection[OwnerTold]) -> Self:
        """As stored, with what may be known of its owners now."""
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
            letter_ready=ready_at(request),
            answered=request.answered,
            owners=[OwnerOut.of(each) for each in owners],
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
    """What another bureau, or one's own, asks an owner for a person, with the decision as far as the caller reads."""

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
    may_decide: bool = Field(..., description="No colleague who reads as much as the caller has decided it.")
    blocked: list[UUID] = Field(
        ..., description="Own subjects that the caller has blocked: nobody else reads them meanwhile."
    )

    @classmethod
    def of(cls, question: OwnerQuestion, *, by: Viewer) -> Self:
        """As this officer may know it."""
        known = decision_of(question)
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
            decision=OwnerQuestion.Decision(known.decision) if known else OwnerQuestion.Decision.WAITING,
            reason=known.reason if known else "",
            told=known.told if known else "",
            decided=known.decided if known else None,
            decided_by=known.decided_by_name if known else "",
            may_decide=is_open_for(by, question),
            blocked=sorted(each.subject for each in question.blocks.all() if each.lifted is None),
        )


class QuestionsOut(Schema):
    """What is asked of the bureau as an owner."""

    items: list[QuestionOut]
