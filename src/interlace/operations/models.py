"""Targets and how ready they are, as the database keeps them.

A target is laid before the bureau that would be asked for the arrest: the two read it under one label, and nobody else
finds it. Findings and opinions are never changed; the latest of each counts.
"""

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from interlace.core.handling import Action
from interlace.core.readiness import RedFlag
from interlace.core.readiness.panel import Vote
from interlace.core.readiness.standards import Stage, Standard
from interlace.foundation.disclosure.acting import label_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.deconfliction import models as _deconfliction  # noqa: F401 - as the next line
from interlace.operations.plan import models as _plan  # noqa: F401 - Django finds their tables through this module


class ReadyTargetQuerySet(models.QuerySet["ReadyTarget"]):
    """Reads of targets. No query of a viewer begins anywhere but at `visible_to`."""

    def visible_to(self, viewer: Viewer, *, action: Action = Action.READ) -> Self:
        """Those that the viewer's bureau laid open or was shown, under its purpose. A unit under a bureau has none."""
        if viewer.unit:
            return self.none()
        return self.filter(purpose=viewer.purpose, label__in=label_filter(viewer, action))


class ReadyTarget(models.Model):
    """Somebody whose arrest would be asked for, as far as its bureau lays it open for planning."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    """The requesting side, whose case it is."""
    requested = models.CharField(max_length=16)
    """The side on whose territory the arrest would be."""
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=32)
    case = models.UUIDField()
    """The requesting bureau's own case, which the other side never sees."""
    reference = models.CharField(max_length=120, blank=True)
    """The number that both sides call it by, if its bureau gave one; never the case's own by itself."""
    name = models.CharField(max_length=200)
    """As it was released for planning."""
    flags: "models.Field[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=24, choices=[(flag.value, flag.value) for flag in RedFlag]), default=list
    )
    added = models.DateTimeField()
    added_by = models.UUIDField()

    objects: ClassVar[ReadyTargetQuerySet] = ReadyTargetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "name", "label"], name="ready_target_once")]


class ReadyFinding(models.Model):
    """What an officer set for one criterion of a target. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    target = models.ForeignKey(ReadyTarget, on_delete=models.CASCADE, related_name="findings")
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    criterion = models.CharField(max_length=4)
    level = models.PositiveSmallIntegerField()
    support: "models.Field[list[str], list[str]]" = ArrayField(models.CharField(max_length=12), default=list)
    note = models.CharField(max_length=500, blank=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["target", "criterion", "-at"], name="ready_finding_latest")]


class PanelOpinion(models.Model):
    """What one officer of one side says about a target. Append-only; an officer's latest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    target = models.ForeignKey(ReadyTarget, on_delete=models.CASCADE, related_name="opinions")
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    officer = models.UUIDField()
    officer_name = models.CharField(max_length=120)
    vote = models.CharField(max_length=8, choices=[(vote.value, vote.value) for vote in Vote])
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["target", "at"], name="panel_opinion_at")]


class ArrestStandard(models.Model):
    """What a State wants shown at one stage, as its own bureau says. Every member reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    stage = models.CharField(max_length=12, choices=[(stage.value, stage.value) for stage in Stage])
    standard = models.CharField(max_length=24, choices=[(each.value, each.value) for each in Standard])
    source = models.CharField(max_length=300)
    """The law that says so."""
    as_of = models.DateField()
    set_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "stage", "as_of"], name="one_standard_a_day")]
