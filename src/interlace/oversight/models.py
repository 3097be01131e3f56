"""What is kept about keeping. Each row belongs to one member; nothing here holds the content of a fact."""

import uuid
from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.core.handling import Action
from interlace.core.ledger import JsonValue
from interlace.core.procedure.keeping import Category, Certainty, Decider, Hold, Period, Rule, Starts
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN

M = TypeVar("M", bound=models.Model)


class OwnRule(models.Model):
    """A period that a member's own law sets beside the rules for everybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    category = models.CharField(max_length=16)
    years = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=255)
    source = models.CharField(max_length=255)
    as_of = models.DateField()
    certainty = models.CharField(max_length=16)
    added_by = models.UUIDField()
    added = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member"], name="own_rule_member")]

    def as_rule(self) -> Rule:
        """As the core reads it."""
        category = Category(self.category)
        starts, decider = _OF_CATEGORY[category]
        return Rule(
            code=f"own-{self.id}",
            category=category,
            starts=starts,
            period=Period(self.years, self.months, self.days),
            basis=self.basis,
            source=self.source,
            as_of=self.as_of,
            certainty=Certainty(self.certainty),
            decider=decider,
            member=self.member,
        )


_OF_CATEGORY = {
    Category.FACTS: (Starts.CONTRIBUTED, Decider.OFFICER),
    Category.PROTECTED: (Starts.CONTRIBUTED, Decider.OFFICER),
    Category.COPIES: (Starts.CONTRIBUTED, Decider.NODE),
    Category.CHECKS: (Starts.ASKED, Decider.NODE),
    Category.HITS: (Starts.LAST_CHANGED, Decider.NODE),
    Category.REJECTS: (Starts.READ_IN, Decider.NODE),
    Category.THREADS: (Starts.LAST_CHANGED, Decider.OFFICER),
    Category.DRAFTS: (Starts.LAST_CHANGED, Decider.OFFICER),
    Category.REGISTERS: (Starts.REPLACED, Decider.OFFICER),
}


class RuleChangeKind(models.TextChoices):
    ADD = "add", _("A new period")
    END = "end", _("A period that ends")


class RuleChangeState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class RuleChange(models.Model):
    """A proposal about a member's own periods, and what another person decided: together they are the history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=RuleChangeKind)
    rule = models.UUIDField()
    """The rule as it will be, or as it is."""
    terms: "models.JSONField[dict[str, JsonValue], dict[str, JsonValue]]" = models.JSONField()
    """Category, period, basis, source, date and certainty."""
    reason = models.TextField()
    digest = models.CharField(max_length=64)
    """SHA-256 over all of it: what the second person signs."""
    state = models.CharField(max_length=12, choices=RuleChangeState, default=RuleChangeState.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=120)
    proposed = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-proposed"], name="rule_change_member")]


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
    hold = models.ForeignKey(LegalHold, on_delete=models.PROTECT, related_name="sealed")
    fact = models.UUIDField()
    subject = models.UUIDField()
    content = models.BinaryField()
    """Sealed by the node for this row."""
    picture = models.CharField(max_length=32, blank=True)
    """Vault name of the picture that the fact states, sealed for holds."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact"], name="sealed_fact_once")]
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
    """Who may know of it, as with the records themselves."""
    records = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    swept = models.DateTimeField(null=True)
    """When the index was rewritten without it and no sealed file was left."""

    objects: ClassVar[GuardedQuerySet["Certificate"]] = GuardedQuerySet.as_manager()  # type: ignore[assignment]

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
    """What an owner says to a request."""

    WAITING = "waiting", _("Waiting")
    PERMIT = "permit", _("May be told")
    NOTHING_MORE = "nothing_more", _("Nothing more may be said")


class OwnerAsked(models.Model):
    """The receiving bureau's side of a question to an owner: what it may know of the answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    request = models.ForeignKey(SubjectRequest, on_delete=models.CASCADE, related_name="owners")
    owner = models.CharField(max_length=16)
    asked = models.DateTimeField()
    due = models.DateTimeField()
    answer = models.CharField(max_length=16, choices=OwnerAnswer, default=OwnerAnswer.WAITING)
    statement = models.TextField(blank=True)
    """What the owner lets the person be told, in its own words."""
    answered = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "owner"], name="owner_asked_once")]


class OwnerQuestion(models.Model):
    """The owner's side: who is asked about, and what it decided for itself, with its reason."""

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
    decision = models.CharField(max_length=12, choices=Decision, default=Decision.WAITING)
    reason = models.TextField(blank=True)
    """Stays with the owner."""
    told = models.TextField(blank=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["member", "decision", "due"], name="owner_question_due")]


class Block(models.Model):
    """A subject whose facts nobody but the reviewer reads while a question about it is open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    question = models.ForeignKey(OwnerQuestion, on_delete=models.PROTECT, related_name="blocks")
    subject = models.UUIDField()
    reviewer = models.UUIDField()
    facts: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    """Fact → the label it had."""
    set = models.DateTimeField()
    lifted = models.DateTimeField(null=True)

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
