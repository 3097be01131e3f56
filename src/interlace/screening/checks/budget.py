"""How much may be asked, counted in the database so that every process sees it.

A check limited to one's own bureau, or to registers that the asker names and may read, costs nothing. Every other one
does, because a price that depended on what is shared with the asker would tell of what is shared with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.utils.translation import gettext as _

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import BudgetExhausted
from interlace.screening.models import Budget


class Kind(StrEnum):
    """What a budget counts."""

    OFFICER = "officer"  # checks against other bureaus' case facts, per officer and day
    PAIR = "pair"  # the same, per asking member, holder and day
    DEVICE = "device"  # checks from a border device against registers, per minute
    BATCH = "batch"  # lines of batches, per member and day
    KEY = "key"  # what a program asks with one key, per day; the key says how much
    CARE = "care"  # looks for who seeks a person in care, per protection officer and hour


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
    Kind.KEY: Limit(0, timedelta(days=1)),
    Kind.CARE: Limit(30, timedelta(hours=1)),
}

# One statement counts and refuses: two processes cannot both take the last one.
_SPEND = """
    insert into screening_budget (id, member, scope, "window", used)
    select gen_random_uuid(), %s, scope, %s, %s from unnest(%s::text[]) as asked (scope)
    on conflict (member, scope, "window") do update set used = screening_budget.used + excluded.used
    returning used
"""


def spend(
    viewer: Viewer, kind: Kind, *, subjects: Iterable[str], amount: int = 1, now: datetime, most: int | None = None
) -> None:
    """Count the questions; `BudgetExhausted` with the seconds to wait when there were too many.

    `most` is the number where it is not the same for everybody.

    The caller's transaction is rolled back by the error, so a refused question is not counted: the count never goes
    above the limit, and the officer can ask again in the next window.
    """
    limit = LIMITS[kind]
    window = _window_start(now, limit.window)
    # In one order for everybody, or two batches could wait for each other.
    scopes = [f"{kind}:{subject}" for subject in sorted(subjects)]
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [viewer.member, window, amount, scopes])
        used = max((row[0] for row in cursor.fetchall()), default=0)
    if used > (limit.most if most is None else most):
        raise BudgetExhausted(
            _("The number of checks allowed for now is used up."),
            retry_after=int((window + limit.window - now).total_seconds()) + 1,
            fix=_("Wait, or ask a second person to release a larger batch.")
            if kind is Kind.BATCH
            else _("Wait, then ask again."),
        )


def used(viewer: Viewer, kind: Kind, *, subject: str, now: datetime) -> int:
    """How much of a budget has been spent in the running window; the member's context must be open."""
    window = _window_start(now, LIMITS[kind].window)
    spent = Budget.objects.filter(member=viewer.member, scope=f"{kind}:{subject}", window=window).first()
    return spent.used if spent is not None else 0


def _window_start(now: datetime, window: timedelta) -> datetime:
    seconds = int(now.timestamp()) // int(window.total_seconds()) * int(window.total_seconds())
    return datetime.fromtimestamp(seconds, tz=UTC)
