"""The tables of what people ask about their own data, and what owners are asked for them."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.oversight.keeping.models import GuardedQuerySet


class RequestKind(models.TextChoices):
    ACCESS = "access", _("Access")
    CORRECTION = "correction", _("Correction")
    DELETION = "deletion", _("Deletion")


class RequestState(models.TextChoices):
    RECEIVED = "received", _("Received")
    REVIEWING = "reviewing", _("Being reviewed")
    ANSWERED = "answered", _("Answered")


class SubjectRequest(models.Model):
    """What a person has asked a bureau about their own data. Belongs to the bureau that received it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    number = models.CharField(max_length=32)
    kind = models.CharField(max_length=12, choices=RequestKind)
    name = models.CharField(max_length=255)
    birth_date = models.CharField(max_length=10, blank=True)
    identifiers: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    language = models.CharField(max_length=8)
    received = models.DateTimeField()
    due = models.DateTimeField()
    identity_by_what = models.CharField(max_length=255, blank=True)
    """How the person showed who they are."""
    identity_by = models.UUIDField(null=True)
    identity_by_name = models.CharField(max_length=120, blank=True)
    identity_checked = models.DateTimeField(null=True)
    reviewer = models.UUIDField()
    reviewer_name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.RECEIVED)
    answered = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "number"], name="subject_request_number")]
        indexes = [models.Index(fields=["member", "state", "due"], name="subject_request_due")]


class OwnerAnswer(models.TextChoices):
    """What the bureau that asked is told of an owner. Nothing but the clock ends the waiting."""

    WAITING = "waiting", _("Waiting")
    PERMIT = "permit", _("May be told")
    NOTHING_MORE = "nothing_more", _("Nothing more may be said")
    NO_ANSWER = "no_answer", _("No answer")


class OwnerAsked(models.Model):
    """The receiving bureau's side of a question to an owner: that it was put, and until when it waits for the answer.

    The answer is the owner's until that moment: `requests/telling.py` takes it from there, whoever reads.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    request = models.ForeignKey(SubjectRequest, on_delete=models.CASCADE, related_name="owners")
    owner = models.CharField(max_length=16)
    asked = models.DateTimeField()
    due = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "owner"], name="owner_asked_once")]


class OwnerQuestion(models.Model):
    """The owner's side: who is asked about."""

    class Decision(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELETED = "deleted", _("Deleted")
        KEPT = "kept", _("Kept")
        NOTHING = "nothing", _("Nothing held")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    asked = models.UUIDField(unique=True)
    """The id of the other side's row."""
    member = models.CharField(max_length=16)
    from_member = models.CharField(max_length=16)
    number = models.CharField(max_length=32)
    kind = models.CharField(max_length=12, choices=RequestKind)
    name = models.CharField(max_length=255)
    birth_date = models.CharField(max_length=10, blank=True)
    identifiers: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    received = models.DateTimeField()
    due = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "due"], name="owner_question_due")]


class OwnerDecision(models.Model):
    """What an officer of the owner decided, with its reason: about what that officer may read, and no more.

    That something is held, or that nothing is, says so of everything the officer reads: whoever reads less does not
    learn that it was decided, and whoever reads more may decide further.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    question = models.ForeignKey(OwnerQuestion, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=12, choices=OwnerQuestion.Decision)
    reason = models.TextField()
    """Stays with the owner."""
    told = models.TextField(blank=True)
    decided = models.DateTimeField()
    decided_by = models.UUIDField()
    decided_by_name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(default=0)
    rooms: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    named: "models.JSONField[list[str] | None, list[str] | None]" = models.JSONField(null=True)
    """Who may know of it: what the officer was cleared for, and who alone reads what was blocked."""

    objects: ClassVar[GuardedQuerySet["OwnerDecision"]] = GuardedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["question"], name="owner_decision_question")]


class Block(models.Model):
    """A subject whose facts nobody but the reviewer reads while a question about it is open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    question = models.ForeignKey(OwnerQuestion, on_delete=models.PROTECT, related_name="blocks")
    subject = models.UUIDField()
    reviewer = models.UUIDField()
    facts: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    """Fact → the label it had."""
    level = models.PositiveSmallIntegerField(default=0)
    rooms: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    named: "models.JSONField[list[str] | None, list[str] | None]" = models.JSONField(null=True)
    """Who may know of it, as with the decision."""
    set = models.DateTimeField()
    lifted = models.DateTimeField(null=True)

    objects: ClassVar[GuardedQuerySet["Block"]] = GuardedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "subject"], condition=models.Q(lifted=None), name="one_block_per_subject"
            )
        ]


class BlockedSide(models.Model):
    """Which labels the sides of a hit had before what they rest on was blocked. Nobody but the steward reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    block = models.UUIDField()
    side = models.UUIDField()
    label = models.IntegerField()
    holders_label = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["block"], name="blocked_side_block")]
