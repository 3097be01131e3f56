"""A drill: whoever is on duty and whoever comes next are woken by every way, and a sheet says what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.procedure.rota import Seat, on_duty, order_of_waking
from interlace.desk.shift.ledger_events import DRILL_HELD
from interlace.desk.shift.models import Alert, Delivery, Drill
from interlace.desk.shift.rotas import rotas_of
from interlace.desk.shift.rules import require_driller, require_reader
from interlace.desk.waking.alerts import raise_for_drill
from interlace.desk.waking.people import on_duty_now
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import BudgetExhausted, NotFound
from interlace.foundation.identity.models import Bureau

AGAIN_AFTER = timedelta(minutes=15)
"""A bureau is not woken by drills all night."""
DRILL_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class DrillSheet:
    """What came of a drill."""

    drill: Drill
    alerts: Sequence[Alert]

    @property
    def answered(self) -> int:
        """How many came."""
        return sum(alert.answered is not None for alert in self.alerts)

    @property
    def is_passed(self) -> bool:
        """Whether somebody was on duty and came."""
        return not self.drill.gap and self.answered > 0


@transaction.atomic
def hold_drill(viewer: Viewer, bureau: Bureau, *, now: datetime) -> Drill:
    """Wake whoever is on duty at one's bureau, and the next in the rota."""
    require_driller(viewer)
    with acting(viewer, Action.READ, now=now):
        # Two who press the button at once hold one drill.
        Bureau.objects.select_for_update().get(pk=bureau.pk)
        latest = Drill.objects.filter(bureau=bureau.pk, at__gt=now - AGAIN_AFTER).order_by("-at").first()
        if latest is not None:
            wait = latest.at + AGAIN_AFTER - now
            raise BudgetExhausted(
                _("A drill was held a moment ago."),
                retry_after=max(1, int(wait.total_seconds())),
                fix=_("Read its result first."),
            )
        Alert.objects.filter(drill__bureau=bureau.pk, answered=None, over=None).update(over=now)
        rota = rotas_of([bureau], today=now.date())[bureau.pk]
        duty = on_duty(rota, now)
        present = on_duty_now(bureau, [*duty.posts(Seat.DESK), *duty.posts(Seat.LEAD)])
        following = [each for each in on_duty_now(bureau, order_of_waking(rota, now)) if each not in present]
        drill = Drill.objects.create(
            member=viewer.member,
            bureau=bureau.pk,
            by=viewer.id,
            by_name=viewer.officer_name,
            at=now,
            gap="" if present else (duty.why or "nobody_in_service"),
        )
        for officer in [*present, *following[:1]]:
            raise_for_drill(officer, drill, now=now)
        woken = len([*present, *following[:1]])
        record(DRILL_HELD, by=viewer.id, member=viewer.member, on=drill.id, now=now, detail={"woken": woken})
        return drill


def drills_of(viewer: Viewer, bureau: Bureau, *, now: datetime, most: int = 20) -> list[DrillSheet]:
    """The latest drills of one's bureau with their results."""
    require_reader(viewer)
    with acting(viewer, Action.READ, now=now):
        drills = list(Drill.objects.filter(bureau=bureau.pk).order_by("-at")[:most])
        alerts = list(Alert.objects.filter(drill__in=drills).prefetch_related("deliveries").order_by("raised", "id"))
    return [DrillSheet(drill, [each for each in alerts if each.drill_id == drill.pk]) for drill in drills]


def drill_of(viewer: Viewer, bureau: Bureau, drill_id: object, *, now: datetime) -> DrillSheet:
    """One drill of one's bureau."""
    found = [sheet for sheet in drills_of(viewer, bureau, now=now) if sheet.drill.pk == drill_id]
    if not found:
        raise NotFound(_("There is no such drill."))
    return found[0]


def end_old_drills(viewer: Viewer, *, now: datetime) -> int:
    """Let go of those who did not come; whatever is still to be sent for them is dropped."""
    with acting(viewer, Action.READ, now=now):
        old = Alert.objects.filter(drill__at__lte=now - DRILL_LASTS, answered=None, over=None)
        Delivery.objects.filter(alert__in=old, state=Delivery.State.WAITING).update(
            state=Delivery.State.DROPPED, ended=now, code="not_needed"
        )
        return old.update(over=now)
