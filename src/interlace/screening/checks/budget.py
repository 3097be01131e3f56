"""How much may be asked (security model, section 6), counted in the database so that every process sees it.

A check limited to what the asker may read costs nothing: it can enumerate nothing that is not open to it anyway.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import BudgetExhausted


class Kind(StrEnum):
    """What a budget counts."""

    OFFICER = "officer"  # checks against other bureaus' case facts, per officer and day
    PAIR = "pair"  # the same, per asking member, holder and day
    DEVICE = "device"  # checks from a border device against registers, per minute
    BATCH = "batch"  # lines of batches, per member and day


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in each window."""

    most: int
    window: timedelta


LIMITS: Mapping[Kind, Limit] = {
    Kind.OFFICER: Limit(200, timedelta(days=1)),
    Kind.PAIR: Limit(2_000, timedelta(days=1)),
    Kind.DEVICE: Limit(60, timedelta(minutes=1)),
    Kind.BATCH: Limit(10_000, timedelta(days=1)),
}

# One statement counts and refuses: two processes cannot both take the last one.
_SPEND = """
    insert into screening_budget (id, member, scope, "window", used) values (gen_random_uuid(), %s, %s, %s, %s)
    on conflict (member, scope, "window") do update set used = screening_budget.used + excluded.used
    returning used
"""


def spend(viewer: Viewer, kind: Kind, *, subjects: Iterable[str], amount: int = 1, now: datetime) -> None:
    """Count the questions; `BudgetExhausted` with the seconds to wait when there were too many.

    The caller's transaction is rolled back by the error, so a refused question is not counted: the count never goes
    above the limit, and the officer can ask again in the next window.
    """
    limit = LIMITS[kind]
    window = _window_start(now, limit.window)
    # In one order for everybody, or two batches could wait for each other.
    for subject in sorted(subjects):
        with connection.cursor() as cursor:
            cursor.execute(_SPEND, [viewer.member, f"{kind}:{subject}", window, amount])
            used = cursor.fetchone()[0]
        if used > limit.most:
            wait = int((window + limit.window - now).total_seconds()) + 1
            raise BudgetExhausted(
                _("The number of checks allowed for now is used up."),
                retry_after=wait,
                fix=_("Wait, or ask a second person to release a larger batch."),
            )


def spend_now(viewer: Viewer, kind: Kind, *, subjects: Iterable[str], amount: int, now: datetime) -> None:
    """The same in a transaction of its own, for work of many transactions."""
    with acting(viewer, Action.DISCOVER, now=now):
        spend(viewer, kind, subjects=subjects, amount=amount, now=now)


def _window_start(now: datetime, window: timedelta) -> datetime:
    seconds = int(now.timestamp()) // int(window.total_seconds()) * int(window.total_seconds())
    return datetime.fromtimestamp(seconds, tz=UTC)
