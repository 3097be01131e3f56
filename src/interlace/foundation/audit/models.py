"""The two tables of the ledger. Triggers keep them append-only for every role (see the migrations)."""

import uuid
from collections.abc import Collection
from typing import Self

from django.db import models

from interlace.core.ledger import Checkpoint as CheckpointTerms
from interlace.core.ledger import Frontier, SignedCheckpoint
from interlace.foundation.audit.events import Sight, declared_events
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Verb

_HASH_BYTES = 32

_CASEWORK = frozenset({Verb.CHECK, Verb.CONTRIBUTE, Verb.APPROVE})


def sights_of(verbs: Collection[Verb]) -> frozenset[Sight]:
    """What somebody whose role allows this reads of the own member's acts."""
    is_auditor = Verb.AUDIT in verbs
    found = {Sight.OFFICERS: True, Sight.AUDITORS: is_auditor}
    # A head audits and works on cases: how often somebody in care answered, and when, is not for the head.
    found[Sight.CARE] = Verb.CARE in verbs or (is_auditor and not _CASEWORK & set(verbs))
    return frozenset(sight for sight, holds in found.items() if holds)


class LeafQuerySet(models.QuerySet["Leaf"]):
    """Leaves by who asks, and by how far the ledger has come."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The leaves of the viewer's own member, as far as the viewer's role goes."""
        if not viewer.person.active:
            return self.none()
        sights = sights_of(viewer.verbs)
        readable = [event.name for event in declared_events().values() if event.seen_by in sights]
        return self.filter(member=viewer.member, event__in=readable).exclude(member="")

    def waiting(self) -> Self:
        """Committed leaves without a number, in the order of the acts."""
        return self.filter(number=None).order_by("at", "id")


class Leaf(models.Model):
    """One act as one member may know it. The entry is what was signed; the columns repeat it for finding."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    act = models.UUIDField(db_index=True)
    """One act has one id, whoever's leaf it is: both sides of a hit can name the same act."""
    event = models.CharField(max_length=64)
    member = models.CharField(max_length=32, blank=True)
    """Whose leaf it is; empty for what the node did by itself."""
    object_id = models.CharField(max_length=64)
    at = models.DateTimeField()
    salt = models.BinaryField()
    entry = models.TextField()
    number = models.BigIntegerField(null=True, unique=True)
    """The place in the tree. Never shown to a member: it would tell how much others do."""

    objects = LeafQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="audit_leaf_waiting", condition=models.Q(number=None)),
            models.Index(fields=["member", "-at", "id"], name="audit_leaf_member"),
            models.Index(fields=["object_id", "at"], name="audit_leaf_object"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.id}"


class Checkpoint(models.Model):
    """The node's signature under the log at one size, with the hashes of the leaves it added."""

    size = models.BigIntegerField(primary_key=True)
    log = models.CharField(max_length=32)
    root = models.BinaryField()
    at = models.DateTimeField()
    signature = models.BinaryField()
    leaves = models.BinaryField()
    peaks = models.BinaryField()
    """The tree's frontier, so that the next leaves can be added without reading the earlier ones."""

    def __str__(self) -> str:
        return f"{self.log} at {self.size}"

    @property
    def first(self) -> int:
        """The number of the first leaf that this checkpoint added."""
        return self.size - len(self.leaves) // _HASH_BYTES

    def terms(self) -> CheckpointTerms:
        """What the signature says."""
        return CheckpointTerms(self.log, self.size, bytes(self.root), self.at)

    def signed(self) -> SignedCheckpoint:
        """The checkpoint as it is handed out."""
        return SignedCheckpoint(self.terms(), bytes(self.signature), _hashes(self.leaves))

    def frontier(self) -> Frontier:
        """The tree at this size. Raises ValueError when the stored frontier cannot be one."""
        return Frontier(self.size, _hashes(self.peaks))


def _hashes(joined: bytes | memoryview) -> tuple[bytes, ...]:
    whole = bytes(joined)
    return tuple(whole[place : place + _HASH_BYTES] for place in range(0, len(whole), _HASH_BYTES))
