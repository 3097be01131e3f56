"""REST routes of hand-overs between bureaus: each side reads and does its own part, and a third bureau nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.core.handling import Action
from interlace.evidence.finding import case_of_exhibit
from interlace.evidence.handing.actions import call_mistaken, offer_to_bureau, refuse_offer, withdraw_offer
from interlace.evidence.handing.reading import hand_over_view, hand_overs_of
from interlace.evidence.handing.schemas import (
    BureauHandOverOut,
    BureauOfferIn,
    HandOverReasonIn,
    TakeOverIn,
    hand_over_out,
)
from interlace.evidence.handing.taking import take_over
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, make_router

router = make_router("exhibit hand-overs")
USES = (Action.DISCOVER, Action.READ)


@router.get("/exhibit-hand-overs", response={200: Listing[BureauHandOverOut], **PROBLEMS})
@declare("hand-overs.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_hand_overs(request: OfficerRequest) -> dict[str, Any]:
    """List the hand-overs of exhibits between the caller's bureau and others, the latest first."""
    found = hand_overs_of(viewer_without_purpose(request), now=timezone.now())
    return {"items": [hand_over_out(each) for each in found], "next": None}


@router.post("/exhibits/{exhibit_id}/hand-overs", response={201: BureauHandOverOut, **PROBLEMS})
@declare("hand-overs.offer", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_hand_over(request: OfficerRequest, exhibit_id: UUID, body: BureauOfferIn) -> Status[BureauHandOverOut]:
    """Offer an exhibit that the caller holds to another bureau; it changes hands when that one takes it over."""
    case_of_exhibit(viewer_without_purpose(request), exhibit_id, now=timezone.now())
    return _done(request, lambda viewer, now: offer_to_bureau(viewer, exhibit_id, body.terms(), now=now).id)


@router.get("/exhibit-hand-overs/{hand_over_id}", response={200: BureauHandOverOut, **PROBLEMS})
@declare("hand-overs.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_hand_over(request: OfficerRequest, hand_over_id: UUID) -> BureauHandOverOut:
    """Show one hand-over, and what was said to it."""
    return hand_over_out(hand_over_view(viewer_without_purpose(request), hand_over_id, now=timezone.now()))


@router.post("/exhibit-hand-overs/{hand_over_id}/take", response={201: BureauHandOverOut, **PROBLEMS})
@declare("hand-overs.take", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_hand_over_take(request: OfficerRequest, hand_over_id: UUID, body: TakeOverIn) -> Status[BureauHandOverOut]:
    """Take over what another bureau offers, into an own case; what comes home goes where it was."""

    def take(viewer: Viewer, now: datetime) -> UUID:
        take_over(viewer, hand_over_id, body.terms(), now=now)
        return hand_over_id

    return _done(request, take)


@router.post("/exhibit-hand-overs/{hand_over_id}/refuse", response={201: BureauHandOverOut, **PROBLEMS})
@declare("hand-overs.refuse", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_hand_over_refuse(
    request: OfficerRequest, hand_over_id: UUID, body: HandOverReasonIn
) -> Status[BureauHandOverOut]:
    """Refuse what another bureau offers, with the reason that it reads."""
    return _done(
        request,
        lambda viewer, now: refuse_offer(viewer, hand_over_id, reason=body.reason, now=now).hand_over_id,
    )


@router.post("/exhibit-hand-overs/{hand_over_id}/withdraw", response={201: BureauHandOverOut, **PROBLEMS})
@declare("hand-overs.withdraw", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_hand_over_withdraw(
    request: OfficerRequest, hand_over_id: UUID, body: HandOverReasonIn
) -> Status[BureauHandOverOut]:
    """Take an offer back before anything was said to it."""
    return _done(
        request,
        lambda viewer, now: withdraw_offer(viewer, hand_over_id, reason=body.reason, now=now).hand_over_id,
    )


@router.post("/exhibit-hand-overs/{hand_over_id}/mistake", response={201: BureauHandOverOut, **PROBLEMS})
@declare("hand-overs.mistake", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_hand_over_mistake(
    request: OfficerRequest, hand_over_id: UUID, body: HandOverReasonIn
) -> Status[BureauHandOverOut]:
    """Say that it was handed over in error: whoever has it keeps it closed, and sends it home."""
    return _done(
        request,
        lambda viewer, now: call_mistaken(viewer, hand_over_id, reason=body.reason, now=now).hand_over_id,
    )


def _done(request: OfficerRequest, act: Callable[[Viewer, datetime], UUID]) -> Status[BureauHandOverOut]:
    """Do one's part, once for each key of the request."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    done = once(request, lambda: act(viewer, now))
    return Status(done.status, hand_over_out(hand_over_view(viewer, done.object_id, now=timezone.now())))
