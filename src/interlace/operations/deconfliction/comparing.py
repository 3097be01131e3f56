"""Which bureaus are after the same: the one place that compares digests across bureaus, and deletes them.

The same statements run, over the same digests, whether anybody is or not.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from interlace.foundation.disclosure.steward import Task, steward
from interlace.operations.deconfliction.models import Interest


def bureaus_by_digest(member: str, digests: Collection[str], *, now: datetime) -> Mapping[str, Mapping[str, datetime]]:
    """For each digest the other bureaus that keep it now, and since when; a context must be open."""
    with steward(Task.OPERATION):
        rows = Interest.objects.filter(kept__overlap=sorted(digests), until__gt=now).exclude(member=member)
        found: dict[str, dict[str, datetime]] = {}
        for kept, other, added in rows.order_by("added").values_list("kept", "member", "added"):
            for digest in kept:
                found.setdefault(digest, {})[other] = added
    return found


def delete_ended(*, now: datetime) -> int:
    """Delete what no bureau is after any more, and its digests; how many there were."""
    with steward(Task.RETENTION):
        count, _of = Interest.objects.filter(until__lte=now).delete()
    return count
