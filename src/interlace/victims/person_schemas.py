"""Shapes of what is done for one person in care, by REST and by files of commands; no answer of the person goes out."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.core.victims.agreeing import Use
from interlace.core.victims.guarding import Capacity
from interlace.core.victims.reunion import Message
from interlace.core.victims.standing import Matter
from interlace.core.victims.triage import Need
from interlace.victims.erasing import LONGEST_DECLINE
from interlace.victims.files import Guardian
from interlace.victims.guarding import LONGEST_EVIDENCE, LONGEST_INTEREST
from interlace.victims.guarding import LONGEST_NAME as LONGEST_GUARDIAN
from interlace.victims.reunion import LONGEST_CONTACT, LONGEST_NAME
from interlace.victims.standing import LONGEST_REASON

LONGEST_RECORD = 64


class _Strict(Schema):
    """An unknown field is refused: a misspelt one must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class CareNeedsIn(_Strict):
    """What the person needs now; what is not named is needed no more."""

    needs: list[Need] = Field(..., max_length=len(Need))


class CareWishIn(_Strict):
    """One answer, one bureau, one use."""

    question: str = Field(..., min_length=1, max_length=16)
    recipient: str = Field(..., min_length=1, max_length=16)
    use: Use


class CareAgreementOut(Schema):
    """What the person agrees to now. What was answered is not said."""

    question: str
    recipient: str
    use: Use
    given: datetime


class CareAgreementsOut(Schema):
    """All of them, in the order in which they were given."""

    items: list[CareAgreementOut]


class CareNameIn(_Strict):
    """Who the person says to be, who agrees to be looked for in what bureaus seek."""

    name: str = Field(..., min_length=1, max_length=LONGEST_NAME)
    birth_date: str = Field("", max_length=32)
    country: str = Field("", max_length=32)


class CareSeekerOut(Schema):
    """A record of a bureau that may seek the person, as a machine proposes it."""

    record: str
    bureau: str
    name: str
    birth_date: str
    band: str
    is_told: bool


class CareNoticeOut(Schema):
    """A bureau that was told whom to call."""

    id: UUID
    bureau: str
    at: datetime
    messages: list[Message]


class CareFamilyOut(Schema):
    """Who may seek the person, and who was told. Looking asks nobody, and nobody learns of it."""

    is_named: bool
    seekers: list[CareSeekerOut]
    told: list[CareNoticeOut]


class CareTellingIn(_Strict):
    """Which proposal is told, whom its bureau shall call, and what the person lets it know besides."""

    record: str = Field(..., min_length=1, max_length=LONGEST_RECORD)
    contact: str = Field(..., min_length=1, max_length=LONGEST_CONTACT)
    is_agreed: bool = Field(..., description="The person agrees that this bureau is told")
    messages: list[Message] = Field(default_factory=list, max_length=len(Message))


class CareGuardianIn(_Strict):
    """Who speaks for a child: in what capacity, what shows it, and why this is best for the child."""

    name: str = Field(..., min_length=1, max_length=LONGEST_GUARDIAN)
    capacity: Capacity
    evidence: str = Field(
        ..., min_length=1, max_length=LONGEST_EVIDENCE, description="Which paper, by whom, and where it lies"
    )
    best_interest: str = Field(..., min_length=1, max_length=LONGEST_INTEREST)

    def guardian(self) -> Guardian:
        """The same as it is kept."""
        return Guardian(self.name, self.capacity, self.evidence, self.best_interest)


class CareErasureIn(_Strict):
    """That the person asks for it. A second protection officer erases the file, or declines."""

    is_asked_for: bool


class CareDeclineIn(_Strict):
    """Why a file is not erased; sealed in it."""

    reason: str = Field(..., min_length=1, max_length=LONGEST_DECLINE)


class CareStandingIn(_Strict):
    """Where somebody found shall stand, and why; two officers decide it."""

    to: Matter
    reason: str = Field(..., min_length=1, max_length=LONGEST_REASON)


class CareProposalOut(Schema):
    """A proposed standing with who signed it."""

    id: UUID
    to: Matter
    reason: str
    signed_by: list[str]
    is_open: bool
    is_withdrawn: bool


class CareStandingOut(Schema):
    """Where somebody found stands in the criminal matter, and what was proposed."""

    id: UUID
    number: int
    matter: Matter
    proposals: list[CareProposalOut]
