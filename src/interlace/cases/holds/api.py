"""REST routes of legal holds on cases; holds on one exhibit are laid under that exhibit and lifted here."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.cases.holds.actions import lay_hold, lift_hold
from interlace.cases.holds.queries import holds_view
from interlace.cases.holds.schemas import CaseHoldIn, CaseHoldOut, hold_out
from interlace.cases.schemas import CaseReasonIn
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, make_router

router = make_router("cases")
USES = (Action.DISCOVER, Action.READ)


@router.get("/cases/{case_id}/holds", response={200: Listing[CaseHoldOut], **PROBLEMS})
@declare("cases.holds.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_case_holds(request: OfficerRequest, case_id: UUID) -> dict[str, Any]:
    """List the legal holds on a case and its exhibits, lifted ones too, the last one first."""
    found = holds_view(viewer_without_purpose(request), case_id, now=timezone.now())
    return {"items": [hold_out(each) for each in found.holds], "next": None}


@router.post("/cases/{case_id}/holds", response={201: CaseHoldOut, **PROBLEMS})
@declare("cases.holds.lay", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_hold(request: OfficerRequest, case_id: UUID, body: CaseHoldIn) -> Status[CaseHoldOut]:
    """Put a whole case under a legal hold: nothing of it is destroyed until another officer lifts it."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    done = once(request, lambda: lay_hold(viewer, case_id, body.terms(), now=now).id)
    found = holds_view(viewer, case_id, now=now)
    return Status(done.status, next(hold_out(each) for each in found.holds if each.id == done.object_id))


@router.post("/cases/{case_id}/holds/{case_hold_id}/lift", response={200: CaseHoldOut, **PROBLEMS})
@declare("cases.holds.lift", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_hold_lift(request: OfficerRequest, case_id: UUID, case_hold_id: UUID, body: CaseReasonIn) -> CaseHoldOut:
    """Lift a hold, with the reason. Who laid it does not lift it."""
    viewer = viewer_without_purpose(request)
    return hold_out(lift_hold(viewer, case_id, case_hold_id, reason=body.reason, now=timezone.now()))
