"""Shapes of the intake in the API."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema


class IntakeIn(Schema):
    """How an exhibit is to be read."""

    languages: list[str] = Field(default_factory=list, max_length=5)
    region: str = Field("", max_length=2)
    lawyers: list[str] = Field(default_factory=list, max_length=50)
    hold: Literal["privileged", "abuse", ""] = ""


class IntakeHoldIn(Schema):
    """Why a file is to be put into quarantine."""

    reason: Literal["privileged", "abuse"]


class IntakeAcceptIn(Schema):
    """What the officer writes instead, if anything."""

    edited: str = Field("", max_length=500)


class IntakeRejectIn(Schema):
    """Why a candidate is none."""

    reason: Literal["not_this", "misread", "not_relevant", "protected"]


class IntakeOpeningIn(Schema):
    """Why something in quarantine has to be opened."""

    cause: str = Field(max_length=300)


class IntakeRowOut(Schema):
    """A file in the list."""

    id: UUID
    case: UUID
    exhibit: UUID
    exhibit_name: str
    file_name: str
    state: str
    problem: str
    read: int
    of: int | None
    open: int
    decided: int
    held: int
    begun: datetime


class IntakeCandidateOut(Schema):
    """Something that the file may say."""

    id: UUID
    kind: str
    text: str
    normal: str
    place: str
    part: int
    start: int
    end: int
    confidence: str
    rule: str
    beside: str
    more: int
    state: str
    reason: str
    edited: str
    subject: UUID | None
    decided: datetime | None
    decided_by: str


class IntakeHeldOut(Schema):
    """Something in quarantine; where it stands, and nothing of what it says."""

    id: UUID
    whole: bool
    part: int
    reason: str
    state: str
    cause: str
    asked_by: str
    opened_by: str


class IntakeOut(Schema):
    """A file with what it may say."""

    id: UUID
    case: UUID
    exhibit: UUID
    exhibit_name: str
    file_name: str
    state: str
    problem: str
    kind: str
    read: int
    of: int | None
    languages: dict[str, int]
    remarks: list[dict[str, int | str]]
    candidates: list[IntakeCandidateOut]
    held: list[IntakeHeldOut]
    hits: list[UUID]


class IntakeDecisionOut(Schema):
    """What came of a decision."""

    id: UUID
    state: str
    subject: UUID | None
    known_already: bool


class IntakeTextOut(Schema):
    """What two persons have opened."""

    text: str
