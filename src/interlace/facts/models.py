"""Facts and where they came from. A fact is a FollowTheMoney statement with its originator's label.

A subject is only an id that facts share: it has no row and no rights of its own, so nothing can be learnt from it.
"""

import uuid
from typing import ClassVar, Self, TypeAlias

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interlace.core.entities import REFERENCES
from interlace.core.handling import Action, Code
from interlace.foundation.disclosure.acting import granted_facts_filter, label_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer


class FactQuerySet(models.QuerySet["Fact"]):
    """Reads of facts. No query of a viewer begins anywhere but at `visible_to`."""

    def visible_to(self, viewer: Viewer, *, action: Action = Action.READ) -> Self:
        """The facts this viewer may use for this action; a context for it must be open (`acting`)."""
        return self.filter(Q(label__in=label_filter(viewer, action)) | Q(id__in=granted_facts_filter(viewer, action)))


class Fact(models.Model):
    """One statement about one subject, under its originator's conditions. Immutable; a recall deletes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.UUIDField()
    schema = models.CharField(max_length=32)
    """FollowTheMoney schema: Person, Company, CryptoWallet, BankAccount, UserAccount ..."""
    prop = models.CharField(max_length=48)
    """FollowTheMoney property of that schema."""
    value = models.TextField()
    """Normal form; for a property that points at another thing, the id of its subject."""
    original = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    script = models.CharField(max_length=4, blank=True)
    """ISO 15924 code of the original's script."""
    key = models.CharField(max_length=255, blank=True)
    """Canonical key of an identifier (`phone:+82...`), compared with `=` alone."""
    source = models.CharField(max_length=255, blank=True)
    grading_scheme = models.CharField(max_length=16, blank=True)
    grading_source = models.CharField(max_length=4, blank=True)
    grading_information = models.CharField(max_length=4, blank=True)
    markings = models.CharField(max_length=255, blank=True)
    """Partners' handling codes as written (`EUROPOL_H:H1`), separated by spaces. The label obeys them."""
    condition = models.TextField(blank=True)
    """The text of code C: a standard condition's code, or the originator's own words."""
    originator = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    contribution = models.UUIDField()
    row = models.PositiveIntegerField(default=0)
    """Row of the contribution's file; 0 when the fact did not come from a row."""
    digest = models.BinaryField()
    """Of originator, subject, property and original value: the same row twice is one fact under one label."""
    created = models.DateTimeField()

    objects: ClassVar[FactQuerySet] = FactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            # Within one label only: a wider one would tell a contributor that somebody else holds the same fact.
            models.UniqueConstraint(fields=["label", "digest"], name="fact_once_per_label")
        ]
        indexes = [
            models.Index(fields=["label", "created"], name="fact_label_created"),
            models.Index(fields=["subject"], name="fact_subject"),
            models.Index(fields=["key"], name="fact_key", condition=~Q(key="")),
            models.Index(fields=["contribution", "row"], name="fact_contribution"),
            # What points at a subject: the value of a reference is the id of another.
            models.Index(fields=["value"], name="fact_reference", condition=Q(prop__in=sorted(REFERENCES))),
        ]


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Reads of contributions; row security keeps those of other members away."""

    def visible_to(self, viewer: Viewer) -> Self:
        """One's own, and those of colleagues whose facts this officer may read, for its own purposes.

        Rows and file names tell of the facts.
        """
        own = Q(officer=viewer.id)
        if Action.READ not in viewer.person.ceiling:
            return self.filter(own)
        is_cleared = Q(
            sharing__level__lte=viewer.person.level, sharing__rooms__contained_by=sorted(viewer.person.rooms)
        )
        is_named = ~Q(sharing__codes__contains=Code.EYES_ONLY.value) | Q(sharing__named__contains=viewer.id)
        is_for = Q(purpose__in=sorted(viewer.person.purposes))
        return self.filter(own | (is_cleared & is_named & is_for))


class Contribution(models.Model):
    """One act of contributing: who, for which purpose, from which file, under which label. The originator's own."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RUNNING = "running", _("Running")
        DONE = "done", _("Contributed")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Stopped")
        UNDONE = "undone", _("Undone")
        WAITING = "waiting", _("Waits for the bureau's check")
        DECLINED = "declined", _("Not taken over by the bureau")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    format = models.CharField(max_length=24, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, null=True)
    sharing = models.JSONField(default=dict)
    """What the contributor chose, so that a mended row is stored under the same conditions."""
    options = models.JSONField(default=dict)
    """How the file was read: column map, defaults, country, order of day and month."""
    rows_read = models.PositiveIntegerField(default=0)
    rows_stored = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    facts_stored = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=dict)
    """How often each remark was made on values that were stored (exercise range, checksum not verifiable ...)."""
    batch_root = models.CharField(max_length=64, blank=True)
    """Merkle root (RFC 9162) over the digests of what was stored, sorted; the ledger's leaf holds the same."""
    problem = models.TextField(blank=True)
    created = models.DateTimeField()
    finished = models.DateTimeField(null=True)

    objects: ClassVar[ContributionQuerySet] = ContributionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["member", "-created"], name="contribution_member")]


