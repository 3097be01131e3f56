"""Kept items: what was seen of a record, whatever it is, and the row of the queue that it becomes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from interlace.core.handling import Code, Label
from interlace.core.procedure.keeping import LOOKED_AHEAD, Category, Rule, due
from interlace.oversight.keeping.rules import rules_of
from interlace.oversight.models import KeptItem, KeptState, SealedFact

Record = tuple[UUID, UUID]
"""Where an item belongs: subject and contribution, and what stands for them where there are none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One record as it is kept now."""

    record: Record
    member: str
    category: Category
    purpose: str
    reference: str
    amount: int
    started: datetime
    until: datetime
    """The earliest end that a label of it sets."""
    labels: Sequence[Label]
    has_begun: bool = True
    """Whether the period of the rules runs already."""
    authorised_until: datetime | None = None
    latest: datetime | None = None
    """The end that nobody here can move."""


def note_items(
    seen: Iterable[Seen], records: Collection[Record], own: Mapping[str, Sequence[Rule]], *, now: datetime
) -> int:
    """Write the queue's rows of these records. What was in the queue and is not seen any more has gone."""
    found = {each.record: each for each in seen}
    kept = _kept(records)
    sealed = _sealed_subjects(records)
    made, changed, gone = list[KeptItem](), list[KeptItem](), list[UUID]()
    for subject, contribution in records:
        item, one = kept.get((subject, contribution)), found.get((subject, contribution))
        if one is None:
            gone += [item.id] if item is not None and item.state == KeptState.OPEN else []
            continue
        terms = _terms(one, own.get(one.member, ()), extended_to=item.extended_to if item is not None else None)
        if item is not None:
            changed.append(_changed(item, terms))
        elif terms["due"] <= now + LOOKED_AHEAD:
            made.append(KeptItem(subject=subject, contribution=contribution, found=now, **terms))
    KeptItem.objects.bulk_create(made, ignore_conflicts=True)
    if changed:
        KeptItem.objects.bulk_update(changed, _CHANGING, batch_size=500)
    rows = KeptItem.objects.filter(id__in=gone)
    rows.filter(subject__in=sealed).update(state=KeptState.SEALED)
    rows.exclude(subject__in=sealed).update(state=KeptState.DELETED)
    return len(made) + len(changed)


def in_queue(categories: Collection[Category], member: str | None) -> set[Record]:
    """Records that were found before: they may have been recalled or extended since."""
    items = KeptItem.objects.filter(state=KeptState.OPEN, category__in=categories)
    if member is not None:
        items = items.filter(member=member)
    return set(items.values_list("subject", "contribution"))


def guard_of(labels: Collection[Label]) -> dict[str, Any]:
    """Who may know of things under all of these labels."""
    named = [label.named for label in labels if Code.EYES_ONLY in label.codes]
    return {
        "level": max((label.level for label in labels), default=0),
        "rooms": sorted(frozenset[str]().union(*(label.rooms for label in labels))),
        "named": sorted(frozenset.intersection(*named)) if named else None,
    }


def joined_guard(items: Iterable[KeptItem], *, labels: Collection[Label] = ()) -> dict[str, Any]:
    """Who may know of all of these items together, and of things under these labels."""
    found = list(items)
    guard = guard_of(labels)
    named = [frozenset(each) for each in (guard["named"], *(item.named for item in found)) if each is not None]
    return {
        "level": max([guard["level"], *(item.level for item in found)]),
        "rooms": sorted({*guard["rooms"], *(room for item in found for room in item.rooms)}),
        "named": sorted(frozenset.intersection(*named)) if named else None,
    }


_CHANGING = (
    "category",
    "level",
    "rooms",
    "named",
    "amount",
    "started",
    "until",
    "latest",
    "due",
    "cause",
    "rule",
    "state",
)


def _kept(records: Collection[Record]) -> dict[Record, KeptItem]:
    rows = KeptItem.objects.filter(subject__in=[subject for subject, _contribution in records])
    return {(item.subject, item.contribution): item for item in rows}


def _sealed_subjects(records: Collection[Record]) -> list[UUID]:
    # What a hold on a case keeps is not told by the queue: who reads it may not know of the case.
    sealed = SealedFact.objects.filter(subject__in=[subject for subject, _contribution in records], hold__isnull=False)
    return list(sealed.values_list("subject", flat=True).distinct())


def _terms(seen: Seen, own: Collection[Rule], *, extended_to: datetime | None) -> dict[str, Any]:
    """What an item says of its record."""
    rules = rules_of(seen.category, member=seen.member, own=own) if seen.has_begun else ()
    end = due(seen.started, rules, until=seen.until, authorised_until=seen.authorised_until, extended_to=extended_to)
    assert end is not None  # a label always has an end
    return {
        "member": seen.member,
        "category": seen.category,
        "purpose": seen.purpose,
        "reference": seen.reference,
        "amount": seen.amount,
        "started": seen.started,
        "until": seen.until,
        "latest": seen.latest,
        "due": end.at,
        "cause": end.cause,
        "rule": end.rule,
        **guard_of(seen.labels),
    }


def _changed(item: KeptItem, terms: Mapping[str, Any]) -> KeptItem:
    for name, value in terms.items():
        setattr(item, name, value)
    item.state = KeptState.OPEN
    return item
