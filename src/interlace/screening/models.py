"""Checks, their answers, and hits as each side may see them.

A hit has no row of its own. It has one `HitSide` per member that knows of it, and each side holds only what that member
may know, so that nothing has to be hidden when it is read. The two sides share the hit's id and its ledger events.
"""

import uuid
from typing import ClassVar, Self, TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.core.matching import Band
from interlace.core.procedure.ladder import Party, State, Urgency
from interlace.foundation.disclosure.acting import discover_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.screening.border import models as _border  # noqa: F401 - Django finds their tables through this module
from interlace.screening.handover import models as _handover  # noqa: F401 - the same
from interlace.screening.sides_granted import sides_granted


class Check(models.Model):
    """A question put to holders: values or a subject, purpose and reference. The asking member's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120)
    question = models.JSONField()
    """The FollowTheMoney entity that was asked about."""
    subject = models.UUIDField(null=True)
    """The asker's own subject, when the question came from its holdings."""
    scope: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """The bureaus and registers it was limited to, as they were named; empty means all bureaus."""
    urgency = models.CharField(max_length=8, default=Urgency.NORMAL)
    batch = models.UUIDField(null=True)
    told_from = models.CharField(max_length=16, default=Band.FAIR)
    """The weakest band that is a possible hit of this check, also of what answers later and of what is silent."""
    created = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-created"], name="check_member_created"),
            models.Index(fields=["officer", "-created"], name="check_officer_created"),
        ]


class AnswerState(models.TextChoices):
    """What a bureau's facts answer. *Waiting* is no answer yet, and never reads "no hit".

    *Stopped*: the asker took the question back before the bureau could be reached; it learnt nothing of it.
    """

    POSSIBLE = "possible", _("Possible")
    NO_HIT = "no_hit", _("No hit")
    WAITING = "waiting", _("Waiting")
    STOPPED = "stopped", _("No longer asked")


class CheckAnswer(models.Model):
    """What one holder's facts answer to a check: possible, no hit, or waiting. The asking member's own."""

    State: TypeAlias = AnswerState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    check_asked = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="answers")
    holder = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=State)
    band = models.CharField(max_length=16, blank=True)
    hits: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    answered = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_asked", "holder"], name="one_answer_per_holder")]
        indexes = [
            models.Index(fields=["holder"], name="answer_waiting", condition=models.Q(state="waiting")),
        ]


class HitSideQuerySet(models.QuerySet["HitSide"]):
    """Reads of hits: a viewer context must be open; the hit's guarding label is asked for discovery."""

    def visible(self) -> Self:
        """The sides the running context's viewer may know of."""
        return self.filter(sides_granted(), label__in=discover_filter())

    def without_mirrors(self) -> Self:
        """Of a pair that both members may discover, each has a hit of its own to ask about: that one is listed.

        The other's, of which this member would be the holder, is listed from the moment the other has asked.
        """
        own = HitSide.objects.visible().filter(
            member=models.OuterRef("member"),
            party=Party.ASKER,
            own_subject=models.OuterRef("own_subject"),
            counterpart=models.OuterRef("counterpart"),
            purpose=models.OuterRef("purpose"),
        )
        unasked = models.Q(party=Party.HOLDER, state=State.MATCHED, silent=False, question=[])
        return self.exclude(unasked & models.Exists(own))


