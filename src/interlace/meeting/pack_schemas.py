"""Shapes of the REST API of packs that one handed in, and the same shapes as the commands print them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict


class _Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class PackIn(_Strict):
    """An upload that is a pack: one ZIP with a folder for each bureau."""

    upload: UUID
    meeting: UUID | None = Field(None, description="A meeting of the own bureau, for whose table it is")


class PackStoreIn(_Strict):
    """For what, and under which reference, the own cases are stored."""

    purpose: str = Field(..., min_length=1, max_length=32)
    reference: str = Field(..., min_length=1, max_length=120)
    scheme: str = Field("", max_length=40, description="Scheme of the grades in the lead lists, for example ADMIRALTY")


class PackLayIn(_Strict):
    """On which table it is laid, and for what."""

    meeting: UUID
    purpose: str = Field(..., min_length=1, max_length=32)
    reference: str = Field(..., min_length=1, max_length=120)


class PackWorkOut(Schema):
    """The latest work on a pack. `total` is null while nobody knows."""

    kind: str
    state: str
    progress: int
    total: int | None
    problem: str
    stop_asked: bool


class PackRowOut(Schema):
    """A pack of one's own. It is thrown away when it `ends`; what was stored of it, or laid on a table, stays."""

    id: UUID
    file_name: str
    made: datetime
    ends: datetime
    files: int
    is_read: bool
    is_stored: bool
    meetings: list[str]
    work: PackWorkOut | None


class PacksOut(Schema):
    """All of them, the latest first."""

    items: list[PackRowOut]


class PackProblemOut(Schema):
    """A row that waits for its bureau; the value itself is not repeated."""

    file: str
    cell: str
    code: str
    outcome: str
    reason: str
    remedy: str


class PackNotReadOut(Schema):
    """A part of a file that was not read."""

    file: str
    place: str
    reason: str


class PackLinkOut(Schema):
    """Two cases that may meet, as a machine proposes it."""

    case_a: str
    case_b: str
    reason: str
    value: str
    probability: float
    how: str
    found_in: list[str]


class PackAnswerOut(Schema):
    """What a pack holds. A lead is never counted as an exhibit."""

    files: int
    cases: int
    leads: int
    leads_to_repair: int
    exhibits: int
    exhibits_held_at_home: int
    problems: list[PackProblemOut]
    not_read: list[PackNotReadOut]
    links: list[PackLinkOut]


class PackOut(PackRowOut):
    """A pack with what came of it, once it is read, and what was stored of it."""

    holds: PackAnswerOut | None
    stored: dict[str, Any] | None
