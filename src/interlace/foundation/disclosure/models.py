"""Labels, consents and notices of use as the database keeps them. All are immutable."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL

from interlace.core.handling import Action, Grant, HitMode, Label

# The transaction that wrote a row. Numbers from a sequence become visible out of order, so a reader that remembers only
# the highest number it saw would miss rows; one that remembers the oldest running transaction misses none.
WRITTEN_IN = RawSQL("(pg_current_xact_id()::text)::bigint", [])


class LabelRow(models.Model):
    """One interned label. The id is for the inside alone: it never leaves the node."""

    id = models.AutoField(primary_key=True)
    digest = models.BinaryField(unique=True)
    terms = models.JSONField()
    written_in = models.BigIntegerField(db_default=WRITTEN_IN)

    class Meta:
        indexes = [models.Index(fields=["written_in"], name="label_written_in")]

    def as_label(self) -> Label:
        """The label these terms say."""
        return label_from_terms(self.terms)


class GrantRow(models.Model):
    """Consent of one originator for one fact or for every fact under one label."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    origin = models.CharField(max_length=16)
    action = models.CharField(max_length=16)
    member = models.CharField(max_length=16)
    to = models.CharField(max_length=16, null=True)
    purpose = models.CharField(max_length=32)
    expires = models.DateTimeField()
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT)
    fact = models.UUIDField(null=True)
    """The one fact consented for; without it the consent holds for every fact under the label."""
    by = models.UUIDField()
    created = models.DateTimeField()
    written_in = models.BigIntegerField(db_default=WRITTEN_IN)

    class Meta:
        indexes = [models.Index(fields=["written_in"], name="grant_written_in")]

    def as_grant(self) -> Grant:
        """The consent as the disclosure rule reads it."""
        return Grant(
            origin=self.origin,
            action=Action(self.action),
            member=self.member,
            purpose=self.purpose,
            expires=self.expires,
            to=self.to,
        )


class LifeUse(models.Model):
    """A notice to an originator: somebody else has read facts of this subject of its own in order to save a life."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    """The originator, whose notice it is."""
    reader = models.CharField(max_length=16)
    subject = models.UUIDField()
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT)
    """What was read stands under it: whoever of the originator may read that may know that it was used."""
    use = models.BinaryField(unique=True)
    """Digest of officer, reference, subject, label and day: who looks again on that day leaves no second notice."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="life_use_member_at")]


def terms_of(label: Label) -> dict[str, Any]:
    """The label as canonical JSON values: equal labels give equal terms."""
    return {
        "origins": sorted(label.origins),
        "audience": sorted(label.audience),
        "seekers": sorted(label.seekers),
        "deny": sorted(label.deny),
        "purposes": sorted(label.purposes),
        "level": label.level,
        "rooms": sorted(label.rooms),
        "codes": sorted(label.codes),
        "named": sorted(label.named),
        "hit": int(label.hit),
        "until": label.until.astimezone(UTC).isoformat(),
        "live": label.live,
        "life": label.life,
    }


def label_from_terms(terms: dict[str, Any]) -> Label:
    """Read the terms back; the inverse of `terms_of`."""
    return Label(
        origins=frozenset(terms["origins"]),
        audience=frozenset(terms["audience"]),
        seekers=frozenset(terms["seekers"]),
        deny=frozenset(terms["deny"]),
        purposes=frozenset(terms["purposes"]),
        level=terms["level"],
        rooms=frozenset(terms["rooms"]),
        codes=frozenset(terms["codes"]),
        named=frozenset(terms["named"]),
        hit=HitMode(terms["hit"]),
        until=datetime.fromisoformat(terms["until"]),
        live=terms["live"],
        life=terms["life"],
    )
