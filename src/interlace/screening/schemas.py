"""Shapes of the REST API of screening; those of checks, which the command line writes too, lie in `answers.py`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.core.handling import Code
from interlace.core.procedure.ladder import Move, Party, State, Urgency
from interlace.foundation.disclosure.models import label_from_terms
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.http.lines import LINES_LIMIT
from interlace.foundation.http.moments import Moment
from interlace.foundation.http.routing import PageIn
from interlace.screening.answers import FieldOut, ReasonOut, RecordOut
from interlace.screening.asking import problems_at, question_typed
from interlace.screening.checks.permits import lapses, state_of
from interlace.screening.hits.releases import USUAL_CODES
from interlace.screening.models import BatchPermit, Release, StandingCheck
from interlace.screening.questions import Question, question_about
from interlace.screening.register_records import SearchedRegister

LONGEST_VALUE = 512
VERDICTS: Mapping[str, Move] = {"same": Move.CONFIRM, "different": Move.DENY, "cannot_tell": Move.CANNOT_TELL}

Kind = Literal[
    "person",
    "company",
    "phone",
    "wallet",
    "account",
    "iban",
    "document",
    "email",
    "domain",
    "handle",
    "plate",
]


class _Strict(Schema):
    """An unknown field is refused: a misspelt condition must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class _Matter(_Strict):
    purpose: str = Field(..., min_length=1, max_length=32, description="One of the caller's own purposes.")
    reference: str = Field(..., min_length=1, max_length=120, description="Number of the case or legal reference.")


SCOPE = (
    "Ask these only: bureaus by code (TH), and registers that you may read (SG/ofac-sdn; `GET /checks/registers` lists"
    " them). Of a register, the records that you may read are looked through; a check of registers alone costs nothing"
    " of the day's number."
)
SCOPE_EXAMPLES = [["TH", "SG/ofac-sdn"]]


class RegisterOut(Schema):
    """A register that the caller may name in the scope of a check."""

    code: str = Field(..., description="As the scope names it.", examples=["SG/ofac-sdn"])
    bureau: str
    title: str

    @classmethod
    def of(cls, register: SearchedRegister) -> Self:
        """The register as it is named now."""
        return cls(code=register.code, bureau=register.member, title=register.title)


class RegistersIn(Schema):
    """For which use the registers are listed."""

    purpose: str = Field(..., min_length=1, max_length=32, description="One of the caller's own purposes.")


class CheckIn(_Matter):
    """One thing to ask about: a FollowTheMoney `entity`, or one typed `value` of a `kind`."""

    entity: dict[str, Any] | None = Field(
        None,
        description="FollowTheMoney: `schema`, `properties`, and an `id` of your own that is echoed.",
        examples=[{"schema": "Person", "properties": {"name": ["HAN Ji-seop"], "birthDate": ["1991-04-17"]}}],
    )
    kind: Kind | None = None
    value: str | None = Field(None, max_length=LONGEST_VALUE)
    born: str | None = Field(None, max_length=64, description="Birth date of a person, as exact as it is known.")
    nationality: str | None = Field(None, max_length=64)
    bank: str | None = Field(None, max_length=LONGEST_VALUE, description="Bank of an account.")
    scope: list[str] = Field(default_factory=list, max_length=200, description=SCOPE, examples=SCOPE_EXAMPLES)
    urgency: Urgency = Urgency.NORMAL

    def question(self) -> Question:
        """What is asked; `InvalidInput` says where in the body a value cannot be read."""
        if (self.entity is None) == (self.kind is None or self.value is None):
            what = _("Give either an entity, or a kind and a value.")
            raise InvalidInput(what, problems=[FieldProblem("/entity", "entity_or_value", what)])
        if self.entity is None:
            return question_typed(
                self.kind or "", self.value or "", born=self.born, nationality=self.nationality, bank=self.bank
            )
        known: dict[str, Any] = {
            name: self.entity[name] for name in ("id", "schema", "properties") if name in self.entity
        }
        with problems_at(lambda pointer: f"/entity{pointer}"):
            return question_about(known)


class BatchIn(Schema):
    """The matter of a list, in the query: its lines are the body."""

    purpose: str = Field(..., min_length=1, max_length=32)
    reference: str = Field(..., min_length=1, max_length=120)
    scope: str = Field("", max_length=1000, description=f"{SCOPE} Separated by commas.", examples=["TH,SG/ofac-sdn"])

    def named(self) -> list[str]:
        """The bureaus and registers of the scope."""
        # Nothing between two commas stays in: left out, it could make the scope empty, and that asks everybody.
        return [each.strip() for each in self.scope.split(",")] if self.scope else []


class PermitIn(_Matter):
    """A list above the budget, as it will be sent: `POST /checks/bulk` with the same matter, scope and body."""

    list_digest: str = Field(..., pattern="^[0-9a-f]{64}$", description="SHA-256 of the body to be sent, to the byte.")
    lines: int = Field(..., ge=1, le=LINES_LIMIT, description="How many lines it holds, empty ones left out.")
    scope: list[str] = Field(default_factory=list, max_length=200, description=SCOPE, examples=SCOPE_EXAMPLES)


