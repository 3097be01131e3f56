"""REST routes of the intake."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Status

from interlace.core.handling import Action
from interlace.evidence.intake import actions, deciding, quarantine
from interlace.evidence.intake.actions import IntakeTerms
from interlace.evidence.intake.models import HoldReason, RejectionReason
from interlace.evidence.intake.queries import intake_view, intakes_of
from interlace.evidence.intake.rendering import held_out, intake_out, intake_row
from interlace.evidence.intake.schemas import (
    IntakeAcceptIn,
    IntakeDecisionOut,
    IntakeHeldOut,
    IntakeHoldIn,
    IntakeIn,
    IntakeOpeningIn,
    IntakeOut,
    IntakeRejectIn,
    IntakeRowOut,
    IntakeTextOut,
)
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, take_word, viewer_without_purpose
from interlace.foundation.http.paging import open_cursor, seal_cursor
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn, make_router

router = make_router("intake")
USES: dict[str, Any] = {"actions": (Action.DISCOVER, Action.READ), "purpose": PurposeFrom.OBJECT}
_LIST = "intakes"


@router.get("/intakes", response={200: Listing[IntakeRowOut], **PROBLEMS})
@declare("intake.list", SurfaceKind.ROUTE, **USES)
def get_intakes(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the files in the intake of the cases that one may see, the latest first."""
    viewer, after = viewer_without_purpose(request), None
    if page.cursor:
        moment, identifier = open_cursor(page.cursor, viewer=viewer, name=_LIST, length=2)
        after = (datetime.fromisoformat(moment), UUID(identifier))
    rows = intakes_of(viewer, now=timezone.now(), most=page.limit + 1, after=after)
    last = rows[page.limit - 1].intake if len(rows) > page.limit else None
    following = None if last is None else seal_cursor((last.begun, last.id), viewer=viewer, name=_LIST)
    return {"items": [intake_row(each) for each in rows[: page.limit]], "next": following}


@router.post("/exhibits/{exhibit_id}/intake", response={201: IntakeOut, **PROBLEMS})
@declare("intake.begin", SurfaceKind.ROUTE, **USES)
def post_intake(request: OfficerRequest, exhibit_id: UUID, body: IntakeIn) -> Status[IntakeOut]:
    """Take a sealed exhibit into the intake: it is read in the background, or put into quarantine unread."""
    viewer = viewer_without_purpose(request)
    intake = actions.begin_intake(viewer, exhibit_id, _terms(body), now=timezone.now())
    return Status(201, intake_out(intake_view(viewer, intake.id, now=timezone.now())))


@router.get("/intakes/{intake_id}", response={200: IntakeOut, **PROBLEMS})
@declare("intake.show", SurfaceKind.ROUTE, **USES)
def get_intake(request: OfficerRequest, intake_id: UUID) -> IntakeOut:
    """Show a file with its candidates and what of it is in quarantine."""
    return intake_out(intake_view(viewer_without_purpose(request), intake_id, now=timezone.now()))


@router.post("/intakes/{intake_id}/stop", response={200: IntakeOut, **PROBLEMS})
@declare("intake.stop", SurfaceKind.ROUTE, **USES)
def post_intake_stop(request: OfficerRequest, intake_id: UUID) -> IntakeOut:
    """Stop one's own reading; what was read stays."""
    actions.stop_reading(viewer_without_purpose(request), intake_id, now=timezone.now())
    return get_intake(request, intake_id)


@router.post("/intakes/{intake_id}/go-on", response={200: IntakeOut, **PROBLEMS})
@declare("intake.go_on", SurfaceKind.ROUTE, **USES)
def post_intake_go_on(request: OfficerRequest, intake_id: UUID) -> IntakeOut:
    """Go on reading where it stood."""
    actions.go_on_reading(viewer_without_purpose(request), intake_id, now=timezone.now())
    return get_intake(request, intake_id)


@router.post("/intakes/{intake_id}/read-again", response={200: IntakeOut, **PROBLEMS})
@declare("intake.read_again", SurfaceKind.ROUTE, **USES)
def post_intake_again(request: OfficerRequest, intake_id: UUID, body: IntakeIn) -> IntakeOut:
    """Read a file from its beginning; what was decided stays decided."""
    actions.read_again(viewer_without_purpose(request), intake_id, _terms(body), now=timezone.now())
    return get_intake(request, intake_id)


