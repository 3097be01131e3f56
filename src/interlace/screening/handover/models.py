"""What one shift tells the next, and the signatures under it."""

import uuid

from django.db import models


class HandoverNote(models.Model):
    """One thing that the next shift of a bureau's desk must know: what is open, who promised it, until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    bureau = models.CharField(max_length=120)
    text = models.CharField(max_length=500)
    promised_by = models.CharField(max_length=120, blank=True)
    due = models.DateTimeField(null=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "bureau"], name="note_open", condition=models.Q(done=None))]


class Handover(models.Model):
    """A shift handed over: the notes as they stood, signed by who gives and by who takes over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    bureau = models.CharField(max_length=120)
    notes: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    """SHA-256 of the notes: both sign the same, to the byte."""
    given_by = models.UUIDField()
    given_by_name = models.CharField(max_length=120)
    given = models.DateTimeField()
    taken_by = models.UUIDField(null=True)
    taken_by_name = models.CharField(max_length=120, blank=True)
    taken = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "bureau", "-given"], name="handover_latest")]
