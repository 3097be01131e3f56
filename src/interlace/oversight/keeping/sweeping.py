"""What the node deletes by itself: questions, compared values, leftovers, expired copies, what ended holds sealed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from interlace.cases.holds.reach import on_held_entries, on_held_leads
from interlace.cases.keeping_longer import keep_held_cases
from interlace.core.procedure.keeping import Category, Period
from interlace.facts.models import Contribution, Fact, RowProblem
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.http.unsent import unsent_too_long
from interlace.oversight.keeping.certificates import Gone, certify
from interlace.oversight.keeping.erasing import (
    OPEN_STATES,
    PERIOD_ENDED,
    erase_checks,
    erase_copies,
    erase_hit_values,
    erase_rejects,
    erase_versions,
)
from interlace.oversight.keeping.holding import release_ended
from interlace.oversight.keeping.ledger import note_deletion, write_waiting
from interlace.oversight.keeping.purposes import Held, held_for
from interlace.oversight.keeping.rules import own_rules, rules_of
from interlace.oversight.keeping.sealing import destroy_sealed, members_with_sealed
from interlace.oversight.keeping.versions import versions_outdated
from interlace.oversight.models import Certificate, LegalHold
from interlace.screening.access import screening_index
from interlace.screening.border.models import BorderCall, BorderScan
from interlace.screening.indexing import take_in_pending, take_in_registers
from interlace.screening.models import Check, CheckAnswer, HitSide, PendingRegister, PendingSubject

AT_ONCE = 1_000
M = TypeVar("M", bound=Model)

_FOUND = dict[tuple[str, Held], dict[str, list[UUID]]]
"""Member and what it was held for → kind → ids."""

_ERASE: Mapping[str, Callable[[str, Sequence[UUID], datetime], int]] = {
    "copies": lambda member, ids, _now: erase_copies(member, ids),
    "checks": lambda member, ids, _now: erase_checks(member, ids),
    "hits": lambda member, ids, _now: erase_hit_values(member, ids),
    "rejects": lambda member, ids, _now: erase_rejects(member, ids),
    "versions": lambda member, ids, now: erase_versions(member, ids, at=now),
}


def sweep(*, now: datetime) -> int:
    """Delete what is due by rules that nobody has to apply.

    One transaction and one certificate per member, per purpose that it was held for, and per who may know of it.
    """
    count = 0
    with steward(Task.RETENTION):
        found = _found(now)
    for (member, held), kinds in sorted(found.items(), key=lambda each: repr(each[0])):
        with transaction.atomic(), steward(Task.RETENTION):
            for kind, ids in kinds.items():
                _ERASE[kind](member, ids, now)
            gone = [Gone(kind, each) for kind, ids in kinds.items() for each in ids]
            note_deletion(member, {kind: [str(each) for each in ids] for kind, ids in kinds.items()}, now=now)
            certify(
                member,
                by=None,
                reason=PERIOD_ENDED,
                records=len(gone),
                gone=gone,
                counts={},
                purposes=held.purposes,
                guard=held.guard,
                now=now,
            )
            count += len(gone)
    return count


def forget_unsent_words(*, now: datetime) -> int:
    """Take away what was typed beside something and not sent for a week: it was never said, so nothing certifies it."""
    with steward(Task.RETENTION):
        count, _by_table = unsent_too_long(now=now).delete()
        return count


def forget_scans(*, now: datetime) -> int:
    """Take away what is kept of scans and calls at the border, as long as questions are kept. Numbers need no proof."""
    count = 0
    tables: tuple[type[Model], ...] = (BorderScan, BorderCall)
    for table in tables:
        rows = table._default_manager
        with steward(Task.RETENTION):
            while due := [each for _member, each in _older(Category.CHECKS, rows.all(), "at", now=now)]:
                deleted, _by_table = rows.filter(pk__in=due).delete()
                count += deleted
    return count


def end_holds(*, now: datetime) -> int:
    """Destroy what was sealed under holds that have ended, let held versions of registers go, keep held cases on."""
    keep_held_cases(now=now)
    release_ended(now=now)
    return sum(destroy_sealed(member, now=now) for member in members_with_sealed())


def finish_certificates(*, now: datetime) -> int:
    """Rewrite the index without what is gone, and note it on the certificates. Runs until it has succeeded once."""
    with steward(Task.RETENTION):
        waiting = Certificate.objects.filter(swept=None, at__lte=now)
        if not waiting.exists():
            return 0
    write_waiting()
    take_in_pending()
    take_in_registers()
    # Names of the dead stay in the index's files until they are merged.
    screening_index().merge()
    with steward(Task.RETENTION):
        if any(pending.objects.filter(indexed=False).exists() for pending in (PendingSubject, PendingRegister)):
            return 0
        return waiting.update(swept=now)


def _found(now: datetime) -> _FOUND:
    found: _FOUND = defaultdict(lambda: defaultdict(list))
    for kind, rows in _due_rows(now):
        held = held_for(kind, [each for _member, each in rows])
        for member, each in rows:
            found[member, held[each]][kind].append(each)
    return found


def _due_rows(now: datetime) -> Iterator[tuple[str, Sequence[tuple[str, UUID]]]]:
    ended = LabelRow.objects.annotate(ends=RawSQL("terms->>'until'", [])).filter(ends__lte=now.isoformat())
    in_force = LegalHold.objects.filter(Q(ends=None) | Q(ends__gt=now), lifted=None)
    held = in_force.values("subject")
    expired = Fact.objects.filter(label__in=ended.values("id"))
    copies = expired.exclude(contribution__in=Contribution.objects.values("id"))
    unheld = _unheld(copies.exclude(subject__in=held), member="originator", subject="subject")
    yield "copies", list(unheld.order_by("id").values_list("originator", "id")[:AT_ONCE])
    open_checks = CheckAnswer.objects.filter(state=CheckAnswer.State.WAITING).values("check_asked")
    checks = Check.objects.exclude(id__in=open_checks).exclude(subject__in=held)
    checks = _unheld(checks, member="member", subject="subject")
    yield "checks", list(_older(Category.CHECKS, checks, "created", now=now))
    sides = HitSide.objects.exclude(question=[], reasons=[], answer_reason="", asked_by="")
    free = _unheld(sides.exclude(own_subject__in=held), member="member", subject="own_subject")
    settled = free.exclude(state__in=OPEN_STATES)
    over = free.filter(label__in=ended.values("id")).order_by("id").values_list("member", "id")[:AT_ONCE]
    yield "hits", sorted({*_older(Category.HITS, settled, "changed", now=now), *over})
    yield "versions", versions_outdated(set(in_force.values_list("subject", flat=True)), now=now)
    with_rows = Contribution.objects.filter(id__in=RowProblem.objects.values("contribution"))
    yield "rejects", list(_older(Category.REJECTS, with_rows, "created", now=now))


def _unheld(rows: "QuerySet[M]", *, member: str, subject: str) -> "QuerySet[M]":
    """Without what a held case of the same member stands on."""
    return rows.filter(~on_held_entries(member=member, subject=subject), ~on_held_leads(member=member, subject=subject))


def _older(category: Category, rows: "QuerySet[Model]", column: str, *, now: datetime) -> Iterator[tuple[str, UUID]]:
    """Rows whose member's rules end before now: candidates by the shortest of all, then each by its own."""
    own = own_rules()
    of_all = rules_of(category, member="")
    of_all += [rule for rules in own.values() for rule in rules if rule.category is category]
    if not of_all:
        return
    limit = max(_before(rule.period, now) for rule in of_all)
    old = rows.filter(**{f"{column}__lte": limit}).order_by(column, "id")
    for member, each, started in old.values_list("member", "id", column)[:AT_ONCE]:
        rules = rules_of(category, member=member, own=own.get(member, ()))
        if any(rule.period.after(started) <= now for rule in rules):
            yield member, each


def _before(period: Period, now: datetime) -> datetime:
    """The latest start whose period may have ended, on the safe side by a few days."""
    return Period(-period.years, -period.months, -period.days + 3).after(now)
