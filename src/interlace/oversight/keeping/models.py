"""The tables of what is near its end, held, kept longer and deleted. Nothing here holds the content of a fact.

Each row belongs to one member.
"""

import uuid
from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.core.handling import Action
from interlace.core.procedure.keeping import Hold
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN

M = TypeVar("M", bound=models.Model)


class GuardedQuerySet(models.QuerySet[M]):
    """Reads of rows that level, rooms and names guard; row security keeps those of other members away."""

    def visible_to(self, viewer: Viewer) -> Self:
        """What this officer may know of in its own bureau: never more than the facts behind it allow."""
        person = viewer.person
        if not person.active or Action.READ not in person.ceiling:
            return self.none()
        is_cleared = models.Q(level__lte=person.level, rooms__contained_by=sorted(person.rooms))
        return self.filter(
            is_cleared, models.Q(named__isnull=True) | models.Q(named__contains=viewer.id), member=viewer.member
        )


class CertificateQuerySet(GuardedQuerySet["Certificate"]):
    """Reads of certificates."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The same, and of what was held for purposes of this officer's alone."""
        return super().visible_to(viewer).filter(purposes__contained_by=sorted(viewer.person.purposes))


class KeptQuerySet(GuardedQuerySet["KeptItem"]):
    """Reads of records that are near their end."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The same, and kept for a purpose of this officer's: of the others it may know nothing."""
        return super().visible_to(viewer).filter(purpose__in=sorted(viewer.person.purposes))


class KeptState(models.TextChoices):
    OPEN = "open", _("To be decided")
    SEALED = "sealed", _("Recalled, and sealed under a hold")
    DELETED = "deleted", _("Deleted")


class KeptItem(models.Model):
    """One record that is near its end. Ids and counts alone.

    Of facts: those of one subject from one contribution. Of letters: a thread or a draft, which stands in both places.
    Of registers: one version, by its register and the contribution that loaded it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    category = models.CharField(max_length=16)
    subject = models.UUIDField()
    contribution = models.UUIDField()
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    rooms: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    named: "models.JSONField[list[str] | None, list[str] | None]" = models.JSONField(null=True)
    """Who alone may read it, where its label says so: level, rooms and names guard that the record is known at all."""
    amount = models.PositiveIntegerField()
    """How many facts, messages or entries."""
    started = models.DateTimeField()
    until = models.DateTimeField()
    """The earliest end that a label of it sets."""
    latest = models.DateTimeField(null=True)
    """The end that nobody here can move: what another originator, an authorisation or a register's labels set."""
    due = models.DateTimeField()
    cause = models.CharField(max_length=16)
    rule = models.CharField(max_length=48, blank=True)
    extended_to = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=KeptState, default=KeptState.OPEN)
    certificate = models.UUIDField(null=True)
    found = models.DateTimeField()

    objects: ClassVar[KeptQuerySet] = KeptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "subject", "contribution"], name="kept_item_once")]
        indexes = [models.Index(fields=["member", "state", "due"], name="kept_item_due")]


class LegalHold(models.Model):
    """Why one record must not be deleted, on which basis, and until when or when that is looked at again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    item = models.ForeignKey(KeptItem, on_delete=models.PROTECT, related_name="holds")
    subject = models.UUIDField()
    reason = models.TextField()
    basis = models.CharField(max_length=255)
    begins = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    review = models.DateTimeField(null=True)
    set_by = models.UUIDField()
    set_by_name = models.CharField(max_length=120)
    lifted = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "subject"], name="legal_hold_subject")]

    def as_hold(self) -> Hold:
        """As the core reads it."""
        ends = [each for each in (self.ends, self.lifted) if each is not None]
        return Hold(self.begins, min(ends, default=None))


class SealedFact(models.Model):
    """A fact that was recalled under a hold: gone everywhere, its content sealed for the hold's keeper until it ends.

    The steward's alone: whoever reads one goes through `keeping/sealing.py`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    hold = models.ForeignKey(LegalHold, on_delete=models.PROTECT, related_name="sealed", null=True)
    """The hold on the record; empty where it is held with a case alone."""
    case_hold = models.UUIDField(null=True)
    """The hold on a case that stands on it."""
    label = models.IntegerField(null=True)
    """Where a case holds it: under which label it lay. Who keeps the case's hold reads no more than before."""
    fact = models.UUIDField()
    subject = models.UUIDField()
    content = models.BinaryField()
    """Sealed by the node for this row."""
    picture = models.CharField(max_length=32, blank=True)
    """Vault name of the picture that the fact states, sealed for holds."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact"], name="sealed_fact_once"),
            models.CheckConstraint(
                condition=models.Q(hold__isnull=False) | models.Q(case_hold__isnull=False, label__isnull=False),
                name="sealed_fact_under_a_hold",
            ),
        ]
        indexes = [models.Index(fields=["hold"], name="sealed_fact_hold")]


class ExtensionState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Reads of proposals; a viewer context must be open."""

    def waiting(self, member: str, *, now: datetime) -> Self:
        """Those of this member that a second person may still sign."""
        return self.filter(member=member, state=ExtensionState.PROPOSED, proposed__gt=now - SIGNED_WITHIN)


class Extension(models.Model):
    """A proposal to keep records longer; another person decides it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    items: "models.JSONField[list[str], list[str]]" = models.JSONField()
    reference = models.CharField(max_length=120, blank=True)
    until = models.DateTimeField()
    reason = models.TextField()
    digest = models.CharField(max_length=64)
    """SHA-256 over records, new end, reason and proposer: what both persons sign."""
    state = models.CharField(max_length=12, choices=ExtensionState, default=ExtensionState.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=120)
    proposed = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided = models.DateTimeField(null=True)

    objects: ClassVar[ExtensionQuerySet] = ExtensionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["member", "state"], name="extension_member_state")]

    def waits(self, *, now: datetime) -> bool:
        """Whether a second person may still sign it."""
        return self.state == ExtensionState.PROPOSED and now < self.proposed + SIGNED_WITHIN


class Certificate(models.Model):
    """What was deleted in one act: counts and digests, no content and no names. The text is what the ledger signs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, blank=True)
    """Empty where the node did it by itself: such a certificate is for those who audit."""
    reason = models.CharField(max_length=32)
    level = models.PositiveSmallIntegerField(default=0)
    rooms: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    named: "models.JSONField[list[str] | None, list[str] | None]" = models.JSONField(null=True)
    purposes: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """What it was held for. Who may know of it, as with the records themselves."""
    records = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    swept = models.DateTimeField(null=True)
    """When the index was rewritten without it and no sealed file was left."""

    objects: ClassVar[CertificateQuerySet] = CertificateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="certificate_member_at")]


class Deletion(models.Model):
    """One line of the ledger of deletions: ids of what must never come back, not even from a backup."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    at = models.DateTimeField()
    ids: "models.JSONField[dict[str, list[str]], dict[str, list[str]]]" = models.JSONField()
    """What it was → ids; `keeping/replaying.py` has the kinds."""
    written = models.BooleanField(default=False)
    """Whether the line is in the file that outlives the database."""

    class Meta:
        indexes = [models.Index(fields=["at"], name="deletion_unwritten", condition=models.Q(written=False))]
