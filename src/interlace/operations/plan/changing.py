"""A plan that an officer changes by hand, and what would become of it if somebody talked or a team were late."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from interlace.core.planning import Broken, Plan, TeamPlace, check
from interlace.core.planning.solving import NoHourGiven, Proposal
from interlace.core.planning.what_if import Answer, after_delay, after_leak
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.finding import at_operation
from interlace.operations.plan.planning import (
    SEED,
    Standing,
    entries_of,
    keep_version,
    planned,
    require_leader,
    require_version,
    without_missing,
)
from interlace.operations.rules import error_of, require_bureau_worker

LONGEST_DELAY = 7 * 24 * 60
"""Minutes; as long as the hours of an operation lie apart at most."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an officer wants otherwise: another hour, or one team at another site, or nowhere."""

    hour: datetime | None = None
    team: str = ""
    site: str = ""


@transaction.atomic
def change_plan(viewer: Viewer, operation_id: UUID, change: Change, *, now: datetime) -> tuple[Broken, ...]:
    """Change the plan that stands; it becomes the next version, with each rule that it breaks now."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        require_leader(matter, operation)
        values, standing = planned(operation)
        entries = entries_of(operation)
        require_version(operation, standing.version)
        plan = without_missing(values, standing.plan)
    if change.hour is not None:
        if change.hour not in values.hours:
            raise error_of("place_unknown")
        plan = replace(plan, hour=change.hour)
    if change.team:
        plan = _sent(
            plan, change, teams={each.code for each in values.teams}, sites={each.code for each in values.sites}
        )
    broken = check(values, plan)
    keep_version(matter, operation, Standing(standing.version + 1, plan, broken), entries, now=now)
    return broken


def what_if_leak(viewer: Viewer, operation_id: UUID, *, before: datetime, now: datetime) -> Answer:
    """What the plan would be if it had to happen before this moment. Nothing is stored."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        require_leader(matter, operation)
        values, standing = planned(operation)
    try:
        return after_leak(values, Proposal(standing.plan, standing.broken, False), before=before, seed=SEED)
    except NoHourGiven:
        raise error_of("no_hour") from None


def what_if_delay(viewer: Viewer, operation_id: UUID, *, team: str, by: timedelta, now: datetime) -> Answer:
    """What the plan would be if this team started later. Nothing is stored."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        require_leader(matter, operation)
        values, standing = planned(operation)
    if team not in {each.code for each in values.teams}:
        raise error_of("place_unknown")
    return after_delay(values, Proposal(standing.plan, standing.broken, False), team=team, by=by, seed=SEED)


def _sent(plan: Plan, change: Change, *, teams: set[str], sites: set[str]) -> Plan:
    if change.team not in teams or change.site not in sites | {""}:
        raise error_of("place_unknown")
    others = {each for each in plan.teams if each.team != change.team}
    here = {TeamPlace(change.team, change.site)} if change.site else set()
    return replace(plan, teams=frozenset(others | here))
