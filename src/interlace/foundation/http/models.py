"""What the web keeps between requests: outcomes of repeatable writes, uploads under way, and words not sent yet."""

import uuid

from django.db import models

from interlace.foundation.disclosure.models import LabelRow


class Outcome(models.Model):
    """What came of a write that carried an Idempotency-Key: which object and which status, never content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.UUIDField()
    key_digest = models.BinaryField()
    """Keyed digest of the route and the caller's key."""
    body_digest = models.BinaryField()
    status = models.PositiveSmallIntegerField()
    object_id = models.CharField(max_length=64)
    created = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "key_digest"], name="outcome_once_per_officer")]


class Upload(models.Model):
    """A file on its way in, in chunks; its bytes lie below the data folder under a random name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.UUIDField()
    member = models.CharField(max_length=16)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    """Announced by the sender; checked when the last byte is there."""
    received = models.BigIntegerField(default=0)
    created = models.DateTimeField(db_index=True)
    finished = models.DateTimeField(null=True)


class UnsentText(models.Model):
    """What an officer has typed into one field and not sent. The officer's own, about one thing, under its label."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    form = models.CharField(max_length=16)
    """What the field belongs to: a thread, a draft, the handover."""
    item = models.UUIDField()
    """Which one; no item where there is only one."""
    field = models.CharField(max_length=40)
    label = models.ForeignKey(LabelRow, null=True, on_delete=models.PROTECT, db_index=False)
    """That of the thing, so that who may no longer know of it does not read it here; none where it has none."""
    text = models.TextField()
    changed = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "form", "item", "field"], name="unsent_once_per_field")
        ]
        indexes = [models.Index(fields=["form", "item"], name="unsent_item")]
