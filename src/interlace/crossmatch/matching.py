"""Matching what has changed with the records of all other originators. All of it runs after the act that caused it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from interlace.crossmatch.network import network_now
from interlace.crossmatch.rounds import Changed, Round
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.indexing import take_in_pending

ONE_AT_A_TIME = 0x1A7E0003
"""Advisory lock: two workers on the two subjects of a pair would each write the row of the same link."""
TAKEN_AT_ONCE = 10
"""Subjects in one transaction: what comes alone during a long list waits for no more than these."""

_TAKE = """
    delete from crossmatch_pendingmatch
    where id in (select id from crossmatch_pendingmatch order by together, id limit %s)
    returning together, id, subject, register, labels, gone, not exists (
        select from screening_pendingsubject waiting
        where not waiting.indexed and waiting.subject = crossmatch_pendingmatch.subject
    )
"""


def match_pending(*, now: datetime) -> int:
    """Match every changed subject. Returns how many there were."""
    matched = 0
    while True:
        taken = _match_batch(now)
        matched += len(taken.changed)
        if taken.rows < TAKEN_AT_ONCE:
            return matched


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is matched together."""

    changed: Mapping[UUID, Changed]
    rows: int
    """As how many changes it was noted."""


def _match_batch(now: datetime) -> _Taken:
    while True:
        with suppress(_NotInIndex), steward(Task.MATCH), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
            taken = _take()
            if taken.changed:
                Round(network_now(now)).match(taken.changed)
            return taken
        take_in_pending()


class _NotInIndex(Exception):
    """What is to be matched was noted after the index was brought up to date."""


def _take() -> _Taken:
    """What is matched next, taken off the list of what waits.

    What has changed is in the index before it is matched: what counts a hub counts there.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [TAKEN_AT_ONCE])
        rows = sorted(cursor.fetchall())
    if not all(is_indexed for *_of_row, is_indexed in rows):
        raise _NotInIndex
    changed: dict[UUID, Changed] = {}
    for _together, _number, subject, register, labels, gone, _is_indexed in rows:
        found = changed.setdefault(subject, Changed(register=register))
        found.labels.update(labels)
        found.gone.update(gone)
    return _Taken(changed, len(rows))
