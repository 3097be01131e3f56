"""REST routes of hits: their ladder, step by step, and the releases that two persons of the owner decide."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Status

from interlace.core.handling import Action
from interlace.core.procedure.ladder import Urgency
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, take_word, viewer_without_purpose
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn
from interlace.foundation.http.tags import require_match
from interlace.screening.api.routing import MATCHED, WITH_CODE, language, router
from interlace.screening.hits import actions, releases
from interlace.screening.models import HitSide
from interlace.screening.queries import hit_of, hits_page, matter_of_hit, release_of, releases_page
from interlace.screening.rendering import hit_out, hit_row_out
from interlace.screening.schemas import (
    VERDICTS,
    AnswerIn,
    AskIn,
    HitOut,
    HitRowOut,
    HitsIn,
    HoldIn,
    ReleaseIn,
    ReleaseOut,
    SignIn,
)


@router.get("/hits", response={200: Listing[HitRowOut], **PROBLEMS})
@declare("hits.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_hits(request: OfficerRequest, page: Query[HitsIn]) -> dict[str, Any]:
    """List the hits that the caller may know of, the latest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    name = f"hits {page.state} {page.party} {page.counterpart}"
    rows = hits_page(
        viewer,
        now=now,
        most=page.limit + 1,
        after=after(viewer, name, page),
        states=[page.state] if page.state else (),
        party=page.party,
        counterpart=page.counterpart,
    )
    return listing(
        viewer,
        name,
        page,
        rows=rows,
        shown=lambda side: hit_row_out(side, now=now),
        place=lambda side: (side.created, side.hit),
    )


