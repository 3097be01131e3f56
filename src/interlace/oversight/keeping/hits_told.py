"""How many hits a certificate names: those that every reader of it may know of, and no other."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from interlace.core.handling import Action, can
from interlace.core.handling import Viewer as Person
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.models import HitBasis, HitSide


def hits_told(member: str, facts: Collection[UUID], guard: Mapping[str, Any], *, now: datetime) -> int:
    """The hits that rest on these facts, of which the member's own side is open to the least cleared reader.

    A hit that another bureau alone was told of (silent facts, or facts that deny this member) rests on them too.
    """
    with steward(Task.RETENTION):
        resting = HitBasis.objects.filter(fact__in=list(facts)).values("hit")
        sides = list(HitSide.objects.filter(member=member, hit__in=resting).values_list("hit", "purpose", "label_id"))
        labels = dict(zip(told := sorted({label for _hit, _purpose, label in sides}), labels_of(told), strict=True))
    found = set()
    for hit, purpose, label_id in sides:
        reader = Person(
            id=min(guard["named"] or (), default=""),
            member=member,
            active=True,
            level=guard["level"],
            rooms=frozenset(guard["rooms"]),
            purposes=frozenset({purpose}),
        )
        if can(reader, Action.DISCOVER, labels[label_id], purpose=purpose, now=now):
            found.add(hit)
    return len(found)
