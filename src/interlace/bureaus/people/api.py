"""REST routes of people and units: who works here, what they may, how that changes, and who is shut out."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Status

from interlace.bureaus.people import changes, deciding, queries, suspending
from interlace.bureaus.people.deciding import Decided
from interlace.bureaus.people.rules import bureau_of, require_signer
from interlace.bureaus.people.schemas import (
    LeavingIn,
    OfficerChangeIn,
    OfficerDetailOut,
    OfficerIn,
    OfficerOut,
    PaperIn,
    ReturningIn,
    RightsChangeOut,
    SecondPersonsIn,
    SecondPersonsOut,
    SignedChangeOut,
    SignedDigestIn,
    SuspensionIn,
    UnitIn,
    UnitOut,
)
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.http.callers import CODE_HEADER, OfficerRequest, take_word, viewer_without_purpose
from interlace.foundation.http.paging import open_cursor, seal_cursor
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import IF_MATCH, PROBLEMS, Listing, PageIn, make_router
from interlace.foundation.http.tags import require_match

router = make_router("people")

_FRESH_CODE: dict[str, Any] = {
    "in": "header",
    "name": CODE_HEADER,
    "required": False,
    "description": "The code that the officer's device shows now; a session needs one not older than five minutes.",
    "schema": {"type": "string"},
}
WITH_CODE: dict[str, Any] = {"parameters": [_FRESH_CODE]}
_MATCHED_WITH_CODE: dict[str, Any] = {"parameters": [*IF_MATCH["parameters"], _FRESH_CODE]}


@router.get("/officers", response={200: Listing[OfficerOut], **PROBLEMS})
@declare("people.officers", SurfaceKind.ROUTE)
def get_officers(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List who works for the caller's own bureau and its units, by name."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    people = [person for unit in queries.people_of(viewer, now=now) for person in unit.people]
    people.sort(key=lambda each: (each.post.name, each.post.username))
    if page.cursor is not None:
        name, username = open_cursor(page.cursor, viewer=viewer, name="officers", length=2)
        people = [each for each in people if (each.post.name, each.post.username) > (name, username)]
    items, last = people[: page.limit], people[page.limit - 1 : page.limit]
    is_last = len(people) <= page.limit
    following = (
        None if is_last else seal_cursor((last[0].post.name, last[0].post.username), viewer=viewer, name="officers")
    )
    return {"items": [OfficerOut.of(each, today=now.date()) for each in items], "next": following}


@router.post("/officers", response={201: RightsChangeOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("people.officer.appoint", SurfaceKind.ROUTE)
def post_officer(request: OfficerRequest, body: OfficerIn) -> Status[RightsChangeOut]:
    """Propose an officer for the own bureau or a unit under it. A second person signs."""
    post, paper = body.post(body.username), PaperIn.read(body.paper)
    viewer, now, signed = viewer_without_purpose(request), timezone.now(), take_word(request)
    return _proposed(request, lambda: changes.propose_officer(viewer, post, paper, signed=signed, now=now))


@router.get("/officers/{officer_id}", response={200: OfficerDetailOut, **PROBLEMS})
@declare("people.officer", SurfaceKind.ROUTE)
def get_officer(request: OfficerRequest, officer_id: UUID) -> OfficerDetailOut:
    """Show one officer: rights, papers, open items."""
    return _officer(request, officer_id)


@router.post(
    "/officers/{officer_id}/changes", response={201: RightsChangeOut, **PROBLEMS}, openapi_extra=_MATCHED_WITH_CODE
)
@declare("people.officer.change", SurfaceKind.ROUTE)
def post_officer_change(request: OfficerRequest, officer_id: UUID, body: OfficerChangeIn) -> Status[RightsChangeOut]:
    """Change the rights of an officer: what only narrows them is in force at once, what widens them is proposed."""
    known = _officer(request, officer_id)
    post, paper = body.post(known.username), PaperIn.read(body.paper)
    viewer, now, signed = viewer_without_purpose(request), timezone.now(), take_word(request)

    def propose() -> Decided:
        require_match(request, known)
        return changes.propose_officer(viewer, post, paper, officer_id=officer_id, signed=signed, now=now)

    return _proposed(request, propose)


@router.post("/officers/{officer_id}/suspend", response={200: OfficerDetailOut, **PROBLEMS})
@declare("people.officer.suspend", SurfaceKind.ROUTE)
def post_officer_suspend(request: OfficerRequest, officer_id: UUID, body: SuspensionIn) -> OfficerDetailOut:
    """Shut an officer out, at once and everywhere: sessions, keys and running work end."""
    viewer = viewer_without_purpose(request)
    once(request, lambda: suspending.suspend(viewer, officer_id, reason=body.reason, now=timezone.now()).pk, status=200)
    return _officer(request, officer_id)


@router.post("/officers/{officer_id}/leave", response={200: OfficerDetailOut, **PROBLEMS})
@declare("people.officer.leave", SurfaceKind.ROUTE)
def post_officer_leave(request: OfficerRequest, officer_id: UUID, body: LeavingIn) -> OfficerDetailOut:
    """Let an officer go: open items pass to a colleague, sessions and keys end."""
    viewer = viewer_without_purpose(request)

    def leave() -> UUID:
        suspending.leave(viewer, officer_id, successor=body.successor, now=timezone.now())
        return officer_id

    once(request, leave, status=200)
    return _officer(request, officer_id)


@router.post("/officers/{officer_id}/return", response={201: RightsChangeOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("people.officer.return", SurfaceKind.ROUTE)
def post_officer_return(request: OfficerRequest, officer_id: UUID, body: ReturningIn) -> Status[RightsChangeOut]:
    """Propose that a suspended officer comes back. A second person signs."""
    paper = PaperIn.read(body.paper)
    viewer, now, signed = viewer_without_purpose(request), timezone.now(), take_word(request)
    return _proposed(request, lambda: changes.propose_return(viewer, officer_id, paper, signed=signed, now=now))


@router.get("/units", response={200: Listing[UnitOut], **PROBLEMS})
@declare("people.units", SurfaceKind.ROUTE)
def get_units(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the caller's own bureau and the domestic units under it, with what these may."""
    viewer = viewer_without_purpose(request)
    found = queries.offices_of(viewer, now=timezone.now())
    if page.cursor is not None:
        (place,) = open_cursor(page.cursor, viewer=viewer, name="units", length=1)
        found = found[int(place) :]
        begun = int(place)
    else:
        begun = 0
    is_last = len(found) <= page.limit
    following = None if is_last else seal_cursor((str(begun + page.limit),), viewer=viewer, name="units")
    return {"items": [_unit_out(each) for each in found[: page.limit]], "next": following}


