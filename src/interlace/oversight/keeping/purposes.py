"""What things that the node deletes by itself were held for. A certificate of them names nothing else of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from interlace.facts.models import Contribution, Fact, RegisterVersion
from interlace.foundation.disclosure.labels import book
from interlace.screening.models import Check, HitSide

Purposes = tuple[str, ...]


def purposes_of(kind: str, ids: Sequence[UUID]) -> Mapping[UUID, Purposes]:
    """The purposes of each of these, in order of the alphabet; for the steward."""
    return {each: tuple(sorted(purposes)) for each, purposes in _OF_KIND[kind](ids)}


def _of_copies(ids: Sequence[UUID]) -> Iterable[tuple[UUID, Iterable[str]]]:
    """A copy belongs to no contribution: its label says what it may be used for."""
    for fact, label in Fact.objects.filter(id__in=ids).values_list("id", "label_id"):
        yield fact, book.label(label).purposes


def _of_rows(rows: Iterable[tuple[UUID, str]]) -> Iterable[tuple[UUID, Iterable[str]]]:
    return ((each, (purpose,)) for each, purpose in rows)


_OF_KIND: Mapping[str, Callable[[Sequence[UUID]], Iterable[tuple[UUID, Iterable[str]]]]] = {
    "copies": _of_copies,
    "checks": lambda ids: _of_rows(Check.objects.filter(id__in=ids).values_list("id", "purpose")),
    "hits": lambda ids: _of_rows(HitSide.objects.filter(id__in=ids).values_list("id", "purpose")),
    "rejects": lambda ids: _of_rows(Contribution.objects.filter(id__in=ids).values_list("id", "purpose")),
    "versions": lambda ids: _of_rows(
        RegisterVersion.objects.filter(id__in=ids).values_list("id", "contribution__purpose")
    ),
}
