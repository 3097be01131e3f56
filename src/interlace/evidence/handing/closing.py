"""Closing what was handed over in error, at every bureau that it has reached by now."""

from datetime import datetime
from uuid import UUID

from interlace.evidence import ledger_events
from interlace.evidence.models import BureauHandOver, Exhibit
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure.steward import Task, steward


def close_down(hand_over: UUID, *, now: datetime) -> None:
    """Close what was handed over in error wherever it is by now: each bureau that it went on to keeps it closed."""
    with steward(Task.HAND_OVER):
        ways = [hand_over]
        while ways:
            # Locked first: who takes it from there meanwhile is waited for, and found by the next round.
            found = Exhibit.objects.select_for_update(of=("self",)).select_related("case")
            reached = list(found.filter(came_by__in=ways, closed=None).order_by("id"))
            for exhibit in reached:
                exhibit.closed = now
                exhibit.save(update_fields=["closed"])
                record(
                    ledger_events.EXHIBIT_CLOSED,
                    by=SYSTEM,
                    member=exhibit.member,
                    on=exhibit.case_id,
                    now=now,
                    purpose=exhibit.case.purpose,
                    reference=exhibit.case.reference,
                    detail={"exhibit": str(exhibit.id)},
                )
            ways = list(BureauHandOver.objects.filter(exhibit__in=reached).values_list("id", flat=True))
