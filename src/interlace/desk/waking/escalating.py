"""Looking at every clock: each step is taken once, whoever looks and however often, also after a process died.

A step, its alerts and their first attempts are one transaction. Sending comes after it and can be begun again.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.core.handling import Action
from interlace.core.procedure.escalation import STEPS, Step, Target, steps_due
from interlace.desk.shift.ledger_events import DUTY_ESCALATED
from interlace.desk.shift.models import Alert, Escalation, OverdueNotice
from interlace.desk.waking.alerts import raise_alert
from interlace.desk.waking.clocks import Owed, running
from interlace.desk.waking.drills import end_old_drills
from interlace.desk.waking.people import Roster, members_here, roster_of
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Bureau, Member

Key = tuple[str, UUID, datetime]


@dataclass(slots=True)
class _Known:
    """One duty, and which officers may know of it."""

    owed: Owed
    knowing: set[UUID] = field(default_factory=set)


def watch_clocks(*, now: datetime) -> int:
    """Take every step whose time has come, wake the next where nobody answered, and say how many were woken."""
    return sum(_watch(member, now=now) for member in members_here())


def _watch(member: str, *, now: datetime) -> int:
    roster = roster_of(member, now=now)
    if roster is None:
        return 0
    duties = _duties(roster, now=now)
    keeper = roster.keeper
    end_old_drills(keeper, now=now)
    with acting(keeper, Action.READ, now=now):
        taken = set(
            Escalation.objects.filter(item__in={key[1] for key in duties}).values_list(
                "source", "item", "started", "step"
            )
        )
    woken = 0
    for key, known in duties.items():
        for step in steps_due(known.owed.clock, now=now, wakes=known.owed.wakes):
            if (*key, step.value) not in taken:
                woken += _take(roster, known, step, now=now)
    return woken + _pass_on(roster, duties, now=now)


def _duties(roster: Roster, *, now: datetime) -> Mapping[Key, _Known]:
    """What runs against the bureau, asked as each of its officers: each knows what it may know."""
    duties: dict[Key, _Known] = {}
    for officer in roster.order:
        for owed in running(viewer_of(officer), now=now):
            duties.setdefault(owed.key, _Known(owed)).knowing.add(officer.pk)
    return duties


@transaction.atomic
def _take(roster: Roster, known: _Known, step: Step, *, now: datetime) -> int:
    owed, target = known.owed, STEPS[step].target
    reached = roster.reached(target, knowing=known.knowing)
    with acting(roster.keeper, Action.READ, now=now):
        row, is_first = Escalation.objects.get_or_create(
            member=roster.member,
            source=owed.source,
            item=owed.item,
            started=owed.clock.started,
            step=step,
            defaults={"target": target, "reached": len(reached), "at": now},
        )
        if not is_first:
            return 0
        for officer in reached:
            raise_alert(officer, owed, step, now=now)
        if target is Target.SECRETARIAT and owed.tells_secretariat:
            _tell_secretariats(roster.member, owed, now=now)
        detail = {"step": step.value, "duty": owed.source, "reached": len(reached)}
        record(DUTY_ESCALATED, by=SYSTEM, member=roster.member, on=row.id, now=now, detail=detail)
    return len(reached)


def _tell_secretariats(owing: str, owed: Owed, *, now: datetime) -> None:
    """The two bureaus, the kind of duty and when it was due: a secretariat learns no more, and only where it may."""
    offices = Bureau.objects.filter(kind=Bureau.Kind.SECRETARIAT, member__status=Member.Status.ACTIVE)
    OverdueNotice.objects.bulk_create(
        OverdueNotice(
            member=member, owing=owing, waiting=owed.waiting, duty=owed.source, due=owed.clock.ends(now), at=now
        )
        for member in sorted(set(offices.values_list("member_id", flat=True)))
    )


def _pass_on(roster: Roster, duties: Mapping[Key, _Known], *, now: datetime) -> int:
    """Wake the next in the rota for every alert that nobody answered in time; end those whose duty is done."""
    with acting(roster.keeper, Action.READ, now=now):
        alive = list(Alert.objects.filter(drill=None, answered=None, over=None))
        tried: dict[Key, set[UUID]] = defaultdict(set)
        items = {each.item for each in alive}
        for each in Alert.objects.filter(item__in=items):
            tried[_key(each)].add(each.officer)
    woken = 0
    for alert in alive:
        known = duties.get(_key(alert))
        if known is None:
            _end(roster, alert, now=now)
        elif alert.pass_on is not None and alert.pass_on <= now:
            woken += _wake_next(roster, alert, known, tried[_key(alert)], now=now)
    return woken


@transaction.atomic
def _wake_next(roster: Roster, alert: Alert, known: _Known, tried: Collection[UUID], *, now: datetime) -> int:
    following = roster.next_after(tried, knowing=known.knowing)
    with acting(roster.keeper, Action.READ, now=now):
        # Of two that look at the same moment, or after an answer at the last one, only the first finds it open.
        still_open = Alert.objects.filter(id=alert.id, answered=None, over=None, pass_on=alert.pass_on)
        if not still_open.update(**({"over": now} if following else {"pass_on": None})):
            return 0
        for officer in following:
            raise_alert(officer, known.owed, Step(alert.step), now=now)
    return len(following)


@transaction.atomic
def _end(roster: Roster, alert: Alert, *, now: datetime) -> None:
    with acting(roster.keeper, Action.READ, now=now):
        Alert.objects.filter(id=alert.id, over=None).update(over=now)


def _key(alert: Alert) -> Key:
    assert alert.item is not None
    assert alert.started is not None
    return alert.source, alert.item, alert.started
