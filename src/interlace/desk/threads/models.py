"""Threads as the database keeps them: what both sides share is immutable, each side's own stands in its own row.

A thread has no row: it has one `ThreadSide` per side and a chain of `ThreadEvent`s that both read. What is folded from
the events is repeated on the sides, so that an inbox is ordered by an index.
"""

import uuid
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from interlace.core.handling import Action
from interlace.core.procedure.threads import Move, ThreadParty, ThreadStage, ThreadType, ThreadUrgency
from interlace.foundation.disclosure.acting import (
    EveryMatter,
    discover_filter,
    granted_facts_filter,
    label_filter,
    words_filter,
)
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer

_PARTIES = [(party.value, party.value) for party in ThreadParty]


class SideQuerySet(models.QuerySet["ThreadSide"]):
    """Reads of sides. No query of a viewer begins anywhere but at `visible_to`."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The sides of the viewer's member and, for a unit, of the unit, under the viewer's purpose."""
        own = self.filter(member=viewer.member, purpose=viewer.purpose, label__in=discover_filter())
        return own.filter(unit=viewer.unit) if viewer.unit else own

    def in_every_matter(self, every: EveryMatter) -> Self:
        """The same under all of the viewer's purposes; each counts as far as `every` says so under its own."""
        viewer = every.context.viewer
        own = self.filter(member=viewer.member, purpose__in=every.purposes, label__in=discover_filter())
        return own.filter(unit=viewer.unit) if viewer.unit else own

    def listed(self, viewer: Viewer) -> Self:
        """Of a thread within one bureau, the unit has its side and the bureau the other: each is listed one side."""
        return self if viewer.unit else self.exclude(counterpart=viewer.member, unit__isnull=False)


class ThreadSide(models.Model):
    """One side of a thread: what is its own, and where the thread stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    thread = models.UUIDField()
    party = models.CharField(max_length=10, choices=_PARTIES)
    member = models.CharField(max_length=16)
    unit = models.UUIDField(null=True)
    """The unit under the member's bureau that writes or is written to; its officers see no other threads."""
    unit_name = models.CharField(max_length=120, blank=True)
    counterpart = models.CharField(max_length=16)
    counterpart_unit = models.CharField(max_length=120, blank=True)
    """The other side's unit, by name."""
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    """The label of this side's own words: whoever may read them may know of the thread."""
    purpose = models.CharField(max_length=32)
    level = models.PositiveSmallIntegerField(default=0)
    rooms: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    type = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in ThreadType])
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=120)
    """In the side's own register; the other side never learns it, because it would count what is written to others."""
    reference = models.CharField(max_length=120, blank=True)
    """The side's own case."""
    counterpart_reference = models.CharField(max_length=120, blank=True)
    foreign: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    """Numbers of the same matter elsewhere (I-24/7, e-ADS, own register), typed once."""
    hit = models.UUIDField(null=True)
    """The hit that the thread follows up."""
    tell_secretariat = models.BooleanField(default=False)
    state = models.CharField(max_length=16, default=ThreadStage.SENT)
    urgency = models.CharField(max_length=12, default=ThreadUrgency.ROUTINE)
    outcome = models.CharField(max_length=24, blank=True)
    is_ours = models.BooleanField(default=False)
    """Whether it is this side's turn."""
    due = models.DateTimeField(null=True)
    """When the next step is due; none while the clock stands."""
    answer_due = models.DateTimeField(null=True)
    is_paused = models.BooleanField(default=False)
    stood = models.DurationField(default=timedelta)
    """How long the clock has stood in the pauses that are over."""
    opened = models.DateTimeField()
    last = models.DateTimeField()
    acknowledged = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)
    events = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    """The last event that somebody of this side has opened."""
    assignee = models.UUIDField(null=True)
    assignee_name = models.CharField(max_length=120, blank=True)
    snoozed_until = models.DateTimeField(null=True)

    objects: ClassVar[SideQuerySet] = SideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "party"], name="one_side_per_party")]
        indexes = [
            models.Index(fields=["member", "purpose", "-last", "thread"], name="thread_side_last"),
            models.Index(
                fields=["member", "purpose", "is_ours", "state", "due", "-last"],
                name="thread_side_turn",
                condition=models.Q(closed=None),
            ),
            models.Index(fields=["member", "opened"], name="thread_side_opened"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.closed is None


class EventQuerySet(models.QuerySet["ThreadEvent"]):
    """Reads of events."""

    def visible_to(self, viewer: Viewer, *, action: Action = Action.READ) -> Self:
        """The events whose words this viewer may read; row security keeps those of other threads away."""
        return self.filter(label__in=words_filter(viewer, action))


class ThreadEvent(models.Model):
    """One act of one side, as both read it. Immutable: the written entry is what is hashed, and signed one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    thread = models.UUIDField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=[(move.value, move.value) for move in Move])
    party = models.CharField(max_length=10, choices=_PARTIES)
    member = models.CharField(max_length=16)
    officer = models.UUIDField()
    """Known to the member's own ledger; the other side reads the name in the entry."""
    at = models.DateTimeField()
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    entry = models.TextField()
    """Canonical JSON (`core/procedure/threads/chain.py`)."""
    digest = models.CharField(max_length=64)
    signature = models.BinaryField(null=True)

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "number"], name="thread_event_number")]


