"""Letters as kept items: a member's own side of each thread, and what it wrote and never sent.

A thread's words are shared, its sides are not: each member decides about its own, and learns nothing of the other's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from interlace.core.handling import Label
from interlace.core.procedure.keeping import Category, Rule
from interlace.core.procedure.threads import ThreadStage
from interlace.desk.threads.models import Draft, ThreadEvent, ThreadSide
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.oversight.keeping.items import Record, Seen
from interlace.oversight.keeping.rules import all_rules, ending_labels, shortest
from interlace.oversight.models import KeptItem

OwnRules = Mapping[str, Sequence[Rule]]


def threads_near_end(horizon: datetime, own: OwnRules, member: str | None) -> set[Record]:
    """Threads whose last letter is old, or in which a label ends, each with the side that stands for its member."""
    is_old = Q(last__lte=horizon - shortest(all_rules(own), Category.THREADS))
    ending = ThreadEvent.objects.filter(label__in=ending_labels(horizon)).values("thread")
    sides = ThreadSide.objects.filter(is_old | Q(thread__in=ending))
    if member is not None:
        sides = sides.filter(member=member)
    return {(side.thread, side.id) for side in _standing(sides)}


def threads_seen(records: Sequence[Record]) -> Iterator[Seen]:
    """These threads as their members keep them now."""
    sides = ThreadSide.objects.filter(id__in=[side for _thread, side in records])
    labels = _labels_in([thread for thread, _side in records])
    for side in sides:
        written = labels[side.thread]
        known = [label for each in written.values() for label in each]
        others = [label.until for member, each in written.items() if member != side.member for label in each]
        if known:
            yield Seen(
                record=(side.thread, side.id),
                member=side.member,
                category=Category.THREADS,
                purpose=side.purpose,
                reference=side.reference,
                amount=side.events,
                started=side.last,
                until=min(label.until for label in known),
                labels=known,
                latest=min(others, default=None),
            )


def drafts_near_end(horizon: datetime, own: OwnRules, member: str | None) -> set[Record]:
    """Letters that were never sent and that nobody has touched for long."""
    is_old = Q(changed__lte=horizon - shortest(all_rules(own), Category.DRAFTS))
    drafts = Draft.objects.filter(is_old | Q(label__in=ending_labels(horizon))).exclude(state=ThreadStage.SENT)
    if member is not None:
        drafts = drafts.filter(member=member)
    return {(draft, draft) for draft in drafts.values_list("id", flat=True)}


def drafts_seen(records: Sequence[Record]) -> Iterator[Seen]:
    """These letters as they lie there now."""
    drafts = Draft.objects.filter(id__in=[draft for draft, _same in records]).exclude(state=ThreadStage.SENT)
    for draft in drafts:
        labels = labels_of([draft.label_id])
        yield Seen(
            record=(draft.id, draft.id),
            member=draft.member,
            category=Category.DRAFTS,
            purpose=draft.purpose,
            reference=draft.reference,
            amount=1,
            started=draft.changed,
            until=labels[0].until,
            labels=labels,
        )


def titles_of(viewer: Viewer, items: Collection[KeptItem], *, now: datetime) -> Mapping[UUID, tuple[str, ...]]:
    """What this officer may read of threads and drafts, by item: enough to know them again."""
    threads = {item.subject: item.id for item in items if item.category == Category.THREADS}
    drafts = {item.subject: item.id for item in items if item.category == Category.DRAFTS}
    found: dict[UUID, tuple[str, ...]] = {}
    for matter in viewer.in_every_matter() if threads or drafts else ():
        # Row security asks whoever works with letters to discover them; a keeper reads and does nothing else.
        with acting(matter, now=now) as context, steward(Task.RETENTION):
            own = {"member": matter.member, "purpose": matter.purpose, "label__in": context.permitted.labels}
            sides = ThreadSide.objects.filter(thread__in=list(threads), **own)
            found |= {threads[side.thread]: (side.title, side.number, side.counterpart) for side in _standing(sides)}
            found |= {drafts[draft.id]: _title_of(draft) for draft in Draft.objects.filter(id__in=list(drafts), **own)}
    return found


def _title_of(draft: Draft) -> tuple[str, ...]:
    written = (str(draft.content.get("title", "")), str(draft.content.get("to", "")), draft.author_name)
    return tuple(each for each in written if each)


def _standing(sides: Iterable[ThreadSide]) -> list[ThreadSide]:
    """Of a thread within one member the bureau's side stands for both."""
    by_member: dict[tuple[str, UUID], ThreadSide] = {}
    for side in sorted(sides, key=lambda each: (each.unit is not None, each.party)):
        by_member.setdefault((side.member, side.thread), side)
    return list(by_member.values())


def _labels_in(threads: Collection[UUID]) -> Mapping[UUID, Mapping[str, list[Label]]]:
    """The labels of the words in each thread, by who wrote them."""
    found: defaultdict[UUID, defaultdict[str, list[Label]]] = defaultdict(lambda: defaultdict(list))
    written = ThreadEvent.objects.filter(thread__in=threads).order_by("label_id")
    for thread, member, label in written.values_list("thread", "member", "label_id").distinct():
        found[thread][member] += labels_of([label])
    return found
