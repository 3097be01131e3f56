"""On what the rights of officers and units rest, how they change, and what was noticed about their use."""

import uuid
from typing import TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _


class Authorisation(models.Model):
    """The paper on which the rights of an officer or a unit rest. Kept for good; a later one does not replace it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    subject = models.UUIDField()
    """The officer or the unit."""
    document = models.CharField(max_length=120)
    """Its reference, as whoever signed it wrote it."""
    dated = models.DateField()
    signed_by = models.CharField(max_length=160)
    scan = models.CharField(max_length=32, blank=True)
    """Vault name of the sealed file."""
    scan_name = models.CharField(max_length=255, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    noted = models.DateTimeField()
    noted_by = models.UUIDField()
    noted_by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["subject", "-noted"], name="authorisation_subject")]


class OfficerTerms(models.Model):
    """What a bureau notes of an officer beside the account."""

    officer = models.UUIDField(primary_key=True)
    member = models.CharField(max_length=16)
    registers: "models.JSONField[list[str] | None, list[str] | None]" = models.JSONField(null=True)
    """Names of the own bureau's registers that the officer's checks are compared with; all of them without a list."""
    trained = models.DateField(null=True)
    training_ends = models.DateField(null=True)
    left = models.DateTimeField(null=True)


class HitLevel(models.TextChoices):
    """How much a unit learns from one register."""

    NONE = "none", _("Nothing: it is not searched")
    HIT = "hit", _("That there is a hit, and whom to ask")
    CONTENT = "content", _("The granted fields as well")


class UnitGrant(models.Model):
    """What a bureau grants one of its domestic units in one register."""

    Level: TypeAlias = HitLevel

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    unit = models.UUIDField()
    register = models.CharField(max_length=64)
    """The name of a register of the own bureau, `OTHERS` or `CASE_FACTS`."""
    level = models.CharField(max_length=8, choices=HitLevel, default=HitLevel.NONE)
    fields: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """FollowTheMoney properties that the unit reads, where the level is content."""
    may_contribute = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "register"], name="grant_unit_register")]


class ChangeKind(models.TextChoices):
    """What is changed."""

    OFFICER = "officer", _("Officer")
    UNIT = "unit", _("Domestic unit")
    RESTORE = "restore", _("Back in service")
    SIGNING = "signing", _("Where second persons sign")


class ChangeState(models.TextChoices):
    """What became of it."""

    PROPOSED = "proposed", _("Waits for a second person")
    DONE = "done", _("In force")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")


class Change(models.Model):
    """A change of rights. What widens them waits for a second person; what narrows them is in force at once."""

    Kind: TypeAlias = ChangeKind
    State: TypeAlias = ChangeState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    bureau = models.UUIDField()
    """The bureau that answers for it: the officer's own, or the one above the unit."""
    kind = models.CharField(max_length=8, choices=ChangeKind)
    subject = models.UUIDField()
    """The officer or the unit; of a new one, the id that it will have."""
    is_new = models.BooleanField(default=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    paper = models.JSONField(default=dict)
    """The authorisation that comes with it."""
    widens = models.BooleanField()
    digest = models.CharField(max_length=64)
    """SHA-256 of everything that is signed."""
    state = models.CharField(max_length=8, choices=ChangeState, default=ChangeState.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=120)
    proposed = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["bureau", "-proposed"], name="change_bureau_proposed")]


class SignalState(models.TextChoices):
    """What a named head decided."""

    OPEN = "open", _("To be decided")
    DISMISSED = "dismissed", _("Explained")
    SUSPENDED = "suspended", _("Suspended")


class Signal(models.Model):
    """Something unusual about how an officer searches: a reason to look, never a finding."""

    State: TypeAlias = SignalState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    bureau = models.UUIDField()
    """Whose head is told."""
    officer = models.UUIDField()
    rule = models.CharField(max_length=32)
    day = models.DateField()
    """The officer's own day on which it was noticed: one signal per rule and day."""
    params: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict)
    """The numbers of the reason; never what was searched for."""
    first = models.DateTimeField()
    last = models.DateTimeField()
    noticed = models.DateTimeField()
    state = models.CharField(max_length=12, choices=SignalState, default=SignalState.OPEN)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "rule", "day"], name="signal_rule_day")]
        indexes = [models.Index(fields=["bureau", "-noticed"], name="signal_bureau_noticed")]
