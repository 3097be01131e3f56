"""Shapes of the REST API of exhibits and packages."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.cases.holds.schemas import CaseHoldOut
from interlace.core.custody import Defect, Step
from interlace.evidence.acquiring import LONGEST, Acquisition, Method
from interlace.evidence.actions import LONGEST_TITLE, ExhibitTerms
from interlace.evidence.bundle.redacting import Hidden
from interlace.evidence.custody import StepTerms
from interlace.evidence.models import OutsideHolder
from interlace.evidence.outside import OutTerms
from interlace.foundation.http.moments import Moment
from interlace.foundation.http.routing import PageIn


class _Strict(Schema):
    """An unknown field is refused: a misspelt condition must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class ExhibitsIn(PageIn):
    """Which exhibits."""

    case: UUID | None = Field(None, description="Of this case alone")


class AcquiredIn(_Strict):
    """Who took it, when, where, how and on which authority."""

    operator: str = Field("", max_length=LONGEST, description="Who took it; without, the caller")
    at: Moment
    place: str = Field(..., min_length=1, max_length=LONGEST)
    source: str = Field(..., min_length=1, max_length=LONGEST, description="Whom or what it was taken from")
    authority: str = Field(..., min_length=1, max_length=LONGEST, description="Warrant, order, request or consent")
    method: Method = Method.COPY
    tool: str = Field("", max_length=LONGEST)
    device: str = Field("", max_length=LONGEST)
    write_blocker: str = Field("", max_length=LONGEST)
    clock: str = Field("", max_length=LONGEST)
    seized: bool = Field(False, description="Taken under coercion, not handed over")


class ExhibitIn(_Strict):
    """An exhibit that is to be sent."""

    file_name: str = Field(..., min_length=1, max_length=255)
    size: int = Field(..., ge=0, le=2**53, description="Bytes")
    sha256: str = Field("", pattern="^([0-9a-fA-F]{64})?$", description="With it a broken transfer goes on")
    title: str = Field("", max_length=LONGEST_TITLE)
    markings: str = Field("", max_length=255, description="Handling codes of whoever gave it, with their schemes")
    acquired: AcquiredIn

    def terms(self, *, by: str) -> ExhibitTerms:
        """What is announced, in the name of the caller where nobody else is named."""
        said = self.acquired.model_dump()
        acquired = Acquisition(**{**said, "operator": self.acquired.operator.strip() or by})
        return ExhibitTerms(
            self.file_name, self.size, acquired, title=self.title, sha256=self.sha256, markings=self.markings
        )


class CustodyStepIn(_Strict):
    """A step in the custody of an exhibit, as its recorder tells it."""

    step: Step
    at: Moment
    place: str = Field(..., min_length=1, max_length=200)
    purpose: str = Field(..., min_length=1, max_length=300)
    taker: str = Field("", max_length=200, description="To whom it was given back")
    authority: str = Field("", max_length=300)
    seal: str = Field("", max_length=64)
    condition: str = Field("", max_length=300)

    def terms(self) -> StepTerms:
        """The step."""
        return StepTerms(**self.model_dump())


class ExhibitOfferIn(_Strict):
    """To whom an exhibit is offered."""

    taker: str = Field(..., min_length=1, max_length=150, description="Account of an officer of the bureau")
    place: str = Field(..., min_length=1, max_length=200)
    purpose: str = Field(..., min_length=1, max_length=300)
    authority: str = Field("", max_length=300)
    seal: str = Field("", max_length=64)
    condition: str = Field("", max_length=300)


class HandOutIn(_Strict):
    """A hand-over to or from somebody outside the bureau."""

    holder: str = Field(..., min_length=1, max_length=120)
    kind: OutsideHolder.Kind = OutsideHolder.Kind.LABORATORY
    at: Moment
    place: str = Field(..., min_length=1, max_length=200)
    purpose: str = Field(..., min_length=1, max_length=300)
    receipt: str = Field("", max_length=120, description="The paper that the other side signed, and who signed it")
    authority: str = Field("", max_length=300)
    seal: str = Field("", max_length=64)
    condition: str = Field("", max_length=300)

    def terms(self) -> OutTerms:
        """The hand-over."""
        return OutTerms(**self.model_dump())


class FlawAnswerIn(_Strict):
    """What was found about an exhibit that was altered, and what is done about it."""

    text: str = Field(..., min_length=1, max_length=300)


class PackageIn(_Strict):
    """What goes into a package."""

    exhibits: list[str] = Field([], max_length=1000, description="Numbers (E3); without, every sealed one of the case")
    consent: str = Field("", max_length=300, description="By whose consent closed exhibits go to court")


class RedactionIn(_Strict):
    """What is closed in a copy."""

    exhibits: list[int] = Field([], max_length=1000, description="By their numbers in files/")
    statements: list[str] = Field([], max_length=200, description="By name: exhibits/*/acquired/operator")

    def hidden(self) -> Hidden:
        """The parts."""
        return Hidden(frozenset(self.exhibits), frozenset(self.statements))


class ExhibitRowOut(Schema):
    """One line of the list."""

    id: UUID
    case: UUID
    number: str
    title: str
    file_name: str
    size: int
    sha256: str
    sealed: datetime | None
    flaw: str


class CustodyEntryOut(Schema):
    """One signed step."""

    number: int
    step: Step
    giver: str
    taker: str
    carrier: str
    place: str
    given_at: datetime
    taken_at: datetime
    recorded_at: datetime
    purpose: str
    authority: str
    recorder: str
    seal: str
    condition: str
    signers: list[str]
    receipt: str
    digest: str


class CustodyDefectOut(Schema):
    """Something that the defence will ask about."""

    defect: Defect
    entries: list[int]
    expected: str
    found: str
    words: str


class ExhibitOut(ExhibitRowOut):
    """One exhibit with its story."""

    sha3_512: str
    markings: str
    acquired: dict[str, str | bool]
    received: int = Field(..., description="Chunks that have arrived; the next one has this number")
    chunks: int
    added: datetime
    added_by: str
    checked: datetime | None
    flaw_answer: str
    holds: list[CaseHoldOut] = Field(..., description="Legal holds in force on it or on its whole case")
    holder: str
    is_outside: bool = Field(..., description="Whether a holder outside the bureau has it")
    offered_to: str
    custody: list[CustodyEntryOut]
    defects: list[CustodyDefectOut]
    broken: int | None = Field(..., description="The first entry that is not as it was signed")


class PackageOut(Schema):
    """A package that was made for a court."""

    id: UUID
    case: UUID
    exhibits: list[str]
    left_out: dict[str, str] = Field(..., description="Of a whole case: what is not in it, and why")
    root: str
    consent: str
    size: int
    made: datetime
    made_by: str
