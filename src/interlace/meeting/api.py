"""REST routes of meetings: called, read, judged, agreed upon, and taken along as minutes."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, make_router
from interlace.foundation.localize.reader import zone_of
from interlace.meeting.actions import ActionTerms, MeetingTerms, agree_on_action, call_meeting, end_action, judge_link
from interlace.meeting.finding import matter_of
from interlace.meeting.minutes.taking import CONTENT_TYPES, Edition, MinutesForm, take_minutes
from interlace.meeting.queries import meeting_view, meetings
from interlace.meeting.rendering import meeting_out, meetings_out
from interlace.meeting.schemas import (
    ActionEndIn,
    AgreedActionIn,
    LinkVerdictIn,
    MeetingIn,
    MeetingOut,
    MeetingsOut,
    MinutesIn,
)

router = make_router("meetings")
USES = (Action.DISCOVER, Action.READ)
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_MINUTES = {"responses": {200: {"description": "OK", "content": dict.fromkeys(CONTENT_TYPES.values(), _BINARY)}}}


@router.get("/meetings", response={200: MeetingsOut, **PROBLEMS})
@declare("meetings.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_meetings(request: OfficerRequest) -> MeetingsOut:
    """List the meetings that one's bureau holds or was invited to, the latest day first."""
    return meetings_out(meetings(viewer_without_purpose(request), now=timezone.now()))


@router.post("/meetings", response={201: MeetingOut, **PROBLEMS})
@declare("meetings.call", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_meeting(request: OfficerRequest, body: MeetingIn) -> Status[MeetingOut]:
    """Call a meeting, the first of a series or the next of one."""
    viewer = viewer_without_purpose(request).working_for(purpose=body.purpose, reference=body.reference)
    terms = MeetingTerms(body.title, body.held_on, _codes(body.bureaus), body.place, body.after)
    done = once(request, lambda: call_meeting(viewer, terms, now=timezone.now()).id)
    return Status(done.status, _meeting(viewer, done.object_id))


@router.get("/meetings/{meeting_id}", response={200: MeetingOut, **PROBLEMS})
@declare("meetings.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_meeting(request: OfficerRequest, meeting_id: UUID) -> MeetingOut:
    """Show a meeting: the links that concern one's bureau, what was agreed, what was brought."""
    return _meeting(viewer_without_purpose(request), meeting_id)


@router.post("/meetings/{meeting_id}/links/{link_id}/verdicts", response={201: MeetingOut, **PROBLEMS})
@declare("meetings.judge", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_verdict(request: OfficerRequest, meeting_id: UUID, link_id: UUID, body: LinkVerdictIn) -> Status[MeetingOut]:
    """Say whether two cases meet, for one of their bureaus."""
    return _changed(
        request,
        meeting_id,
        lambda viewer, now: judge_link(viewer, meeting_id, link_id, body.finding, reason=body.reason, now=now),
    )


@router.post("/meetings/{meeting_id}/actions", response={201: MeetingOut, **PROBLEMS})
@declare("meetings.agree", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_action(request: OfficerRequest, meeting_id: UUID, body: AgreedActionIn) -> Status[MeetingOut]:
    """Write down what was agreed."""
    terms = ActionTerms(body.text, body.owner.strip().upper(), body.due, _codes(body.readers))
    return _changed(request, meeting_id, lambda viewer, now: agree_on_action(viewer, meeting_id, terms, now=now))


@router.post("/meetings/{meeting_id}/actions/{action_id}/end", response={201: MeetingOut, **PROBLEMS})
@declare("meetings.end", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_action_end(
    request: OfficerRequest, meeting_id: UUID, action_id: UUID, body: ActionEndIn
) -> Status[MeetingOut]:
    """Say that an action is done or was dropped, also at a later meeting of the series."""
    return _changed(
        request,
        meeting_id,
        lambda viewer, now: end_action(viewer, meeting_id, action_id, body.ending, outcome=body.outcome, now=now),
    )


@router.post("/meetings/{meeting_id}/minutes", response={200: None, **PROBLEMS}, openapi_extra=_MINUTES)
@declare("meetings.minutes", SurfaceKind.ROUTE, actions=(*USES, Action.EXPORT), purpose=PurposeFrom.OBJECT)
def post_minutes(request: OfficerRequest, meeting_id: UUID, body: MinutesIn) -> HttpResponse:
    """Take the minutes along, as PDF or DOCX, in up to three languages."""
    edition = Edition(MinutesForm(body.form), tuple(body.languages), zone_of(request.officer))
    now = timezone.now()
    viewer = matter_of(viewer_without_purpose(request), meeting_id, now=now)
    content = take_minutes(viewer, meeting_id, edition, now=now)
    return HttpResponse(content, content_type=CONTENT_TYPES[edition.form])


def _codes(given: list[str]) -> frozenset[str]:
    return frozenset(each.strip().upper() for each in given)


def _meeting(viewer: Viewer, meeting_id: UUID) -> MeetingOut:
    now = timezone.now()
    return meeting_out(meeting_view(viewer, meeting_id, now=now), today=now.date())


def _changed(
    request: OfficerRequest, meeting_id: UUID, act: Callable[[Viewer, datetime], object]
) -> Status[MeetingOut]:
    """Add something to a meeting, once for each key of the request."""
    now = timezone.now()
    viewer = matter_of(viewer_without_purpose(request), meeting_id, now=now)

    def add() -> UUID:
        act(viewer, now)
        return meeting_id

    done = once(request, add)
    return Status(done.status, _meeting(viewer, done.object_id))