class ReferenceQuerySet(models.QuerySet["FactReference"]):
    """Reads of references to facts."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those to facts that this viewer may read, or might have read before they were recalled."""
        return self.filter(
            models.Q(label__in=label_filter(viewer, Action.READ))
            | models.Q(fact__in=granted_facts_filter(viewer, Action.READ))
        )


class FactReference(models.Model):
    """A fact in a message. It stays a fact: whoever reads the message sees it as far as its own label allows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    event = models.UUIDField()
    position = models.PositiveIntegerField()
    fact = models.UUIDField()
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    originator = models.CharField(max_length=16)
    copied_from = models.UUIDField(null=True)
    """The fact that was passed on under a label of its own, so that its recall takes the copy too."""
    recalled = models.DateTimeField(null=True)

    objects: ClassVar[ReferenceQuerySet] = ReferenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["event", "position"], name="reference_event"),
            models.Index(fields=["fact"], name="reference_fact"),
            models.Index(
                fields=["copied_from"], name="reference_original", condition=models.Q(copied_from__isnull=False)
            ),
        ]


class Withdrawal(models.Model):
    """A fact in a thread that its originator took back: what one side is told, until somebody of it has seen it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.ForeignKey(FactReference, on_delete=models.CASCADE, db_index=False)
    member = models.CharField(max_length=16)
    unit = models.UUIDField(null=True)
    purpose = models.CharField(max_length=32)
    """Of the thread."""
    thread = models.UUIDField()
    fact = models.UUIDField()
    originator = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    """Of the fact: who could not read it is not told that it is gone."""
    at = models.DateTimeField()
    seen = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "member", "unit"], nulls_distinct=False, name="told_once")
        ]
        indexes = [
            models.Index(fields=["member", "purpose", "-at"], name="withdrawal_unseen", condition=models.Q(seen=None))
        ]


class Draft(models.Model):
    """A message that has not been sent. The writing side's own, kept while it is typed, under a version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    unit = models.UUIDField(null=True)
    unit_name = models.CharField(max_length=120, blank=True)
    thread = models.UUIDField(null=True)
    move = models.CharField(max_length=16)
    author = models.UUIDField()
    author_name = models.CharField(max_length=120)
    authors: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """Everybody who has typed in it: none of them reviews it."""
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    """For the own bureau alone, at the level and in the operations of the message."""
    version = models.PositiveIntegerField(default=1)
    seat = models.CharField(max_length=32, blank=True, default="")
    """The open page that typed last: what it sends twice at one moment is not two officers' work."""
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    state = models.CharField(max_length=12, default=ThreadStage.DRAFT)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of what the reviewer read."""
    reviewer = models.UUIDField(null=True)
    reviewer_name = models.CharField(max_length=120, blank=True)
    remark = models.TextField(blank=True)
    """What the reviewer wants changed."""
    branch_of = models.UUIDField(null=True)
    """The draft that somebody else had changed meanwhile: nothing that was typed is lost."""
    event = models.UUIDField(null=True)
    created = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "-changed"], name="draft_member_changed")]


class Attachment(models.Model):
    """A file in a message, sealed in the vault, under a label of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    draft = models.UUIDField()
    event = models.UUIDField(null=True)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=32)
    """Vault name of the sealed file."""
    created = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["draft"], name="attachment_draft"),
            models.Index(fields=["event"], name="attachment_event"),
        ]


class Note(models.Model):
    """A remark of one side, which the other never sees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    unit = models.UUIDField(null=True)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    thread = models.UUIDField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    given_to = models.UUIDField(null=True)
    """Where the thread was handed over with this remark: the officer who has it from then on."""
    given_to_name = models.CharField(max_length=120, blank=True, default="")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["thread", "at"], name="note_thread")]


class Counter(models.Model):
    """The last number given in one series of a member's register."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=100)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "year", "series"], name="one_counter_per_series")]


class SearchText(models.Model):
    """The words of one event for the search of one member."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    unit = models.UUIDField(null=True)
    purpose = models.CharField(max_length=32)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    thread = models.UUIDField()
    event = models.UUIDField()
    at = models.DateTimeField()
    words = SearchVectorField()
    """Each word behind member and purpose: a search walks through its own words alone."""

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="search_words", fastupdate=False),
            models.Index(fields=["member", "purpose", "-at", "event"], name="search_latest"),
        ]
