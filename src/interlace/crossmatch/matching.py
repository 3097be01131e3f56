"""Matching what has changed with the records of all other originators. All of it runs after the act that caused it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from interlace.crossmatch.entries import Registers
from interlace.crossmatch.models import PendingMatch
from interlace.crossmatch.rounds import Changed, Round
from interlace.crossmatch.views import views_now
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Member
from interlace.screening.indexing import take_in_pending

ONE_AT_A_TIME = 0x1A7E0003
"""Advisory lock: two workers on the two subjects of a pair would each write the row of the same link."""
TAKEN_AT_ONCE = 10
"""Subjects in one transaction: what comes alone during a long list waits for no more than these."""


def match_pending(*, now: datetime) -> int:
    """Match every changed subject. Returns how many there were."""
    matched = 0
    while subjects := _match_batch(now):
        matched += subjects
    return matched


def round_now(now: datetime) -> Round:
    """A round with the views, members and registers of now. For the steward."""
    book.refresh()
    reachable = _reachable()
    return Round(views_now(now), reachable, Registers.now(of=reachable))


def _match_batch(now: datetime) -> int:
    with steward(Task.MATCH):
        chosen = list(PendingMatch.objects.order_by("together", "id").values_list("id", flat=True)[:TAKEN_AT_ONCE])
    if not chosen:
        return 0
    # What has changed is in the index before it is matched: what counts a hub counts there.
    take_in_pending()
    with steward(Task.MATCH), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        pending = list(PendingMatch.objects.filter(id__in=chosen).order_by("together", "id"))
        this_round = round_now(now)
        for subject, changed in _together(pending).items():
            this_round.match(subject, changed)
        PendingMatch.objects.filter(id__in=chosen).delete()
        return len(chosen)


def _together(pending: Iterable[PendingMatch]) -> dict[UUID, Changed]:
    changed: dict[UUID, Changed] = {}
    for row in pending:
        found = changed.setdefault(row.subject, Changed(register=row.register))
        found.labels.update(row.labels)
        found.gone.update(row.gone)
    return changed


def _reachable() -> frozenset[str]:
    """The members whose facts can be matched now: those of any other one lie elsewhere."""
    return frozenset(Member.objects.filter(reachable=True).values_list("code", flat=True))
