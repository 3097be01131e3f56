"""What the side that wants an arrest does: lays a target open, and says how far each criterion is shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from interlace.cases.closing_in import is_closed_in
from interlace.cases.finding import at_work, case_to_change
from interlace.cases.labels import kept_until, shared_label
from interlace.cases.models import Case
from interlace.cases.rules import require_crossing, require_on
from interlace.core.ledger import JsonValue
from interlace.core.readiness import CRITERIA, Level, RedFlag, Support
from interlace.core.readiness.standards import Stage, Standard
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Member
from interlace.operations import ledger_events
from interlace.operations.finding import at_target
from interlace.operations.models import ArrestStandard, ReadyFinding, ReadyTarget
from interlace.operations.rules import error_of, require_bureau_worker

LONGEST_NAME, LONGEST_NOTE, LONGEST_SOURCE = 200, 500, 300


@dataclass(frozen=True, slots=True)
class TargetTerms:
    """Somebody whose arrest would be asked for: the name released for planning, and of whom it would be asked."""

    name: str
    requested: str
    reference: str = ""
    """The number that both sides shall call it by, if any; the number of the own case stays at home."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How far a criterion is shown, and what that rests on."""

    criterion: str
    level: Level
    support: frozenset[Support] = frozenset()
    note: str = ""


@transaction.atomic
def lay_target_open(viewer: Viewer, case_id: UUID | str, terms: TargetTerms, *, now: datetime) -> ReadyTarget:
    """Lay a target of an own case before the bureau that would be asked. The case itself stays one's own."""
    require_bureau_worker(viewer)
    name = terms.name.strip()[:LONGEST_NAME]
    if not name:
        raise error_of("name_missing")
    if (
        terms.requested == viewer.member
        or not Member.objects.filter(code=terms.requested, status=Member.Status.ACTIVE).exists()
    ):
        raise error_of("requested_unknown")
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        _require_may_cross(case)
        label = shared_label(
            matter.member,
            audience={terms.requested},
            purpose=case.purpose,
            level=case.level,
            rooms=case.rooms,
            until=kept_until(now),
        )
        label_id = intern(label)
    # The label may be new: only a context that begins after it knows of it.
    with acting(matter, now=now):
        if ReadyTarget.objects.visible_to(matter).filter(case=case.pk, name=name, label=label_id).exists():
            raise error_of("target_twice")
        target = ReadyTarget(
            member=matter.member,
            requested=terms.requested,
            label_id=label_id,
            purpose=case.purpose,
            case=case.pk,
            reference=terms.reference.strip()[:120],
            name=name,
            added=now,
            added_by=UUID(matter.id),
        )
        target.save(force_insert=True)
        log_on_target(ledger_events.TARGET_LAID_OPEN, matter, target, now=now, detail={"requested": target.requested})
        return target


@transaction.atomic
def set_finding(viewer: Viewer, target_id: UUID, shown: Shown, *, now: datetime) -> ReadyFinding:
    """Say how far a criterion of an own target is shown. What was said before stays readable."""
    require_bureau_worker(viewer)
    with at_target(viewer, target_id, now=now) as (matter, target):
        _require_own(matter, target)
        if shown.criterion not in CRITERIA:
            raise error_of("criterion_unknown")
        if shown.level is not Level.NONE and not shown.support:
            raise error_of("support_missing")
        finding = ReadyFinding(
            member=matter.member,
            target=target,
            label_id=target.label_id,
            criterion=shown.criterion,
            level=shown.level,
            support=sorted(shown.support),
            note=shown.note.strip()[:LONGEST_NOTE],
            by=UUID(matter.id),
            by_name=matter.officer_name,
            at=now,
        )
        finding.save(force_insert=True)
        detail: dict[str, JsonValue] = {"criterion": finding.criterion, "level": finding.level}
        log_on_target(ledger_events.FINDING_SET, matter, target, now=now, detail=detail)
        return finding


@transaction.atomic
def set_flags(viewer: Viewer, target_id: UUID, flags: Collection[RedFlag], *, now: datetime) -> ReadyTarget:
    """Say which red flags an own target has; each blocks it whatever its points."""
    require_bureau_worker(viewer)
    with at_target(viewer, target_id, now=now) as (matter, target):
        _require_own(matter, target)
        target.flags = sorted(set(flags))
        target.save(update_fields=["flags"])
        log_on_target(ledger_events.FLAG_CHANGED, matter, target, now=now, detail={"flags": list(target.flags)})
        return target


@transaction.atomic
def set_standard(
    viewer: Viewer, stage: Stage, standard: Standard, *, source: str, as_of: date, now: datetime
) -> ArrestStandard:
    """Say, for the own State, how much has to be shown at a stage, and which law says so."""
    require_bureau_worker(viewer)
    if not source.strip():
        raise error_of("source_missing")
    with acting(viewer, now=now):
        row, _created = ArrestStandard.objects.update_or_create(
            member=viewer.member,
            stage=stage,
            as_of=as_of,
            defaults={"standard": standard, "source": source.strip()[:LONGEST_SOURCE], "set_by": UUID(viewer.id)},
        )
        record(
            ledger_events.STANDARD_SET,
            by=viewer.id,
            member=viewer.member,
            on=row.id,
            now=now,
            detail={"stage": row.stage, "standard": row.standard},
        )
        return row


def log_on_target(
    event: Event, viewer: Viewer, target: ReadyTarget, *, now: datetime, detail: dict[str, JsonValue]
) -> None:
    """One leaf of the own bureau, in the transaction of the act."""
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=target.id,
        now=now,
        purpose=target.purpose,
        reference=viewer.reference,
        detail=detail,
    )


def _require_own(viewer: Viewer, target: ReadyTarget) -> None:
    if target.member != viewer.member:
        raise error_of("only_requesting_side")


def _require_may_cross(case: Case) -> None:
    """What holds for laying anything of a case before others holds for its targets."""
    if is_closed_in(case):
        raise error_of("case_closed_in")
    require_crossing(case)
