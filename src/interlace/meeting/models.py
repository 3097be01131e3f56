"""Meetings as the database keeps them: who is asked to come, what each brought, where cases meet, what was agreed.

The bureaus that are invited read the meeting. A proposed link is read by the two bureaus whose cases it names, and by
the bureau that holds the meeting, which has the papers; each reads its own words alone. Nothing said is changed.
"""

import uuid
from enum import StrEnum
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import label_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer


class Finding(StrEnum):
    """What an officer says of a proposed link."""

    MEET = "meet"
    DO_NOT_MEET = "do_not_meet"
    CANNOT_TELL = "cannot_tell"


class ActionEnding(StrEnum):
    """How an agreed action ended."""

    DONE = "done"
    DROPPED = "dropped"


class _Seen(models.QuerySet[Any]):
    """Reads that start from who asks. A unit under a bureau has no seat at the table."""

    def visible_to(self, viewer: Viewer, *, action: Action = Action.READ) -> Self:
        """What stands under labels that this viewer may use for this action; a context for it must be open."""
        if viewer.unit:
            return self.none()
        return self.filter(label__in=label_filter(viewer, action))


class Meeting(models.Model):
    """One meeting of a series, as its host called it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    series = models.UUIDField()
    """The same for all meetings that follow each other; the first meeting's own id."""
    member = models.CharField(max_length=16)
    """The host."""
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    bureaus: "models.Field[list[str], list[str]]" = ArrayField(models.CharField(max_length=16))
    """Who sits at the table, the host among them: whoever is named here reads all of these names."""
    called = models.DateTimeField()
    called_by = models.UUIDField()
    called_by_name = models.CharField(max_length=120)

    objects: ClassVar[_Seen] = _Seen.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["series", "held_on"], name="meeting_series_day")]


class BroughtFolder(models.Model):
    """What one bureau's folder of a pack held, and which of its rows are to be mended. For that bureau and the host."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="folders")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    bureau = models.CharField(max_length=16)
    counts: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField()
    problems: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    """File, cell, code and outcome; never a value."""
    digest = models.BinaryField()
    read = models.DateTimeField()

    objects: ClassVar[_Seen] = _Seen.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "label", "digest"], name="brought_folder_once")]


class MeetingLink(models.Model):
    """Two cases of two bureaus that may meet, as a machine proposes it with its reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="links")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    bureau_a = models.CharField(max_length=16)
    case_a = models.CharField(max_length=120)
    bureau_b = models.CharField(max_length=16)
    case_b = models.CharField(max_length=120)
    reason = models.CharField(max_length=16)
    how = models.CharField(max_length=40)
    probability = models.FloatField()
    value = models.CharField(max_length=500, blank=True)
    """Where both bureaus wrote the same; else nothing: what one wrote is not shown to the other."""
    digest = models.BinaryField()
    proposed = models.DateTimeField()

    objects: ClassVar[_Seen] = _Seen.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "label", "digest"], name="meeting_link_once")]


class LinkPassage(models.Model):
    """What one of the two bureaus wrote, and where it stands in its papers. For that bureau and the host."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    link = models.ForeignKey(MeetingLink, on_delete=models.CASCADE, related_name="passages")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    bureau = models.CharField(max_length=16)
    words = models.CharField(max_length=500)
    place = models.CharField(max_length=500)

    objects: ClassVar[_Seen] = _Seen.as_manager()  # type: ignore[assignment]


class LinkVerdict(models.Model):
    """What a named officer of one of the two bureaus says of a link. The latest of each bureau counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    link = models.ForeignKey(MeetingLink, on_delete=models.CASCADE, related_name="verdicts")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    officer = models.UUIDField()
    officer_name = models.CharField(max_length=120)
    finding = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Finding])
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[_Seen] = _Seen.as_manager()  # type: ignore[assignment]


class AgreedAction(models.Model):
    """Something that was agreed at a meeting: who does it, and until when. It stays on the table until it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    series = models.UUIDField()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="actions")
    member = models.CharField(max_length=16)
    """The bureau that wrote it down."""
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    owner = models.CharField(max_length=16)
    """The bureau that does it."""
    readers: "models.Field[list[str], list[str]]" = ArrayField(models.CharField(max_length=16))
    text = models.CharField(max_length=500)
    due = models.DateField()
    at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)

    objects: ClassVar[_Seen] = _Seen.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["series", "due"], name="agreed_action_series")]


class ActionEnd(models.Model):
    """That an agreed action is done or was dropped, by whom, with what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    action = models.ForeignKey(AgreedAction, on_delete=models.CASCADE, related_name="ends")
    member = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    ending = models.CharField(max_length=8, choices=[(each.value, each.value) for each in ActionEnding])
    outcome = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)

    objects: ClassVar[_Seen] = _Seen.as_manager()  # type: ignore[assignment]
