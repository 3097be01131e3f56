"""Which daily roots wait for a stamp, and keeping what the service answers beside them.

The root of a day is that of its last checkpoint (UTC). A day is noted before anybody is asked: where the service is
down it waits, the next hour asks again, and the operator is told. Without a service nothing is noted.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from interlace.evidence.models import DayStamp
from interlace.evidence.stamping.service import Service, StampMissing, ask_for_stamp, trusted
from interlace.foundation.audit.models import Checkpoint
from interlace.foundation.disclosure.steward import Task, steward

_log = logging.getLogger(__name__)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stamped:
    """One day's root with its stamp."""

    day: date
    size: int
    root: str
    answer: bytes


def service() -> Service | None:
    """The service that the operator has set up, if any; `StampMissing` where its roots are unreadable."""
    if not settings.INTERLACE_TSA_URL:
        return None
    try:
        return Service(settings.INTERLACE_TSA_URL, trusted(Path(settings.INTERLACE_TSA_ROOTS)))
    except (OSError, ValueError):
        raise StampMissing("stamp_roots_unreadable") from None


def stamp_due_days(*, now: datetime) -> int:
    """Ask for a stamp on every daily root that has none yet, the oldest first; how many were stamped."""
    if not settings.INTERLACE_TSA_URL:
        return 0
    _note_due(now)
    stamped = 0
    for day, root in _waiting():
        try:
            asked = service()
            if asked is None:
                break
            stamp = ask_for_stamp(asked, bytes.fromhex(root))
        except StampMissing as missing:
            _note_failure(day, missing.code)
            _log.warning("The log's root of %s has no time stamp yet: %s. It is asked for again.", day, missing.code)
            break  # what failed for one day fails for the next: the hour that follows begins here
        _keep(day, stamp.answer, stamp.at)
        stamped += 1
    return stamped


def stamped_days() -> Sequence[Stamped]:
    """Every stamped root, the oldest first."""
    with steward(Task.LEDGER):
        rows = DayStamp.objects.exclude(stamped=None).order_by("size")
        return [Stamped(row.day, row.size, row.root, bytes(row.answer)) for row in rows]


def noted_days() -> Sequence[DayStamp]:
    """Every noted day for whoever keeps the node, the latest first."""
    with steward(Task.LEDGER):
        return list(DayStamp.objects.order_by("-day"))


def _note_due(now: datetime) -> None:
    """Note the days that are over, from the one after the last noted; where none is noted, yesterday."""
    with transaction.atomic(), steward(Task.LEDGER):
        last = DayStamp.objects.order_by("-day").first()
        yesterday = now.astimezone(UTC).date() - _DAY
        for day, root in _roots(last.day + _DAY if last else yesterday, yesterday).items():
            if last is None or root.size > last.size:
                last = DayStamp.objects.create(day=day, size=root.size, root=bytes(root.root).hex())


def _roots(first: date, last: date) -> Mapping[date, Checkpoint]:
    found: dict[date, Checkpoint] = {}
    day = first
    while day <= last:
        end = datetime.combine(day + _DAY, time(), UTC)
        checkpoint = Checkpoint.objects.filter(at__lt=end).order_by("-size").first()
        if checkpoint is not None:
            found[day] = checkpoint
        day += _DAY
    return found


def _waiting() -> list[tuple[date, str]]:
    with steward(Task.LEDGER):
        return list(DayStamp.objects.filter(stamped=None).order_by("day").values_list("day", "root"))


def _note_failure(day: date, code: str) -> None:
    with steward(Task.LEDGER):
        row = DayStamp.objects.select_for_update().get(pk=day)
        row.tries, row.problem = row.tries + 1, code
        row.save(update_fields=["tries", "problem"])


def _keep(day: date, answer: bytes, at: datetime) -> None:
    with steward(Task.LEDGER):
        row = DayStamp.objects.select_for_update().get(pk=day)
        if row.stamped is None:  # the first stamp says the earliest time
            row.answer, row.stamped, row.problem, row.tries = answer, at, "", row.tries + 1
            row.save(update_fields=["answer", "stamped", "problem", "tries"])
