"""What bureaus do with an operation before the day: open it, bring what they have, take it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from interlace.core.ledger import JsonValue
from interlace.core.readiness import Band
from interlace.core.readiness.panel import Decision
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Member
from interlace.operations import ledger_events
from interlace.operations.models import ReadyTarget
from interlace.operations.plan.finding import at_operation, label_of
from interlace.operations.plan.models import EntryKind, JointOperation, OperationEntry
from interlace.operations.plan.shapes import SHAPES, Shape, TargetShape, sites_named
from interlace.operations.queries import decision_on, readiness_of
from interlace.operations.rules import entry_error, error_of, require_bureau_worker
from interlace.screening.rules import require_matter

LONGEST_SPAN = timedelta(days=7)
FARTHEST = timedelta(days=1000)
"""From now to the first hour."""
LONGEST_TITLE, LONGEST_CODE = 120, 40


class Compartment(StrEnum):
    """Who reads what a bureau brings."""

    OWN = "own"  # the bureau alone
    LEADER = "leader"  # it and the bureau that plans
    ALL = "all"  # everybody who takes part


@dataclass(frozen=True, slots=True)
class OperationTerms:
    """What is opened: a title, with whom, and between which hours the common one is sought."""

    title: str
    members: frozenset[str]
    first_hour: datetime
    last_hour: datetime


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that a bureau brings."""

    kind: EntryKind
    code: str
    shape: Mapping[str, Any]
    compartment: Compartment = Compartment.LEADER


@transaction.atomic
def open_operation(
    viewer: Viewer, terms: OperationTerms, *, now: datetime, operation_id: UUID | None = None
) -> JointOperation:
    """Open an operation with other bureaus. All who take part know of each other."""
    require_bureau_worker(viewer)
    require_matter(viewer)
    title, others = terms.title.strip()[:LONGEST_TITLE], terms.members - {viewer.member}
    if not title:
        raise error_of("name_missing")
    if not others or Member.objects.filter(code__in=others, status=Member.Status.ACTIVE).count() != len(others):
        raise error_of("members_missing")
    is_near = abs(terms.first_hour - now) <= FARTHEST
    if not is_near or not timedelta(0) <= terms.last_hour - terms.first_hour <= LONGEST_SPAN:
        raise error_of("hours_wrong")
    label_id = label_of(viewer, others, now=now)
    with acting(viewer, now=now):
        operation = JointOperation(
            id=operation_id or uuid4(),
            member=viewer.member,
            label_id=label_id,
            purpose=viewer.purpose,
            title=title,
            members=sorted({viewer.member, *others}),
            first_hour=terms.first_hour,
            last_hour=terms.last_hour,
            opened=now,
            opened_by=UUID(viewer.id),
        )
        operation.save(force_insert=True)
        log(ledger_events.OPERATION_OPENED, viewer, operation, now=now, detail={"asked": sorted(others)})
        return operation


@transaction.atomic
def bring(viewer: Viewer, operation_id: UUID, brought: Brought, *, now: datetime) -> OperationEntry:
    """Bring a site, a target, a team, a person, a place or an order; the compartment says who reads it."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        code = f"{matter.member}-{brought.code.strip()[:LONGEST_CODE]}"
        shape, behind = _read(matter, operation, brought)
        audience = {Compartment.OWN: [], Compartment.LEADER: [operation.member], Compartment.ALL: operation.members}
        label_id = label_of(matter, audience[brought.compartment], now=now, behind=behind)
    with acting(matter, now=now):
        if OperationEntry.objects.filter(
            operation=operation, member=matter.member, kind=brought.kind, code=code, removed=None
        ).exists():
            raise error_of("code_used")
        entry = OperationEntry(
            operation=operation,
            member=matter.member,
            label_id=label_id,
            kind=brought.kind,
            code=code,
            shape=shape.model_dump(mode="json"),
            added=now,
            added_by=UUID(matter.id),
        )
        entry.save(force_insert=True)
        log(ledger_events.OPERATION_ENTRY, matter, operation, now=now, detail={"kind": entry.kind, "brought": True})
        return entry


SAID_LATER = frozenset({"site", "warrant", "hand_over", "needs_assurance"})
"""What is said of a target once it was brought: where, under which warrant, what follows the arrest, its condition."""


@transaction.atomic
def say_of_target(
    viewer: Viewer, operation_id: UUID, entry_id: UUID, more: Mapping[str, Any], *, now: datetime
) -> OperationEntry:
    """Say more of an own target, under the same code and label; what is not named stays. The panel is read again."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        entry = _own(matter, operation, entry_id)
        if entry.kind != EntryKind.TARGET:
            raise error_of("target_unknown")
        before = entry.shape
        said = {**before, **{name: value for name, value in more.items() if name in SAID_LATER}}
        shape, _behind = _read(matter, operation, Brought(EntryKind.TARGET, entry.code, said))
        entry.shape = shape.model_dump(mode="json")
        entry.save(update_fields=["shape"])
        # Values are the bureau's own; that a condition was lifted is what its head asks after.
        changed: list[JsonValue] = [name for name in sorted(SAID_LATER) if entry.shape[name] != before[name]]
        detail: dict[str, JsonValue] = {
            "kind": entry.kind,
            "changed": changed,
            "condition_before": bool(before["needs_assurance"]),
            "condition_after": bool(entry.shape["needs_assurance"]),
        }
        log(ledger_events.OPERATION_ENTRY, matter, operation, now=now, detail=detail)
        return entry


