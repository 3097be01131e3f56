"""REST routes of checks: one thing, a list, and how they stand."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from ninja import Query, Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, count_search, viewer_for, viewer_without_purpose
from interlace.foundation.http.lines import NDJSON, answer_lines, lines_body, read_lines
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn
from interlace.screening.answers import CheckOut, answered_lines, check_out, line_out, stored_check_out
from interlace.screening.api.routing import language, router
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.checks.batches import open_batch
from interlace.screening.checks.scope import registers_to_name
from interlace.screening.checks.stopping import stop_waiting, wait_again
from interlace.screening.queries import check_of, checks_page
from interlace.screening.schemas import BatchIn, CheckIn, RegisterOut, RegistersIn

EXAMPLE_LINE = {"id": "1", "schema": "UserAccount", "properties": {"number": ["+82 10 0000 0142"]}}
_LINES: dict[str, Any] = {
    **lines_body(EXAMPLE_LINE),
    "responses": {200: {"description": "One answer per line, in order.", "content": {NDJSON: {"schema": {}}}}},
}


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
        return Status(done.status, check_out(asked[0], language=language()))
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
    now, digest, scope = timezone.now(), source.digest.hexdigest(), matter.named()

    def pay() -> UUID:
        return open_batch(viewer, lines=len(lines), digest=digest, scope=scope, now=now)

    batch = once(request, pay, status=200, body=bytes.fromhex(digest)).object_id
    answers = answered_lines(viewer, batch, lines, scope=scope, now=now, language=language())
    return answer_lines(line_out(line) for line in answers)


@router.get("/checks/registers", response={200: Listing[RegisterOut], **PROBLEMS})
@declare("checks.registers", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.REQUIRED)
def get_check_registers(request: OfficerRequest, matter: Query[RegistersIn]) -> dict[str, Any]:
    """List the registers that the caller may read for this purpose, all of them: the scope of a check may name them."""
    found = registers_to_name(viewer_for(request, purpose=matter.purpose), now=timezone.now())
    return {"items": [RegisterOut.of(each) for each in found], "next": None}


@router.get("/checks", response={200: Listing[CheckOut], **PROBLEMS}, by_alias=True)
@declare("checks.list", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def get_checks(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the caller's own checks of single things, newest first, as they stand now."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    rows = checks_page(viewer, now=now, most=page.limit + 1, after=after(viewer, "checks", page))
    return listing(
        viewer,
        "checks",
        page,
        rows=rows,
        shown=lambda view: stored_check_out(view, now=now, language=language()),
        place=lambda view: (view.check.created, view.check.id),
    )


@router.get("/checks/{check_id}", response={200: CheckOut, **PROBLEMS}, by_alias=True)
@declare("checks.show", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def get_check(request: OfficerRequest, check_id: UUID) -> CheckOut:
    """Show a check of the caller's own bureau with its answers as they stand now."""
    return _shown_check(viewer_without_purpose(request), check_id)


@router.post("/checks/{check_id}/stop", response={200: CheckOut, **PROBLEMS}, by_alias=True)
@declare("checks.stop", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_check_stop(request: OfficerRequest, check_id: UUID) -> CheckOut:
    """Ask no bureau any more that has not answered yet. It learns nothing of this; `resume` takes it back."""
    viewer = viewer_without_purpose(request)
    stop_waiting(viewer, check_id, now=timezone.now())
    return _shown_check(viewer, check_id)


@router.post("/checks/{check_id}/resume", response={200: CheckOut, **PROBLEMS}, by_alias=True)
@declare("checks.resume", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def post_check_resume(request: OfficerRequest, check_id: UUID) -> CheckOut:
    """Put the question again to the bureaus that had not answered when it was stopped."""
    viewer = viewer_without_purpose(request)
    wait_again(viewer, check_id, now=timezone.now())
    return _shown_check(viewer, check_id)


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
    return stored_check_out(check_of(viewer, check_id, now=now), now=now, language=language())
