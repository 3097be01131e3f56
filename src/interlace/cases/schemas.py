"""Shapes of the REST API of cases, and the same shapes as the commands print them."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.cases.actions import LONGEST_REASON, LONGEST_SUMMARY, LONGEST_TITLE
from interlace.cases.joint.actions import LONGEST_TERMS
from interlace.cases.leads import LONGEST_LEAD, LeadState
from interlace.cases.notes import LONGEST_NOTE
from interlace.cases.tasks import LONGEST_TASK
from interlace.core.procedure.cases import Authority, Flag, Lane, NeutralityGround
from interlace.facts.schemas import SharingIn
from interlace.foundation.http.moments import Moment
from interlace.foundation.http.routing import PageIn
from interlace.foundation.identity.roles import Role


class _Strict(Schema):
    """An unknown field is refused: a misspelt condition must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class CasesIn(PageIn):
    """Which cases."""

    open: bool = Field(False, description="Open ones alone")


class CaseIn(_Strict):
    """A case to open, in the matter of the request."""

    purpose: str = Field(..., min_length=1, max_length=32)
    reference: str = Field(..., min_length=1, max_length=80)
    title: str = Field(..., min_length=1, max_length=LONGEST_TITLE)
    summary: str = Field("", max_length=LONGEST_SUMMARY)
    legal_basis: str = Field("", max_length=300)
    level: int = Field(0, ge=0, le=3)
    rooms: list[str] = Field([], max_length=50)
    closed_in: bool = Field(False, description="Whether only those who are on it may know of it")


class CaseLookIn(_Strict):
    """Whom to look at a case as: an officer of this bureau who works for the purpose of the case."""

    member: str = Field(..., min_length=2, max_length=16)
    role: Role = Role.INVESTIGATOR
    level: int = Field(0, ge=0, le=3)


class CaseCheckIn(_Strict):
    """Answers to what is asked of every case."""

    neutrality: NeutralityGround
    minors: Flag
    asylum: Flag
    reason: str = Field("", max_length=LONGEST_REASON)


class CaseReasonIn(_Strict):
    """Why."""

    reason: str = Field(..., min_length=1, max_length=LONGEST_REASON)


class CaseOfficerIn(_Strict):
    """A colleague."""

    officer: UUID


class CaseSubjectIn(_Strict):
    """A person or thing that the caller may read facts about."""

    subject: UUID
    role: str = Field("", max_length=24)


class LeadIn(_Strict):
    """A clue to follow."""

    text: str = Field(..., min_length=1, max_length=LONGEST_LEAD)
    number: str = Field("", max_length=120)
    grading: str = Field("", max_length=24, description="With its scheme, for example ADMIRALTY:B2")
    markings: str = Field("", max_length=255, description="Handling codes with their schemes")
    condition: str = Field("", max_length=2000)
    source: str = Field("", max_length=255)
    subject: UUID | None = None
    sharing: SharingIn | None = Field(None, description="Who else may read it; without, the own bureau alone")


class LeadStateIn(_Strict):
    """What became of a lead."""

    state: LeadState
    outcome: str = Field("", max_length=500)


class CaseTaskIn(_Strict):
    """Something to do."""

    text: str = Field(..., min_length=1, max_length=LONGEST_TASK)
    owner: UUID | None = None
    due: Moment | None = None


class CaseNoteIn(_Strict):
    """What stands in an open note, and on which version it was begun."""

    text: str = Field(..., max_length=LONGEST_NOTE)
    note: UUID | None = Field(None, description="The note; without, a new one")
    version: int = Field(0, ge=0, le=1_000_000)
    seat: str = Field("", max_length=32)


class LaneIn(_Strict):
    """A decision by which something changes its lane."""

    thing: UUID = Field(..., description="Subject or lead")
    to: Lane
    authority: Authority
    authority_name: str = Field("", max_length=200)
    document: str = Field("", max_length=200)
    decided: date | None = None
    reason: str = Field(..., min_length=1, max_length=500)


class JointIn(_Strict):
    """A joint case to propose."""

    title: str = Field(..., min_length=1, max_length=LONGEST_TITLE)
    terms: str = Field(..., min_length=1, max_length=LONGEST_TERMS)
    members: list[str] = Field(..., min_length=1, max_length=200)
    until: Moment


class JointAnswerIn(_Strict):
    """An answer to the terms: accepted by their digest, or declined with a reason."""

    answer: Literal["accept", "decline", "withdraw", "end"]
    digest: str = Field("", max_length=64, description="Of the terms that were read, to accept them")
    case: UUID | None = Field(None, description="The own case that becomes the compartment")
    reason: str = Field("", max_length=LONGEST_REASON)


class JointTermsIn(_Strict):
    """New terms of reference, and perhaps a later end."""

    terms: str = Field(..., min_length=1, max_length=LONGEST_TERMS)
    until: Moment | None = None


class JointInviteIn(_Strict):
    """A further bureau."""

    member: str = Field(..., min_length=1, max_length=16)


class JointItemIn(_Strict):
    """What is laid before the others: a person or thing, or a lead."""

    kind: Literal["subject", "lead"]
    thing: UUID
    role: str = Field("", max_length=24)


