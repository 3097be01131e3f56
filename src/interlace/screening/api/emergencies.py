"""REST routes of what one officer does where two are the rule: the emergency release, its review, and their list."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, take_word, viewer_without_purpose
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn
from interlace.foundation.http.tags import require_match
from interlace.screening.acts_alone import acts_alone
from interlace.screening.api.routing import WITH_CODE, language, router
from interlace.screening.emergency_schemas import (
    ActAloneOut,
    ActsAloneOut,
    EmergencyIn,
    EmergencyOut,
    EmergencyReviewIn,
)
from interlace.screening.hits import emergency_releases, release_reviews
from interlace.screening.queries import hit_of, matter_of_hit
from interlace.screening.rendering import hit_out

_SEES = (Action.DISCOVER, Action.READ)


@router.post("/hits/{hit_id}/emergency-releases", response={201: EmergencyOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("emergencies.release", SurfaceKind.ROUTE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def post_emergency_release(request: OfficerRequest, hit_id: UUID, body: EmergencyIn) -> Status[EmergencyOut]:
    """Release a minimum identity at once as one officer of the owner; another person reviews it within 24 hours."""
    signed = take_word(request)
    viewer, now = viewer_without_purpose(request), timezone.now()

    def release() -> UUID:
        shown = hit_out(hit_of(viewer, hit_id, now=now), now=now, language=language())
        require_match(request, shown)
        matter = matter_of_hit(viewer, hit_id, now=now)
        return emergency_releases.release_alone(matter, hit_id, body.emergency(), now=now, signed=signed).id

    done = once(request, release)
    return Status(done.status, _shown(request, done.object_id))


@router.get("/emergency-releases", response={200: Listing[EmergencyOut], **PROBLEMS})
@declare("emergencies.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_emergency_releases(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the releases that officers of the caller's own bureau made alone, the latest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    place = after(viewer, "emergencies", page)
    rows = release_reviews.made_alone_page(viewer, now=now, most=page.limit + 1, after=place)
    return listing(
        viewer,
        "emergencies",
        page,
        rows=rows,
        shown=lambda made: EmergencyOut.of(made, now=now),
        place=lambda made: (made.emergency.at, made.emergency.id),
    )


@router.get("/emergency-releases/{emergency_id}", response={200: EmergencyOut, **PROBLEMS})
@declare("emergencies.show", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_emergency_release(request: OfficerRequest, emergency_id: UUID) -> EmergencyOut:
    """Show a release that one officer made alone: what left, why, and what another person said of it."""
    return _shown(request, emergency_id)


@router.post(
    "/emergency-releases/{emergency_id}/review", response={200: EmergencyOut, **PROBLEMS}, openapi_extra=WITH_CODE
)
@declare("emergencies.review", SurfaceKind.ROUTE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def post_emergency_review(request: OfficerRequest, emergency_id: UUID, body: EmergencyReviewIn) -> EmergencyOut:
    """Say as another person whether it was right. Wrong takes back what can be, and tells the asker to delete it."""
    signed = take_word(request)
    viewer, now = viewer_without_purpose(request), timezone.now()

    def review() -> UUID:
        require_match(request, _shown(request, emergency_id))
        return release_reviews.review_release(
            viewer, emergency_id, verdict=body.verdict, reason=body.reason, now=now, signed=signed
        ).id

    once(request, review, status=200)
    return _shown(request, emergency_id)


@router.get("/acts-alone", response={200: ActsAloneOut, **PROBLEMS})
@declare("acts_alone.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_acts_alone(request: OfficerRequest) -> ActsAloneOut:
    """List every act of one person where two are the rule, for the head of the caller's bureau."""
    found = acts_alone(viewer_without_purpose(request), now=timezone.now())
    return ActsAloneOut(items=[ActAloneOut.of(each) for each in found])


def _shown(request: OfficerRequest, emergency_id: UUID) -> EmergencyOut:
    viewer, now = viewer_without_purpose(request), timezone.now()
    return EmergencyOut.of(release_reviews.made_alone_of(viewer, emergency_id, now=now), now=now)
