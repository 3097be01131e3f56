"""REST routes by which two persons let an officer begin anew."""

from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.bureaus.people.api import WITH_CODE
from interlace.bureaus.people.resets import (
    propose_new_beginning,
    refuse_new_beginning,
    reset_known_to,
    resets_known_to,
    sign_new_beginning,
)
from interlace.bureaus.people.schemas import NewBeginningOut, RefusedResetIn
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, take_word, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, make_router

router = make_router("people")


@router.get("/resets", response={200: list[NewBeginningOut], **PROBLEMS})
@declare("people.resets", SurfaceKind.ROUTE)
def get_resets(request: OfficerRequest) -> list[NewBeginningOut]:
    """List what the caller may sign for officers who lost password or device, and what it proposed or refused."""
    now = timezone.now()
    return [NewBeginningOut.of(each, now=now) for each in resets_known_to(request.officer, now=now)]


@router.post("/officers/{officer_id}/resets", response={201: NewBeginningOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("people.officer.reset", SurfaceKind.ROUTE)
def post_officer_reset(request: OfficerRequest, officer_id: UUID) -> Status[NewBeginningOut]:
    """Propose that an officer of the own bureau begins anew. Another head, or an administrator, signs it."""
    viewer, now, signed = viewer_without_purpose(request), timezone.now(), take_word(request)
    done = once(
        request,
        lambda: propose_new_beginning(viewer, officer_id, by=request.officer, signed=signed, now=now).pk,
    )
    return Status(done.status, NewBeginningOut.of(reset_known_to(request.officer, done.object_id, now=now), now=now))


@router.get("/resets/{reset_id}", response={200: NewBeginningOut, **PROBLEMS})
@declare("people.reset", SurfaceKind.ROUTE)
def get_reset(request: OfficerRequest, reset_id: UUID) -> NewBeginningOut:
    """Show one of them."""
    now = timezone.now()
    return NewBeginningOut.of(reset_known_to(request.officer, reset_id, now=now), now=now)


@router.post("/resets/{reset_id}/sign", response={200: NewBeginningOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("people.reset.sign", SurfaceKind.ROUTE)
def post_reset_sign(request: OfficerRequest, reset_id: UUID) -> NewBeginningOut:
    """Sign it as the second person: the officer's password, device, passkeys, sessions and keys end."""
    now = timezone.now()
    known = reset_known_to(request.officer, reset_id, now=now)
    done = sign_new_beginning(reset_id, by=request.officer, signed=take_word(request), now=now)
    known.done = now
    return NewBeginningOut.of(known, done, now=now)


@router.post("/resets/{reset_id}/refuse", response={200: NewBeginningOut, **PROBLEMS})
@declare("people.reset.refuse", SurfaceKind.ROUTE)
def post_reset_refuse(request: OfficerRequest, reset_id: UUID, body: RefusedResetIn) -> NewBeginningOut:
    """Decide against it as the second person: nothing is taken, and who proposed it reads the reason."""
    officer, now = request.officer, timezone.now()
    once(request, lambda: refuse_new_beginning(reset_id, by=officer, reason=body.reason, now=now).pk, status=200)
    return NewBeginningOut.of(reset_known_to(officer, reset_id, now=now), now=now)
