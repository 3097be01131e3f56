"""What bureaus tell each other about themselves: how they are reached, and what they can do for others."""

import uuid
from typing import ClassVar, Self, TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.bureaus.people import models as _people  # noqa: F401 - Django finds their tables through this module
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import label_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer


class ContactKind(models.TextChoices):
    """What is reached there."""

    DUTY_POINT = "duty_point", _("Point of contact round the clock")
    NATIONAL_BUREAU = "national_bureau", _("National bureau")
    CENTRAL_AUTHORITY = "central_authority", _("Central authority")
    UNIT = "unit", _("Specialised unit")
    LIAISON = "liaison", _("Liaison officer")


class Contact(models.Model):
    """One entry of the directory. Every member reads it; its own member keeps it."""

    Kind: TypeAlias = ContactKind

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    kind = models.CharField(max_length=24, choices=ContactKind)
    name = models.CharField(max_length=120)
    covers = models.CharField(max_length=240, blank=True)
    """What it is responsible for: a treaty, a kind of request, an offence."""
    always_open = models.BooleanField(default=False)
    hours = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=48, default="UTC")
    holidays = models.CharField(max_length=240, blank=True)
    """When it is closed beside that, in words."""
    languages: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """Codes of ISO 639-1, the preferred one first."""
    channels: "models.JSONField[list[list[str]], list[list[str]]]" = models.JSONField(default=list)
    """Pairs of kind and address, the preferred one first."""
    note = models.CharField(max_length=500, blank=True)
    verified = models.DateTimeField(null=True)
    """When somebody of the bureau last said that all of this is true."""
    verified_by_name = models.CharField(max_length=120, blank=True)
    changed = models.DateTimeField()
    changed_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "name"], name="contact_name")]
        ordering = ["member", "name", "id"]


class CapabilityQuerySet(models.QuerySet["Capability"]):
    """Reads of what is offered, as far as the viewer may read each label."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The offers that this viewer may read; a context for reading must be open."""
        return self.filter(label__in=label_filter(viewer, Action.READ))


class Capability(models.Model):
    """What one member offers the others, to those whom its label names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    kind = models.CharField(max_length=40)
    """A code of the catalogue."""
    languages: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    detail = models.CharField(max_length=500, blank=True)
    contact = models.CharField(max_length=240)
    valid_until = models.DateField()
    """The last day."""
    for_all = models.BooleanField(default=True)
    """Whether it is meant for all members, those that join later too."""
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    changed = models.DateTimeField()
    changed_by = models.UUIDField()

    objects: ClassVar[CapabilityQuerySet] = CapabilityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["label", "kind"], name="capability_label_kind")]
        ordering = ["kind", "member", "id"]
