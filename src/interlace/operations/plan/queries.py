"""Operations as one bureau reads them: its own compartment, what others share with it, and nothing besides."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from interlace.cases.rules import may_read
from interlace.core.planning import Broken, Plan, TeamPlace
from interlace.core.planning.aborting import Abort
from interlace.core.planning.going import Held, Hold, released
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.day import aborts_of, held_back, order_in_force
from interlace.operations.plan.finding import at_operation
from interlace.operations.plan.models import EntryKind, JointOperation, OperationEntry, OperationSaying, Saying
from interlace.operations.plan.planning import Standing, checked_again, entries_of, standing_of, values_of

PROPOSED = frozenset({Saying.PLACE, Saying.BROKEN})


@dataclass(frozen=True, slots=True)
class OperationView:
    """One operation as one bureau reads it."""

    operation: JointOperation
    is_leader: bool
    entries: tuple[OperationEntry, ...]
    standing: Standing | None
    broken: tuple[Broken, ...]
    """For the bureau that leads, looked at now; for others, what was told to them."""
    held: tuple[Held, ...]
    """For the bureau that leads alone: what holds Go names other bureaus' things."""
    released: frozenset[TeamPlace]
    """Teams that this bureau may see begin: by Go, or by its own State's emergency order."""
    sayings: tuple[OperationSaying, ...]
    """The log, by the time at which each thing was said."""
    aborts: tuple[tuple[OperationSaying, Abort], ...]
    """That stop the version that stands, as far as this bureau may read them."""
    """Of the version that stands, as far as this bureau is told of them."""
    may_say_compliant: bool
    """Whether this bureau reads what is missing for people held on site: it leads, or the ground is its State's."""


def operations_of(viewer: Viewer, *, now: datetime) -> list[JointOperation]:
    """The operations that the viewer's bureau takes part in, the next first."""
    found: list[JointOperation] = []
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                found += JointOperation.objects.visible_to(matter)
    return sorted(found, key=lambda each: (each.first_hour, each.title, each.id))


def sites_of(viewer: Viewer, *, now: datetime) -> list[tuple[JointOperation, str]]:
    """Each site of each operation, as far as the viewer may read it."""
    found: list[tuple[JointOperation, str]] = []
    for each in operations_of(viewer, now=now):
        with at_operation(viewer, each.id, now=now) as (_matter, operation):
            found += [(operation, entry.code) for entry in entries_of(operation) if entry.kind == EntryKind.SITE]
    return found


def operation_view(viewer: Viewer, operation_id: UUID, *, now: datetime) -> OperationView:
    """One operation; `NotFound` when there is none or the bureau takes no part in it."""
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        is_leader = operation.member == matter.member
        standing = standing_of(operation)
        sayings = OperationSaying.objects.filter(operation=operation).order_by("at", "received", "id")
        log = tuple(each for each in sayings if each.kind not in PROPOSED)
        entries = tuple(entries_of(operation))
        aborts = aborts_of(operation, standing.version) if standing is not None else ()
        return OperationView(
            operation=operation,
            is_leader=is_leader,
            entries=entries,
            standing=standing,
            broken=_broken(operation, standing, is_leader=is_leader),
            held=held_back(operation, standing) if is_leader and standing is not None else (),
            released=_released(operation, standing, matter, log, [abort for _said, abort in aborts]),
            sayings=log,
            aborts=tuple(pair for pair in aborts if standing is not None and pair[1].version == standing.version),
            may_say_compliant=is_leader
            or any(each.kind == EntryKind.SITE and each.member == matter.member for each in entries),
        )


def _broken(operation: JointOperation, standing: Standing | None, *, is_leader: bool) -> tuple[Broken, ...]:
    if standing is None:
        return ()
    return checked_again(operation, standing) if is_leader else standing.broken


def _released(
    operation: JointOperation,
    standing: Standing | None,
    matter: Viewer,
    log: tuple[OperationSaying, ...],
    aborts: Collection[Abort],
) -> frozenset[TeamPlace]:
    if standing is None:
        return frozenset()
    values = values_of(operation, entries_of(operation))
    is_go = any(each.kind == Saying.GO and each.version == standing.version for each in log)
    teams, sites = {each.code for each in values.teams}, {each.code for each in values.sites}
    plan = standing.plan
    readable = Plan(
        hour=plan.hour, teams=frozenset(each for each in plan.teams if each.team in teams and each.site in sites)
    )
    hold = () if is_go else (Held(Hold.NOT_SET, operation.member),)
    order = order_in_force(operation, matter.member)
    return released(values, readable, held=hold, order=order, aborts=aborts, version=standing.version)
