"""What things that the node deletes by itself were held for, and who may know of them.

A certificate of them names the purposes and nothing else of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from interlace.core.handling import Code, Label
from interlace.facts.models import Contribution, Fact, RegisterVersion
from interlace.foundation.disclosure.labels import book, labels_of
from interlace.foundation.identity.enrolling import HIGHEST_LEVEL
from interlace.oversight.keeping.items import guard_of
from interlace.screening.models import Check, HitSide


class Held(NamedTuple):
    """What one thing was held for, at which level, in which operations, for whose eyes: they share a certificate."""

    purposes: tuple[str, ...]
    level: int = 0
    rooms: tuple[str, ...] = ()
    named: tuple[str, ...] | None = None

    @property
    def guard(self) -> dict[str, Any]:
        """Who may know of it, as a certificate keeps that."""
        return {"level": self.level, "rooms": [*self.rooms], "named": None if self.named is None else [*self.named]}


def held_for(kind: str, ids: Sequence[UUID]) -> Mapping[UUID, Held]:
    """For what each of these was held; for the steward."""
    return dict(_OF_KIND[kind](ids))


_Found = Iterable[tuple[UUID, Held]]


def _held(purposes: Iterable[str], labels: Sequence[Label]) -> Held:
    guard = guard_of(labels)
    named = None if guard["named"] is None else tuple(guard["named"])
    return Held(tuple(sorted(purposes)), guard["level"], tuple(guard["rooms"]), named)


def _copies(ids: Sequence[UUID]) -> _Found:
    """A copy belongs to no contribution: its label says what it may be used for."""
    for fact, label in Fact.objects.filter(id__in=ids).values_list("id", "label_id"):
        yield fact, _held(book.label(label).purposes, [book.label(label)])


def _checks(ids: Sequence[UUID]) -> _Found:
    """What somebody typed stands under no label; of an own subject whose facts are gone nobody knows its level."""
    rows = list(Check.objects.filter(id__in=ids).values_list("id", "purpose", "subject"))
    facts = Fact.objects.filter(subject__in={subject for _id, _purpose, subject in rows if subject is not None})
    labels: defaultdict[UUID, list[int]] = defaultdict(list)
    for about, label in facts.order_by("subject", "label_id").values_list("subject", "label_id").distinct():
        labels[about].append(label)
    for each, purpose, subject in rows:
        if subject is None:
            yield each, Held((purpose,))
        elif labels[subject]:
            yield each, _held([purpose], labels_of(labels[subject]))
        else:
            yield each, Held((purpose,), HIGHEST_LEVEL)


def _hits(ids: Sequence[UUID]) -> _Found:
    for each, purpose, label in HitSide.objects.filter(id__in=ids).values_list("id", "purpose", "label_id"):
        yield each, _held([purpose], labels_of([label]))


def _imports(rows: Iterable[tuple[UUID, str, Mapping[str, Any]]]) -> _Found:
    """Under the terms that its contributor chose."""
    for each, purpose, sharing in rows:
        is_named = Code.EYES_ONLY.value in sharing.get("codes", ())
        named = tuple(sorted(sharing.get("named", ()))) if is_named else None
        yield each, Held((purpose,), sharing.get("level", 0), tuple(sorted(sharing.get("rooms", ()))), named)


_OF_KIND: Mapping[str, Callable[[Sequence[UUID]], _Found]] = {
    "copies": _copies,
    "checks": _checks,
    "hits": _hits,
    "rejects": lambda ids: _imports(Contribution.objects.filter(id__in=ids).values_list("id", "purpose", "sharing")),
    "versions": lambda ids: _imports(
        RegisterVersion.objects.filter(id__in=ids).values_list("id", "contribution__purpose", "contribution__sharing")
    ),
}