class PermitOut(Schema):
    """A question for leave to check a list above the budget. The supervisor signs `digest`."""

    id: UUID
    state: BatchPermit.State
    purpose: str
    reference: str
    asked_bureaus: list[str] = Field(..., description="Bureaus by code, and single registers: SG/ofac-sdn.")
    lines: int
    list_digest: str
    digest: str
    asked: datetime
    asked_by: str
    decided: datetime | None
    decided_by: str
    until: datetime = Field(..., description="Until when it can be decided, or used once it is signed.")
    used: datetime | None

    @classmethod
    def of(cls, permit: BatchPermit, *, now: datetime) -> Self:
        """The stored question as it stands now."""
        return cls(
            id=permit.id,
            state=state_of(permit, now=now),
            purpose=permit.purpose,
            reference=permit.reference,
            asked_bureaus=permit.scope,
            lines=permit.lines,
            list_digest=permit.list_digest,
            digest=permit.digest,
            asked=permit.asked,
            asked_by=permit.asked_by_name,
            decided=permit.decided,
            decided_by=permit.decided_by_name,
            until=lapses(permit),
            used=permit.used,
        )


class HitsIn(PageIn):
    """Which hits."""

    state: State | None = None
    party: Party | None = Field(None, description="asker: we asked. holder: we are asked.")
    counterpart: str = Field("", max_length=16, description="The bureau on the other side, by code.")


class ReleaseOut(Schema):
    """A proposal to let the asker read some fields. The second person signs `digest`, the SHA-256 of the difference."""

    id: UUID
    hit: UUID
    to: str
    state: Release.State
    fields: list[FieldOut]
    codes: list[str] = Field(..., description="What the asker may not do without asking.")
    until: datetime
    digest: str
    proposed: datetime
    proposed_by: str
    decided: datetime | None
    decided_by: str

    @classmethod
    def of(cls, release: Release) -> Self:
        """The stored proposal."""
        terms = label_from_terms(release.terms)
        return cls(
            id=release.id,
            hit=release.hit,
            to=release.to,
            state=Release.State(release.state),
            fields=[
                FieldOut(property=each["prop"], value=each["value"], original=each["original"])
                for each in release.fields
            ],
            codes=sorted(terms.codes),
            until=terms.until,
            digest=release.digest,
            proposed=release.proposed,
            proposed_by=release.proposed_by_name,
            decided=release.decided,
            decided_by=release.decided_by_name,
        )


class OwnFieldOut(FieldOut):
    """A field of one's own; `field` names it when it is lent or released."""

    field: str


class HitRowOut(Schema):
    """One hit in a list, as this side may know it."""

    id: UUID
    party: Party
    counterpart: str
    state: State
    words: str = Field(..., description="The state as people read it; an unanswered question past its time reads so.")
    band: str
    strength: str
    purpose: str
    reference: str
    urgency: Urgency
    created: datetime
    asked: datetime | None
    first_answer_due: datetime | None
    confirmation_due: datetime | None
    first_answered: datetime | None
    answered: datetime | None
    released: datetime | None
    released_alone: bool = Field(..., description="One officer of the owner released it in an emergency.")
    taken_back: datetime | None = Field(
        ..., description="When the owner took back what one officer had released alone: delete what you copied of it."
    )


class HitOut(HitRowOut):
    """One hit with all that this side may know."""

    asked_by: str
    held_until: datetime | None
    answer_reason: str
    silent: bool = Field(..., description="The asker was answered no hit and knows nothing of this.")
    known: str
    reasons: list[ReasonOut]
    bits: float | None
    model: str
    question: list[FieldOut] = Field(..., description="The asker's values: all of one's own, or those lent to us.")
    ours: list[OwnFieldOut]
    record: RecordOut | None = Field(..., description="The other side's record, as far as it may be read.")
    releases: list[ReleaseOut]
    event: str = Field(..., description="The ledger event that both sides' logs hold.")


class HoldIn(_Strict):
    """The person or object is held."""

    held_until: Moment | None = Field(None, description="When the power to hold ends, with its offset from UTC.")


class AskIn(HoldIn):
    """Ask the owner to confirm. `lend` names own fields; a typed check has put its values before the owner already."""

    lend: list[UUID] = Field(default_factory=list, max_length=200)
    urgency: Urgency = Urgency.NORMAL


class AnswerIn(_Strict):
    """The owner's answer."""

    verdict: Literal["same", "different", "cannot_tell"]
    reason: str = Field("", max_length=4000, description="Why; the asker reads it.")


class ReleaseIn(_Strict):
    """Which fields the asker may read, until when."""

    fields: list[str] = Field(..., min_length=1, max_length=200)
    until: Moment
    codes: list[Code] = Field(
        default_factory=lambda: [Code(code) for code in sorted(USUAL_CODES)],
        description="What the asker may not do without asking. The originals' own reservations stay in any case.",
    )


class SignIn(_Strict):
    """The digest of what was read: it must be what is signed."""

    digest: str = Field(..., pattern="^[0-9a-f]{64}$")


class StandingIn(_Matter):
    """A question about one's own subject, to be left open."""

    subject: UUID
    until: datetime


class StandingOut(Schema):
    """An open question: later facts of others are compared with this subject."""

    id: UUID
    subject: UUID
    purpose: str
    reference: str
    until: datetime
    created: datetime
    stopped: datetime | None = Field(..., description="Since when it is asked no more; it can be taken up again.")

    @classmethod
    def of(cls, standing: StandingCheck) -> Self:
        """The stored question."""
        return cls(
            id=standing.id,
            subject=standing.subject,
            purpose=standing.purpose,
            reference=standing.reference,
            until=standing.would_end or standing.until,
            created=standing.created,
            stopped=standing.stopped,
        )
