"""Counting uses: exact over any stretch of time, and correct when several processes count at once."""

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import BudgetExhausted
from interlace.foundation.limits.models import RecentUse
from interlace.foundation.vault.node import node_keys


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` uses of `name` in any `period`."""

    name: str
    times: int
    period: timedelta


_TAKE = """
insert into limits_recentuse as kept (digest, times, latest)
values (%(digest)s, array[%(now)s], %(now)s)
on conflict (digest) do update
   set times = (kept.times || %(now)s::timestamptz)[greatest(1, cardinality(kept.times) + 2 - %(times)s):],
       latest = %(now)s
 where cardinality(kept.times) < %(times)s
    or kept.times[cardinality(kept.times) + 1 - %(times)s] <= %(now)s - %(period)s
returning 1
"""
_WAIT = """
select extract(epoch from times[greatest(1, cardinality(times) + 1 - %(times)s)] + %(period)s - %(now)s)
  from limits_recentuse where digest = %(digest)s
"""


def take(limit: Limit, *, user: str) -> None:
    """Count one use, or raise `BudgetExhausted` with the seconds to wait.

    The count must outlive a failure of what it counts, so it cannot be part of a larger transaction.
    """
    parameters: dict[str, Any] = {
        "digest": node_keys().keyed_digest("limits", f"{limit.name}|{user}".encode()),
        "now": timezone.now(),
        "times": limit.times,
        "period": limit.period,
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_TAKE, parameters)
        if cursor.fetchone() is not None:
            return
        cursor.execute(_WAIT, parameters)
        found = cursor.fetchone()
    seconds = max(1, math.ceil(found[0])) if found else 1
    raise BudgetExhausted(
        _("That was too often in too short a time."),
        retry_after=seconds,
        fix=_("Wait {seconds} s, then try again.").format(seconds=seconds),
    )


def forgive(limit: Limit, *, user: str) -> None:
    """Start counting anew, after the user has proved who it is."""
    RecentUse.objects.filter(digest=node_keys().keyed_digest("limits", f"{limit.name}|{user}".encode())).delete()
