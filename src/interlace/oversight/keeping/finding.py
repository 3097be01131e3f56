"""Finding what is near its end: every record of facts that is due within 180 days becomes an item of the queue."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q
from django.db.models.expressions import RawSQL

from interlace.core.handling import Code, Label
from interlace.core.procedure.keeping import LOOKED_AHEAD, Category, Due, Rule, due
from interlace.facts.models import Contribution, Fact
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.steward import Task, steward
from interlace.oversight.keeping.rules import RULES, own_rules, rules_of
from interlace.oversight.models import KeptItem, KeptState

PROTECTED_STATUSES = ("victim", "witness", "missing")
AT_ONCE = 2_000

Record = tuple[UUID, UUID]
"""Subject and contribution."""


@dataclass(slots=True)
class Found:
    """The facts of one record, as far as keeping needs to know them."""

    member: str
    started: datetime
    amount: int = 0
    labels: set[int] = field(default_factory=set)
    is_protected: bool = False


def find_due(*, now: datetime, member: str | None = None) -> int:
    """Bring the queue up to date, for every member or for one. Returns how many records are in it."""
    with steward(Task.RETENTION):
        own = own_rules()
        horizon = now + LOOKED_AHEAD
        records = sorted(_candidates(horizon, own, member=member) | _in_queue(member))
        count = 0
        for start in range(0, len(records), AT_ONCE):
            count += _note(records[start : start + AT_ONCE], own, now=now)
        return count


def _candidates(horizon: datetime, own: Mapping[str, Sequence[Rule]], *, member: str | None) -> set[Record]:
    """Records that may be due before the horizon: one of their labels ends, or they are old enough for some rule."""
    ending = LabelRow.objects.annotate(ends=RawSQL("terms->>'until'", [])).filter(ends__lte=horizon.isoformat())
    rules = [*RULES, *(rule for rules in own.values() for rule in rules)]
    is_old = Q(created__lte=horizon - _shortest(rules, Category.FACTS))
    protected = Fact.objects.filter(
        prop="status", value__in=PROTECTED_STATUSES, created__lte=horizon - _shortest(rules, Category.PROTECTED)
    )
    facts = Fact.objects.filter(
        Q(label__in=ending.values("id")) | is_old | Q(subject__in=protected.values("subject")),
        contribution__in=Contribution.objects.values("id"),
    )
    if member is not None:
        facts = facts.filter(originator=member)
    return set(facts.order_by().values_list("subject", "contribution").distinct())


def _in_queue(member: str | None) -> set[Record]:
    """Records that were found before: they may have been recalled or extended since."""
    items = KeptItem.objects.filter(state=KeptState.OPEN)
    if member is not None:
        items = items.filter(member=member)
    return set(items.values_list("subject", "contribution"))


def _shortest(rules: Iterable[Rule], category: Category) -> timedelta:
    """At most as long as the shortest period, whatever the calendar: candidates are looked at exactly afterwards."""
    of_category = [rule.period for rule in rules if rule.category is category]
    return min(
        (timedelta(days=each.years * 365 + each.months * 28 + each.days) for each in of_category),
        default=timedelta(days=36_500),
    )


def _note(records: Sequence[Record], own: Mapping[str, Sequence[Rule]], *, now: datetime) -> int:
    found = _look_at(records)
    sources = Contribution.objects.in_bulk({contribution for _subject, contribution in records})
    kept = {
        (item.subject, item.contribution): item
        for item in KeptItem.objects.filter(subject__in=[subject for subject, _contribution in records])
    }
    made, changed, gone = [], [], []
    for subject, contribution in records:
        item, seen = kept.get((subject, contribution)), found.get((subject, contribution))
        if seen is None:
            gone += [item.id] if item is not None and item.state == KeptState.OPEN else []
            continue
        extended_to = item.extended_to if item is not None else None
        terms = _terms(seen, sources.get(contribution), own, extended_to=extended_to)
        if terms is None:
            continue
        if item is not None:
            changed.append(_changed(item, terms))
        elif terms["due"] <= now + LOOKED_AHEAD:
            made.append(KeptItem(subject=subject, contribution=contribution, found=now, **terms))
    KeptItem.objects.bulk_create(made, ignore_conflicts=True)
    if changed:
        names = ("category", "level", "rooms", "named", "amount", "started", "until", "due", "cause", "rule", "state")
        KeptItem.objects.bulk_update(changed, names, batch_size=500)
    KeptItem.objects.filter(id__in=gone).update(state=KeptState.DELETED)
    return len(made) + len(changed)


def _look_at(records: Sequence[Record]) -> dict[Record, Found]:
    wanted, found = set(records), dict[Record, Found]()
    subjects = {subject for subject, _contribution in records}
    facts = Fact.objects.filter(subject__in=subjects).order_by()
    grouped = facts.values_list("originator", "subject", "contribution", "label_id").annotate(
        Min("created"), Count("id")
    )
    for originator, subject, contribution, label, started, amount in grouped:
        if (subject, contribution) not in wanted:
            continue
        one = found.setdefault((subject, contribution), Found(originator, started))
        one.started = min(one.started, started)
        one.amount += amount
        one.labels.add(label)
    protected = set(facts.filter(prop="status", value__in=PROTECTED_STATUSES).values_list("subject", flat=True))
    for (subject, _contribution), one in found.items():
        one.is_protected = subject in protected
    return found


def _terms(
    seen: Found,
    source: Contribution | None,
    own: Mapping[str, Sequence[Rule]],
    *,
    extended_to: datetime | None,
) -> dict[str, Any] | None:
    """What an item says of its record; None for copies, which belong to no contribution."""
    if source is None:
        return None
    labels = labels_of(sorted(seen.labels))
    until = min(label.until for label in labels)
    end = due_of(seen.member, own.get(seen.member, ()), seen, until=until, extended_to=extended_to)
    return {
        "member": seen.member,
        "category": Category.PROTECTED if seen.is_protected else Category.FACTS,
        "purpose": source.purpose,
        "reference": source.reference,
        "amount": seen.amount,
        "started": seen.started,
        "until": until,
        "due": end.at,
        "cause": end.cause,
        "rule": end.rule,
        **guard_of(labels),
    }


def due_of(member: str, own: Collection[Rule], seen: Found, *, until: datetime, extended_to: datetime | None) -> Due:
    """When the record is due, and why."""
    category = Category.PROTECTED if seen.is_protected else Category.FACTS
    end = due(seen.started, rules_of(category, member=member, own=own), until=until, extended_to=extended_to)
    assert end is not None  # a label always has an end
    return end


def guard_of(labels: Collection[Label]) -> dict[str, Any]:
    """Who may know of things under all of these labels."""
    named = [label.named for label in labels if Code.EYES_ONLY in label.codes]
    return {
        "level": max((label.level for label in labels), default=0),
        "rooms": sorted(frozenset[str]().union(*(label.rooms for label in labels))),
        "named": sorted(frozenset.intersection(*named)) if named else None,
    }


def joined_guard(items: Iterable[KeptItem]) -> dict[str, Any]:
    """Who may know of all of these items together."""
    found = list(items)
    named = [frozenset(item.named) for item in found if item.named is not None]
    return {
        "level": max((item.level for item in found), default=0),
        "rooms": sorted({room for item in found for room in item.rooms}),
        "named": sorted(frozenset.intersection(*named)) if named else None,
    }


def _changed(item: KeptItem, terms: Mapping[str, Any]) -> KeptItem:
    for name, value in terms.items():
        setattr(item, name, value)
    item.state = KeptState.OPEN
    return item
