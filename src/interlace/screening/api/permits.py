"""REST routes of leave to check a list above the budget: an officer asks, a supervisor signs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, take_word, viewer_for, viewer_without_purpose
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn
from interlace.foundation.http.tags import require_match
from interlace.screening.api.routing import FRESH_CODE, MATCHED, WITH_CODE, router
from interlace.screening.checks import permits
from interlace.screening.schemas import PermitIn, PermitOut, SignIn


@router.post("/batch-permits", response={201: PermitOut, **PROBLEMS}, openapi_extra={"parameters": [FRESH_CODE]})
@declare("permits.ask", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.REQUIRED)
def post_batch_permit(request: OfficerRequest, body: PermitIn) -> Status[PermitOut]:
    """Ask a supervisor for leave to check a list above the budget. Once signed, send exactly that list in bulk."""
    viewer, now = viewer_for(request, purpose=body.purpose, reference=body.reference), timezone.now()
    signed = take_word(request)

    def ask() -> UUID:
        return permits.ask_for_permit(
            viewer, lines=body.lines, list_digest=body.list_digest, scope=body.scope, now=now, signed=signed
        ).id

    done = once(request, ask)
    return Status(done.status, _shown(request, done.object_id))


@router.get("/batch-permits", response={200: Listing[PermitOut], **PROBLEMS})
@declare("permits.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_batch_permits(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the questions of the caller's own bureau for larger lists, the latest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    rows = permits.permits_page(viewer, now=now, most=page.limit + 1, after=after(viewer, "permits", page))
    return listing(
        viewer,
        "permits",
        page,
        rows=rows,
        shown=lambda permit: PermitOut.of(permit, now=now),
        place=lambda permit: (permit.asked, permit.id),
    )


@router.get("/batch-permits/{permit_id}", response={200: PermitOut, **PROBLEMS})
@declare("permits.show", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_batch_permit(request: OfficerRequest, permit_id: UUID) -> PermitOut:
    """Show one question of the caller's own bureau for a larger list."""
    return _shown(request, permit_id)


@router.post("/batch-permits/{permit_id}/sign", response={200: PermitOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("permits.sign", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def post_batch_permit_sign(request: OfficerRequest, permit_id: UUID, body: SignIn) -> PermitOut:
    """Give leave as a supervisor: the officer who asked may check this list within a day."""
    signed = take_word(request)
    viewer, now = viewer_without_purpose(request), timezone.now()

    def sign() -> UUID:
        require_match(request, _shown(request, permit_id))
        return permits.sign_permit(viewer, permit_id, digest=body.digest, now=now, signed=signed).id

    once(request, sign, status=200)
    return _shown(request, permit_id)


@router.post("/batch-permits/{permit_id}/refuse", response={200: PermitOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("permits.refuse", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def post_batch_permit_refuse(request: OfficerRequest, permit_id: UUID) -> PermitOut:
    """Decide against it as a supervisor: nobody is asked anything."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def refuse() -> UUID:
        require_match(request, _shown(request, permit_id))
        return permits.refuse_permit(viewer, permit_id, now=now).id

    once(request, refuse, status=200)
    return _shown(request, permit_id)


def _shown(request: OfficerRequest, permit_id: UUID) -> PermitOut:
    now = timezone.now()
    return PermitOut.of(permits.permit_of(viewer_without_purpose(request), permit_id, now=now), now=now)
