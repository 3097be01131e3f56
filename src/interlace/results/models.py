"""Results as the database keeps them: lines under their own labels, who was found the same, and what was published.

No line holds a name. The key of a person or object is a keyed digest of this node and of one operation: it says that
two bureaus reported the same, and nothing of whom. Nothing here is changed; a correction is a new line.
"""

import uuid
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from interlace.core.handling import Action
from interlace.core.results import ResultKind
from interlace.foundation.disclosure.acting import label_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.models import JointOperation

_Row = TypeVar("_Row", bound=models.Model)


class LabelledQuerySet(models.QuerySet[_Row]):
    """Reads under a label. No query of a viewer begins anywhere but at `visible_to`."""

    def visible_to(self, viewer: Viewer, *, action: Action = Action.READ) -> Self:
        """Rows whose label the viewer may use so. A unit under a bureau has none."""
        if viewer.unit:
            return self.none()
        return self.filter(label__in=label_filter(viewer, action))


class ResultLine(models.Model):
    """One thing that one bureau reports of one person or object. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    operation = models.ForeignKey(JointOperation, on_delete=models.CASCADE, related_name="+")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in ResultKind])
    key = models.CharField(max_length=32)
    at = models.DateTimeField()
    """When it happened, by whoever reports it."""
    source = models.CharField(max_length=200)
    """From where the bureau has it, in its own words; never a name."""
    is_child = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=26, decimal_places=8, null=True)
    currency = models.CharField(max_length=8, blank=True)
    is_public = models.BooleanField(default=False)
    """Whether its bureau lets it be counted on the sheet for everybody."""
    corrects = models.UUIDField(null=True)
    """The line that this one takes the place of."""
    is_withdrawal = models.BooleanField(default=False)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    added = models.DateTimeField()

    objects: "ClassVar[LabelledQuerySet[ResultLine]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["operation", "at"], name="result_line_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["corrects"], condition=models.Q(corrects__isnull=False), name="result_corrected_once"
            )
        ]


class ResultPair(models.Model):
    """That an officer found two lines to be of the same person or object, or not. Append-only; the latest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    operation = models.ForeignKey(JointOperation, on_delete=models.CASCADE, related_name="+")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    one = models.UUIDField()
    other = models.UUIDField()
    is_same = models.BooleanField()
    reason = models.CharField(max_length=300)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects: "ClassVar[LabelledQuerySet[ResultPair]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["operation", "at"], name="result_pair_at")]


class PublicSheet(models.Model):
    """One version of the sheet for everybody, as it was published. Append-only: it is never counted anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    operation = models.ForeignKey(JointOperation, on_delete=models.CASCADE, related_name="+")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    families: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField()
    """For each family of figures: as of when it was counted, the digest of its log, and the cells that are shown."""
    definitions = models.CharField(max_length=16)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects: "ClassVar[LabelledQuerySet[PublicSheet]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operation", "version"], name="public_sheet_version")]
