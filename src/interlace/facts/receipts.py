"""What became of recalled facts inside the node: every room that keeps something of a fact answers for itself."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.utils.functional import Promise

from interlace.facts.models import Tombstone
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer

Look = Callable[[Viewer, Collection[UUID], datetime], bool]
"""Whether nothing is left in a room that rests on the recalled facts of these subjects."""

SHOWN_RECALLS = 20


@dataclass(frozen=True, slots=True)
class Keeper:
    """A room that keeps something of facts: the index, the hits."""

    name: Promise | str
    done: Promise | str
    waiting: Promise | str
    is_done: Look


_keepers: list[Keeper] = []


def answer_for(keeper: Keeper) -> None:
    """Let a room answer when it is asked what became of recalled facts."""
    if keeper not in _keepers:
        _keepers.append(keeper)


@dataclass(frozen=True, slots=True)
class Recalled:
    """One act of taking back, and what every room says of it."""

    at: datetime
    reason: str
    facts: int
    answers: tuple[tuple[Keeper, bool], ...]


def recalls_of(viewer: Viewer, *, now: datetime) -> list[Recalled]:
    """The viewer's own latest recalls, with the answers of every room.

    What colleagues took back may have been above the viewer, and a tombstone has no label left that would say so.
    """
    with acting(viewer, now=now):
        own = Tombstone.objects.filter(by=UUID(viewer.id))
        acts = own.values("by", "reason", "at").annotate(count=Count("fact")).order_by("-at")
        found = []
        for act in acts[:SHOWN_RECALLS]:
            same = Tombstone.objects.filter(by=act["by"], reason=act["reason"], at=act["at"])
            subjects = set(same.values_list("subject", flat=True))
            answers = tuple((keeper, keeper.is_done(viewer, subjects, now)) for keeper in _keepers)
            found.append(Recalled(act["at"], act["reason"], act["count"], answers))
        return found
