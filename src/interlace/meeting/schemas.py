"""Shapes of the REST API of meetings, and the same shapes as the commands print them."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.meeting.actions import LONGEST_TEXT, LONGEST_TITLE
from interlace.meeting.minutes.taking import MinutesForm
from interlace.meeting.models import ActionEnding, Finding


class _Strict(Schema):
    """An unknown field is refused: a misspelt list of readers must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class MeetingIn(_Strict):
    """A meeting that is called, for a purpose and under a reference."""

    title: str = Field(..., min_length=1, max_length=LONGEST_TITLE)
    held_on: date
    bureaus: list[str] = Field(..., min_length=1, max_length=64, description="Codes of the bureaus asked to come")
    place: str = Field("", max_length=LONGEST_TITLE)
    after: UUID | None = Field(None, description="The meeting of the same series that it follows")
    purpose: str = Field(..., min_length=1, max_length=32)
    reference: str = Field(..., min_length=1, max_length=120)


class LinkVerdictIn(_Strict):
    """What an officer says of a proposed link."""

    finding: Finding
    reason: str = Field("", max_length=LONGEST_TEXT)


class AgreedActionIn(_Strict):
    """Who does what, until when, and who of the table reads it; nobody named: everybody."""

    text: str = Field(..., min_length=1, max_length=LONGEST_TEXT)
    owner: str = Field(..., min_length=1, max_length=16)
    due: date
    readers: list[str] = Field([], max_length=64)


class ActionEndIn(_Strict):
    """How an agreed action ended."""

    ending: ActionEnding
    outcome: str = Field("", max_length=LONGEST_TEXT)


class MinutesIn(_Strict):
    """As what the minutes are written, and in which languages one after the other."""

    form: MinutesForm = MinutesForm.PDF
    languages: list[str] = Field(["en"], min_length=1, max_length=3)


class MeetingRowOut(Schema):
    """One meeting that the caller's bureau holds or was invited to.

    Its series is not named: its id is that of the first meeting, at which the caller may not have been.
    """

    id: UUID
    title: str
    held_on: date
    place: str
    host: str
    bureaus: list[str]


class MeetingsOut(Schema):
    """All of them, the latest day first."""

    items: list[MeetingRowOut]


class LinkWordsOut(Schema):
    """What one of the two bureaus wrote, and where."""

    bureau: str
    words: str
    place: str


class LinkVerdictOut(Schema):
    """What an officer of one of the two bureaus says."""

    bureau: str
    officer: str
    finding: str
    reason: str
    at: datetime


class MeetingLinkOut(Schema):
    """Two cases that may meet, as a machine proposes it. Officers decide."""

    id: UUID
    bureau_a: str
    case_a: str
    bureau_b: str
    case_b: str
    reason: str
    how: str
    value: str
    probability: float
    words: list[LinkWordsOut]
    verdicts: list[LinkVerdictOut]
    agreed: str | None


class AgreedActionOut(Schema):
    """Something that was agreed at this meeting or at an earlier one of its series."""

    id: UUID
    text: str
    owner: str
    due: date
    carried_over: bool
    overdue: bool
    readers: list[str]
    ending: str | None
    outcome: str


class BroughtOut(Schema):
    """What a bureau's folder held. A lead is never counted as an exhibit."""

    bureau: str
    counts: dict[str, int]
    problems: int


class MeetingOut(MeetingRowOut):
    """One meeting with what the caller may see of its agenda."""

    links: list[MeetingLinkOut]
    actions: list[AgreedActionOut]
    brought: list[BroughtOut]