class RowProblem(models.Model):
    """Something wrong at one cell, in a form that people can mend. The originator's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120)
    cell = models.CharField(max_length=24, blank=True)
    """Where it stands in the sender's file: `C7`, `line 7`."""
    noted = models.BooleanField(default=False)
    """The row was stored, and this value kept as written but not compared; otherwise the row was refused."""
    code = models.CharField(max_length=48)
    params = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    """The row as it was given, so that it can be mended in place and tried again."""
    mended = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["contribution", "row"], name="row_problem_row")]


class WaitingRowState(models.TextChoices):
    """What the bureau decided on a row."""

    WAITING = "waiting", _("Waits for the bureau's check")
    RELEASED = "released", _("Released")
    DECLINED = "declined", _("Not taken over")


class WaitingRow(models.Model):
    """A row that a domestic unit handed in. It is no fact yet: no search meets it, and no other bureau is told."""

    State: TypeAlias = WaitingRowState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="waiting_rows")
    row = models.PositiveIntegerField()
    parsed = models.JSONField(default=dict)
    """What the row says; emptied with the decision, because facts hold it from then on, or nobody."""
    state = models.CharField(max_length=12, choices=WaitingRowState, default=WaitingRowState.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "row"], name="waiting_row_once")]


class ColumnMap(models.Model):
    """A saved reading of one sender's columns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    name = models.CharField(max_length=64)
    columns = models.JSONField()
    """Header as written → field name of the import vocabulary, or "" for not used."""
    options = models.JSONField(default=dict)
    created = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "name"], name="map_name_per_member")]


class Register(models.Model):
    """A bulk holding with one label per record, kept as immutable versions in columnar files."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    name = models.CharField(max_length=64)
    title = models.CharField(max_length=160)
    legal_effect = models.TextField()
    """In words: what an entry allows an officer to do, and what not."""
    source = models.CharField(max_length=255, blank=True)
    authorisation = models.JSONField(null=True)
    """Who authorised a copy of an INTERPOL database, for which purpose, and when it must be deleted."""
    created = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "name"], name="register_name_per_member")]


class RegisterVersion(models.Model):
    """One immutable snapshot of a register; the newest one is searched."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="versions")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    folder = models.CharField(max_length=255)
    """Below the data folder."""
    sha256 = models.CharField(max_length=64)
    records = models.PositiveIntegerField()
    added = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    current = models.BooleanField(default=False)
    created = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "number"], name="register_version_number")]


class Tombstone(models.Model):
    """What is left of a recalled fact: id, digest, time and reason, never its content."""

    fact = models.UUIDField(primary_key=True)
    member = models.CharField(max_length=16)
    subject = models.UUIDField()
    digest = models.BinaryField()
    reason = models.CharField(max_length=64)
    by = models.UUIDField()
    at = models.DateTimeField()


class Picture(models.Model):
    """The bytes that a fact about a picture states: the file as it came and its preview, both sealed in the vault."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    original = models.CharField(max_length=32)
    """Vault name of the sealed file."""
    preview = models.CharField(max_length=32)
    created = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "sha256"], name="picture_member_digest")]
