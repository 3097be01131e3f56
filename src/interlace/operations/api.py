"""REST routes of the readiness board."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.core.handling import Action
from interlace.core.readiness import Level
from interlace.core.readiness.standards import Stage
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, make_router
from interlace.operations.assessing import Shown, TargetTerms, lay_target_open, set_finding, set_flags, set_standard
from interlace.operations.gaps import set_tasks_for_gaps
from interlace.operations.panel import give_opinion
from interlace.operations.queries import board, target_view
from interlace.operations.rendering import board_out, target_out
from interlace.operations.rules import require_board
from interlace.operations.schemas import (
    ArrestStandardIn,
    ArrestStandardOut,
    ReadyBoardOut,
    ReadyFindingIn,
    ReadyFlagsIn,
    ReadyOpinionIn,
    ReadyTargetIn,
    ReadyTargetOut,
    ReadyTasksIn,
    ReadyTasksOut,
)

router = make_router("readiness")
USES = (Action.DISCOVER, Action.READ)


@router.get("/readiness", response={200: ReadyBoardOut, **PROBLEMS})
@declare("readiness.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_board(request: OfficerRequest) -> ReadyBoardOut:
    """List the targets that one's bureau laid open or was shown, the most ready first."""
    viewer = _viewer(request)
    return board_out(board(viewer, now=timezone.now()))


@router.post("/readiness", response={201: ReadyTargetOut, **PROBLEMS})
@declare("readiness.lay", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_target(request: OfficerRequest, body: ReadyTargetIn) -> Status[ReadyTargetOut]:
    """Lay a target of an own case before the bureau that would be asked for the arrest."""
    viewer = _viewer(request)
    terms = TargetTerms(body.name, body.requested.strip().upper(), body.reference)
    done = once(request, lambda: lay_target_open(viewer, body.case, terms, now=timezone.now()).id)
    return Status(done.status, _target(viewer, done.object_id))


@router.get("/readiness/{target_id}", response={200: ReadyTargetOut, **PROBLEMS})
@declare("readiness.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_target(request: OfficerRequest, target_id: UUID) -> ReadyTargetOut:
    """Show a target with its sixteen criteria, what both sides said, and the standards of both States."""
    return _target(_viewer(request), target_id)


@router.post("/readiness/{target_id}/findings", response={201: ReadyTargetOut, **PROBLEMS})
@declare("readiness.finding", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_finding(request: OfficerRequest, target_id: UUID, body: ReadyFindingIn) -> Status[ReadyTargetOut]:
    """Say how far a criterion of an own target is shown, and what that rests on."""
    shown = Shown(body.criterion, Level(body.level), frozenset(body.support), body.note)
    return _changed(request, target_id, lambda viewer, now: set_finding(viewer, target_id, shown, now=now))


@router.post("/readiness/{target_id}/flags", response={201: ReadyTargetOut, **PROBLEMS})
@declare("readiness.flags", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_flags(request: OfficerRequest, target_id: UUID, body: ReadyFlagsIn) -> Status[ReadyTargetOut]:
    """Say which red flags an own target has now."""
    return _changed(request, target_id, lambda viewer, now: set_flags(viewer, target_id, body.flags, now=now))


@router.post("/readiness/{target_id}/opinions", response={201: ReadyTargetOut, **PROBLEMS})
@declare("readiness.opinion", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_opinion(request: OfficerRequest, target_id: UUID, body: ReadyOpinionIn) -> Status[ReadyTargetOut]:
    """Speak about a target as a member of the panel."""
    return _changed(
        request,
        target_id,
        lambda viewer, now: give_opinion(viewer, target_id, body.vote, reason=body.reason, now=now),
    )


@router.post("/readiness/{target_id}/tasks", response={200: ReadyTasksOut, **PROBLEMS})
@declare("readiness.tasks", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_tasks(request: OfficerRequest, target_id: UUID, body: ReadyTasksIn) -> ReadyTasksOut:
    """Make tasks of the own case out of the gates that are not passed; none twice."""
    made = set_tasks_for_gaps(_viewer(request), target_id, owner=body.owner, due=body.due, now=timezone.now())
    return ReadyTasksOut(tasks=[each.text for each in made])


@router.put("/arrest-standards", response={200: ArrestStandardOut, **PROBLEMS})
@declare("readiness.standard", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def put_standard(request: OfficerRequest, body: ArrestStandardIn) -> ArrestStandardOut:
    """Say how much the own State wants shown at a stage, and which law says so. Every member reads it."""
    viewer = _viewer(request)
    row = set_standard(
        viewer, Stage(body.stage), body.standard, source=body.source, as_of=body.as_of, now=timezone.now()
    )
    return ArrestStandardOut(state=row.member, stage=row.stage, standard=row.standard)


def _viewer(request: OfficerRequest) -> Viewer:
    viewer = viewer_without_purpose(request)
    require_board(viewer)
    return viewer


def _target(viewer: Viewer, target_id: UUID) -> ReadyTargetOut:
    return target_out(target_view(viewer, target_id, now=timezone.now()))


def _changed(
    request: OfficerRequest, target_id: UUID, act: Callable[[Viewer, datetime], object]
) -> Status[ReadyTargetOut]:
    """Add something to a target, once for each key of the request."""
    viewer, now = _viewer(request), timezone.now()

    def add() -> UUID:
        act(viewer, now)
        return target_id

    done = once(request, add)
    return Status(done.status, _target(viewer, done.object_id))
