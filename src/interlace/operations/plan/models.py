"""Operations as the database keeps them: what each bureau brings, and what was said, both under their own labels.

A bureau reads what it brought itself and what others share with it; what stays in a compartment has no row, no code
and no count for anybody else. What was said is never changed.
"""

import uuid
from enum import StrEnum
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import label_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer


class EntryKind(StrEnum):
    """What a bureau brings to an operation."""

    SITE = "site"
    TARGET = "target"
    TEAM = "team"
    INTERPRETER = "interpreter"
    RECEPTION = "reception"
    CUSTODY = "custody"
    FREEZE = "freeze"
    KIT = "kit"  # what exhibits are packed, sealed and labelled with
    ABORT_WORD = "abort_word"  # at which everybody stops


class Saying(StrEnum):
    """What stands in the log of an operation, and what a proposal is made of."""

    PLAN = "plan"  # a version of the plan: its hour
    PLACE = "place"  # of one version: who or what goes where
    BROKEN = "broken"  # of one version: a rule that does not hold
    FLAG = "flag"  # go or no-go of one State
    ACCEPTED = "accepted"  # a broken rule that the leading bureau takes upon itself by name
    GO = "go"
    ORDER = "order"  # an emergency order for a threat to life
    SECOND = "second"  # the second person of such an order
    ASSURANCE = "assurance"  # that the originator's condition of a target is met
    ABORT = "abort"  # of one version: of all, of one State's own, of a site or of a target
    CHECK_IN = "check_in"
    NOTE = "note"


class TeamState(StrEnum):
    """What a team says of itself when it checks in."""

    ON_THE_WAY = "on_the_way"
    IN_PLACE = "in_place"
    NEEDS_HELP = "needs_help"
    DONE = "done"


class OperationQuerySet(models.QuerySet["JointOperation"]):
    """Reads of operations. No query of a viewer begins anywhere but at `visible_to`."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those that the viewer's bureau takes part in, under its purpose. A unit under a bureau has none."""
        if viewer.unit:
            return self.none()
        return self.filter(purpose=viewer.purpose, label__in=label_filter(viewer, Action.READ))


class JointOperation(models.Model):
    """One action of several bureaus at one hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    """The bureau that leads and plans."""
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=32)
    title = models.CharField(max_length=120)
    members: "models.Field[list[str], list[str]]" = ArrayField(models.CharField(max_length=16))
    """Everybody who takes part; all of them know of each other."""
    first_hour = models.DateTimeField()
    last_hour = models.DateTimeField()
    opened = models.DateTimeField()
    opened_by = models.UUIDField()

    objects: ClassVar[OperationQuerySet] = OperationQuerySet.as_manager()  # type: ignore[assignment]


class OperationEntry(models.Model):
    """One site, target, team, person, place or order that a bureau brings; codes alone, never a person's name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    operation = models.ForeignKey(JointOperation, on_delete=models.CASCADE, related_name="entries")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in EntryKind])
    code = models.CharField(max_length=60)
    shape: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    removed = models.DateTimeField(null=True)
    added = models.DateTimeField()
    added_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # A code that one may not read is not used for one.
                fields=["operation", "member", "kind", "code", "label"],
                condition=models.Q(removed=None),
                name="operation_code_once",
            )
        ]


class OperationSaying(models.Model):
    """Something said or proposed. Append-only; it keeps its own time beside the time at which it arrived."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    operation = models.ForeignKey(JointOperation, on_delete=models.CASCADE, related_name="sayings")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Saying])
    version = models.PositiveIntegerField(default=0)
    """Of the plan that it is about."""
    detail: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    received = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["operation", "received"], name="operation_log")]
