"""Cases as the database keeps them. A case is its bureau's own: no other ever sees its row, its parts or its number.

What others see of it are facts and leads that its bureau laid before them, under labels of their own
(`cases/joint/models.py`). Whoever of the own bureau may not read a fact finds no trace of it in the case either.
"""

import uuid
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from interlace.cases.holds import models as _holds  # noqa: F401 - Django finds their tables through this module
from interlace.cases.joint import models as _joint  # noqa: F401 - as above
from interlace.core.handling import Action
from interlace.core.procedure.cases import Authority, CaseState, Flag, Lane, NeutralityGround
from interlace.foundation.disclosure.acting import discover_filter, granted_facts_filter, label_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer

_FLAGS = [(flag.value, flag.value) for flag in Flag]
_LANES = [(lane.value, lane.value) for lane in Lane]


class CaseQuerySet(models.QuerySet["Case"]):
    """Reads of cases. No query of a viewer begins anywhere but at `visible_to`."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The cases of the viewer's bureau, or of its unit, under the viewer's purpose."""
        own = self.filter(member=viewer.member, purpose=viewer.purpose, label__in=discover_filter())
        return own.filter(unit=viewer.unit) if viewer.unit else own


class Case(models.Model):
    """One matter of one bureau."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    unit = models.UUIDField(null=True)
    """The unit under the bureau whose case it is; the bureau sees it too."""
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    """The own bureau alone, at the level and in the operations of the case; its officers by name if it is closed in."""
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, default=CaseState.OPEN)
    neutrality = models.CharField(
        max_length=12,
        default=NeutralityGround.UNANSWERED,
        choices=[(ground.value, ground.value) for ground in NeutralityGround],
    )
    neutrality_reason = models.CharField(max_length=500, blank=True)
    neutrality_by = models.UUIDField(null=True)
    neutrality_by_name = models.CharField(max_length=120, blank=True)
    neutrality_at = models.DateTimeField(null=True)
    minors = models.CharField(max_length=12, default=Flag.NOT_ASKED, choices=_FLAGS)
    asylum = models.CharField(max_length=12, default=Flag.NOT_ASKED, choices=_FLAGS)
    level = models.PositiveSmallIntegerField(default=0)
    rooms: "models.Field[list[str], list[str]]" = ArrayField(models.CharField(max_length=64), default=list)
    opened = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=120)
    closed = models.DateTimeField(null=True)
    closed_reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["member", "purpose", "-opened", "id"], name="case_member_opened")]

    @property
    def is_open(self) -> bool:
        """Whether anything may still be done in it."""
        return self.state == CaseState.OPEN


class CaseOfficer(models.Model):
    """Somebody who works on a case: who is not named here may read it, and changes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="officers")
    officer = models.UUIDField()
    name = models.CharField(max_length=120)
    since = models.DateTimeField()
    added_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "officer"], name="case_officer_once")]


class EntryQuerySet(models.QuerySet["CaseEntry"]):
    """Reads of the people and things in cases."""

    def visible_to(self, viewer: Viewer, *, action: Action = Action.READ) -> Self:
        """Those that rest on facts which this viewer may use for this action; a context for it must be open."""
        return self.filter(Q(label__in=label_filter(viewer, action)) | Q(fact__in=granted_facts_filter(viewer, action)))


class CaseEntry(models.Model):
    """A person or thing in a case, as far as the facts under one label say so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    subject = models.UUIDField()
    role = models.CharField(max_length=24, blank=True)
    lane = models.CharField(max_length=12, default=Lane.INFORMATION, choices=_LANES)
    originator = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    fact = models.UUIDField()
    """One of the facts under this label: where its originator consented to it alone, it is what may be read."""
    added = models.DateTimeField()
    added_by = models.UUIDField()

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "subject", "label"], name="case_entry_once")]


class LeadQuerySet(models.QuerySet["Lead"]):
    """Reads of leads."""

    def visible_to(self, viewer: Viewer, *, action: Action = Action.READ) -> Self:
        """The leads that this viewer may use for this action; a context for it must be open."""
        return self.filter(label__in=label_filter(viewer, action))


class Lead(models.Model):
    """A clue to follow, graded by a scheme. It has no custody, no hash and no place in a bundle: it is no exhibit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="leads")
    number = models.CharField(max_length=120, blank=True)
    """As the bureau counts it, if it does."""
    text = models.TextField()
    source = models.CharField(max_length=255, blank=True)
    place = models.CharField(max_length=255, blank=True)
    """Where it stood, if it was read from a file: file and cell."""
    subject = models.UUIDField(null=True)
    """What it speaks about, where that is stored as facts."""
    grading_scheme = models.CharField(max_length=16, blank=True)
    grading_source = models.CharField(max_length=4, blank=True)
    grading_information = models.CharField(max_length=4, blank=True)
    markings = models.CharField(max_length=255, blank=True)
    """Partners' handling codes as written. The label obeys them."""
    condition = models.TextField(blank=True)
    lane = models.CharField(max_length=12, default=Lane.INFORMATION, choices=_LANES)
    state = models.CharField(max_length=12, default="open")
    outcome = models.CharField(max_length=500, blank=True)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    digest = models.BinaryField()
    """Of case, number and text: the same lead twice in one case is one lead."""
    added = models.DateTimeField()
    added_by = models.UUIDField()
    added_by_name = models.CharField(max_length=120)

    objects: ClassVar[LeadQuerySet] = LeadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "digest"], name="lead_once_per_label")]
        indexes = [models.Index(fields=["case", "added"], name="lead_case_added")]

    @property
    def grading(self) -> str:
        """As it is written, with its scheme; empty where it is ungraded."""
        letters = f"{self.grading_source}{self.grading_information}"
        return f"{self.grading_scheme}:{letters}" if self.grading_scheme else ""


class CaseTask(models.Model):
    """Something to do in a case, with who does it and until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=300)
    owner = models.UUIDField(null=True)
    owner_name = models.CharField(max_length=120, blank=True)
    due = models.DateTimeField(null=True)
    about = models.CharField(max_length=64, blank=True)
    """What it mends, as a code of the room that asked for it (`readiness:ID1`)."""
    added = models.DateTimeField()
    added_by = models.UUIDField()
    done = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "due"], name="case_task_due")]


class NoteVersion(models.Model):
    """A note as it stood at one moment. Append-only: what was typed is never changed and never lost."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="note_versions")
    note = models.UUIDField()
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField(default=0)
    """The version that its author had before it; where that was not the latest, two were writing at once."""
    text = models.TextField()
    seat = models.CharField(max_length=32, blank=True)
    """The open page that typed it."""
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="note_version_number")]
        indexes = [models.Index(fields=["case", "note", "-number"], name="note_version_latest")]


class LaneChange(models.Model):
    """That something in a case changed its lane, and by whose decision. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="lane_changes")
    thing = models.UUIDField()
    """The entry or lead."""
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    """Of the thing: who may not read it is not told that it moved."""
    fact = models.UUIDField(null=True)
    before = models.CharField(max_length=12, choices=_LANES)
    after = models.CharField(max_length=12, choices=_LANES)
    authority = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Authority])
    authority_name = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200, blank=True)
    decided = models.DateField(null=True)
    reason = models.CharField(max_length=500)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="lane_change_case")]


class EvidenceProfile(models.Model):
    """By whose decision a bureau's police information may be shown in court. Every member reads it."""

    member = models.CharField(max_length=16, primary_key=True)
    authorities: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    named: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    """What each is called there."""
    source = models.CharField(max_length=300)
    """The law or rule that says so."""
    changed = models.DateTimeField()
    changed_by = models.UUIDField()
