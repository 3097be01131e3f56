"""Shapes of the REST API of operations."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from interlace.core.planning import HandOver, Rule
from interlace.core.planning.aborting import Reach
from interlace.operations.plan.actions import LONGEST_CODE, LONGEST_TITLE, Compartment
from interlace.operations.plan.changing import LONGEST_DELAY
from interlace.operations.plan.day import LONGEST_TEXT
from interlace.operations.plan.models import EntryKind, TeamState
from interlace.operations.plan.shapes import LONGEST_WORD, SpanShape

Seen: int = Field(..., ge=1, le=1_000_000)
"""The version of the plan that the officer has before them; 409 where another stands by now."""


class _Strict(Schema):
    """An unknown field is refused: a misspelt condition must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class OperationIn(_Strict):
    """An operation to open, in the matter of the request."""

    title: str = Field(..., min_length=1, max_length=LONGEST_TITLE)
    members: list[str] = Field(..., min_length=1, max_length=200)
    first_hour: AwareDatetime
    last_hour: AwareDatetime
    purpose: str = Field(..., min_length=1, max_length=32)
    reference: str = Field(..., min_length=1, max_length=80)


class OperationEntryIn(_Strict):
    """What a bureau brings; `shape` has the fields of its kind (docs of `operations/plan/shapes.py`)."""

    kind: EntryKind
    code: str = Field(..., min_length=1, max_length=LONGEST_CODE)
    compartment: Compartment = Compartment.LEADER
    shape: dict[str, Any]


class OperationFlagIn(_Strict):
    """Go or no-go of the own State, for the version that stands."""

    flag: Literal["go", "no_go"]
    version: int = Seen


class OperationGoIn(_Strict):
    """Go, for the version that stands."""

    version: int = Seen


class OperationAcceptIn(_Strict):
    """A broken rule that the leading bureau takes upon itself by name."""

    version: int = Seen
    rule: Rule
    where: str = Field(..., max_length=80)
    detail: str = Field("", max_length=80)


class OperationTextIn(_Strict):
    """A note, or the reason of an emergency order."""

    text: str = Field(..., min_length=1, max_length=LONGEST_TEXT)


class OperationAssuranceIn(_Strict):
    """That the condition of an own target is met, and by which document."""

    target: str = Field(..., min_length=1, max_length=80)
    document: str = Field(..., min_length=1, max_length=LONGEST_TEXT)


class OperationCheckInIn(_Strict):
    """Where one is. A device without network keeps key and time, and sends both when it can."""

    key: UUID
    text: str = Field("", max_length=LONGEST_TEXT)
    at: AwareDatetime
    team: str = Field("", max_length=80)
    """One of the own teams; those who read the team read it. Without one, all who take part read the text."""
    state: TeamState | None = None
    """Of the team."""


class OperationAbortIn(_Strict):
    """What an officer stops, and why; a device without network keeps key and time, and sends both when it can."""

    reach: Reach
    reason: str = Field(..., min_length=1, max_length=LONGEST_TEXT)
    where: str = Field("", max_length=80)
    """The code of the site or target."""
    word: str = Field("", max_length=LONGEST_WORD)
    """The abort word, if it was said by one; it is not repeated in the log."""
    version: int = Field(0, ge=0, le=1_000_000)
    """Of the plan that the officer saw; 0 for the one that stands. Another one that stands by now goes on."""
    key: UUID | None = None
    at: AwareDatetime | None = None


class OperationChangeIn(_Strict):
    """What is to be otherwise in the plan that stands: the hour, or one team at another site; empty for nowhere."""

    hour: AwareDatetime | None = None
    team: str = Field("", max_length=80)
    site: str = Field("", max_length=80)


class OperationWhatIfIn(_Strict):
    """Either the moment before which it has to happen, or a team and how many minutes it is late."""

    before: AwareDatetime | None = None
    team: str = Field("", max_length=80)
    minutes: int = Field(0, ge=0, le=LONGEST_DELAY)


class OperationReadyIn(_Strict):
    """A site of the operation, to which own targets that meet the criteria are added: all, or those that are named."""

    site: str = Field(..., min_length=1, max_length=80)
    targets: list[UUID] | None = Field(None, min_length=1, max_length=500)


class OperationTargetIn(_Strict):
    """What is said of an own target: where, under which warrant, what follows the arrest, and its condition.

    What is left out stays as it is; a condition is lifted by saying that none is needed.
    """

    site: str = Field("", min_length=1, max_length=80)
    warrant: SpanShape | None = None
    hand_over: HandOver | None = None
    needs_assurance: bool = False


class OperationRowOut(Schema):
    """One operation that the caller's bureau takes part in."""

    id: UUID
    title: str
    leader: str
    members: list[str]
    first_hour: datetime
    last_hour: datetime


class OperationEntryOut(Schema):
    """Something that was brought, as far as the caller may read it."""

    id: UUID
    member: str
    kind: str
    code: str
    shape: dict[str, Any]


class OperationPlaceOut(Schema):
    """Who goes where."""

    who: str
    site: str
    language: str = ""
    may_begin: bool = False


class OperationBrokenOut(Schema):
    """A rule that does not hold, and what helps."""

    rule: str
    where: str
    detail: str
    has: int
    needs: int
    remedy: str


class OperationMoveOut(Schema):
    """Who would go where, or no longer."""

    who: str
    site: str


class OperationWhatIfOut(Schema):
    """What would become of the plan. Nothing of it is kept."""

    hour: datetime
    sent: list[OperationMoveOut]
    called_back: list[OperationMoveOut]
    newly_broken: list[OperationBrokenOut]
    mended: list[OperationBrokenOut]


class OperationHeldOut(Schema):
    """Why Go is held, and whose it is; for the bureau that leads."""

    why: str
    where: str


class OperationSayingOut(Schema):
    """One line of the log; `at` is its own time, `received` when the node had it."""

    id: UUID
    member: str
    kind: str
    version: int
    detail: dict[str, Any]
    by: str
    at: datetime
    received: datetime


class OperationOut(OperationRowOut):
    """One operation as the caller's bureau reads it."""

    version: int
    hour: datetime | None
    local_hours: dict[str, str]
    """The hour at each site that the caller may read, on the site's own clock."""
    entries: list[OperationEntryOut]
    places: list[OperationPlaceOut]
    broken: list[OperationBrokenOut]
    compliant: bool | None
    """Whether all found on site will be looked after: for the bureau that leads and that of the ground; else null."""
    held: list[OperationHeldOut]
    log: list[OperationSayingOut]
