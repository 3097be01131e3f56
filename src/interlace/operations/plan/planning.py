"""The plan: proposed by the solver for the bureau that leads, and kept in versions.

Each place and each broken rule of a version stands under a label of its own, read by the bureau whose thing it is, by
the State whose ground it is, and by the bureau that leads: a version betrays no compartment. Cells, and missing people
of the work of arrest, would count targets that their State may not read: the bureau that leads keeps them to itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from interlace.core.planning import Broken, InterpreterPlace, Operation, Plan, Rule, TeamPlace, check
from interlace.core.planning.needs import counts_targets
from interlace.core.planning.solving import Proposal, propose
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations import ledger_events
from interlace.operations.plan.actions import log
from interlace.operations.plan.finding import at_operation, label_of
from interlace.operations.plan.models import EntryKind, JointOperation, OperationEntry, OperationSaying, Saying
from interlace.operations.plan.shapes import operation_of
from interlace.operations.rules import error_of, require_bureau_worker

STEP = timedelta(minutes=30)
SEED = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest version as one bureau reads it."""

    version: int
    plan: Plan
    broken: tuple[Broken, ...]
    """Of what this bureau may read; for the bureau that leads, all."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One piece of a version: who is told it, and the labels of what it speaks of."""

    kind: Saying
    readers: frozenset[str]
    detail: dict[str, Any]
    behind: frozenset[int] = frozenset()