@router.post("/intakes/{intake_id}/hold", response={200: IntakeOut, **PROBLEMS})
@declare("intake.hold", SurfaceKind.ROUTE, **USES)
def post_intake_hold(request: OfficerRequest, intake_id: UUID, body: IntakeHoldIn) -> IntakeOut:
    """Put a file into quarantine: its text is forgotten."""
    actions.hold_file(viewer_without_purpose(request), intake_id, HoldReason(body.reason), now=timezone.now())
    return get_intake(request, intake_id)


@router.post("/intake-candidates/{candidate_id}/accept", response={200: IntakeDecisionOut, **PROBLEMS})
@declare("intake.accept", SurfaceKind.ROUTE, **USES)
def post_intake_accept(request: OfficerRequest, candidate_id: UUID, body: IntakeAcceptIn) -> IntakeDecisionOut:
    """Accept what a file says, as it stands or edited: it becomes a fact of the case with its source."""
    viewer = viewer_without_purpose(request)
    done = deciding.accept_candidate(viewer, candidate_id, edited=body.edited, now=timezone.now())
    return IntakeDecisionOut(
        id=done.candidate.id, state=done.candidate.state, subject=done.subject, known_already=done.was_known
    )


@router.post("/intake-candidates/{candidate_id}/reject", response={200: IntakeDecisionOut, **PROBLEMS})
@declare("intake.reject", SurfaceKind.ROUTE, **USES)
def post_intake_reject(request: OfficerRequest, candidate_id: UUID, body: IntakeRejectIn) -> IntakeDecisionOut:
    """Say that a candidate is none; on another reading it stays rejected."""
    viewer, reason = viewer_without_purpose(request), RejectionReason(body.reason)
    row = deciding.reject_candidate(viewer, candidate_id, reason, now=timezone.now())
    return IntakeDecisionOut(id=row.id, state=row.state, subject=None, known_already=False)


@router.post("/intake-quarantine/{held_id}/ask", response={200: IntakeHeldOut, **PROBLEMS})
@declare("intake.ask", SurfaceKind.ROUTE, **USES)
def post_intake_ask(request: OfficerRequest, held_id: UUID, body: IntakeOpeningIn) -> IntakeHeldOut:
    """Sign as the first person that something in quarantine has to be opened."""
    signed, viewer = take_word(request), viewer_without_purpose(request)
    return held_out(quarantine.ask_to_open(viewer, held_id, cause=body.cause, signed=signed, now=timezone.now()))


@router.post("/intake-quarantine/{held_id}/open", response={200: IntakeHeldOut, **PROBLEMS})
@declare("intake.open", SurfaceKind.ROUTE, **USES)
def post_intake_open(request: OfficerRequest, held_id: UUID) -> IntakeHeldOut:
    """Sign as the second person: both may look for half an hour, and a whole file is read."""
    signed, viewer = take_word(request), viewer_without_purpose(request)
    return held_out(quarantine.open_held(viewer, held_id, signed=signed, now=timezone.now()))


@router.post("/intake-quarantine/{held_id}/refuse", response={200: IntakeHeldOut, **PROBLEMS})
@declare("intake.refuse", SurfaceKind.ROUTE, **USES)
def post_refuse_opening(request: OfficerRequest, held_id: UUID) -> IntakeHeldOut:
    """Decide against opening it as the second person."""
    return held_out(quarantine.keep_closed(viewer_without_purpose(request), held_id, now=timezone.now()))


@router.get("/intake-quarantine/{held_id}/text", response={200: IntakeTextOut, **PROBLEMS})
@declare("intake.text", SurfaceKind.ROUTE, **USES)
def get_held_text(request: OfficerRequest, held_id: UUID) -> IntakeTextOut:
    """Show the two what they have opened; each look is in the ledger."""
    text = quarantine.text_of_held(viewer_without_purpose(request), held_id, now=timezone.now())
    return IntakeTextOut(text=text)


def _terms(body: IntakeIn) -> IntakeTerms:
    return IntakeTerms(
        languages=tuple(body.languages),
        region=body.region,
        lawyers=tuple(body.lawyers),
        hold=HoldReason(body.hold) if body.hold else None,
    )
