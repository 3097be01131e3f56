"""Finding what is near its end: every record that is due within 180 days becomes an item of the queue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from interlace.core.procedure.keeping import LOOKED_AHEAD, Category, Rule
from interlace.facts.models import Contribution, Fact
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.oversight.keeping.closed_cases import cases_near_end, cases_seen
from interlace.oversight.keeping.items import Record, Seen, in_queue, note_items
from interlace.oversight.keeping.letters import drafts_near_end, drafts_seen, threads_near_end, threads_seen
from interlace.oversight.keeping.rules import all_rules, ending_labels, own_rules, shortest
from interlace.oversight.keeping.versions import versions_near_end, versions_seen

PROTECTED_STATUSES = ("victim", "witness", "missing")
AT_ONCE = 2_000

OwnRules = Mapping[str, Sequence[Rule]]


def find_due(*, now: datetime, member: str | None = None) -> int:
    """Bring the queue up to date, for every member or for one. Returns how many records are in it."""
    with steward(Task.RETENTION):
        own, horizon = own_rules(), now + LOOKED_AHEAD
        kinds = (
            (facts_seen, _facts_near_end(horizon, own, member) | in_queue(_OF_FACTS, member)),
            (threads_seen, threads_near_end(horizon, own, member) | in_queue((Category.THREADS,), member)),
            (drafts_seen, drafts_near_end(horizon, own, member) | in_queue((Category.DRAFTS,), member)),
            (versions_seen, versions_near_end(member) | in_queue((Category.REGISTERS,), member)),
            (cases_seen, cases_near_end(horizon, own, member) | in_queue((Category.CASES,), member)),
        )
        count = 0
        for look, records in kinds:
            for batch in _batched(sorted(records)):
                count += note_items(look(batch), batch, own, now=now)
        return count


_OF_FACTS = (Category.FACTS, Category.PROTECTED)


@dataclass(slots=True)
class _Found:
    """The facts of one record, as far as keeping needs to know them."""

    member: str
    started: datetime
    amount: int = 0
    labels: set[int] = field(default_factory=set)
    is_protected: bool = False


def facts_seen(records: Sequence[Record]) -> Iterator[Seen]:
    """These records of facts as they are kept now; nothing of copies, which belong to no contribution."""
    sources = Contribution.objects.in_bulk({contribution for _subject, contribution in records})
    for record, found in _look_at(records).items():
        source = sources.get(record[1])
        if source is None:
            continue
        labels = labels_of(sorted(found.labels))
        yield Seen(
            record=record,
            member=found.member,
            category=Category.PROTECTED if found.is_protected else Category.FACTS,
            purpose=source.purpose,
            reference=source.reference,
            amount=found.amount,
            started=found.started,
            until=min(label.until for label in labels),
            labels=labels,
        )


def _facts_near_end(horizon: datetime, own: OwnRules, member: str | None) -> set[Record]:
    """Records that may be due before the horizon: one of their labels ends, or they are old enough for some rule."""
    rules = all_rules(own)
    is_old = Q(created__lte=horizon - shortest(rules, Category.FACTS))
    protected = Fact.objects.filter(
        prop="status", value__in=PROTECTED_STATUSES, created__lte=horizon - shortest(rules, Category.PROTECTED)
    )
    facts = Fact.objects.filter(
        Q(label__in=ending_labels(horizon)) | is_old | Q(subject__in=protected.values("subject")),
        contribution__in=Contribution.objects.values("id"),
    )
    if member is not None:
        facts = facts.filter(originator=member)
    return set(facts.order_by().values_list("subject", "contribution").distinct())


def _look_at(records: Sequence[Record]) -> dict[Record, _Found]:
    wanted, found = set(records), dict[Record, _Found]()
    subjects = {subject for subject, _contribution in records}
    facts = Fact.objects.filter(subject__in=subjects).order_by()
    grouped = facts.values_list("originator", "subject", "contribution", "label_id").annotate(
        Min("created"), Count("id")
    )
    for originator, subject, contribution, label, started, amount in grouped:
        if (subject, contribution) not in wanted:
            continue
        one = found.setdefault((subject, contribution), _Found(originator, started))
        one.started = min(one.started, started)
        one.amount += amount
        one.labels.add(label)
    protected = _protected(subjects)
    for (subject, _contribution), one in found.items():
        one.is_protected = subject in protected
    return found


def _protected(subjects: Iterable[UUID]) -> set[UUID]:
    stated = Fact.objects.filter(subject__in=list(subjects), prop="status", value__in=PROTECTED_STATUSES)
    return set(stated.values_list("subject", flat=True))


def _batched(records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    for start in range(0, len(records), AT_ONCE):
        yield records[start : start + AT_ONCE]
