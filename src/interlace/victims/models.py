"""Those found on site, as the database keeps them.

Two regimes side by side. What the bureau knows of somebody found is a number, one word and the standing in the criminal
matter. What the person says lies in a file of care: ciphertext of one size under a key of that person alone, behind a
label with a room that only protection officers are in.
"""

import uuid
from typing import ClassVar, Self, TypeVar

from django.db import models

from interlace.core.handling import Action
from interlace.core.victims.agreeing import Use
from interlace.core.victims.erasing import Ending
from interlace.core.victims.standing import Matter, Office, WordForInvestigators
from interlace.foundation.disclosure.acting import label_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer


def _choices(
    words: type[Ending] | type[Matter] | type[Office] | type[Use] | type[WordForInvestigators],
) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in words]


_Row = TypeVar("_Row", bound=models.Model)


class LabelledQuerySet(models.QuerySet[_Row]):
    """Reads under a label. No query of a viewer begins anywhere but at `visible_to`."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Rows of the viewer's own bureau whose label it may read. A unit under a bureau has none."""
        if viewer.unit:
            return self.none()
        return self.filter(member=viewer.member, label__in=label_filter(viewer, Action.READ))


class Reception(models.Model):
    """Where, and on which occasion, those found are received."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    care_label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    matter = models.CharField(max_length=120)
    """The operation or case, by the reference that the bureau gives it."""
    purpose = models.CharField(max_length=32)
    """Under which investigators of the bureau read number, word and standing."""
    opened = models.DateTimeField()
    opened_by = models.UUIDField()

    objects: "ClassVar[LabelledQuerySet[Reception]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]


class Found(models.Model):
    """Somebody found on site, as far as the bureau's investigators may know: no name, no step of the care."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    care_label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, related_name="found")
    number = models.PositiveIntegerField()
    word = models.CharField(
        max_length=12, choices=_choices(WordForInvestigators), default=WordForInvestigators.IN_CARE.value
    )
    matter = models.CharField(max_length=12, choices=_choices(Matter), default=Matter.NONE.value)
    decided_by = models.UUIDField(null=True)
    """The proposal, signed by two, by which the standing is what it is."""
    received = models.DateTimeField()

    objects: "ClassVar[LabelledQuerySet[Found]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reception", "number"], name="found_number")]


class CareFile(models.Model):
    """The file of one person in care: its key, and nothing that says anything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    found = models.UUIDField(unique=True)
    key = models.BinaryField()
    """The person's own key, under the node's. Replaced, nobody reads what was sealed by the one before."""
    erased_before = models.PositiveIntegerField(default=0)
    """Entries with a lower number were erased: their key is gone."""

    objects: "ClassVar[LabelledQuerySet[CareFile]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]


class CareEntry(models.Model):
    """One thing kept in a file: ciphertext, all of one size. Append-only; its kind is sealed with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(CareFile, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    objects: "ClassVar[LabelledQuerySet[CareEntry]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="care_entry_number")]


class ErasureRequest(models.Model):
    """One protection officer's word that a person wants its file erased. Append-only; a second officer ends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(CareFile, on_delete=models.PROTECT, related_name="erasures")
    officer = models.UUIDField()
    officer_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects: "ClassVar[LabelledQuerySet[ErasureRequest]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]


class ErasureEnding(models.Model):
    """How a request ended: erased or declined by another officer, or taken back by the one who asked. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    request = models.OneToOneField(ErasureRequest, on_delete=models.PROTECT, related_name="ending")
    ending = models.CharField(max_length=12, choices=_choices(Ending))
    officer = models.UUIDField()
    officer_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects: "ClassVar[LabelledQuerySet[ErasureEnding]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]


class ReleasedAnswer(models.Model):
    """A copy of one answer, for one recipient and one use, as long as the person agrees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    care_label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    found = models.UUIDField()
    number = models.PositiveIntegerField()
    """By which the recipient calls the person; there is no name."""
    recipient = models.CharField(max_length=16)
    """The one bureau that reads it. The originator is a reader of every label; of this row it is none."""
    use = models.CharField(max_length=16, choices=_choices(Use))
    key = models.BinaryField()
    sealed = models.BinaryField()
    agreed = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["found"], name="released_found")]


class SeekerNotice(models.Model):
    """Word to a bureau that somebody whom it seeks may be in care, as long as the person agrees: whom to call."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    care_label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=16)
    """The one bureau that reads it, about a record of its own."""
    key = models.BinaryField()
    sealed = models.BinaryField()
    at = models.DateTimeField()


class StandingProposal(models.Model):
    """One officer's word that somebody found stands elsewhere in the criminal matter. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    found = models.ForeignKey(Found, on_delete=models.PROTECT, related_name="proposals")
    to = models.CharField(max_length=12, choices=_choices(Matter))
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    objects: "ClassVar[LabelledQuerySet[StandingProposal]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]


class StandingWithdrawal(models.Model):
    """Whoever proposed a standing has taken the proposal back; nobody signs it any more. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(StandingProposal, on_delete=models.PROTECT, related_name="withdrawal")
    officer = models.UUIDField()
    at = models.DateTimeField()

    objects: "ClassVar[LabelledQuerySet[StandingWithdrawal]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]


class StandingSignature(models.Model):
    """One officer's signature under a proposal; the proposer's is the first. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    care_label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(StandingProposal, on_delete=models.PROTECT, related_name="signatures")
    officer = models.UUIDField()
    officer_name = models.CharField(max_length=120)
    office = models.CharField(max_length=16, choices=_choices(Office))
    at = models.DateTimeField()

    objects: "ClassVar[LabelledQuerySet[StandingSignature]]" = LabelledQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "officer"], name="standing_signed_once")]