@transaction.atomic
def add_ready(
    viewer: Viewer, operation_id: UUID, *, site: str, now: datetime, chosen: frozenset[UUID] | None = None
) -> list[OperationEntry]:
    """Bring own targets that meet the criteria and are not there yet, by running codes; the leader reads them.

    All of them, or those that were chosen; and of these, those alone of which the State of the site was asked: another
    State's are none of this operation's.
    """
    require_bureau_worker(viewer)
    if chosen is not None and not chosen:
        raise error_of("nobody_chosen")
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        ground = OperationEntry.objects.filter(
            operation=operation, kind=EntryKind.SITE, code=site, removed=None
        ).first()
        if ground is None:
            raise error_of("site_unknown")
        own = OperationEntry.objects.filter(operation=operation, member=matter.member, kind=EntryKind.TARGET)
        used = set(own.values_list("code", flat=True))
        there = {each.shape["ready_target"] for each in own.filter(removed=None)}
        board = list(ReadyTarget.objects.visible_to(matter).filter(member=matter.member).order_by("reference", "id"))
        if chosen is not None and chosen - {each.id for each in board}:
            raise error_of("target_unknown")
        ready = [
            each
            for each in board
            if (chosen is None or each.id in chosen)
            and each.requested == ground.member
            and str(each.id) not in there
            and readiness_of(each).band is Band.CRITERIA_MET
        ]
        free = (f"T{number}" for number in count(1) if f"{matter.member}-T{number}" not in used)
        named = list(zip(free, ready, strict=False))
    return [
        bring(
            viewer,
            operation_id,
            Brought(EntryKind.TARGET, code, {"site": site, "ready_target": str(target.id)}),
            now=now,
        )
        for code, target in named
    ]


@transaction.atomic
def take_back(viewer: Viewer, operation_id: UUID, entry_id: UUID, *, now: datetime) -> OperationEntry:
    """Take back what the own bureau brought. The plan that used it is checked again without it."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        entry = _own(matter, operation, entry_id)
        entry.removed = now
        entry.save(update_fields=["removed"])
        log(ledger_events.OPERATION_ENTRY, matter, operation, now=now, detail={"kind": entry.kind, "brought": False})
        return entry


def _own(matter: Viewer, operation: JointOperation, entry_id: UUID) -> OperationEntry:
    entry = OperationEntry.objects.filter(id=entry_id, operation=operation, member=matter.member, removed=None).first()
    if entry is None:
        raise NotFound(_("There is no such entry."))
    return entry


def log(
    event: Event, viewer: Viewer, operation: JointOperation, *, now: datetime, detail: dict[str, JsonValue]
) -> None:
    """One leaf of the own bureau, in the transaction of the act."""
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=operation.id,
        now=now,
        purpose=operation.purpose,
        reference=viewer.reference,
        detail=detail,
    )


def _read(matter: Viewer, operation: JointOperation, brought: Brought) -> tuple[Shape, frozenset[int]]:
    """What is brought, and the labels of what it speaks of."""
    if not brought.code.strip():
        raise error_of("name_missing")
    try:
        shape = SHAPES[brought.kind].model_validate(dict(brought.shape))
    except ValidationError as wrong:
        # A field that the kind does not have is not said back: it may be anything.
        known = SHAPES[brought.kind].model_fields
        places = [list(map(str, each["loc"])) for each in wrong.errors() if each["loc"]]
        raise entry_error(["/".join(each) for each in places if each[0] in known]) from None
    if sites_named(shape) - _sites_of(operation):
        raise error_of("site_unknown")
    if isinstance(shape, TargetShape):
        target = _target_of(matter, shape)
        # The word of the panel of both sides, as it stands now.
        is_agreed = decision_on(target) is Decision.PLAN
        return shape.model_copy(update={"is_agreed": is_agreed}), frozenset({target.label_id})
    return shape, frozenset()


def _sites_of(operation: JointOperation) -> set[str]:
    sites = OperationEntry.objects.filter(operation=operation, kind=EntryKind.SITE, removed=None)
    return set(sites.values_list("code", flat=True))


def _target_of(matter: Viewer, shape: TargetShape) -> ReadyTarget:
    try:
        target = (
            ReadyTarget.objects.visible_to(matter).filter(id=UUID(shape.ready_target), member=matter.member).first()
        )
    except ValueError:
        target = None
    if target is None:
        raise error_of("target_unknown")
    return target
