"""Exhibits as the database keeps them: what they are, under which key they lie sealed, and whose hands they were in.

An exhibit is seen with its case, by its bureau alone; what others get of it is a bundle.
"""

import json
import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.cases.models import Case
from interlace.core.custody import Entry, Step
from interlace.foundation.disclosure.models import LabelRow


class CaseSecret(models.Model):
    """The key of a case, under the node's key: it seals the keys of the exhibits of this case."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True)
    member = models.CharField(max_length=16)
    wrapped = models.BinaryField()


class Exhibit(models.Model):
    """One item of evidence, byte for byte as it was acquired; sealed, and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exhibits")
    number = models.PositiveIntegerField()
    """Within its case: E1, E2."""
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveIntegerField(default=0)
    """Chunks that lie sealed."""
    place = models.CharField(max_length=32)
    """The random name of its file."""
    key = models.BinaryField()
    """Its own key, under that of the case."""
    announced = models.CharField(max_length=64, blank=True)
    """The SHA-256 that came with it."""
    sha256 = models.CharField(max_length=64, blank=True)
    sha3_512 = models.CharField(max_length=128, blank=True)
    acquired: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    """Who acquired it, when, where, with which tool, from what, on which authority (`acquiring.py`)."""
    markings = models.CharField(max_length=255, blank=True)
    """Handling codes of whoever gave it, verbatim. They go with it."""
    added = models.DateTimeField()
    added_by = models.UUIDField()
    added_by_name = models.CharField(max_length=120)
    sealed = models.DateTimeField(null=True)
    checked = models.DateTimeField(null=True)
    flaw = models.CharField(max_length=16, blank=True)
    """What the last check found wrong: `altered` or `missing`; empty while all is well."""
    flawed = models.DateTimeField(null=True)
    """Since when something is wrong with it."""
    flaw_answer = models.CharField(max_length=300, blank=True)
    """What an officer said about it; empty as long as somebody is to be woken."""
    closed = models.DateTimeField(null=True)
    """Since when it stays closed: it, or what it was handed on from, was handed over in error."""
    came_by = models.UUIDField(null=True)
    """The hand-over by which it came from another bureau."""
    brought: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(default=list)
    """Its custody before it came, entry by entry as written and signed there."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="exhibit_number")]
        indexes = [models.Index(fields=["sealed", "checked"], name="exhibit_checked")]

    @property
    def name(self) -> str:
        """As it is called in its case."""
        return f"E{self.number}"


class CustodyRow(models.Model):
    """One entry of the custody ledger, as it was signed. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="custody")
    number = models.PositiveIntegerField()
    written = models.TextField()
    """The entry in its one written form."""
    digest = models.CharField(max_length=64)
    signature = models.BinaryField()
    """Of this node, over the digest."""
    holder = models.UUIDField(null=True)
    """The officer of the bureau who holds it after this entry, whatever its name is now; nobody where it went out."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exhibit", "number"], name="custody_number")]

    def entry(self) -> Entry:
        """The entry that was written down."""
        return entry_of(self.written)


def entry_of(written: str) -> Entry:
    """An entry from its one written form."""
    said = json.loads(written)
    times = {name: datetime.fromisoformat(said[name]) for name in ("given_at", "taken_at", "recorded_at")}
    return Entry(**{**said, **times, "step": Step(said["step"]), "signers": tuple(said["signers"])})


class OutsideHolder(models.Model):
    """Somebody outside the bureau who is on record as a holder of exhibits of a case: a laboratory, a court."""

    class Kind(models.TextChoices):
        LABORATORY = "laboratory", _("Laboratory")
        COURT = "court", _("Court")
        PROSECUTOR = "prosecutor", _("Prosecutor")
        STORE = "store", _("Evidence store")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    added = models.DateTimeField()
    added_by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="outside_holder_once")]


class KeptPackage(models.Model):
    """A package as it was made for a court, sealed like an exhibit: what is taken out later is that one, or a part."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    exhibits: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """The names (E1) of its exhibits in the case, in the order of the package."""
    left_out: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    """Of a package of the whole case: the exhibits that are not in it, each with the reason."""
    root = models.CharField(max_length=64)
    """The root that was signed; a redacted copy has the same."""
    consent = models.CharField(max_length=300, blank=True)
    size = models.PositiveBigIntegerField()
    place = models.CharField(max_length=32)
    key = models.BinaryField()
    made = models.DateTimeField()
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["case", "-made"], name="package_made")]


class HandOver(models.Model):
    """That somebody wants to give an exhibit away; it is theirs until the other one takes it."""

    exhibit = models.OneToOneField(Exhibit, on_delete=models.CASCADE, primary_key=True)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    giver = models.UUIDField()
    giver_name = models.CharField(max_length=120)
    taker = models.UUIDField()
    taker_name = models.CharField(max_length=120)
    place = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    authority = models.CharField(max_length=300, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    condition = models.CharField(max_length=300, blank=True)
    offered = models.DateTimeField()


class BureauHandOver(models.Model):
    """That an exhibit is offered to another bureau, and what that one may know of it before it is taken.

    Nothing of the case stands here. What became of the offer, each side adds as an act; no row is ever changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    """The bureau that gives."""
    recipient = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+", null=True)
    """Purpose, level and operations of the case that it comes from: they bind whoever reads the offer over there."""
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="hand_overs")
    returns = models.UUIDField(null=True)
    """The exhibit of the recipient that comes home with it."""
    giver = models.UUIDField()
    giver_name = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    markings = models.CharField(max_length=255, blank=True)
    given_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    authority = models.CharField(max_length=300)
    """The request, order or agreement under which it crosses the border."""
    seal = models.CharField(max_length=64, blank=True)
    condition = models.CharField(max_length=300, blank=True)
    consent = models.CharField(max_length=300, blank=True)
    """Of whoever gave it first, where that one has to agree."""
    offered = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-offered", "id"], name="bureau_hand_over_offered")]


class BureauHandOverAct(models.Model):
    """What a side said to a hand-over, signed with its officer's name. Append-only."""

    class Move(models.TextChoices):
        TAKEN = "taken", _("Taken over")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        MISTAKEN = "mistaken", _("Handed over in error")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hand_over = models.ForeignKey(BureauHandOver, on_delete=models.PROTECT, related_name="acts")
    member = models.CharField(max_length=16)
    move = models.CharField(max_length=12, choices=Move.choices)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hand_over"], condition=~models.Q(move="mistaken"), name="bureau_hand_over_ends_once"
            ),
            models.UniqueConstraint(
                fields=["hand_over"], condition=models.Q(move="mistaken"), name="bureau_hand_over_mistaken_once"
            ),
        ]


class DayStamp(models.Model):
    """The root of the node's log at the end of a day, and the time stamp on it once a service has given one."""

    day = models.DateField(primary_key=True)
    size = models.BigIntegerField()
    """Of the log at that root. Never shown to a member."""
    root = models.CharField(max_length=64)
    answer = models.BinaryField(default=b"")
    """As the service sent it (RFC 3161, TimeStampResp)."""
    stamped = models.DateTimeField(null=True)
    """The time that it names."""
    tries = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=32, blank=True)
    """Code of what went wrong when it was last asked for."""
