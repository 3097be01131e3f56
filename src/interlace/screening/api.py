"""REST routes of screening: checks, hits and their ladder, releases, open questions."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Schema, Status

from interlace.core.handling import Action
from interlace.core.procedure.ladder import Urgency
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import (
    CODE_HEADER,
    OfficerRequest,
    count_search,
    require_fresh_code,
    viewer_for,
    viewer_without_purpose,
)
from interlace.foundation.http.lines import NDJSON, answer_lines, lines_body, read_lines
from interlace.foundation.http.paging import open_cursor, seal_cursor
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import IF_MATCH, PROBLEMS, Listing, PageIn, make_router
from interlace.foundation.http.tags import require_match
from interlace.screening.answers import CheckOut, check_out, stored_check_out
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.checks.batches import check_lines, line_out, open_batch
from interlace.screening.hits import actions, releases
from interlace.screening.models import HitSide
from interlace.screening.queries import (
    Place,
    check_of,
    checks_page,
    hit_of,
    hits_page,
    matter_of_hit,
    release_of,
    releases_page,
    standing_of,
    standing_page,
)
from interlace.screening.rendering import hit_out, hit_row_out
from interlace.screening.schemas import (
    VERDICTS,
    AnswerIn,
    AskIn,
    BatchIn,
    CheckIn,
    HitOut,
    HitRowOut,
    HitsIn,
    HoldIn,
    ReleaseIn,
    ReleaseOut,
    SignIn,
    StandingIn,
    StandingOut,
)
from interlace.screening.standing.keeping import keep_open, stop_asking

router = make_router("screening")

EXAMPLE_LINE = {"id": "1", "schema": "UserAccount", "properties": {"number": ["+82 10 0000 0142"]}}
_LINES: dict[str, Any] = {
    **lines_body(EXAMPLE_LINE),
    "responses": {200: {"description": "One answer per line, in order.", "content": {NDJSON: {"schema": {}}}}},
}
_FRESH_CODE = {
    "in": "header",
    "name": CODE_HEADER,
    "required": False,
    "description": "The code that the officer's device shows now; a session needs one not older than five minutes.",
    "schema": {"type": "string"},
}
_MATCHED = dict(IF_MATCH)
_WITH_CODE = {"parameters": [*IF_MATCH["parameters"], _FRESH_CODE]}

R = TypeVar("R")


@router.post("/checks", response={201: CheckOut, **PROBLEMS}, by_alias=True)
@declare(
    "checks.ask", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.MATCH, Action.READ), purpose=PurposeFrom.REQUIRED
)
def post_check(request: OfficerRequest, body: CheckIn) -> Status[CheckOut]:
    """Ask the bureaus about one thing. "No hit" is what they let the caller discover; *waiting* is no answer yet."""
    viewer = viewer_for(request, purpose=body.purpose, reference=body.reference)
    count_search(request.officer)
    now = timezone.now()
    asked: list[CheckResult] = []

    def ask() -> UUID:
        asked.append(ask_holders(viewer, body.question(), now=now, scope=body.scope, urgency=body.urgency))
        return asked[0].check.id

    done = once(request, ask)
    if asked:
        return Status(done.status, check_out(asked[0], language=_language()))
    return Status(done.status, _shown_check(viewer, done.object_id))


@router.post("/checks/bulk", openapi_extra=_LINES, response={200: None, **PROBLEMS})
@declare(
    "checks.bulk", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.MATCH, Action.READ), purpose=PurposeFrom.REQUIRED
)
def post_checks_bulk(request: OfficerRequest, matter: Query[BatchIn]) -> StreamingHttpResponse:
    """Ask about many things as one act: FollowTheMoney entities in, one answer per line out, in the same order.

    A line that cannot be read is answered in its place. The same Idempotency-Key goes on where the answers broke off.
    """
    viewer = viewer_for(request, purpose=matter.purpose, reference=matter.reference)
    count_search(request.officer)
    source = _Digested(request)
    lines = read_lines(source)  # type: ignore[arg-type]
    now, digest, scope = timezone.now(), source.digest.hexdigest(), matter.holders()

    def pay() -> UUID:
        return open_batch(viewer, lines=len(lines), digest=digest, scope=scope, now=now)

    batch = once(request, pay, status=200, body=bytes.fromhex(digest)).object_id
    answers = check_lines(viewer, batch, lines, scope=scope, now=now, language=_language())
    return answer_lines(line_out(line) for line in answers)


@router.get("/checks", response={200: Listing[CheckOut], **PROBLEMS}, by_alias=True)
@declare("checks.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def get_checks(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the caller's own checks of single things, newest first, as they stand now."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    rows = checks_page(viewer, now=now, most=page.limit + 1, after=_after(viewer, "checks", page))
    return _listing(
        viewer,
        "checks",
        page,
        rows=rows,
        shown=lambda view: stored_check_out(view, now=now, language=_language()),
        place=lambda view: (view.check.created, view.check.id),
    )


@router.get("/checks/{check_id}", response={200: CheckOut, **PROBLEMS}, by_alias=True)
@declare("checks.show", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def get_check(request: OfficerRequest, check_id: UUID) -> CheckOut:
    """Show a check of the caller's own bureau with its answers as they stand now."""
    return _shown_check(viewer_without_purpose(request), check_id)


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
        after=_after(viewer, name, page),
        states=[page.state] if page.state else (),
        party=page.party,
        counterpart=page.counterpart,
    )
    return _listing(
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


@router.post("/hits/{hit_id}/hold", response={200: HitOut, **PROBLEMS}, openapi_extra=_MATCHED, by_alias=True)
@declare("hits.hold", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_hold(request: OfficerRequest, hit_id: UUID, body: HoldIn) -> HitOut:
    """Say as the asker that the person or object is held, under national power."""

    def hold(viewer: Viewer, now: datetime) -> HitSide:
        return actions.hold(viewer, hit_id, held_until=body.held_until, now=now)

    return _moved(request, hit_id, hold)


@router.post("/hits/{hit_id}/ask", response={200: HitOut, **PROBLEMS}, openapi_extra=_MATCHED, by_alias=True)
@declare("hits.ask", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_ask(request: OfficerRequest, hit_id: UUID, body: AskIn) -> HitOut:
    """Ask the owner to confirm, lending it some own fields for this question."""

    def ask(viewer: Viewer, now: datetime) -> HitSide:
        return actions.ask_owner(
            viewer, hit_id, lend=body.lend, urgency=Urgency(body.urgency), held_until=body.held_until, now=now
        )

    return _moved(request, hit_id, ask)


@router.post("/hits/{hit_id}/first-answer", response={200: HitOut, **PROBLEMS}, openapi_extra=_MATCHED, by_alias=True)
@declare("hits.first_answer", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_first_answer(request: OfficerRequest, hit_id: UUID) -> HitOut:
    """Say as the owner "we have it and are working on it": the first clock stops."""

    def start(viewer: Viewer, now: datetime) -> HitSide:
        return actions.first_answer(viewer, hit_id, now=now)

    return _moved(request, hit_id, start)


@router.post("/hits/{hit_id}/answer", response={200: HitOut, **PROBLEMS}, openapi_extra=_MATCHED, by_alias=True)
@declare("hits.answer", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_answer(request: OfficerRequest, hit_id: UUID, body: AnswerIn) -> HitOut:
    """Answer as the owner: same, different, or cannot tell."""

    def answer(viewer: Viewer, now: datetime) -> HitSide:
        return actions.answer(viewer, hit_id, verdict=VERDICTS[body.verdict], reason=body.reason, now=now)

    return _moved(request, hit_id, answer)


@router.post("/hits/{hit_id}/undo", response={200: HitOut, **PROBLEMS}, openapi_extra=_MATCHED, by_alias=True)
@declare("hits.undo", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_undo(request: OfficerRequest, hit_id: UUID) -> HitOut:
    """Take the own bureau's answer back: the question is open again."""

    def undo(viewer: Viewer, now: datetime) -> HitSide:
        return actions.undo_answer(viewer, hit_id, now=now)

    return _moved(request, hit_id, undo)


@router.post("/hits/{hit_id}/releases", response={201: ReleaseOut, **PROBLEMS}, openapi_extra=_WITH_CODE)
@declare("releases.propose", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_release(request: OfficerRequest, hit_id: UUID, body: ReleaseIn) -> Status[ReleaseOut]:
    """Propose as the owner that the asker may read some fields. Nothing leaves before a second person signs."""
    require_fresh_code(request)
    viewer, now = viewer_without_purpose(request), timezone.now()

    def propose() -> UUID:
        require_match(request, _shown_hit(viewer, hit_id))
        matter = matter_of_hit(viewer, hit_id, now=now)
        codes = frozenset(code.value for code in body.codes)
        return releases.propose_release(matter, hit_id, fields=body.fields, until=body.until, codes=codes, now=now).id

    done = once(request, propose)
    return Status(done.status, _shown_release(viewer, done.object_id))


@router.get("/releases", response={200: Listing[ReleaseOut], **PROBLEMS})
@declare("releases.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_releases(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the release proposals of the caller's own bureau, the latest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    rows = releases_page(viewer, now=now, most=page.limit + 1, after=_after(viewer, "releases", page))
    return _listing(
        viewer, "releases", page, rows=rows, shown=ReleaseOut.of, place=lambda release: (release.proposed, release.id)
    )


@router.get("/releases/{release_id}", response={200: ReleaseOut, **PROBLEMS})
@declare("releases.show", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_release(request: OfficerRequest, release_id: UUID) -> ReleaseOut:
    """Show a release proposal of the caller's own bureau: the exact difference that is signed."""
    return _shown_release(viewer_without_purpose(request), release_id)


@router.post("/releases/{release_id}/sign", response={200: ReleaseOut, **PROBLEMS}, openapi_extra=_WITH_CODE)
@declare("releases.sign", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_sign(request: OfficerRequest, release_id: UUID, body: SignIn) -> ReleaseOut:
    """Sign a proposal as the second person: the fields become readable to the asker."""
    require_fresh_code(request)

    def sign(matter: Viewer, now: datetime) -> Any:
        return releases.approve_release(matter, release_id, digest=body.digest, now=now)

    return _decided(request, release_id, sign)


@router.post("/releases/{release_id}/refuse", response={200: ReleaseOut, **PROBLEMS}, openapi_extra=_MATCHED)
@declare("releases.refuse", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_refuse(request: OfficerRequest, release_id: UUID) -> ReleaseOut:
    """Decide against a proposal as the second person: nothing leaves, and the asker learns nothing of it."""

    def refuse(matter: Viewer, now: datetime) -> Any:
        return releases.refuse_release(matter, release_id, now=now)

    return _decided(request, release_id, refuse)


@router.get("/standing-checks", response={200: Listing[StandingOut], **PROBLEMS})
@declare("standing.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def get_standing_checks(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the open questions of the caller's own bureau, the latest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    rows = standing_page(viewer, now=now, most=page.limit + 1, after=_after(viewer, "standing", page))
    return _listing(
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
    """Close an open question of the caller's own bureau."""
    stop_asking(viewer_without_purpose(request), standing_id, now=timezone.now())
    return Status(204, None)


class _Digested:
    """A request whose body is digested while its lines are read."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.content_type = request.content_type
        self.digest = hashlib.sha256()

    def readline(self, limit: int, /) -> bytes:
        content = self._request.readline(limit)
        self.digest.update(content)
        return content


def _shown_check(viewer: Viewer, check_id: UUID) -> CheckOut:
    now = timezone.now()
    return stored_check_out(check_of(viewer, check_id, now=now), now=now, language=_language())


def _shown_hit(viewer: Viewer, hit_id: UUID) -> HitOut:
    now = timezone.now()
    return hit_out(hit_of(viewer, hit_id, now=now), now=now, language=_language())


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


def _after(viewer: Viewer, name: str, page: PageIn) -> Place | None:
    if page.cursor is None:
        return None
    moment, key = open_cursor(page.cursor, viewer=viewer, name=name, length=2)
    return datetime.fromisoformat(moment), UUID(key)


def _listing(
    viewer: Viewer,
    name: str,
    page: PageIn,
    *,
    rows: Sequence[R],
    shown: Callable[[R], Schema],
    place: Callable[[R], Place],
) -> dict[str, Any]:
    """One page of a list, of which one row more than asked for has been read."""
    items = rows[: page.limit]
    is_last = len(rows) <= page.limit
    following = None if is_last else seal_cursor(place(items[-1]), viewer=viewer, name=name)
    return {"items": [shown(row) for row in items], "next": following}


def _language() -> str:
    return get_language() or "en"