@router.post("/units", response={201: RightsChangeOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("people.unit.open", SurfaceKind.ROUTE)
def post_unit(request: OfficerRequest, body: UnitIn) -> Status[RightsChangeOut]:
    """Propose a domestic unit under the own bureau, with its level in each register. A second person signs."""
    rights, paper = body.rights(), PaperIn.read(body.paper)
    viewer, now, signed = viewer_without_purpose(request), timezone.now(), take_word(request)
    return _proposed(request, lambda: changes.propose_unit(viewer, rights, paper, signed=signed, now=now))


@router.get("/units/{unit_id}", response={200: UnitOut, **PROBLEMS})
@declare("people.unit", SurfaceKind.ROUTE)
def get_unit(request: OfficerRequest, unit_id: UUID) -> UnitOut:
    """Show one office with what it may."""
    return _unit(request, unit_id)


@router.post("/units/{unit_id}/changes", response={201: RightsChangeOut, **PROBLEMS}, openapi_extra=_MATCHED_WITH_CODE)
@declare("people.unit.change", SurfaceKind.ROUTE)
def post_unit_change(request: OfficerRequest, unit_id: UUID, body: UnitIn) -> Status[RightsChangeOut]:
    """Change the rights of a unit: what only narrows them is in force at once, what widens them is proposed."""
    known = _unit(request, unit_id)
    rights, paper = body.rights(), PaperIn.read(body.paper)
    viewer, now, signed = viewer_without_purpose(request), timezone.now(), take_word(request)

    def propose() -> Decided:
        require_match(request, known)
        return changes.propose_unit(viewer, rights, paper, unit_id=unit_id, signed=signed, now=now)

    return _proposed(request, propose)


@router.post("/units/{unit_id}/suspend", response={200: UnitOut, **PROBLEMS})
@declare("people.unit.suspend", SurfaceKind.ROUTE)
def post_unit_suspend(request: OfficerRequest, unit_id: UUID, body: SuspensionIn) -> UnitOut:
    """Shut out every account of a domestic unit."""
    viewer = viewer_without_purpose(request)

    def suspend() -> UUID:
        suspending.suspend_unit(viewer, unit_id, reason=body.reason, now=timezone.now())
        return unit_id

    once(request, suspend, status=200)
    return _unit(request, unit_id)


@router.get("/second-persons", response={200: SecondPersonsOut, **PROBLEMS})
@declare("people.signing.show", SurfaceKind.ROUTE)
def get_second_persons(request: OfficerRequest) -> SecondPersonsOut:
    """Say where the second person of an act works."""
    viewer = viewer_without_purpose(request)
    require_signer(viewer)
    return SecondPersonsOut(elsewhere=bureau_of(viewer).signs_elsewhere)


@router.post("/second-persons", response={201: RightsChangeOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("people.signing", SurfaceKind.ROUTE)
def post_second_persons(request: OfficerRequest, body: SecondPersonsIn) -> Status[RightsChangeOut]:
    """Say where the second person of an act works: asking for another office is in force at once."""
    paper = PaperIn.read(body.paper)
    viewer, now, signed = viewer_without_purpose(request), timezone.now(), take_word(request)
    return _proposed(
        request,
        lambda: changes.propose_signing(viewer, paper, elsewhere=body.elsewhere, signed=signed, now=now),
    )


@router.get("/rights-changes", response={200: Listing[RightsChangeOut], **PROBLEMS})
@declare("people.changes", SurfaceKind.ROUTE)
def get_rights_changes(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the changes of rights in the caller's own bureau, the latest first."""
    viewer, now, after = viewer_without_purpose(request), timezone.now(), None
    if page.cursor is not None:
        moment, key = open_cursor(page.cursor, viewer=viewer, name="rights-changes", length=2)
        after = datetime.fromisoformat(moment), UUID(key)
    found = deciding.changes_of(viewer, now=now, most=page.limit + 1, after=after)
    items, following = found[: page.limit], None
    if len(found) > page.limit:
        following = seal_cursor((items[-1].proposed, items[-1].id), viewer=viewer, name="rights-changes")
    return {"items": [RightsChangeOut.of(each, now=now) for each in items], "next": following}


@router.get("/rights-changes/to-sign", response={200: Listing[RightsChangeOut], **PROBLEMS})
@declare("people.changes.to-sign", SurfaceKind.ROUTE)
def get_rights_changes_to_sign(request: OfficerRequest) -> dict[str, Any]:
    """List all changes that wait for the caller's signature, the oldest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    return {
        "items": [RightsChangeOut.of(each, now=now) for each in deciding.changes_to_sign(viewer, now=now)],
        "next": None,
    }


@router.get("/rights-changes/{change_id}", response={200: RightsChangeOut, **PROBLEMS})
@declare("people.change", SurfaceKind.ROUTE)
def get_rights_change(request: OfficerRequest, change_id: UUID) -> RightsChangeOut:
    """Show one change of rights with the exact difference."""
    now = timezone.now()
    return RightsChangeOut.of(deciding.change_of(viewer_without_purpose(request), change_id, now=now), now=now)


@router.post("/rights-changes/{change_id}/sign", response={200: SignedChangeOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("people.change.sign", SurfaceKind.ROUTE)
def post_rights_change_sign(request: OfficerRequest, change_id: UUID, body: SignedDigestIn) -> SignedChangeOut:
    """Sign as the second person: the rights are in force. The password of a new account is shown this once."""
    viewer, now, signed = viewer_without_purpose(request), timezone.now(), take_word(request)
    done: list[Decided] = []

    def sign() -> UUID:
        done.append(deciding.sign_change(viewer, change_id, digest=body.digest, signed=signed, now=now))
        return change_id

    once(request, sign, status=200)
    change = deciding.change_of(viewer, change_id, now=now) if not done else done[0].change
    return SignedChangeOut.of_decided(change, done[0] if done else None, now=now)


@router.post("/rights-changes/{change_id}/refuse", response={200: RightsChangeOut, **PROBLEMS})
@declare("people.change.refuse", SurfaceKind.ROUTE)
def post_rights_change_refuse(request: OfficerRequest, change_id: UUID) -> RightsChangeOut:
    """Decide against it as the second person: nothing changes."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    once(request, lambda: deciding.refuse_change(viewer, change_id, now=now).id, status=200)
    return RightsChangeOut.of(deciding.change_of(viewer, change_id, now=now), now=now)


def _proposed(request: OfficerRequest, propose: Callable[[], Decided]) -> Status[RightsChangeOut]:
    now = timezone.now()
    done = once(request, lambda: propose().change.id)
    change = deciding.change_of(viewer_without_purpose(request), done.object_id, now=now)
    return Status(done.status, RightsChangeOut.of(change, now=now))


def _officer(request: OfficerRequest, officer_id: UUID) -> OfficerDetailOut:
    viewer, now = viewer_without_purpose(request), timezone.now()
    person = queries.person_of(viewer, officer_id, now=now)
    papers = queries.papers_of(viewer, officer_id, now=now)
    items = list(suspending.open_items(viewer, officer_id, now=now))
    return OfficerDetailOut.whole(person, papers=papers, items=items, today=now.date())


def _unit(request: OfficerRequest, unit_id: UUID) -> UnitOut:
    return _unit_out(queries.office_of(viewer_without_purpose(request), unit_id, now=timezone.now()))


def _unit_out(office: queries.Office) -> UnitOut:
    return UnitOut.of(office.bureau, office.rights, people=office.people, papers=list(office.papers))
