"""Files in the intake as the database keeps them: how far each was read, its parts, and what they may say.

Text is as secret as the exhibit that it was read from: it lies sealed under the exhibit's key, in no index and in no
column that could be searched. What was held back lies nowhere but in the exhibit.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.cases.models import Case
from interlace.evidence.models import Exhibit


class IntakeState(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting", _("Waits to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    STOPPED = "stopped", _("Stopped")
    REFUSED = "refused", _("Not opened")
    HELD = "held", _("In quarantine")


class Intake(models.Model):
    """The reading of one exhibit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, related_name="intake")
    state = models.CharField(max_length=12, choices=IntakeState, default=IntakeState.WAITING)
    problem = models.CharField(max_length=48, blank=True)
    """Code of what ended the reading."""
    kind = models.CharField(max_length=16, blank=True)
    """What the safety check found the file to be."""
    region = models.CharField(max_length=2, blank=True)
    """Country whose numbers and currency are meant (ISO alpha-2)."""
    languages = models.CharField(max_length=64, blank=True)
    """In which scans are read, in their order; without, the script on the page decides."""
    lawyers = models.BinaryField(default=b"")
    """Names that the officer gave, sealed: what is theirs is held."""
    hold_all = models.BooleanField(default=False)
    """Something in it claims legal privilege for the whole."""
    units_read = models.PositiveIntegerField(default=0)
    units = models.PositiveIntegerField(null=True)
    """Pages of a PDF, else parts; unknown until the first was read."""
    remarks = models.BinaryField(default=b"")
    """What could not be read, sealed: codes, the number of the unit, and a word of the file where one says which."""
    job = models.UUIDField(null=True)
    begun = models.DateTimeField()
    begun_by = models.UUIDField()
    begun_by_name = models.CharField(max_length=120)
    finished = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-begun", "id"], name="intake_member_begun")]


class IntakePart(models.Model):
    """A message, a page or a piece of a table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    unit = models.PositiveIntegerField()
    language = models.CharField(max_length=8, default="und")
    language_by = models.CharField(max_length=8, blank=True)
    """Its script, or the model; nothing where nobody can tell."""
    is_scanned = models.BooleanField(default=False)
    sealed = models.BinaryField()
    """Its text with places, masked where a secret stood; empty of what is held."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="intake_part_number")]


class CandidateState(models.TextChoices):
    """What an officer said of a candidate."""

    OPEN = "open", _("Waits for you")
    ACCEPTED = "accepted", _("Accepted")
    EDITED = "edited", _("Edited and accepted")
    REJECTED = "rejected", _("Rejected")


class RejectionReason(models.TextChoices):
    """Why a candidate is none."""

    NOT_THIS = "not_this", _("It is something else")
    MISREAD = "misread", _("It was misread")
    NOT_RELEVANT = "not_relevant", _("It does not matter for the case")
    PROTECTED = "protected", _("It names somebody who is to be left out")


class IntakeCandidate(models.Model):
    """Something that the file may say. The same value is one candidate, however often it stands there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="candidates")
    part = models.PositiveIntegerField()
    """Number of the part in which it stands first; 0 of what was decided on an earlier reading and not found again."""
    number = models.PositiveIntegerField()
    """In the order of the file."""
    kind = models.CharField(max_length=16)
    confidence = models.CharField(max_length=8)
    more = models.PositiveIntegerField(default=0)
    """How often it stands there again."""
    mark = models.BinaryField()
    """By which it is known again on another reading; tells nothing without the exhibit's key."""
    sealed = models.BinaryField()
    """Its text, normal form, place and reason."""
    edited = models.BinaryField(default=b"")
    """What the officer wrote instead, sealed; the original stays."""
    state = models.CharField(max_length=12, choices=CandidateState, default=CandidateState.OPEN)
    reason = models.CharField(max_length=16, choices=RejectionReason, blank=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    subject = models.UUIDField(null=True)
    """The thing whose fact it became."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "mark"], name="intake_candidate_once")]
        indexes = [models.Index(fields=["intake", "state", "number"], name="intake_candidate_state")]


class HoldReason(models.TextChoices):
    """Why something stays closed."""

    PRIVILEGED = "privileged", _("Between a person and a lawyer")
    ABUSE = "abuse", _("Depicts abuse")
    SECRET = "secret", _("Opens a wallet or an account")


class HoldState(models.TextChoices):
    """How far two persons are with opening it."""

    CLOSED = "closed", _("Closed")
    ASKED = "asked", _("One has asked to open it")
    OPENED = "opened", _("Opened by two")


class Held(models.Model):
    """Something in quarantine: a whole file, a part of it, or a secret in a part. Its text is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="held")
    is_whole = models.BooleanField(default=False)
    part = models.PositiveIntegerField(default=0)
    """Number of the part; it says nothing of a whole file."""
    reason = models.CharField(max_length=12, choices=HoldReason)
    mark = models.BinaryField()
    sealed = models.BinaryField(default=b"")
    """Where it stands: unit, part of the unit, start, end and the place in words."""
    state = models.CharField(max_length=12, choices=HoldState, default=HoldState.CLOSED)
    held = models.DateTimeField()
    held_by_name = models.CharField(max_length=120, blank=True)
    """Nobody's name: the machine held it."""
    proposal = models.UUIDField(null=True)
    cause = models.CharField(max_length=300, blank=True)
    """Why the first person asks."""
    asked_by = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=120, blank=True)
    opened_by = models.UUIDField(null=True)
    opened_by_name = models.CharField(max_length=120, blank=True)
    opened = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "mark"], name="intake_held_once")]
