"""REST routes of the directory of bureaus and of what they offer each other."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Status

from interlace.bureaus.capabilities import actions as offering
from interlace.bureaus.capabilities import queries as offered
from interlace.bureaus.capabilities.catalogue import KINDS
from interlace.bureaus.directory import actions, queries, sheets
from interlace.bureaus.directory.entries import Wanted
from interlace.bureaus.schemas import (
    CapabilityKindOut,
    ContactIn,
    ContactOut,
    DirectoryIn,
    OfferIn,
    OfferOut,
    OffersIn,
    TakenInOut,
)
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.paging import open_cursor, seal_cursor
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import IF_MATCH, PROBLEMS, Listing, answers_file, make_router
from interlace.foundation.http.tags import require_match

router = make_router("bureaus")

_READS: dict[str, Any] = {"actions": (Action.READ,), "purpose": PurposeFrom.OBJECT}
_MATCHED = dict(IF_MATCH)
_FILE = answers_file("The whole directory.", "text/csv")


@router.get("/directory", response={200: Listing[ContactOut], **PROBLEMS})
@declare("directory.list", SurfaceKind.ROUTE)
def get_directory(request: OfficerRequest, page: Query[DirectoryIn]) -> dict[str, Any]:
    """List how bureaus are reached, by member and name."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    after = None
    if page.cursor is not None:
        member, name = open_cursor(page.cursor, viewer=viewer, name="directory", length=2)
        after = (member, name)
    found = queries.contacts(viewer, page.wanted(), now=now, after=after)
    items = found[: page.limit]
    is_last = len(found) <= page.limit
    following = None if is_last else seal_cursor((items[-1].member, items[-1].name), viewer=viewer, name="directory")
    return {"items": [ContactOut.of(each, now=now) for each in items], "next": following}


@router.get("/directory/file", response={200: None, **PROBLEMS}, openapi_extra=_FILE)
@declare("directory.file", SurfaceKind.EXPORT)
def get_directory_file(request: OfficerRequest) -> HttpResponse:
    """Give the whole directory as a CSV file."""
    found = queries.contacts(viewer_without_purpose(request), Wanted(), now=timezone.now())
    return HttpResponse(sheets.written(found), content_type="text/csv; charset=utf-8")


@router.post("/directory", response={201: ContactOut, **PROBLEMS})
@declare("directory.add", SurfaceKind.ROUTE)
def post_contact(request: OfficerRequest, body: ContactIn) -> Status[ContactOut]:
    """Write an entry of the caller's own bureau."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    done = once(request, lambda: actions.add_contact(viewer, body.entry(), now=now).id)
    return Status(done.status, _contact(request, done.object_id))


@router.post("/directory/file", response={200: TakenInOut, **PROBLEMS})
@declare("directory.take_in", SurfaceKind.ROUTE)
def post_directory_file(request: OfficerRequest, body: list[ContactIn]) -> TakenInOut:
    """Take in many entries of the caller's own bureau: all of them, or none."""
    viewer = viewer_without_purpose(request)
    entries = [each.entry() for each in body]
    return TakenInOut(taken_in=actions.take_in_contacts(viewer, entries, now=timezone.now()))


@router.get("/directory/{contact_id}", response={200: ContactOut, **PROBLEMS})
@declare("directory.show", SurfaceKind.ROUTE)
def get_contact(request: OfficerRequest, contact_id: UUID) -> ContactOut:
    """Show one entry."""
    return _contact(request, contact_id)


@router.put("/directory/{contact_id}", response={200: ContactOut, **PROBLEMS}, openapi_extra=_MATCHED)
@declare("directory.change", SurfaceKind.ROUTE)
def put_contact(request: OfficerRequest, contact_id: UUID, body: ContactIn) -> ContactOut:
    """Write an entry of the caller's own bureau anew."""
    require_match(request, _contact(request, contact_id))
    actions.change_contact(viewer_without_purpose(request), contact_id, body.entry(), now=timezone.now())
    return _contact(request, contact_id)


@router.post("/directory/{contact_id}/verify", response={200: ContactOut, **PROBLEMS}, openapi_extra=_MATCHED)
@declare("directory.verify", SurfaceKind.ROUTE)
def post_contact_verify(request: OfficerRequest, contact_id: UUID) -> ContactOut:
    """Say that everything of an entry is still true."""
    require_match(request, _contact(request, contact_id))
    actions.verify_contact(viewer_without_purpose(request), contact_id, now=timezone.now())
    return _contact(request, contact_id)


