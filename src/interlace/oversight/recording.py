"""How every act of oversight is written to the ledger."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from interlace.core.ledger import JsonValue
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.viewer import Viewer


def log_act(
    viewer: Viewer, event: Event, *, on: UUID, now: datetime, detail: Mapping[str, JsonValue] | None = None
) -> None:
    """Write to the ledger what the viewer did, in the matter it works in, in the transaction of the act."""
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=on,
        now=now,
        purpose=viewer.purpose,
        reference=viewer.reference,
        detail=detail or {},
    )
