"""Taking facts back: one's own wrong import, or single facts. What is left is a tombstone without content."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from interlace.facts.events import FactsLeaving, FactsRecalled
from interlace.facts.ledger_events import CONTRIBUTION_UNDONE, FACTS_RECALLED, told_of
from interlace.facts.models import Contribution, Fact, Tombstone
from interlace.facts.pictures.kinds import DIGEST_PREFIX, PICTURES
from interlace.facts.pictures.places import forget_unstated
from interlace.facts.rules import may_recall, may_undo, require
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.events import announce

UNDONE = "undone"
REASONS = frozenset(
    {UNDONE, "wrong-attribution", "wrong-value", "outdated", "purpose-achieved", "court-order", "other"}
)
"""Why a fact is taken back, as a code; the reason itself travels to every recipient, the wrong content never."""

KEEPING_REASONS = frozenset({"period-ended", "person-asked"})
"""Why lawful keeping takes a fact back; nobody chooses these by hand."""


def undo_contribution(viewer: Viewer, contribution_id: UUID, *, now: datetime) -> Contribution:
    """Undo a wrong import in one act: its facts are gone from store, index and hits, as if recalled one by one."""
    with acting(viewer, now=now):
        own = Contribution.objects.visible_to(viewer)
        contribution = own.select_for_update().filter(pk=contribution_id).first()
        if contribution is None:
            raise NotFound(_("There is no such import, or it is not yours."))
        require(may_undo(viewer, contributed_by=str(contribution.officer)))
        if contribution.state != Contribution.State.DONE:
            raise Conflict(_("Only an import that has been carried out can be undone."))
        stored = Fact.objects.filter(contribution=contribution.id, originator=viewer.member)
        event = told_of(CONTRIBUTION_UNDONE, [contribution.label_id, *_labels_of(stored)])
        recalled = _delete(viewer, stored, reason=UNDONE, now=now)
        contribution.state = Contribution.State.UNDONE
        contribution.finished = now
        contribution.save()
        record(
            event,
            by=viewer.id,
            member=viewer.member,
            on=contribution.id,
            now=now,
            purpose=contribution.purpose,
            reference=viewer.reference,
            detail={"facts": len(recalled.facts)},
        )
        if recalled.facts:
            announce(recalled)
        return contribution


def recall(viewer: Viewer, fact_ids: Collection[UUID], *, reason: str, now: datetime) -> FactsRecalled:
    """Withdraw single facts of one's own bureau. Unknown ids and other bureaus' facts are one answer: not found."""
    if reason not in REASONS | KEEPING_REASONS:
        raise Conflict(_("This reason is not in the list."), code="reason_unknown", fix=", ".join(sorted(REASONS)))
    with acting(viewer, now=now):
        require(may_recall(viewer))
        wanted = set(fact_ids)
        own = Fact.objects.filter(id__in=wanted, originator=viewer.member)
        event = told_of(FACTS_RECALLED, _labels_of(own))
        recalled = _delete(viewer, own, reason=reason, now=now, expected=len(wanted))
        record(
            event,
            by=viewer.id,
            member=viewer.member,
            on=recalled.facts[0],
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"facts": [str(fact) for fact in recalled.facts], "reason": reason},
        )
        announce(recalled)
        return recalled


def _labels_of(own: "models.QuerySet[Fact]") -> list[int]:
    """Under which labels facts of the viewer's own member lie, whether the viewer reads them or not."""
    with steward(Task.RECALL):
        return list(own.values_list("label_id", flat=True).distinct())


def _delete(
    viewer: Viewer, facts: "models.QuerySet[Fact]", *, reason: str, now: datetime, expected: int | None = None
) -> FactsRecalled:
    """Delete facts of the viewer's own member, whatever label they lie under, and leave their tombstones."""
    with steward(Task.RECALL):
        # The steward sees every member's rows: the originator is asked for here, not left to the caller.
        own = facts.filter(originator=viewer.member)
        gone = list(own.order_by("id").values_list("id", "subject", "digest"))
        if not gone or (expected is not None and len(gone) != expected):
            if expected is not None:
                raise NotFound(_("There is no such fact, or it is not yours."))
            return FactsRecalled(viewer.member, UUID(viewer.id), (), (), reason, now)
        Tombstone.objects.bulk_create(
            (
                Tombstone(
                    fact=fact,
                    member=viewer.member,
                    subject=subject,
                    digest=digest,
                    reason=reason,
                    by=UUID(viewer.id),
                    at=now,
                )
                for fact, subject, digest in gone
            ),
            batch_size=2000,
        )
        pictures = list(own.filter(prop__in=PICTURES).values_list("value", flat=True))
        announce(FactsLeaving(viewer.member, tuple(fact for fact, _subject, _digest in gone), now))
        own.delete()
    if pictures:
        digests = [value.removeprefix(DIGEST_PREFIX) for value in pictures]
        # After the commit: until then copies that were released may still state the same picture.
        transaction.on_commit(lambda: forget_unstated(viewer.member, digests), robust=True)
    subjects = tuple(sorted({subject for _fact, subject, _digest in gone}))
    return FactsRecalled(viewer.member, UUID(viewer.id), tuple(fact for fact, _s, _d in gone), subjects, reason, now)
