"""What a bureau is after, as the database keeps it: a keyed digest, never the value."""

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from interlace.core.planning.interests import InterestKind
from interlace.foundation.disclosure.acting import discover_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer

LONGEST_NAME = 60


class InterestQuerySet(models.QuerySet["Interest"]):
    """Reads of interests. No query of a viewer begins anywhere but here."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the viewer's own bureau, under its purpose, of cases it may know of. A unit under it has none."""
        if viewer.unit:
            return self.none()
        own = self.filter(member=viewer.member, purpose=viewer.purpose)
        return own.filter(Q(label=None) | Q(label__in=discover_filter()))

    def in_every_matter(self, viewer: Viewer) -> Self:
        """Those under any of its purposes; each counts only where its own purpose lets its label be known of."""
        if viewer.unit:
            return self.none()
        own = self.filter(member=viewer.member, purpose__in=sorted(viewer.person.purposes))
        return own.filter(Q(label=None) | Q(label__in=discover_filter()))


class Interest(models.Model):
    """Something that a bureau is after. Its own bureau reads the row; the steward alone compares digests."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=80)
    label = models.ForeignKey(LabelRow, null=True, on_delete=models.PROTECT, related_name="+")
    """Of the case behind the reference, where there is one: a colleague who may not know of it does not read this."""
    kind = models.CharField(max_length=8, choices=[(each.value, each.value) for each in InterestKind])
    name = models.CharField(max_length=LONGEST_NAME)
    """What the own bureau calls it; nobody else reads it."""
    kept: "models.Field[list[str], list[str]]" = ArrayField(models.CharField(max_length=64))
    """The digests of the forms under which it is met: one place or number, and every name by as many readings."""
    asked: "models.Field[list[str], list[str]]" = ArrayField(models.CharField(max_length=64))
    """The digests of all forms that mean the same: nine cells around a place, the readings of a name."""
    until = models.DateTimeField()
    added = models.DateTimeField()
    added_by = models.UUIDField()

    objects: ClassVar[InterestQuerySet] = InterestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [GinIndex(fields=["kept"], name="interest_kept")]