class HitSide(models.Model):
    """One member's side of a hit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hit = models.UUIDField()
    member = models.CharField(max_length=16)
    party = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Party])
    counterpart = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT)
    """Guards that this side exists: the join of the labels of everything it was made from, on either side."""
    holders_label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    """The join of the labels of the holder's statements alone: what guards the holder's side once it is asked."""
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120, blank=True)
    check_asked = models.UUIDField(null=True)
    own_subject = models.UUIDField(null=True)
    their_subject = models.UUIDField(null=True)
    """The counterpart's subject, by which released facts are found; never shown unless one of them may be read."""
    own_register = models.CharField(max_length=255, blank=True)
    """`folder:row`, when the holder's side is a register's record."""
    their_register = models.CharField(max_length=255, blank=True)
    """The same place on the asker's side, by which the owner's record is found when it is asked; never shown."""
    question: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(default=list)
    """The asker's values as this side may know them: all of them for the asker, the lent ones for the holder."""
    band = models.CharField(max_length=16)
    reasons: "models.JSONField[list[dict[str, object]], list[dict[str, object]]]" = models.JSONField(default=list)
    """The reasons this side may know, in bits for the holder and without numbers for an asker before release."""
    withheld = models.BooleanField(default=False)
    """True when the asker knows that other comparisons are not released; it is always so before a release."""
    bits = models.FloatField(null=True)
    model = models.CharField(max_length=32)
    silent = models.BooleanField(default=False)
    state = models.CharField(max_length=24, default=State.MATCHED)
    urgency = models.CharField(max_length=8, default=Urgency.NORMAL)
    asked = models.DateTimeField(null=True)
    asked_by = models.CharField(max_length=120, blank=True)
    held_until = models.DateTimeField(null=True)
    first_answer_due = models.DateTimeField(null=True)
    confirmation_due = models.DateTimeField(null=True)
    first_answered = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    answer_reason = models.TextField(blank=True)
    released = models.DateTimeField(null=True)
    released_alone = models.BooleanField(default=False)
    """Whether the latest release was one officer's of the owner, in an emergency: it may be taken back."""
    seen = models.DateTimeField(null=True)
    taken_back = models.DateTimeField(null=True)
    """When the owner took back what one of its officers had released alone: the asker is to delete it."""
    taken_back_seen = models.DateTimeField(null=True)
    """When somebody of the asker's side first read that."""
    last_event = models.CharField(max_length=36, blank=True)
    """The ledger event that both members' logs hold."""
    created = models.DateTimeField()
    changed = models.DateTimeField()

    objects: ClassVar[HitSideQuerySet] = HitSideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hit", "member"], name="one_side_per_member")]
        indexes = [
            models.Index(fields=["member", "state"], name="side_member_state"),
            models.Index(fields=["own_subject"], name="side_own_subject"),
            models.Index(fields=["their_subject"], name="side_their_subject"),
        ]


class HitBasis(models.Model):
    """Which fact a hit rests on, so that a recall finds it. Nobody's side holds this; only the steward reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hit = models.UUIDField()
    fact = models.UUIDField()
    party = models.CharField(max_length=8)
    """Whose fact it is."""

    class Meta:
        indexes = [
            models.Index(fields=["fact"], name="basis_fact"),
            models.Index(fields=["hit"], name="basis_hit"),
        ]


class FirstBand(models.Model):
    """What the soft evidence (names, dates, places) of a member's first checks gave for a subject, until release.

    Without it, an asker who varies the birth year and watches the band reads a hidden date in a hundred checks.
    Identifiers are not kept here: whoever supplies one that meets knows it already.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    subject = models.UUIDField()
    view = models.CharField(max_length=32)
    """Digest of the labels that were compared: officers who may discover different facts share nothing."""
    given = models.BooleanField(default=False)
    bits = models.FloatField(default=0.0)
    tried: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """Digests of the soft values asked before a band was given."""
    created = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "subject", "view"], name="one_first_band")]


class ReleaseState(models.TextChoices):
    """What became of a proposal."""

    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")
    TAKEN_BACK = "taken_back", _("Taken back")


class Release(models.Model):
    """A proposal of the holder to let the asker read some of its fields; two people of the holder decide it."""

    State: TypeAlias = ReleaseState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hit = models.UUIDField()
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT)
    """Guards the proposal as it guards the hit."""
    to = models.CharField(max_length=16)
    facts: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    fields: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(default=list)
    """The exact difference that is signed: property and value of every field to be released."""
    terms = models.JSONField()
    """The label under which the fields are released."""
    digest = models.CharField(max_length=64)
    """SHA-256 of fields and terms: the second person signs what the first one proposed, to the byte."""
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=120)
    proposed = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["hit"], name="release_hit")]


