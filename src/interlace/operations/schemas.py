"""Shapes of the REST API of the readiness board, and the same shapes as the commands print them."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.core.readiness import RedFlag, Support
from interlace.core.readiness.panel import Vote
from interlace.core.readiness.standards import Standard
from interlace.operations.assessing import LONGEST_NAME, LONGEST_NOTE, LONGEST_SOURCE
from interlace.operations.panel import LONGEST_REASON


class _Strict(Schema):
    """An unknown field is refused: a misspelt condition must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class ReadyTargetIn(_Strict):
    """Somebody whose arrest would be asked for."""

    case: str = Field(..., min_length=1, max_length=120, description="Id or reference of an own case")
    name: str = Field(..., min_length=1, max_length=LONGEST_NAME)
    requested: str = Field(..., min_length=1, max_length=16, description="Code of the bureau that would be asked")
    reference: str = Field("", max_length=120)


class ReadyFindingIn(_Strict):
    """How far a criterion is shown, and what that rests on."""

    criterion: str = Field(..., min_length=1, max_length=4)
    level: int = Field(..., ge=0, le=3)
    support: list[Support] = Field([], max_length=3)
    note: str = Field("", max_length=LONGEST_NOTE)


class ReadyFlagsIn(_Strict):
    """The red flags that a target has now."""

    flags: list[RedFlag] = Field(..., max_length=4)


class ReadyOpinionIn(_Strict):
    """What a member of the panel says."""

    vote: Vote
    reason: str = Field("", max_length=LONGEST_REASON)


class ReadyTasksIn(_Strict):
    """Who mends what is missing, and until when."""

    owner: UUID | None = None
    due: datetime | None = None


class ArrestStandardIn(_Strict):
    """What the own State wants shown."""

    stage: Literal["arrest", "surrender", "trial"]
    standard: Standard
    source: str = Field(..., min_length=1, max_length=LONGEST_SOURCE)
    as_of: date


class ArrestStandardOut(Schema):
    """What a State wants shown at a stage."""

    state: str
    stage: str
    standard: str


class ReadyCellOut(Schema):
    """The weakest gate of one dimension."""

    dimension: str
    criterion: str
    level: int
    gap: bool


class ReadyGapOut(Schema):
    """One thing that is missing: a gate, points, or a red flag."""

    kind: str
    what: str
    has: int | None = None
    needs: int | None = None


class ReadyOpinionOut(Schema):
    """What one officer of one side says."""

    officer: str
    member: str
    vote: str
    reason: str
    at: datetime


class ReadyRowOut(Schema):
    """One target on the board. The band advises nothing; decision and dissent are people's."""

    id: UUID
    name: str
    reference: str
    requesting: str
    requested: str
    band: str
    points: float
    gaps: list[ReadyGapOut]
    cells: list[ReadyCellOut]
    flags: list[str]
    decision: str
    dissent: list[ReadyOpinionOut]


class ReadyBoardOut(Schema):
    """The targets that the caller's bureau laid open or was shown, the most ready first."""

    criteria_met: int
    one_gap: int
    not_ready: int
    items: list[ReadyRowOut]


class ReadyCriterionOut(Schema):
    """One criterion of one target, as it stands."""

    code: str
    dimension: str
    gate: int | None
    level: int
    doubt: str | None
    support: list[str]
    note: str
    by: str


class ReadyTargetOut(ReadyRowOut):
    """One target with everything that was found and said."""

    own: bool
    criteria: list[ReadyCriterionOut]
    opinions: list[ReadyOpinionOut]
    standards: list[ArrestStandardOut]


class ReadyTasksOut(Schema):
    """The tasks that were made."""

    tasks: list[str]
