"""REST routes of questions that stay open: later facts of others are compared with them."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, viewer_for, viewer_without_purpose
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn
from interlace.screening.api.routing import router
from interlace.screening.open_questions import standing_of, standing_page
from interlace.screening.schemas import StandingIn, StandingOut
from interlace.screening.standing.keeping import ask_again, keep_open, stop_asking


@router.get("/standing-checks", response={200: Listing[StandingOut], **PROBLEMS})
@declare("standing.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_standing_checks(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the open questions of the caller's own bureau, the latest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    rows = standing_page(viewer, now=now, most=page.limit + 1, after=after(viewer, "standing", page))
    return listing(
        viewer,
        "standing",
        page,
        rows=rows,
        shown=StandingOut.of,
        place=lambda standing: (standing.created, standing.id),
    )


@router.post("/standing-checks", response={201: StandingOut, **PROBLEMS})
@declare("standing.set", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.REQUIRED)
def post_standing_check(request: OfficerRequest, body: StandingIn) -> Status[StandingOut]:
    """Leave the question about one's own subject open: later facts of others are compared with it."""
    viewer, now = viewer_for(request, purpose=body.purpose, reference=body.reference), timezone.now()

    def keep() -> UUID:
        return keep_open(viewer, body.subject, until=body.until, now=now).id

    done = once(request, keep)
    return Status(done.status, StandingOut.of(standing_of(viewer, done.object_id, now=now)))


@router.delete("/standing-checks/{standing_id}", response={204: None, **PROBLEMS})
@declare("standing.end", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def delete_standing_check(request: OfficerRequest, standing_id: UUID) -> Status[None]:
    """Close an open question of the caller's own bureau. What it has found stays; `resume` takes this back."""
    stop_asking(viewer_without_purpose(request), standing_id, now=timezone.now())
    return Status(204, None)


@router.post("/standing-checks/{standing_id}/resume", response={200: StandingOut, **PROBLEMS})
@declare("standing.resume", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def post_standing_check_resume(request: OfficerRequest, standing_id: UUID) -> StandingOut:
    """Open a question again that was closed: it is compared with what came in between, and with what comes."""
    return StandingOut.of(ask_again(viewer_without_purpose(request), standing_id, now=timezone.now()))