@router.get("/hits/{hit_id}", response={200: HitOut, **PROBLEMS}, by_alias=True)
@declare("hits.show", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def get_hit(request: OfficerRequest, hit_id: UUID) -> HitOut:
    """Show a hit with all that the caller's side may know of it."""
    return _shown_hit(viewer_without_purpose(request), hit_id)


@router.post("/hits/{hit_id}/hold", response={200: HitOut, **PROBLEMS}, openapi_extra=MATCHED, by_alias=True)
@declare("hits.hold", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_hold(request: OfficerRequest, hit_id: UUID, body: HoldIn) -> HitOut:
    """Say as the asker that the person or object is held, under national power."""

    def hold(viewer: Viewer, now: datetime) -> HitSide:
        return actions.hold(viewer, hit_id, held_until=body.held_until, now=now)

    return _moved(request, hit_id, hold)


@router.post("/hits/{hit_id}/ask", response={200: HitOut, **PROBLEMS}, openapi_extra=MATCHED, by_alias=True)
@declare("hits.ask", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_ask(request: OfficerRequest, hit_id: UUID, body: AskIn) -> HitOut:
    """Ask the owner to confirm, lending it some own fields for this question."""

    def ask(viewer: Viewer, now: datetime) -> HitSide:
        return actions.ask_owner(
            viewer, hit_id, lend=body.lend, urgency=Urgency(body.urgency), held_until=body.held_until, now=now
        )

    return _moved(request, hit_id, ask)


@router.post("/hits/{hit_id}/first-answer", response={200: HitOut, **PROBLEMS}, openapi_extra=MATCHED, by_alias=True)
@declare("hits.first_answer", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_first_answer(request: OfficerRequest, hit_id: UUID) -> HitOut:
    """Say as the owner "we have it and are working on it": the first clock stops."""

    def start(viewer: Viewer, now: datetime) -> HitSide:
        return actions.first_answer(viewer, hit_id, now=now)

    return _moved(request, hit_id, start)


@router.post("/hits/{hit_id}/answer", response={200: HitOut, **PROBLEMS}, openapi_extra=MATCHED, by_alias=True)
@declare("hits.answer", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_answer(request: OfficerRequest, hit_id: UUID, body: AnswerIn) -> HitOut:
    """Answer as the owner: same, different, or cannot tell."""

    def answer(viewer: Viewer, now: datetime) -> HitSide:
        return actions.answer(viewer, hit_id, verdict=VERDICTS[body.verdict], reason=body.reason, now=now)

    return _moved(request, hit_id, answer)


@router.post("/hits/{hit_id}/undo", response={200: HitOut, **PROBLEMS}, openapi_extra=MATCHED, by_alias=True)
@declare("hits.undo", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_undo(request: OfficerRequest, hit_id: UUID) -> HitOut:
    """Take the own bureau's answer back: the question is open again."""

    def undo(viewer: Viewer, now: datetime) -> HitSide:
        return actions.undo_answer(viewer, hit_id, now=now)

    return _moved(request, hit_id, undo)


@router.post("/hits/{hit_id}/releases", response={201: ReleaseOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("releases.propose", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_release(request: OfficerRequest, hit_id: UUID, body: ReleaseIn) -> Status[ReleaseOut]:
    """Propose as the owner that the asker may read some fields. Nothing leaves before a second person signs."""
    signed = take_word(request)
    viewer, now = viewer_without_purpose(request), timezone.now()

    def propose() -> UUID:
        require_match(request, _shown_hit(viewer, hit_id))
        matter = matter_of_hit(viewer, hit_id, now=now)
        codes = frozenset(code.value for code in body.codes)
        return releases.propose_release(
            matter, hit_id, fields=body.fields, until=body.until, codes=codes, now=now, signed=signed
        ).id

    done = once(request, propose)
    return Status(done.status, _shown_release(viewer, done.object_id))


@router.get("/releases", response={200: Listing[ReleaseOut], **PROBLEMS})
@declare("releases.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_releases(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the release proposals of the caller's own bureau, the latest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    rows = releases_page(viewer, now=now, most=page.limit + 1, after=after(viewer, "releases", page))
    return listing(
        viewer, "releases", page, rows=rows, shown=ReleaseOut.of, place=lambda release: (release.proposed, release.id)
    )


@router.get("/releases/{release_id}", response={200: ReleaseOut, **PROBLEMS})
@declare("releases.show", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_release(request: OfficerRequest, release_id: UUID) -> ReleaseOut:
    """Show a release proposal of the caller's own bureau: the exact difference that is signed."""
    return _shown_release(viewer_without_purpose(request), release_id)


@router.post("/releases/{release_id}/sign", response={200: ReleaseOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("releases.sign", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_sign(request: OfficerRequest, release_id: UUID, body: SignIn) -> ReleaseOut:
    """Sign a proposal as the second person: the fields become readable to the asker."""
    signed = take_word(request)

    def sign(matter: Viewer, now: datetime) -> Any:
        return releases.approve_release(matter, release_id, digest=body.digest, now=now, signed=signed)

    return _decided(request, release_id, sign)


@router.post("/releases/{release_id}/refuse", response={200: ReleaseOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("releases.refuse", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_refuse(request: OfficerRequest, release_id: UUID) -> ReleaseOut:
    """Decide against a proposal as the second person: nothing leaves, and the asker learns nothing of it."""

    def refuse(matter: Viewer, now: datetime) -> Any:
        return releases.refuse_release(matter, release_id, now=now)

    return _decided(request, release_id, refuse)


def _shown_hit(viewer: Viewer, hit_id: UUID) -> HitOut:
    now = timezone.now()
    return hit_out(hit_of(viewer, hit_id, now=now), now=now, language=language())


def _shown_release(viewer: Viewer, release_id: UUID) -> ReleaseOut:
    return ReleaseOut.of(release_of(viewer, release_id, now=timezone.now())[1])


def _moved(request: OfficerRequest, hit_id: UUID, move: Callable[[Viewer, datetime], HitSide]) -> HitOut:
    """Make a move on the hit as the caller saw it, once, and show the hit after it."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def act() -> UUID:
        require_match(request, _shown_hit(viewer, hit_id))
        return move(matter_of_hit(viewer, hit_id, now=now), now).hit

    once(request, act, status=200)
    return _shown_hit(viewer, hit_id)


def _decided(request: OfficerRequest, release_id: UUID, decide: Callable[[Viewer, datetime], Any]) -> ReleaseOut:
    """Decide on the proposal as the caller saw it, once, and show it after that."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def act() -> UUID:
        matter, release = release_of(viewer, release_id, now=now)
        require_match(request, ReleaseOut.of(release))
        decide(matter, now)
        return release_id

    once(request, act, status=200)
    return _shown_release(viewer, release_id)
