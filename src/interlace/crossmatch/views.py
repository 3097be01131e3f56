"""Who may match what: every set of labels with which an officer somewhere works."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
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


class Views:
    """The views of some officers at any moment. What has not changed since the moment before is not made again."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self._ids: defaultdict[Person, set[str]] = defaultdict(set)
        for person in persons:
            self._ids[replace(person, id="")].add(person.id)
        self._made: dict[_Made, tuple[list[Permitted], View]] = {}
        self._in_order: list[View] = []

    @classmethod
    def of_officers(cls) -> "Views":
        """Those of every officer in service. Units match nothing."""
        officers = Officer.objects.in_service().exclude(bureau__kind__in=UNITS)
        return cls(officer.as_viewer() for officer in officers)

    def now(self, now: datetime) -> list[View]:
        """Every view, the narrowest of a member and purpose first."""
        made: dict[_Made, tuple[list[Permitted], View]] = {}
        for person in self._persons():
            for purpose in sorted(person.purposes):
                parts = _permitted(person, purpose, now=now)
                # The book answers alike officers with the same object, and alike officers have one view. The objects
                # are kept with it, so that no later one has the same address.
                key = person.member, purpose, tuple(map(id, parts))
                if key not in made:
                    made[key] = self._made.get(key) or (parts, _view(person.member, purpose, parts))
        if made.keys() != self._made.keys():
            found = {(each.member, each.purpose, each.labels): each for _parts, each in made.values() if each.labels}
            self._in_order = sorted(found.values(), key=_place)
        self._made = made
        return self._in_order

    def _persons(self) -> Iterator[Person]:
        """One of those who are alike, and everybody whom some label names."""
        for person, ids in self._ids.items():
            named = ids & book.named
            if len(named) < len(ids):
                yield person
            for each in sorted(named):
                yield replace(person, id=each)


_Made = tuple[str, str, tuple[int, ...]]
"""What a view was made of: member, purpose, and the answers of the book by their addresses."""


def _view(member: str, purpose: str, parts: Sequence[Permitted]) -> View:
    labels = frozenset[int].intersection(*(frozenset(each.labels) for each in parts))
    return View(member, purpose, labels, PermittedLabels.of(labels))


def _place(view: View) -> tuple[str, str, int, list[int]]:
    return view.member, view.purpose, len(view.labels), sorted(view.labels)


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