class EmergencyRelease(models.Model):
    """A release that one officer made alone because it hurried, until and after another person has reviewed it.

    It has the id of its release, which holds the fields and the terms.
    """

    id = models.UUIDField(primary_key=True)
    hit = models.UUIDField()
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    """Guards that it was made, as the release is guarded."""
    to = models.CharField(max_length=16)
    ground = models.CharField(max_length=16)
    reason = models.TextField()
    released_by = models.UUIDField()
    released_by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    review_due = models.DateTimeField()
    known_before: "models.JSONField[list[dict[str, object]], list[dict[str, object]]]" = models.JSONField(default=list)
    """The reasons that the asker's side held before: where it was wrong, they are what it holds again."""
    verdict = models.CharField(max_length=8, blank=True)
    """`EmergencyVerdict`; empty until somebody has reviewed it."""
    review_reason = models.TextField(blank=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_by_name = models.CharField(max_length=120, blank=True)
    reviewed = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["member", "-at"], name="emergency_member_at"),
            models.Index(fields=["hit"], name="emergency_hit"),
        ]


class Link(models.Model):
    """A human decision about two subjects: same, different or cannot tell. A statement, undone by another one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    hit = models.UUIDField()
    verdict = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    by = models.UUIDField()
    at = models.DateTimeField()
    undone_by = models.UUIDField(null=True)
    undone = models.DateTimeField(null=True)


class StandingCheck(models.Model):
    """A question that stays open: later facts are compared with this subject of the member's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120, blank=True)
    subject = models.UUIDField(unique=True)
    until = models.DateTimeField()
    created = models.DateTimeField()
    stopped = models.DateTimeField(null=True)
    """Since when nothing is compared with it, by an act that can be undone; `until` lies there too."""
    stopped_by = models.UUIDField(null=True)
    would_end = models.DateTimeField(null=True)
    """How long it would have stayed open: it does so again when the stop is undone."""

    class Meta:
        indexes = [models.Index(fields=["member"], name="standing_member")]


class Budget(models.Model):
    """What has been asked in one window of time, counted where every process sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    scope = models.CharField(max_length=120)
    """What is counted, as `screening/checks/budget.py` names it: the kind of limit, a colon, and whom it counts for."""
    window = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "scope", "window"], name="budget_window")]


class PermitState(models.TextChoices):
    """What became of a question to a supervisor."""

    ASKED = "asked", _("Asked")
    SIGNED = "signed", _("Signed")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")


class BatchPermit(models.Model):
    """Leave to check one list above the member's budget: one officer asks, a supervisor signs exactly this list."""

    State: TypeAlias = PermitState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    """The id of the batch too, once the list is checked: sent twice, it is still one act."""
    member = models.CharField(max_length=16)
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120)
    scope: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """The bureaus and registers that will be asked."""
    lines = models.PositiveIntegerField()
    list_digest = models.CharField(max_length=64)
    """SHA-256 of the list, to the byte."""
    digest = models.CharField(max_length=64)
    """SHA-256 of everything that is signed: list, lines, matter, holders and who asks."""
    state = models.CharField(max_length=12, choices=PermitState, default=PermitState.ASKED)
    asked_by = models.UUIDField()
    asked_by_name = models.CharField(max_length=120)
    asked = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided = models.DateTimeField(null=True)
    used = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-asked"], name="permit_member_asked")]


class PendingSubject(models.Model):
    """A subject whose facts have changed and which the index and the standing checks have yet to take in.

    Written in the transaction of the change, so that nothing is lost when a process ends between commit and index.
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField()
    together = models.PositiveIntegerField(default=1)
    """How many subjects changed with it: what one officer waits for goes before whole lists."""
    indexed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["indexed", "together", "id"], name="pending_fewest_first")]


class PendingRegister(models.Model):
    """A register whose searched version has changed; without a version it is searched no more."""

    id = models.BigAutoField(primary_key=True)
    register = models.UUIDField()
    version = models.UUIDField(null=True)
    indexed = models.BooleanField(default=False)
    """Searched already, but not yet compared with the open questions."""


class PendingSilence(models.Model):
    """A check that has yet to be compared with silent facts, after its asker has been answered."""

    id = models.BigAutoField(primary_key=True)
    check_asked = models.UUIDField()
