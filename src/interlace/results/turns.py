"""In which order things are added to the log of results: what comes after a published sheet is later than it.

A sheet for everybody is counted again from the lines of its time. A report whose request began before it, and ends
after it, must not slip in among them.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection

from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.models import JointOperation
from interlace.results.models import PublicSheet

_LEAST = timedelta(microseconds=1)


def added_at(matter: Viewer, operation: JointOperation, *, now: datetime) -> datetime:
    """The time at which something is added now; it waits for a sheet that is being published, and for nothing else."""
    _lock("pg_advisory_xact_lock_shared", operation.id)
    latest = PublicSheet.objects.visible_to(matter).filter(operation=operation).order_by("-at").first()
    return now if latest is None else max(now, latest.at + _LEAST)


def publish_alone(operation: UUID) -> None:
    """Until the end of the transaction nothing is added to this operation's log."""
    _lock("pg_advisory_xact_lock", operation)


def _lock(function: str, operation: UUID) -> None:
    number = int.from_bytes(sha256(b"results" + operation.bytes).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}(%s)", [number])
