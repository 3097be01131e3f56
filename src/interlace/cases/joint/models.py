"""Joint cases as the database keeps them: one side for each bureau, and events that those who take part read.

A joint case has no row of its own. Whoever was never invited finds nothing; whoever left finds its own side, and
nothing that came later. Who else takes part, each bureau reads in the events, as far as their labels name it.
"""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from interlace.core.handling import Action
from interlace.core.procedure.cases import JointMove, JointState
from interlace.foundation.disclosure.acting import discover_filter, granted_facts_filter, label_filter
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer


class JointSideQuerySet(models.QuerySet["JointSide"]):
    """Reads of sides."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The sides of the viewer's member, under the viewer's purpose. A unit under a bureau has none."""
        if viewer.unit:
            return self.none()
        return self.filter(member=viewer.member, purpose=viewer.purpose, label__in=discover_filter())


class JointSide(models.Model):
    """One bureau in a joint case: its compartment is its own case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    joint = models.UUIDField()
    member = models.CharField(max_length=16)
    unit = models.UUIDField(null=True)
    """Always empty: units take part through their bureau. It is what the policy of sides reads."""
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    purpose = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    leader = models.CharField(max_length=16)
    """The bureau that proposed it."""
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in JointState])
    case = models.UUIDField(null=True)
    """The bureau's own case, which the others never see."""
    room = models.CharField(max_length=64)
    """The task force: facts laid before the parties stand under it."""
    until = models.DateTimeField()
    asked = models.DateTimeField()
    answered = models.DateTimeField(null=True)

    objects: ClassVar[JointSideQuerySet] = JointSideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["joint", "member"], name="one_joint_side_per_member")]
        indexes = [models.Index(fields=["member", "purpose", "-asked", "joint"], name="joint_side_asked")]

    @property
    def takes_part(self) -> bool:
        """Whether the bureau has accepted and not left."""
        return self.state == JointState.TAKING_PART


class JointEventQuerySet(models.QuerySet["JointEvent"]):
    """Reads of events."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of which the label names the viewer's bureau; row security keeps other joint cases away."""
        return self.filter(label__in=label_filter(viewer, Action.READ))


class JointEvent(models.Model):
    """One act in a joint case, for the bureaus that took part at that moment. Immutable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    joint = models.UUIDField()
    number = models.PositiveIntegerField(default=0)
    """Its place among all acts. It orders them and is shown to nobody: a gap would tell of one that is not for them."""
    kind = models.CharField(max_length=12, choices=[(move.value, move.value) for move in JointMove])
    member = models.CharField(max_length=16)
    about = models.CharField(max_length=16, blank=True)
    """The bureau that it concerns, where that is another one."""
    officer_name = models.CharField(max_length=120)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    terms = models.TextField(blank=True)
    """The terms of reference that are proposed or accepted."""
    terms_digest = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(null=True)
    """The end that these terms give the joint case, where they were changed; for each bureau once it accepts them."""
    parties: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    """Who takes part or is asked after it, and where each stands: what its readers may know of one another.

    Where somebody reads it whose own end has come, it tells of the acting bureau alone.
    """
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[JointEventQuerySet] = JointEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["joint", "number"], name="joint_event_number")]


class JointItemQuerySet(models.QuerySet["JointItem"]):
    """Reads of what was laid before the parties."""

    def visible_to(self, viewer: Viewer, *, action: Action = Action.READ) -> Self:
        """What this viewer may use for this action; a context for it must be open."""
        return self.filter(Q(label__in=label_filter(viewer, action)) | Q(fact__in=granted_facts_filter(viewer, action)))


class JointItem(models.Model):
    """A person, thing or lead in a joint case. It stays its originator's: whoever may not read it finds no row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    joint = models.UUIDField()
    member = models.CharField(max_length=16)
    """Who laid it before the others, and takes it along when it leaves."""
    kind = models.CharField(max_length=8, choices=[("subject", "subject"), ("lead", "lead")])
    thing = models.UUIDField()
    """The subject or the lead."""
    fact = models.UUIDField(null=True)
    originator = models.CharField(max_length=16)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, db_index=False)
    role = models.CharField(max_length=24, blank=True)
    words: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    """Of a lead: its text, grading and handling codes, as they were when it was laid before the others."""
    at = models.DateTimeField()
    by = models.UUIDField()

    objects: ClassVar[JointItemQuerySet] = JointItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["joint", "member", "thing", "label"], name="joint_item_once")]


class RoomStay(models.Model):
    """One officer of one bureau in the task force of a joint case, until a moment. The own bureau's alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    joint = models.UUIDField()
    side = models.ForeignKey(JointSide, on_delete=models.CASCADE, related_name="stays")
    officer = models.UUIDField()
    officer_name = models.CharField(max_length=120)
    room = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    given_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="room_stay_running", condition=Q(ended=None))]
