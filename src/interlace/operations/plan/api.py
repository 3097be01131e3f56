"""REST routes of operations."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone
from ninja import Status

from interlace.core.handling import Action
from interlace.core.planning import Broken
from interlace.core.planning.going import Flag
from interlace.facts.ordering import codes_in
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_for, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, make_router
from interlace.operations.plan import day
from interlace.operations.plan.aborting import AbortTerms, abort
from interlace.operations.plan.actions import (
    Brought,
    OperationTerms,
    add_ready,
    bring,
    open_operation,
    say_of_target,
    take_back,
)
from interlace.operations.plan.changing import Change, change_plan, what_if_delay, what_if_leak
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.queries import operation_view, operations_of
from interlace.operations.plan.rendering import operation_out, operation_row, what_if_out
from interlace.operations.plan.schemas import (
    OperationAbortIn,
    OperationAcceptIn,
    OperationAssuranceIn,
    OperationChangeIn,
    OperationCheckInIn,
    OperationEntryIn,
    OperationFlagIn,
    OperationGoIn,
    OperationIn,
    OperationOut,
    OperationReadyIn,
    OperationRowOut,
    OperationTargetIn,
    OperationTextIn,
    OperationWhatIfIn,
    OperationWhatIfOut,
)
from interlace.operations.rules import require_board

router = make_router("operations")
USES = (Action.DISCOVER, Action.READ)
Said = Status[OperationOut]


@router.get("/operations", response={200: Listing[OperationRowOut], **PROBLEMS})
@declare("operation.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_operations(request: OfficerRequest) -> dict[str, object]:
    """List the operations that one's bureau takes part in, the next first."""
    return {
        "items": [operation_row(each) for each in operations_of(_viewer(request), now=timezone.now())],
        "next": None,
    }


