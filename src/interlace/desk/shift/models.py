"""The rota of a bureau, how its officers are reached, and what became of every attempt to wake somebody.

All of it belongs to one member. An alert holds no content: which duty it is about is kept as an id, for the node alone.
"""

import uuid
from typing import TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.core.procedure.escalation import Step, Target
from interlace.core.procedure.rota import Seat

_SEATS = [(seat.value, seat.value) for seat in Seat]


class RotaTurn(models.Model):
    """A turn of every week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    bureau = models.UUIDField()
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    seat = models.CharField(max_length=8, choices=_SEATS, default=Seat.DESK)
    officer = models.UUIDField(null=True)
    role = models.CharField(max_length=32, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    on_holidays = models.BooleanField(default=False)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bureau"], name="rota_turn_bureau")]
        ordering = ["weekday", "starts", "seat", "id"]


class RotaDay(models.Model):
    """What holds on one day instead of the week's pattern; without times, nobody is there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    bureau = models.UUIDField()
    day = models.DateField()
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    seat = models.CharField(max_length=8, choices=_SEATS, default=Seat.DESK)
    officer = models.UUIDField(null=True)
    role = models.CharField(max_length=32, blank=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bureau", "day"], name="rota_day_bureau")]
        ordering = ["day", "starts", "seat", "id"]


class Holiday(models.Model):
    """A day on which the member's offices are closed, with where that is known from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    day = models.DateField()
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=240)
    as_of = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "day"], name="one_holiday_a_day")]
        ordering = ["day"]


class WayKind(models.TextChoices):
    """By what an officer is alerted."""

    DESKTOP = "desktop", _("On the screen, with sound")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")


class Way(models.Model):
    """How one officer is alerted. Every officer has the screen without a row of its own."""

    Kind: TypeAlias = WayKind

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    kind = models.CharField(max_length=8, choices=WayKind)
    address = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField(default=0)
    """Which comes first."""
    added = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "kind", "address"], name="way_once")]
        ordering = ["place", "added", "id"]


class Escalation(models.Model):
    """A step of a clock that has been taken: once for each, however often somebody looks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    source = models.CharField(max_length=24)
    item = models.UUIDField()
    started = models.DateTimeField()
    """Of which run of the clock: asked again, it is another."""
    step = models.CharField(max_length=8, choices=[(step.value, step.value) for step in Step])
    target = models.CharField(max_length=12, choices=[(target.value, target.value) for target in Target])
    reached = models.PositiveSmallIntegerField(default=0)
    """How many were alerted; none means that nobody who may know of it could be."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "source", "item", "started", "step"], name="each_step_once")
        ]


class Drill(models.Model):
    """An exercise: the officers on duty are woken as if it were in earnest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    bureau = models.UUIDField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    gap = models.CharField(max_length=24, blank=True)
    """Why nobody was on duty, if so."""

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="drill_latest")]


class Alert(models.Model):
    """Somebody is to come: one officer, once, for one step of one duty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    officer_name = models.CharField(max_length=120)
    source = models.CharField(max_length=24, blank=True)
    item = models.UUIDField(null=True)
    started = models.DateTimeField(null=True)
    step = models.CharField(max_length=8, blank=True)
    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, null=True, related_name="alerts")
    raised = models.DateTimeField()
    pass_on = models.DateTimeField(null=True)
    """When the next in the rota is woken, unless this one has answered."""
    answered = models.DateTimeField(null=True)
    over = models.DateTimeField(null=True)
    """When it was passed on, or its duty was done."""

    class Meta:
        indexes = [
            models.Index(fields=["officer"], name="alert_open", condition=models.Q(answered=None, over=None)),
            models.Index(fields=["member", "pass_on"], name="alert_pass_on", condition=models.Q(over=None)),
            models.Index(fields=["item"], name="alert_awaited", condition=models.Q(answered=None, over=None)),
        ]
        ordering = ["-raised", "id"]


class DeliveryState(models.TextChoices):
    """What became of one attempt."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Handed over")
    SHOWN = "shown", _("Shown on the screen")
    FAILED = "failed", _("Failed, tried again")
    REFUSED = "refused", _("Refused")
    BOUNCED = "bounced", _("Came back")
    DROPPED = "dropped", _("No longer needed")


class Delivery(models.Model):
    """One attempt to reach somebody by one way."""

    State: TypeAlias = DeliveryState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=8, choices=WayKind)
    address = models.CharField(max_length=200, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    not_before = models.DateTimeField()
    taken = models.DateTimeField(null=True)
    """When a process began with it; one that began long ago and never ended is begun again."""
    ended = models.DateTimeField(null=True)
    code = models.CharField(max_length=40, blank=True)
    """Why it failed."""

    class Meta:
        indexes = [
            models.Index(fields=["member", "not_before"], name="delivery_due", condition=models.Q(state="waiting"))
        ]
        ordering = ["not_before", "kind", "attempt", "id"]


class OverdueNotice(models.Model):
    """What a secretariat learns of an unanswered duty: the two bureaus, the kind of duty and when it was due."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    """Whose secretariat is told."""
    owing = models.CharField(max_length=16)
    waiting = models.CharField(max_length=16)
    duty = models.CharField(max_length=24)
    due = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="overdue_latest")]
        ordering = ["-at", "id"]