@transaction.atomic
def propose_plan(viewer: Viewer, operation_id: UUID, *, now: datetime) -> Proposal:
    """Find the hour and who goes where, so that as few rules as possible are broken; it becomes the next version."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        require_leader(matter, operation)
        entries = entries_of(operation)
        version = latest_version(operation)
        found = propose(values_of(operation, entries), seed=SEED)
        require_version(operation, version)
        version += 1
    keep_version(matter, operation, Standing(version, found.plan, found.broken), entries, now=now)
    return found


def keep_version(
    matter: Viewer, operation: JointOperation, made: Standing, entries: list[OperationEntry], *, now: datetime
) -> None:
    """Write a version in pieces, each under its own label; no context may be open, for labels are made here."""
    owners = {entry.code: entry.member for entry in entries}
    rows = [
        _Row(Saying.PLAN, frozenset(operation.members), {"hour": made.plan.hour.isoformat()}),
        *(
            _Row(Saying.PLACE, _readers(each, owners), each, _behind_place(each, entries))
            for each in _places(made.plan)
        ),
        *(_Row(Saying.BROKEN, _told(each, owners), _broken(each), behind(each, entries)) for each in made.broken),
    ]
    labels = {
        (readers, spoken_of): label_of(matter, readers, now=now, behind=spoken_of)
        for readers, spoken_of in {(each.readers, each.behind) for each in rows}
    }
    with acting(matter, now=now):
        OperationSaying.objects.bulk_create(
            OperationSaying(
                operation=operation,
                member=matter.member,
                label_id=labels[row.readers, row.behind],
                kind=row.kind,
                version=made.version,
                detail=row.detail,
                by=UUID(matter.id),
                by_name=matter.officer_name,
                at=now,
                received=now,
            )
            for row in rows
        )
        detail: dict[str, Any] = {"kind": Saying.PLAN.value, "version": made.version}
        log(ledger_events.OPERATION_SAID, matter, operation, now=now, detail=detail)


def standing_of(operation: JointOperation) -> Standing | None:
    """The latest version, looked at with what is there now; a context must be open.

    Only the bureau that leads reads all of it. For everybody else what they may not read is not missing: broken rules
    are those that were told to them.
    """
    version = latest_version(operation)
    if not version:
        return None
    sayings = list(OperationSaying.objects.filter(operation=operation, version=version).order_by("id"))
    hours = [each.detail["hour"] for each in sayings if each.kind == Saying.PLAN]
    places = [each.detail for each in sayings if each.kind == Saying.PLACE]
    broken = tuple(sorted(_broken_of(each.detail) for each in sayings if each.kind == Saying.BROKEN))
    return Standing(version, _plan_of(datetime.fromisoformat(hours[0]), places), broken)


def checked_again(operation: JointOperation, standing: Standing) -> tuple[Broken, ...]:
    """What is broken in the version with what is there now: for the bureau that leads, which reads all of it."""
    values = values_of(operation, entries_of(operation))
    return check(values, without_missing(values, standing.plan))


def without_missing(values: Operation, plan: Plan) -> Plan:
    """The plan without those who were taken back since."""
    known = {
        *(each.code for each in values.teams),
        *(each.code for each in values.interpreters),
        *(each.code for each in values.sites),
        *(each.code for each in values.receptions),
        *(each.code for each in values.custodies),
    }
    return Plan(
        hour=plan.hour,
        teams=frozenset(each for each in plan.teams if {each.team, each.site} <= known),
        interpreters=frozenset(each for each in plan.interpreters if {each.interpreter, each.site} <= known),
        beds={places: kept for places, kept in plan.beds.items() if set(places) <= known},
        cells={places: kept for places, kept in plan.cells.items() if set(places) <= known},
    )


def entries_of(operation: JointOperation) -> list[OperationEntry]:
    """What was brought, as far as the reader may read it; a context must be open."""
    return list(OperationEntry.objects.filter(operation=operation, removed=None).order_by("kind", "code"))


def values_of(operation: JointOperation, entries: list[OperationEntry]) -> Operation:
    """The same as the planner takes it."""
    hours = hours_of(operation)
    sayings = OperationSaying.objects.filter(operation=operation, kind=Saying.ASSURANCE)
    return operation_of(entries, hours=hours, assured=assured_of(entries, sayings))


def assured_of(entries: Iterable[OperationEntry], sayings: Iterable[OperationSaying]) -> frozenset[UUID]:
    """The targets whose condition is met, by their ids: an assurance is of one person, and a code is used again."""
    said = {
        (each.member, each.detail["entry"])
        for each in sayings
        if each.kind == Saying.ASSURANCE and "entry" in each.detail
    }
    return frozenset(each.id for each in entries if (each.member, str(each.id)) in said)


def hours_of(operation: JointOperation) -> tuple[datetime, ...]:
    """The moments among which the common hour is sought."""
    count = (operation.last_hour - operation.first_hour) // STEP + 1
    return tuple(operation.first_hour + STEP * number for number in range(count))


def behind(broken: Broken, entries: list[OperationEntry]) -> frozenset[int]:
    """The labels of what a broken rule speaks of: of every target, where it counts them."""
    counted = _labels_of_targets(entries) if counts_targets(broken) else frozenset()
    return counted | {each.label_id for each in entries if each.code == broken.where}


def require_leader(viewer: Viewer, operation: JointOperation) -> None:
    """Only the bureau that leads reads all of a plan, so it alone plans."""
    if operation.member != viewer.member:
        raise error_of("only_leader")


def planned(operation: JointOperation) -> tuple[Operation, Standing]:
    """What was brought and the version that stands; a context must be open."""
    standing = standing_of(operation)
    if standing is None:
        raise error_of("plan_missing")
    return values_of(operation, entries_of(operation)), standing


def require_version(operation: JointOperation, seen: int) -> None:
    """Nobody decides on a plan that is no longer the one, or writes beside it; until the transaction ends it stands."""
    number = int.from_bytes(sha256(b"plan" + operation.id.bytes).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [number])
    if latest_version(operation) != seen:
        raise error_of("plan_changed")


def latest_version(operation: JointOperation) -> int:
    """The number of the plan in force; 0 without one."""
    last = OperationSaying.objects.filter(operation=operation, kind=Saying.PLAN).order_by("-version").first()
    return last.version if last is not None else 0


def _readers(place: dict[str, Any], owners: dict[str, str]) -> frozenset[str]:
    if place["as"] == "cells":
        return frozenset()
    return frozenset({owners[place["who"]], owners[place["site"]]})


def _behind_place(place: dict[str, Any], entries: list[OperationEntry]) -> frozenset[int]:
    return _labels_of_targets(entries) if place["as"] == "cells" else frozenset()


def _told(broken: Broken, owners: dict[str, str]) -> frozenset[str]:
    return frozenset() if counts_targets(broken) else frozenset({owners[broken.where]})


def _labels_of_targets(entries: list[OperationEntry]) -> frozenset[int]:
    return frozenset(each.label_id for each in entries if each.kind == EntryKind.TARGET)


def _places(plan: Plan) -> list[dict[str, Any]]:
    return [
        *({"as": "team", "who": each.team, "site": each.site} for each in sorted(plan.teams)),
        *(
            {"as": "interpreter", "who": each.interpreter, "site": each.site, "language": each.language}
            for each in sorted(plan.interpreters)
        ),
        *({"as": "beds", "who": who, "site": site, "kept": kept} for (who, site), kept in sorted(plan.beds.items())),
        *({"as": "cells", "who": who, "site": site, "kept": kept} for (who, site), kept in sorted(plan.cells.items())),
    ]


def _plan_of(hour: datetime, places: list[dict[str, Any]]) -> Plan:
    def kept(kind: str) -> dict[tuple[str, str], int]:
        return {(each["who"], each["site"]): each["kept"] for each in places if each["as"] == kind}

    return Plan(
        hour=hour,
        teams=frozenset(TeamPlace(each["who"], each["site"]) for each in places if each["as"] == "team"),
        interpreters=frozenset(
            InterpreterPlace(each["who"], each["site"], each["language"])
            for each in places
            if each["as"] == "interpreter"
        ),
        beds=kept("beds"),
        cells=kept("cells"),
    )


def _broken(broken: Broken) -> dict[str, Any]:
    return {
        "rule": broken.rule.value,
        "where": broken.where,
        "detail": broken.detail,
        "has": broken.has,
        "needs": broken.needs,
    }


def _broken_of(detail: dict[str, Any]) -> Broken:
    return Broken(Rule(detail["rule"]), detail["where"], detail["detail"], detail["has"], detail["needs"])
