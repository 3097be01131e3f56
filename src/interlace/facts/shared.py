"""What one's bureau shares, and what others share with it, as far as this officer may read it."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from interlace.core.handling import Action, Label
from interlace.facts.models import Fact, FactQuerySet
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer

_NOT_OURS = UUID(int=0)
"""Stands for the contribution of another's facts, which is not ours to tell apart."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Facts of one contribution, or of one release, under one label."""

    originator: str
    source: UUID
    label: Label
    facts: int
    conditions: tuple[str, ...]


def shared_by_us(viewer: Viewer, *, now: datetime) -> list[Shared]:
    """Our own facts, by contribution and label."""
    return _by_label(viewer, now=now, whose=lambda facts: facts.filter(originator=viewer.member))


def shared_with_us(viewer: Viewer, *, now: datetime) -> list[Shared]:
    """Others' facts, by originator and label: their contributions stay theirs."""
    theirs = _by_label(viewer, now=now, whose=lambda facts: facts.exclude(originator=viewer.member))
    merged: dict[tuple[str, Label], Shared] = {}
    for each in theirs:
        key = (each.originator, each.label)
        before = merged.get(key)
        facts = each.facts + (before.facts if before is not None else 0)
        conditions = {*each.conditions, *(before.conditions if before is not None else ())}
        merged[key] = Shared(each.originator, _NOT_OURS, each.label, facts, tuple(sorted(conditions)))
    return list(merged.values())


def _by_label(viewer: Viewer, *, now: datetime, whose: Callable[[FactQuerySet], FactQuerySet]) -> list[Shared]:
    counts: Counter[tuple[str, UUID, int]] = Counter()
    conditions: defaultdict[tuple[str, UUID, int], set[str]] = defaultdict(set)
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            facts = Fact.objects.visible_to(matter, action=Action.READ)
            groups = (
                whose(facts).values("originator", "contribution", "label_id", "condition").annotate(count=Count("id"))
            )
            seen: Counter[tuple[str, UUID, int]] = Counter()
            for group in groups.order_by("originator", "contribution", "label_id"):
                key = (group["originator"], group["contribution"], group["label_id"])
                seen[key] += group["count"]
                conditions[key] |= {group["condition"]} - {""}
            # A label for two purposes is met under both.
            counts |= seen
    return [
        Shared(originator, source, book.label(label_id), count, tuple(sorted(conditions[originator, source, label_id])))
        for (originator, source, label_id), count in counts.items()
    ]
