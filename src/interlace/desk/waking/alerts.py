"""Raising an alert, answering it, and seeing one's own. An officer sees no alert but its own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from interlace.core.handling import Action
from interlace.core.procedure.escalation import Step
from interlace.desk.shift.ledger_events import ALERT_ANSWERED
from interlace.desk.shift.models import Alert, Delivery, Drill, Way
from interlace.desk.waking.clocks import ANSWERED_WITHIN, Owed
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer

SHOWN_AT_MOST = 100


def raise_alert(officer: Officer, owed: Owed, step: Step, *, now: datetime) -> Alert:
    """Wake one officer for one step of a duty, in an open context of the member.

    Whoever has been woken a moment ago and has not answered yet is not woken again: how many messages come would count
    what waits. The alert itself is kept, and is answered with the other.
    """
    is_awaited = Alert.objects.filter(officer=officer.pk, answered=None, over=None, pass_on__gt=now).exists()
    alert = Alert.objects.create(
        member=officer.member_code,
        officer=officer.pk,
        officer_name=officer.display_name,
        source=owed.source,
        item=owed.item,
        started=owed.clock.started,
        step=step,
        raised=now,
        pass_on=now + ANSWERED_WITHIN[owed.hurry],
    )
    if not is_awaited:
        _deliver(alert, Delivery(kind=Way.Kind.DESKTOP), now=now)
        deliver_next(alert, now=now)
    return alert


def raise_for_drill(officer: Officer, drill: Drill, *, now: datetime) -> Alert:
    """Wake one officer by every way at once: a drill tests them all."""
    alert = Alert.objects.create(
        member=officer.member_code, officer=officer.pk, officer_name=officer.display_name, drill=drill, raised=now
    )
    _deliver(alert, Delivery(kind=Way.Kind.DESKTOP), now=now)
    while deliver_next(alert, now=now):
        pass
    return alert


def deliver_next(alert: Alert, *, now: datetime) -> bool:
    """Begin with the officer's next way, if there is one that this alert has not taken yet."""
    taken = {(each.kind, each.address) for each in alert.deliveries.all()}
    for way in Way.objects.filter(officer=alert.officer):
        if (way.kind, way.address) not in taken:
            _deliver(alert, Delivery(kind=way.kind, address=way.address), now=now)
            return True
    return False


def is_called(viewer: Viewer, *, now: datetime) -> Alert | None:
    """The officer's latest alert that waits for an answer; from here on it has been shown on the screen."""
    with acting(viewer, Action.READ, now=now):
        alert = _open(viewer).order_by("-raised", "id").first()
        if alert is not None:
            shown = Delivery.objects.filter(
                alert__in=_open(viewer), kind=Way.Kind.DESKTOP, state=Delivery.State.WAITING
            )
            shown.update(state=Delivery.State.SHOWN, ended=now)
        return alert


@transaction.atomic
def answer_alerts(viewer: Viewer, *, now: datetime) -> int:
    """Say that one has come: every alert of one's own that waits is answered, and nobody else is woken for them."""
    with acting(viewer, Action.READ, now=now):
        waiting = list(_open(viewer).select_for_update())
        for alert in waiting:
            alert.answered = now
            alert.save(update_fields=["answered"])
            record(ALERT_ANSWERED, by=viewer.id, member=viewer.member, on=alert.id, now=now)
        return len(waiting)


def own_alerts(
    viewer: Viewer, *, now: datetime, after: tuple[datetime, UUID] | None = None, most: int = SHOWN_AT_MOST
) -> list[Alert]:
    """The officer's own alerts with what became of each attempt, the latest first."""
    with acting(viewer, Action.READ, now=now):
        rows = Alert.objects.filter(officer=UUID(viewer.id)).prefetch_related("deliveries").order_by("-raised", "id")
        if after is not None:
            rows = rows.filter(raised__lt=after[0]) | rows.filter(raised=after[0], id__gt=after[1])
        return list(rows[:most])


def _open(viewer: Viewer) -> QuerySet[Alert]:
    return Alert.objects.filter(officer=UUID(viewer.id), answered=None, over=None)


def _deliver(alert: Alert, delivery: Delivery, *, now: datetime) -> None:
    delivery.alert, delivery.member, delivery.not_before = alert, alert.member, now
    delivery.save(force_insert=True)