@router.post("/operations", response={201: OperationOut, **PROBLEMS})
@declare("operation.open", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_operation(request: OfficerRequest, body: OperationIn) -> Said:
    """Open an operation with other bureaus. All who take part know of each other."""
    viewer = viewer_for(request, purpose=body.purpose, reference=body.reference)
    require_board(viewer)
    terms = OperationTerms(body.title, frozenset(codes_in(body.members)), body.first_hour, body.last_hour)
    done = once(request, lambda: open_operation(viewer, terms, now=timezone.now()).id)
    return Status(done.status, _operation(viewer, done.object_id))


@router.get("/operations/{operation_id}", response={200: OperationOut, **PROBLEMS})
@declare("operation.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_operation(request: OfficerRequest, operation_id: UUID) -> OperationOut:
    """Show an operation: the own compartment, what others share, the plan as far as it concerns one, and the log."""
    return _operation(_viewer(request), operation_id)


@router.post("/operations/{operation_id}/entries", response={201: OperationOut, **PROBLEMS})
@declare("operation.bring", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_entry(request: OfficerRequest, operation_id: UUID, body: OperationEntryIn) -> Said:
    """Bring a site, a target, a team, an interpreter, a place or an order, in a compartment."""
    brought = Brought(body.kind, body.code, body.shape, body.compartment)
    return _said(request, operation_id, lambda viewer, now: bring(viewer, operation_id, brought, now=now))


@router.delete("/operations/{operation_id}/entries/{entry_id}", response={200: OperationOut, **PROBLEMS})
@declare("operation.take-back", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def delete_entry(request: OfficerRequest, operation_id: UUID, entry_id: UUID) -> OperationOut:
    """Take back what one's own bureau brought; the plan that used it is checked again without it."""
    viewer = _viewer(request)
    take_back(viewer, operation_id, entry_id, now=timezone.now())
    return _operation(viewer, operation_id)


@router.post("/operations/{operation_id}/plan", response={201: OperationOut, **PROBLEMS})
@declare("operation.plan", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_plan(request: OfficerRequest, operation_id: UUID) -> Said:
    """Propose the next version of the plan: hour, places, and each rule that it breaks. For the bureau that leads."""
    return _said(request, operation_id, lambda viewer, now: propose_plan(viewer, operation_id, now=now))


@router.post("/operations/{operation_id}/changes", response={201: OperationOut, **PROBLEMS})
@declare("operation.change", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_change(request: OfficerRequest, operation_id: UUID, body: OperationChangeIn) -> Said:
    """Change the plan by hand: the next version, with each rule that it breaks. For the bureau that leads."""
    change = Change(body.hour, body.team, body.site)
    return _said(request, operation_id, lambda viewer, now: change_plan(viewer, operation_id, change, now=now))


@router.post("/operations/{operation_id}/what-if", response={200: OperationWhatIfOut, **PROBLEMS})
@declare("operation.what-if", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_what_if(request: OfficerRequest, operation_id: UUID, body: OperationWhatIfIn) -> OperationWhatIfOut:
    """What would become of the plan if somebody talked, or a team were late. Nothing is kept."""
    viewer, now = _viewer(request), timezone.now()
    if body.before is not None:
        return what_if_out(what_if_leak(viewer, operation_id, before=body.before, now=now))
    late = timedelta(minutes=body.minutes)
    return what_if_out(what_if_delay(viewer, operation_id, team=body.team, by=late, now=now))


@router.post("/operations/{operation_id}/ready", response={201: OperationOut, **PROBLEMS})
@declare("operation.ready", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_ready(request: OfficerRequest, operation_id: UUID, body: OperationReadyIn) -> Said:
    """Add the own targets that meet the criteria and are not there yet: all, or those that are chosen."""
    chosen = frozenset(body.targets) if body.targets is not None else None
    return _said(
        request,
        operation_id,
        lambda viewer, now: add_ready(viewer, operation_id, site=body.site, chosen=chosen, now=now),
    )


@router.put("/operations/{operation_id}/entries/{entry_id}", response={200: OperationOut, **PROBLEMS})
@declare("operation.target", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def put_target(request: OfficerRequest, operation_id: UUID, entry_id: UUID, body: OperationTargetIn) -> OperationOut:
    """Say of an own target where it is, its warrant, what follows the arrest, its condition; what is left out stays."""
    viewer = _viewer(request)
    say_of_target(viewer, operation_id, entry_id, body.model_dump(exclude_unset=True), now=timezone.now())
    return _operation(viewer, operation_id)


@router.post("/operations/{operation_id}/flags", response={201: OperationOut, **PROBLEMS})
@declare("operation.flag", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_flag(request: OfficerRequest, operation_id: UUID, body: OperationFlagIn) -> Said:
    """Say go or no-go for the own State."""
    return _said(
        request,
        operation_id,
        lambda viewer, now: day.raise_flag(viewer, operation_id, Flag(body.flag), seen=body.version, now=now),
    )


@router.post("/operations/{operation_id}/accepted", response={201: OperationOut, **PROBLEMS})
@declare("operation.accept", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_accepted(request: OfficerRequest, operation_id: UUID, body: OperationAcceptIn) -> Said:
    """Take a broken rule upon the bureau that leads, by name."""
    broken = Broken(body.rule, body.where, body.detail)
    return _said(
        request,
        operation_id,
        lambda viewer, now: day.accept_by_name(viewer, operation_id, broken, seen=body.version, now=now),
    )


@router.post("/operations/{operation_id}/go", response={201: OperationOut, **PROBLEMS})
@declare("operation.go", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_go(request: OfficerRequest, operation_id: UUID, body: OperationGoIn) -> Said:
    """Give Go, once nothing holds it. For the bureau that leads."""
    return _said(
        request, operation_id, lambda viewer, now: day.give_go(viewer, operation_id, seen=body.version, now=now)
    )


@router.post("/operations/{operation_id}/orders", response={201: OperationOut, **PROBLEMS})
@declare("operation.order", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_order(request: OfficerRequest, operation_id: UUID, body: OperationTextIn) -> Said:
    """Record an emergency order for a threat to life on the own ground. It is never prevented."""
    return _said(
        request,
        operation_id,
        lambda viewer, now: day.order_emergency(viewer, operation_id, reason=body.text, now=now),
    )


@router.post("/operations/{operation_id}/orders/{order_id}/second", response={201: OperationOut, **PROBLEMS})
@declare("operation.second", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_second(request: OfficerRequest, operation_id: UUID, order_id: UUID) -> Said:
    """Sign a colleague's emergency order as the second person."""
    return _said(request, operation_id, lambda viewer, now: day.second_order(viewer, operation_id, order_id, now=now))


@router.post("/operations/{operation_id}/assurances", response={201: OperationOut, **PROBLEMS})
@declare("operation.assure", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_assurance(request: OfficerRequest, operation_id: UUID, body: OperationAssuranceIn) -> Said:
    """Say that the condition of an own target is met, and by which document."""
    return _said(
        request,
        operation_id,
        lambda viewer, now: day.assure(viewer, operation_id, target=body.target, document=body.document, now=now),
    )


@router.post("/operations/{operation_id}/check-ins", response={201: OperationOut, **PROBLEMS})
@declare("operation.check-in", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_check_in(request: OfficerRequest, operation_id: UUID, body: OperationCheckInIn) -> Said:
    """Report where one is, with the time at which it was said; sent twice under one key, it stands once."""
    of = day.Whereabouts(body.team, body.state) if body.state is not None else None
    return _said(
        request,
        operation_id,
        lambda viewer, now: day.check_in(
            viewer, operation_id, key=body.key, text=body.text, at=body.at, of=of, now=now
        ),
    )


@router.post("/operations/{operation_id}/aborts", response={201: OperationOut, **PROBLEMS})
@declare("operation.abort", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_abort(request: OfficerRequest, operation_id: UUID, body: OperationAbortIn) -> Said:
    """Stop what is the own State's, or for the bureau that leads the whole; it is told at once and never taken back."""
    terms = AbortTerms(body.reach, body.reason, body.where, body.word, body.version)
    key = body.key or uuid4()
    return _said(
        request,
        operation_id,
        lambda viewer, now: abort(viewer, operation_id, terms, key=key, at=body.at or now, now=now),
    )


@router.post("/operations/{operation_id}/notes", response={201: OperationOut, **PROBLEMS})
@declare("operation.note", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_operation_note(request: OfficerRequest, operation_id: UUID, body: OperationTextIn) -> Said:
    """Write into the log that all who take part read."""
    return _said(request, operation_id, lambda viewer, now: day.note(viewer, operation_id, text=body.text, now=now))


def _viewer(request: OfficerRequest) -> Viewer:
    viewer = viewer_without_purpose(request)
    require_board(viewer)
    return viewer


def _operation(viewer: Viewer, operation_id: UUID) -> OperationOut:
    return operation_out(operation_view(viewer, operation_id, now=timezone.now()))


def _said(request: OfficerRequest, operation_id: UUID, act: Callable[[Viewer, datetime], object]) -> Said:
    """Do something in an operation, once for each key of the request."""
    viewer, now = _viewer(request), timezone.now()

    def do() -> UUID:
        act(viewer, now)
        return operation_id

    done = once(request, do)
    return Status(done.status, _operation(viewer, done.object_id))
