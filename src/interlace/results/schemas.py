"""Shapes of the REST API of results."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from interlace.core.results import ResultKind
from interlace.operations.plan.actions import Compartment
from interlace.results.actions import (
    DECIMALS,
    LONGEST_CURRENCY,
    LONGEST_REASON,
    LONGEST_SOURCE,
    MOST_AT_ONCE,
)
from interlace.results.printing import SheetForm
from interlace.results.taking import ResultOrigin

LONGEST_NAME, MOST_VERSIONS = 200, 10_000


class _Strict(Schema):
    """An unknown field is refused: a misspelt compartment must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class ResultAsOfIn(_Strict):
    """As of when the sheet is counted; without it, now."""

    as_of: AwareDatetime | None = None


class ResultIn(_Strict):
    """What a bureau reports of one or many; `named` makes keys and is not kept."""

    kind: ResultKind
    named: list[str] = Field(..., min_length=1, max_length=MOST_AT_ONCE)
    at: AwareDatetime
    source: str = Field(..., min_length=1, max_length=LONGEST_SOURCE)
    compartment: Compartment = Compartment.LEADER
    is_child: bool = False
    is_public: bool = False
    amount: Decimal | None = Field(None, max_digits=26, decimal_places=DECIMALS)
    currency: str = Field("", max_length=LONGEST_CURRENCY)


class ResultCorrectionIn(_Strict):
    """What an own line should have said; with `withdrawn`, that it did not happen."""

    line: UUID
    source: str = Field(..., min_length=1, max_length=LONGEST_SOURCE)
    named: str = Field("", max_length=LONGEST_NAME)
    at: AwareDatetime | None = None
    is_child: bool | None = None
    is_public: bool | None = None
    amount: Decimal | None = Field(None, max_digits=26, decimal_places=DECIMALS)
    withdrawn: bool = False


class ResultPairIn(_Strict):
    """Whether two lines are of the same person or account."""

    one: UUID
    other: UUID
    is_same: bool = True
    reason: str = Field(..., min_length=1, max_length=LONGEST_REASON)


class ResultTakenIn(_Strict):
    """What another room of the own bureau knows."""

    origin: ResultOrigin
    of: UUID
    compartment: Compartment = Compartment.LEADER
    is_public: bool = False


class ResultFileIn(_Strict):
    """As what the sheet is taken out, with a second language, and which published version if one."""

    form: SheetForm = SheetForm.PDF
    second: str = Field("", max_length=8)
    public: int | None = Field(None, ge=1, le=MOST_VERSIONS)


class ResultFigureOut(Schema):
    """One figure with its definition; `by_state` has those bureaus of which lines may be read."""

    figure: str
    name: str
    definition: str
    total: int
    by_state: dict[str, int]


class ResultLineOut(Schema):
    """One line that stands. It names nobody."""

    id: UUID
    member: str
    kind: str
    at: datetime
    source: str
    is_child: bool
    is_public: bool
    amount: str | None
    currency: str
    counted: str


class ResultPairOut(Schema):
    """What was said last of two lines, and by which bureau."""

    one: UUID
    other: UUID
    is_same: bool
    member: str
    reason: str
    at: datetime


class PublicFamilyOut(Schema):
    """Figures that were counted at one time; a hidden cell is null."""

    figures: list[str]
    as_of: datetime
    cells: dict[str, int | str | None]


class PublicSheetOut(Schema):
    """A published version, as it was frozen."""

    id: UUID
    version: int
    at: datetime
    member: str
    definitions: str
    families: list[PublicFamilyOut]


class ResultSheetOut(Schema):
    """The results of an operation as the caller's bureau counts them."""

    operation: UUID
    title: str
    as_of: datetime
    definitions: str
    log: str
    """Digest of the lines that were counted."""
    figures: list[ResultFigureOut]
    money: dict[str, str]
    lines: list[ResultLineOut]
    corrected: int
    pairs: list[ResultPairOut]
    not_added: int = 0
    """Of what was named in this request, what the bureau had reported already."""
    public: list[PublicSheetOut]
