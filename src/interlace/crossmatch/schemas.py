"""Shapes of the REST API of cross-match; the command line writes the same."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.core.reviewing import Judgement
from interlace.screening.answers import ReasonOut

LONGEST_REASON = 2000


class CandidateLinkOut(Schema):
    """A link that waits for the caller's judgement: a machine sees a likeness, and nobody has confirmed it."""

    id: UUID
    purpose: str
    members: list[str] = Field(..., description="The originators of the two records, left and right.")
    band: str
    bits: float
    probability: float
    informativeness: float = Field(
        ..., description="In bits: how uncertain it is, times what hangs on it. The list is in this order."
    )
    hanging: list[int] = Field(
        ..., description="Records in the clusters of either side, as the caller knows them: 1 for a record alone."
    )


class LinkFieldOut(Schema):
    """One value that was compared."""

    property: str
    value: str
    original: str
    weighed: bool = Field(..., description="False for a value that so many records share that it says nothing.")


class LinkSideOut(Schema):
    """One of the two records, as far as it was compared."""

    member: str
    subject: UUID
    register_title: str = Field(..., description="Of the register whose entry this is; empty for case facts.")
    legal_effect: str = Field(..., description="What an entry of this register allows, in words.")
    handling: str
    fields: list[LinkFieldOut]


class LinkStatementOut(Schema):
    """What one officer said about a link."""

    officer: str
    judgement: Judgement
    words: str
    reason: str
    at: datetime


class LinkOut(Schema):
    """A link with both records, and what was said about it as far as the caller may know."""

    id: UUID
    purpose: str
    band: str
    bits: float
    probability: float
    model: str
    reasons: list[ReasonOut]
    left: LinkSideOut
    right: LinkSideOut
    said: list[LinkStatementOut] = Field(
        ..., description="Empty until the caller has spoken itself, or two others have agreed: reviews are blind."
    )
    outcome: Judgement | None = Field(..., description="What two officers agree on.")
    disputed: bool
    waits: bool = Field(..., description="Whether the caller is still to judge it.")
    fallen: bool = Field(
        ...,
        description="Whether the records, alike when they were judged, are not any more: by a newer model or by other"
        " facts. Bits and model are then those of the judgement, and there are no reasons.",
    )


class LinkJudgementIn(Schema):
    """What the caller says about a link."""

    model_config = ConfigDict(extra="forbid")

    judgement: Judgement
    reason: str = Field("", max_length=LONGEST_REASON)


class ContradictionOut(Schema):
    """Two records of one cluster with numbers of one kind and issuer and none in common: to be decided."""

    subjects: list[UUID]
    kind: str
    issuer: str
    is_confirmed: bool = Field(..., description="Whether an officer has confirmed a number of each.")
    words: str


class ClusterMemberOut(Schema):
    """One record of a cluster."""

    subject: UUID
    member: str
    is_entry: bool = Field(..., description="Whether it is an entry of a register rather than case facts.")


class ClusterOut(Schema):
    """Records that are one by what people said. It is named after the record known longest, and follows its links."""

    id: UUID
    purpose: str
    members: list[ClusterMemberOut]
    links: list[UUID]
    contradictions: list[ContradictionOut]
    fallen: list[UUID] = Field(..., description="Of the links, those whose records are not alike any more.")


class ReviewMonthOut(Schema):
    """How far two reviewers agreed in one month, over what the caller may match."""

    month: str
    reviewed: int
    agreed: int
    kappa: float | None = Field(
        ..., description="Cohen's kappa; null where chance alone would give the same agreement."
    )
    said_same: float = Field(..., description="The share of all judgements that were `same`.")
    drift: float | None = Field(..., description="Kappa of this month less kappa of all months before it.")


class ReviewMonthsOut(Schema):
    """Month by month, the earliest first."""

    items: list[ReviewMonthOut]
    next: None = None
