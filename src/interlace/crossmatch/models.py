"""Candidate links as each member may know them, and what its officers said about them.

A candidate link has no row of its own. It has one row for each member, purpose and basis: the labels of the facts that
were compared. Who may match some of the facts only finds another row than who may match all of them.
"""

import uuid
from typing import ClassVar, Self, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.expressions import RawSQL

from interlace.bureaus.people.unit_rights import reach_of
from interlace.core.handling import Action
from interlace.facts.models import Register
from interlace.foundation.disclosure.acting import NoViewer, discover_filter, running
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer

M = TypeVar("M", bound=models.Model)

_ALL_PERMITTED = "rests_on <@ nullif(current_setting('interlace.labels', true), '')::int[]"


class GuardedQuerySet(models.QuerySet[M]):
    """Reads of rows that rest on facts: a context of matching must be open."""

    def visible(self) -> Self:
        """The rows of the running context's viewer whose every fact it may both discover and match, for its purpose.

        Whoever works for a unit under a bureau matches nothing, and an officer no entry of a register that is not in
        its list.
        """
        context = running()
        if context.action is not Action.MATCH:
            raise NoViewer("links are read in a context of matching")
        if context.viewer.unit:
            return self.none()
        mine = self.filter(member=context.viewer.member, purpose=context.viewer.purpose, label__in=discover_filter())
        if beyond := _registers_beyond(context.viewer):
            mine = mine.exclude(models.Q(left_register__in=beyond) | models.Q(right_register__in=beyond))
        return mine.filter(RawSQL(_ALL_PERMITTED, [], output_field=models.BooleanField()))  # noqa: S611 - a constant


def _registers_beyond(viewer: Viewer) -> list[UUID]:
    """The own bureau's registers that this officer may not search."""
    listed = reach_of(viewer).registers
    if listed is None:
        return []
    own = Register.objects.filter(member=viewer.member).exclude(name__in=listed)
    return list(own.values_list("id", flat=True))


class CandidateLinkQuerySet(GuardedQuerySet["CandidateLink"]):
    """Reads of candidate links."""

    def proposed(self) -> Self:
        """One row for each pair: that which rests on most of what the viewer may match, where it proposes a link."""
        fuller = CandidateLink.objects.visible().filter(link=OuterRef("link"), width__gt=OuterRef("width"))
        return self.visible().filter(~Exists(fuller), is_weak=False)


class LinkedEnds(models.Model):
    """The two records of a pair. A record is the case facts about a subject, or an entry of a register."""

    left = models.UUIDField()
    right = models.UUIDField()
    left_member = models.CharField(max_length=16)
    right_member = models.CharField(max_length=16)
    left_register = models.UUIDField(null=True)
    """The register whose entry this is; nothing for case facts."""
    right_register = models.UUIDField(null=True)

    class Meta:
        abstract = True

    @property
    def entries(self) -> dict[UUID, UUID]:
        """The ends that are entries of registers, and of which."""
        ends = (self.left, self.left_register), (self.right, self.right_register)
        return {subject: register for subject, register in ends if register is not None}


class CandidateLink(LinkedEnds):
    """Two subjects of different originators that resemble each other, as far as one basis goes."""

    id = models.BigAutoField(primary_key=True)
    link = models.UUIDField()
    """The pair for this member and purpose, whatever the basis. It is what people speak about."""
    member = models.CharField(max_length=16)
    purpose = models.CharField(max_length=32)
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    """The join of the labels of everything compared."""
    rests_on: "models.Field[list[int], list[int]]" = ArrayField(models.IntegerField())
    """These labels one by one, sorted: each must be matched, and codes bind each by itself."""
    width = models.PositiveSmallIntegerField()
    """How many labels these are."""
    facts: "models.Field[list[uuid.UUID], list[uuid.UUID]]" = ArrayField(models.UUIDField())
    """What was compared: facts, and of a register's entry the number of what it says."""
    is_weak = models.BooleanField(default=False)
    """With all of this basis the two do not resemble each other, although with a part of it they do."""
    bits = models.FloatField(default=0.0)
    probability = models.FloatField(default=0.0)
    certainty = models.FloatField(default=0.5)
    """How far the probability is from a half: the least certain are looked at first."""
    band = models.CharField(max_length=16, blank=True)
    reasons: "models.JSONField[list[dict[str, object]], list[dict[str, object]]]" = models.JSONField(default=list)
    left_out: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """Statements whose value so many records share that it was not weighed."""
    weighed: "models.Field[list[str], list[str]]" = ArrayField(models.TextField(), default=list)
    """Identifiers and names that both state and that counted: when one becomes a hub, the link is matched again."""
    model = models.CharField(max_length=32, blank=True)

    objects: ClassVar[CandidateLinkQuerySet] = CandidateLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "rests_on"], name="one_row_per_basis")]
        indexes = [
            models.Index(fields=["member", "purpose", "certainty"], name="candidate_first"),
            models.Index(fields=["left"], name="candidate_left"),
            models.Index(fields=["right"], name="candidate_right"),
            GinIndex(fields=["weighed"], name="candidate_weighed"),
        ]