@router.delete("/directory/{contact_id}", response={204: None, **PROBLEMS})
@declare("directory.remove", SurfaceKind.ROUTE)
def delete_contact(request: OfficerRequest, contact_id: UUID) -> Status[None]:
    """Take an entry of the caller's own bureau out."""
    actions.remove_contact(viewer_without_purpose(request), contact_id, now=timezone.now())
    return Status(204, None)


@router.get("/capabilities/catalogue", response={200: list[CapabilityKindOut], **PROBLEMS})
@declare("capabilities.catalogue", SurfaceKind.ROUTE)
def get_catalogue(request: OfficerRequest) -> list[CapabilityKindOut]:  # noqa: ARG001 - who calls is known already
    """List what can be offered."""
    return [
        CapabilityKindOut(code=code, name=str(kind.name), needs_language=kind.needs_language)
        for code, kind in KINDS.items()
    ]


@router.get("/capabilities", response={200: Listing[OfferOut], **PROBLEMS})
@declare("capabilities.list", SurfaceKind.ROUTE, **_READS)
def get_capabilities(request: OfficerRequest, page: Query[OffersIn]) -> dict[str, Any]:
    """List what bureaus offer the caller, by kind and member."""
    viewer = viewer_without_purpose(request)
    found = offered.offers(viewer, page.sought(), now=timezone.now())
    if page.cursor is not None:
        place = tuple(open_cursor(page.cursor, viewer=viewer, name="capabilities", length=3))
        found = [each for each in found if (each.kind, each.member, str(each.id)) > place]
    items = found[: page.limit]
    last = None if len(found) <= page.limit else (items[-1].kind, items[-1].member, str(items[-1].id))
    following = None if last is None else seal_cursor(last, viewer=viewer, name="capabilities")
    return {"items": [OfferOut.of(each, viewer) for each in items], "next": following}


@router.post("/capabilities", response={201: OfferOut, **PROBLEMS})
@declare("capabilities.offer", SurfaceKind.ROUTE, **_READS)
def post_capability(request: OfficerRequest, body: OfferIn) -> Status[OfferOut]:
    """Offer something to others."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    done = once(request, lambda: offering.make_offer(viewer, body.offer(), now=now).id)
    return Status(done.status, _offer(request, done.object_id))


@router.get("/capabilities/{offer_id}", response={200: OfferOut, **PROBLEMS})
@declare("capabilities.show", SurfaceKind.ROUTE, **_READS)
def get_capability(request: OfficerRequest, offer_id: UUID) -> OfferOut:
    """Show one offer."""
    return _offer(request, offer_id)


@router.put("/capabilities/{offer_id}", response={200: OfferOut, **PROBLEMS}, openapi_extra=_MATCHED)
@declare("capabilities.change", SurfaceKind.ROUTE, **_READS)
def put_capability(request: OfficerRequest, offer_id: UUID, body: OfferIn) -> OfferOut:
    """Say anew what the caller's own bureau offers, to whom and until when."""
    require_match(request, _offer(request, offer_id))
    offering.change_offer(viewer_without_purpose(request), offer_id, body.offer(), now=timezone.now())
    return _offer(request, offer_id)


@router.delete("/capabilities/{offer_id}", response={204: None, **PROBLEMS})
@declare("capabilities.withdraw", SurfaceKind.ROUTE, **_READS)
def delete_capability(request: OfficerRequest, offer_id: UUID) -> Status[None]:
    """Offer it no longer."""
    offering.withdraw_offer(viewer_without_purpose(request), offer_id, now=timezone.now())
    return Status(204, None)


def _contact(request: OfficerRequest, contact_id: UUID) -> ContactOut:
    now = timezone.now()
    return ContactOut.of(queries.contact_of(viewer_without_purpose(request), contact_id, now=now), now=now)


def _offer(request: OfficerRequest, offer_id: UUID) -> OfferOut:
    viewer = viewer_without_purpose(request)
    return OfferOut.of(offered.offer_of(viewer, offer_id, now=timezone.now()), viewer)
