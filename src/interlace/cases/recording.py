"""Writing what was done in a case to the ledger."""

from collections.abc import Mapping
from datetime import datetime

from interlace.cases.models import Case
from interlace.core.ledger import JsonValue
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.viewer import Viewer


def log_on_case(
    event: Event, viewer: Viewer, case: Case, *, now: datetime, detail: Mapping[str, JsonValue] | None = None
) -> None:
    """One leaf of the own bureau, in the transaction of the act."""
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=case.id,
        now=now,
        purpose=case.purpose,
        reference=case.reference,
        detail=detail or {},
    )
