"""REST routes of results."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, answers_file, make_router
from interlace.operations.rules import require_board
from interlace.results.actions import Corrected, Paired, Reported, correct, pair, report, withdraw
from interlace.results.paper import languages_of
from interlace.results.printing import MEDIA, Wanted, print_results
from interlace.results.publishing import publish_sheet
from interlace.results.queries import result_sheet
from interlace.results.rendering import sheet_out
from interlace.results.schemas import (
    ResultAsOfIn,
    ResultCorrectionIn,
    ResultFileIn,
    ResultIn,
    ResultPairIn,
    ResultSheetOut,
    ResultTakenIn,
)
from interlace.results.taking import Taken, take_over

router = make_router("results")
USES = (Action.DISCOVER, Action.READ)
UTC = ZoneInfo("UTC")
_FILE = answers_file("The sheet as a file.", *MEDIA.values())
Said = Status[ResultSheetOut]


@router.get("/operations/{operation_id}/results", response={200: ResultSheetOut, **PROBLEMS})
@declare("results.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_results(request: OfficerRequest, operation_id: UUID, asked: Query[ResultAsOfIn]) -> ResultSheetOut:
    """Show what came of an operation, counted from the lines that the caller's bureau may read."""
    return sheet_out(result_sheet(_viewer(request), operation_id, now=timezone.now(), as_of=asked.as_of))


@router.post("/operations/{operation_id}/results", response={201: ResultSheetOut, **PROBLEMS})
@declare("results.report", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_result(request: OfficerRequest, operation_id: UUID, body: ResultIn) -> Said:
    """Report results of the own bureau; each person, thing or account that is named becomes a key and is not kept."""
    told = Reported(
        body.kind,
        tuple(body.named),
        body.at,
        body.source,
        body.compartment,
        is_child=body.is_child,
        is_public=body.is_public,
        amount=body.amount,
        currency=body.currency,
    )
    added: list[int] = []

    def act(viewer: Viewer, now: datetime) -> object:
        added.append(len(report(viewer, operation_id, told, now=now)))
        return added

    said = _said(request, operation_id, act)
    if added:
        said.value.not_added = len(body.named) - added[0]
    return said


@router.post("/operations/{operation_id}/results/corrections", response={201: ResultSheetOut, **PROBLEMS})
@declare("results.correct", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_correction(request: OfficerRequest, operation_id: UUID, body: ResultCorrectionIn) -> Said:
    """Correct or withdraw an own line by a new one; the earlier one stays."""

    def act(viewer: Viewer, now: datetime) -> object:
        if body.withdrawn:
            return withdraw(viewer, operation_id, body.line, source=body.source, now=now)
        told = Corrected(body.source, body.named, body.at, body.is_child, body.is_public, body.amount)
        return correct(viewer, operation_id, body.line, told, now=now)

    return _said(request, operation_id, act)


@router.post("/operations/{operation_id}/results/pairs", response={201: ResultSheetOut, **PROBLEMS})
@declare("results.pair", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_pair(request: OfficerRequest, operation_id: UUID, body: ResultPairIn) -> Said:
    """Say whether two lines are of the same person or account."""
    told = Paired(body.one, body.other, body.reason, is_same=body.is_same)
    return _said(request, operation_id, lambda viewer, now: pair(viewer, operation_id, told, now=now))


@router.post("/operations/{operation_id}/results/taken", response={201: ResultSheetOut, **PROBLEMS})
@declare("results.take-over", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_taken(request: OfficerRequest, operation_id: UUID, body: ResultTakenIn) -> Said:
    """Take over what another room of the own bureau knows: those received, or the exhibits and leads of a case."""
    taken = Taken(body.origin, body.of, body.compartment, body.is_public)
    return _said(request, operation_id, lambda viewer, now: take_over(viewer, operation_id, taken, now=now))


@router.post("/operations/{operation_id}/results/public", response={201: ResultSheetOut, **PROBLEMS})
@declare("results.publish", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_public(request: OfficerRequest, operation_id: UUID) -> Said:
    """Freeze the next version of the sheet for everybody. For the bureau that leads."""
    return _said(request, operation_id, lambda viewer, now: publish_sheet(viewer, operation_id, now=now))


@router.post("/operations/{operation_id}/results/file", response={200: None, **PROBLEMS}, openapi_extra=_FILE)
@declare("results.take-out", SurfaceKind.ROUTE, actions=(*USES, Action.EXPORT), purpose=PurposeFrom.OBJECT)
def post_file(request: OfficerRequest, operation_id: UUID, body: ResultFileIn) -> HttpResponse:
    """Take the sheet out, in the caller's language and a second one; with `public`, a published version."""
    languages = languages_of(get_language() or "en", body.second)
    wanted = Wanted(body.form, languages, UTC, body.public)
    content = print_results(_viewer(request), operation_id, wanted, now=timezone.now())
    answer = HttpResponse(content, content_type=MEDIA[body.form])
    answer["Content-Disposition"] = f'attachment; filename="results.{body.form.value}"'
    return answer


def _viewer(request: OfficerRequest) -> Viewer:
    viewer = viewer_without_purpose(request)
    require_board(viewer)
    return viewer


def _said(request: OfficerRequest, operation_id: UUID, act: Callable[[Viewer, datetime], object]) -> Said:
    """Add something to the results, once for each key of the request."""
    viewer, now = _viewer(request), timezone.now()

    def add() -> UUID:
        act(viewer, now)
        return operation_id

    done = once(request, add)
    return Status(done.status, sheet_out(result_sheet(viewer, done.object_id, now=timezone.now())))
