"""REST routes of deconfliction."""

from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import NotFound
from interlace.foundation.http.callers import OfficerRequest, viewer_for, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, make_router
from interlace.operations.deconfliction.actions import InterestTerms, end_interest, interests_of, say_interest
from interlace.operations.deconfliction.rendering import interest_out
from interlace.operations.deconfliction.schemas import InterestIn, InterestOut
from interlace.operations.rules import require_board

router = make_router("operations")
USES = (Action.DISCOVER, Action.READ)


@router.get("/deconfliction", response={200: Listing[InterestOut], **PROBLEMS})
@declare("deconfliction.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_interests(request: OfficerRequest) -> dict[str, object]:
    """List what one's bureau is after, and how others that are after the same are reached."""
    viewer = viewer_without_purpose(request)
    require_board(viewer)
    return {"items": [interest_out(each) for each in interests_of(viewer, now=timezone.now())], "next": None}


@router.post("/deconfliction", response={201: InterestOut, **PROBLEMS})
@declare("deconfliction.say", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_interest(request: OfficerRequest, body: InterestIn) -> Status[InterestOut]:
    """Say what one's bureau is after. Others that are after the same learn how to reach it, as it learns of them."""
    viewer = viewer_for(request, purpose=body.purpose, reference=body.reference)
    require_board(viewer)
    terms = InterestTerms(body.kind, body.text, body.name, body.until, body.born)
    done = once(request, lambda: say_interest(viewer, terms, now=timezone.now()).interest.id)
    for each in interests_of(viewer, now=timezone.now()):
        if each.interest.id == done.object_id:
            return Status(done.status, interest_out(each))
    raise NotFound


@router.delete("/deconfliction/{interest_id}", response={204: None, **PROBLEMS})
@declare("deconfliction.end", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def delete_interest(request: OfficerRequest, interest_id: UUID) -> Status[None]:
    """Say that one's bureau is not after it any more."""
    viewer = viewer_without_purpose(request)
    require_board(viewer)
    end_interest(viewer, interest_id, now=timezone.now())
    return Status(204, None)
