"""Keeping a case longer: it ends later with what is its own, and what it rests on ends as its originators have set."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from interlace.cases.closing_in import admit, is_closed_in
from interlace.cases.holds.models import CaseHold
from interlace.cases.joint.models import JointSide
from interlace.cases.models import Case, LaneChange, Lead
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward

LOOKED_AHEAD = timedelta(days=365)


def keep_cases_until(member: str, cases: Collection[UUID], *, until: datetime, is_for_others_too: bool) -> None:
    """Let a member's own cases be read until then: their rows, leads and changes of lane, and the own joint sides.

    Two officers who keep a case longer let others read on as well. Whoever lays a hold decides nothing about others:
    what was laid before another bureau ends on its day, and is kept unread.
    """
    with steward(Task.CASE):
        own = Case.objects.filter(member=member, id__in=cases)
        for rows in (own, JointSide.objects.filter(member=member, case__in=cases)):
            _end_later(rows, member, until=until, is_for_others_too=is_for_others_too)
        # The same words may lie under the later end already; then the earlier ones end as they would have.
        same = Lead.objects.filter(case=OuterRef("case"), digest=OuterRef("digest"), added__gt=OuterRef("added"))
        leads = Lead.objects.filter(~Exists(same), member=member, case__in=cases)
        _end_later(leads, member, until=until, is_for_others_too=is_for_others_too)
        lanes = LaneChange.objects.filter(member=member, case__in=cases, fact=None)
        _end_later(lanes, member, until=until, is_for_others_too=is_for_others_too)
        for case in own.order_by("id"):
            if is_closed_in(case):
                admit(case)


def keep_held_case(case: Case, *, review: datetime) -> None:
    """Let a case be read beyond the day on which its hold is looked at again.

    The last thing of an act: a context that is open already does not read the case under its later end.
    """
    keep_cases_until(case.member, [case.id], until=end_beyond(review), is_for_others_too=False)


def keep_held_cases(*, now: datetime) -> None:
    """Let every case that is held, or of which something is, be read for at least a year more: holds do not end."""
    with steward(Task.CASE):
        held = Case.objects.filter(id__in=CaseHold.objects.in_force().values("case"))
        for case in held.select_for_update(of=("self",)).order_by("id"):
            until = end_beyond(now + LOOKED_AHEAD)
            keep_cases_until(case.member, [case.id], until=until, is_for_others_too=False)


def end_beyond(day: datetime) -> datetime:
    """The end of the year after this day's: ends are whole years, so that there are few labels."""
    return datetime(day.astimezone(UTC).year + 2, 1, 1, tzinfo=UTC)


def _end_later(rows: "QuerySet[Any]", member: str, *, until: datetime, is_for_others_too: bool) -> None:
    for number in sorted(set(rows.values_list("label_id", flat=True))):
        terms = book.label(number)
        others = (terms.audience | terms.seekers) - {member}
        if terms.until < until and terms.origins == {member} and (is_for_others_too or not others):
            rows.filter(label=number).update(label=intern(replace(terms, until=until)))
