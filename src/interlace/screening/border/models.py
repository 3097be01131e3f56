"""What is kept of a scan at the border, and of a call to the bureau about one."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class BorderScan(models.Model):
    """One scan at a border post and what it was answered; nothing of what the document says. The officer's own number.

    It has the id of its check about the person, if one was made, and stays when that is erased.
    """

    id = models.UUIDField(primary_key=True)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    answer = models.CharField(max_length=16)
    """`BorderAnswer`"""
    at = models.DateTimeField()
    erased = models.DateTimeField(null=True)
    """When the check was deleted, with everything that it held of the traveller."""
    labels: "models.JSONField[list[int], list[int]]" = models.JSONField(default=list)
    """Under which everything stands that the answer rests on: whoever may not discover all of it learns of no call."""
    entries: "models.JSONField[dict[str, list[str]], dict[str, list[str]]]" = models.JSONField(default=dict)
    """Of registers those entries among it: their labels may change (`screening/guarding.py`)."""

    class Meta:
        indexes = [
            models.Index(fields=["officer", "-at"], name="scan_officer_at"),
            models.Index(fields=["at"], name="scan_to_erase", condition=models.Q(answer="no_hit", erased=None)),
            GinIndex(fields=["entries"], name="scan_entries"),
        ]


class BorderCall(models.Model):
    """An officer at the border called the own bureau about one scan. Nothing of what the document says stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    scan = models.UUIDField(unique=True)
    """Pressed twice, it is still one call."""
    answer = models.CharField(max_length=16)
    """`BorderAnswer`: what the first line read."""
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120)
    officer = models.UUIDField()
    officer_name = models.CharField(max_length=120)
    bureau = models.CharField(max_length=120)
    at = models.DateTimeField()
    taken = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    taken_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="border_call_latest")]

    @property
    def code(self) -> str:
        """By which both name the scan when they speak."""
        return code_of(self.scan)


def code_of(scan: uuid.UUID) -> str:
    """Eight signs of a scan's random id, in two groups: to be read out."""
    signs = scan.hex[:8].upper()
    return f"{signs[:4]} {signs[4:]}"
