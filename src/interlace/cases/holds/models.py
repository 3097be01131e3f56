"""Legal holds on a case or on one thing of it, and their ends. Both are append-only: who laid and lifted one stays.

Seen by whoever sees the case. Who of the bureau may not know of the case learns of no hold either.
"""

import uuid
from typing import ClassVar, Self

from django.db import models


class CaseHoldQuerySet(models.QuerySet["CaseHold"]):
    """Reads of holds; a context must be open."""

    def in_force(self) -> Self:
        """Those that nobody has lifted: a hold never ends by itself."""
        return self.filter(end=None)


class CaseHold(models.Model):
    """Why nothing of a case, or of one thing of it, may be destroyed, and on whose order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="holds")
    thing = models.UUIDField(null=True)
    """The exhibit on which alone it lies; the whole case where there is none."""
    thing_name = models.CharField(max_length=32, blank=True)
    """As the case calls it (E3)."""
    reason = models.CharField(max_length=500)
    authority = models.CharField(max_length=300)
    """The order, request or law."""
    review = models.DateTimeField()
    """When somebody looks at it again."""
    laid = models.DateTimeField()
    laid_by = models.UUIDField()
    laid_by_name = models.CharField(max_length=120)

    objects: ClassVar[CaseHoldQuerySet] = CaseHoldQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["case", "laid"], name="case_hold_laid")]


class CaseHoldEnd(models.Model):
    """That a hold was lifted: by another officer than the one who laid it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    hold = models.OneToOneField(CaseHold, on_delete=models.CASCADE, related_name="end")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
