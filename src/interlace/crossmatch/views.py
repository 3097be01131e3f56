"""Who may match what: every set of labels with which an officer somewhere works."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce

from interlace.core.handling import Action, HitMode, Label, join
from interlace.core.handling import Viewer as Person
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.disclosure.viewer import UNITS
from interlace.foundation.identity.models import Officer
from interlace.screening.index import PermittedLabels

_NEEDED = (Action.DISCOVER, Action.MATCH, Action.READ)
"""All three, of each single fact: a link is for people who are to compare the records themselves.

Where a bureau may only learn that something exists, the ladder of hits tells it (`screening`).
"""


@dataclass(frozen=True, slots=True)
class View:
    """What some officers of a member may match for one purpose."""

    member: str
    purpose: str
    labels: frozenset[int]
    permitted: PermittedLabels = field(compare=False, repr=False)


def views_now(now: datetime) -> list[View]:
    """Every view that an officer in service has, the narrowest of a member and purpose first."""
    found: dict[tuple[str, str, frozenset[int]], View] = {}
    seen: dict[tuple[str, str, tuple[int, ...]], list[Permitted]] = {}
    for officer in Officer.objects.in_service().exclude(bureau__kind__in=UNITS):
        person = officer.as_viewer()
        for purpose in sorted(person.purposes):
            parts = _permitted(person, purpose, now=now)
            # The book answers alike officers with the same object, and alike officers have one view.
            key = (person.member, purpose, tuple(map(id, parts)))
            if key in seen:
                continue
            seen[key] = parts  # kept, so that no later object has the same address
            labels = frozenset[int].intersection(*(frozenset(each.labels) for each in parts))
            if labels:
                view = View(person.member, purpose, labels, PermittedLabels.of(labels))
                found.setdefault((view.member, view.purpose, labels), view)
    return sorted(found.values(), key=lambda view: (view.member, view.purpose, len(view.labels), sorted(view.labels)))


def may_match(person: Person, purpose: str, rests_on: Collection[int], *, now: datetime) -> bool:
    """Whether this person may match every fact under these labels, now."""
    return all(each.permits(label) for each in _permitted(person, purpose, now=now) for label in rests_on)


def guard_of(member: str, labels: Collection[int]) -> Label:
    """The label of a link that this member may know of: whoever may discover it may discover all that was compared.

    How the member's own facts answer the searches of others is nothing towards itself.
    """
    return reduce(join, _as_towards(member, labels))


def _as_towards(member: str, labels: Collection[int]) -> Iterator[Label]:
    for label in map(book.label, sorted(labels)):
        yield replace(label, hit=HitMode.CONTENT) if label.origins == {member} else label


def _permitted(person: Person, purpose: str, *, now: datetime) -> list[Permitted]:
    return [book.permitted(person, action, purpose=purpose, now=now) for action in _NEEDED]