class RoomStayIn(_Strict):
    """An officer of the own bureau in the task force, until a moment; without one it ends now."""

    officer: UUID
    until: Moment | None = None


class EvidenceProfileIn(_Strict):
    """By whose decision the own bureau's information may be shown in court."""

    authorities: list[Authority] = Field(..., min_length=1, max_length=4)
    named: dict[str, str] = Field({}, description="What each is called there")
    source: str = Field(..., min_length=1, max_length=300, description="The law or rule that says so")


class CaseRowOut(Schema):
    """One line of the list of cases."""

    id: UUID
    reference: str
    title: str
    purpose: str
    state: str
    opened: datetime


class CaseCountsOut(Schema):
    """What a case holds, each kind by itself, as far as the caller may read it."""

    subjects: int
    leads: int
    exhibits: int
    tasks: int


class CaseFactOut(Schema):
    """One fact about a person or thing."""

    id: UUID
    property: str
    value: str
    original: str
    grading: str
    owner: str


class CaseSubjectOut(Schema):
    """A person or thing."""

    id: UUID
    kind: str
    role: str
    lanes: list[str]
    owners: list[str]
    facts: list[CaseFactOut]


class LeadOut(Schema):
    """A lead. It is no exhibit, and has no custody."""

    id: UUID
    number: str
    text: str
    grading: str
    markings: str
    condition: str
    source: str
    place: str
    lane: str
    state: str
    outcome: str


class CaseSeenOut(Schema):
    """A case as that officer would see it, told from the own bureau's labels alone."""

    member: str
    role: str
    level: int
    is_known: bool = Field(..., description="Whether the case itself exists for it; never in another bureau")
    reads: list[CaseSubjectOut] = Field(..., description="People and things with the own facts that it reads")
    learns: list[UUID] = Field(..., description="Those of which it may only find out that they exist")
    leads: list[LeadOut] = Field(..., description="Leads that it reads")
    leads_to_lay: list[LeadOut] = Field(..., description="Leads that it reads once they are laid in a joint case")
    offered: list[str] = Field(..., description="Exhibits offered to its bureau")
    hidden: int = Field(..., description="Own people, things and leads of which it sees nothing")


class CaseTaskOut(Schema):
    """Something to do."""

    id: UUID
    text: str
    owner: str
    due: datetime | None
    done: datetime | None


class CaseNoteOut(Schema):
    """A note as it stood at one moment."""

    note: UUID
    version: int
    based_on: int
    text: str
    by: str
    at: datetime


class LaneChangeOut(Schema):
    """That something changed its lane, and by whose decision."""

    thing: UUID
    before: str
    after: str
    authority: str
    authority_name: str
    document: str
    decided: date | None
    reason: str
    by: str
    at: datetime


class DatedOut(Schema):
    """Something that happened, as a fact says."""

    day: str
    property: str
    fact: UUID


class CaseOut(CaseRowOut):
    """One case as the caller may see it."""

    summary: str
    legal_basis: str
    neutrality: str
    neutrality_by: str
    neutrality_at: datetime | None
    minors: str
    asylum: str
    officers: list[str]
    counts: CaseCountsOut
    subjects: list[CaseSubjectOut]
    leads: list[LeadOut]
    tasks: list[CaseTaskOut]
    notes: list[CaseNoteOut]
    lane_changes: list[LaneChangeOut]
    timeline: list[DatedOut]


class CaseCopyOut(Schema):
    """A copy of a case as it leaves the node: what may not leave is not in it, and not counted."""

    reference: str
    title: str
    stamp: str
    made: datetime
    by: str
    handling: list[str]
    subjects: list[CaseSubjectOut]
    leads: list[LeadOut]


class NoteKeptOut(CaseNoteOut):
    """The version that was kept, and the one that somebody else wrote beside it."""

    beside: int | None
    warning: str


class JointRowOut(Schema):
    """One line of the list of joint cases."""

    id: UUID
    title: str
    leader: str
    state: str
    until: datetime


class JointLeadOut(Schema):
    """A lead laid before the bureaus of a joint case."""

    id: UUID
    owner: str
    text: str
    grading: str
    markings: str
    condition: str


class JointEventOut(Schema):
    """One act in a joint case."""

    kind: str
    member: str
    about: str
    officer: str
    reason: str
    at: datetime


class RoomStayOut(Schema):
    """An officer of the own bureau in the task force."""

    officer: str
    until: datetime


class JointOut(JointRowOut):
    """One joint case as the caller may see it."""

    case: UUID | None
    room: str
    terms: str
    terms_digest: str
    own_terms: str = Field(..., description="Those that the own bureau accepted: others, where new ones wait for it")
    accepted: list[str] = Field(..., description="Bureaus known to have accepted the terms that were stated last")
    parties: dict[str, str]
    events: list[JointEventOut]
    subjects: list[CaseSubjectOut]
    leads: list[JointLeadOut]
    task_force: list[RoomStayOut]


class EvidenceProfileOut(Schema):
    """By whose decision a bureau's information may be shown in court."""

    member: str
    authorities: list[str]
    named: dict[str, str]
    source: str