class LinkStatementQuerySet(GuardedQuerySet["LinkStatement"]):
    """Reads of what was said."""

    def standing(self) -> Self:
        """Those that nobody has undone, and whose facts nobody has recalled."""
        return self.visible().filter(undone=None, withdrawn=None)


class LinkStatement(LinkedEnds):
    """What one officer said about a pair: the same, different, cannot tell. It is undone, never removed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    purpose = models.CharField(max_length=32)
    reference = models.CharField(max_length=120, blank=True)
    link = models.UUIDField()
    label = models.ForeignKey(LabelRow, on_delete=models.PROTECT, related_name="+")
    rests_on: "models.Field[list[int], list[int]]" = ArrayField(models.IntegerField())
    facts: "models.Field[list[uuid.UUID], list[uuid.UUID]]" = ArrayField(models.UUIDField())
    judgement = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    bits = models.FloatField()
    model = models.CharField(max_length=32)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    undone = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    withdrawn = models.DateTimeField(null=True)
    """When a fact was recalled that had been compared."""

    objects: ClassVar[LinkStatementQuerySet] = LinkStatementQuerySet.as_manager()  # type: ignore[assignment]

    def as_judged(self) -> CandidateLink:
        """The link as it was when this was said, without its reasons: a row that is not kept."""
        return CandidateLink(
            **{each.name: getattr(self, each.name) for each in LinkedEnds._meta.get_fields()},
            link=self.link,
            member=self.member,
            purpose=self.purpose,
            label_id=self.label_id,
            rests_on=self.rests_on,
            width=len(self.rests_on),
            facts=self.facts,
            is_weak=True,
            bits=self.bits,
            model=self.model,
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "by"],
                condition=models.Q(undone=None, withdrawn=None),
                name="one_statement_per_officer",
            )
        ]
        indexes = [
            models.Index(fields=["member", "purpose", "at"], name="statement_member"),
            models.Index(fields=["left"], name="statement_left"),
            models.Index(fields=["right"], name="statement_right"),
        ]


class PendingMatch(models.Model):
    """A subject whose facts have changed, and under which labels: whoever matches none of them is not concerned."""

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField()
    register = models.UUIDField(null=True)
    """The register whose entry it is; nothing for case facts."""
    labels: "models.Field[list[int], list[int]]" = ArrayField(models.IntegerField())
    gone: "models.Field[list[str], list[str]]" = ArrayField(models.TextField(), default=list)
    """Values that it may state no more, and that fewer records share now."""
    together = models.PositiveIntegerField(default=1)
    """How many subjects changed in the same act: changes of few are matched before whole lists."""

    class Meta:
        indexes = [models.Index(F("together"), F("id"), name="pending_match_order")]


class MatchRun(models.Model):
    """One comparison of everything with everything, and how far it has come: it goes on where it was stopped."""

    id = models.BigAutoField(primary_key=True)
    model = models.CharField(max_length=64)
    """The version of the weights, which is one for all of it."""
    begun = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    done: "models.Field[list[str], list[str]]" = ArrayField(models.CharField(max_length=64), default=list)
    """The views of which every pair has been compared."""
    within = models.CharField(max_length=64, blank=True)
    """The view that was being compared."""
    last_left = models.UUIDField(null=True)
    last_right = models.UUIDField(null=True)
    """The last pair of it that was compared."""
