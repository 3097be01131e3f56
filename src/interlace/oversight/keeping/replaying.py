"""Repeating the ledger of deletions on a restored node, before anybody is answered: what was dead stays dead."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure.steward import Task, steward
from interlace.oversight.keeping.erasing import (
    close_registers,
    erase_checks,
    erase_copies,
    erase_facts_again,
    erase_hit_values,
    erase_rejects,
)
from interlace.oversight.keeping.ledger import Line, read_lines, replaying
from interlace.oversight.ledger_events import REPLAYED
from interlace.oversight.models import Deletion


def replay_deletions(path: Path, *, now: datetime) -> int:
    """Delete again what the ledger names and the database does not know to be deleted. Returns how many lines.

    Each line is a transaction of its own and leaves its row: interrupted, the next run goes on behind it.
    """
    repeated = 0
    for line in read_lines(path):
        with transaction.atomic():
            repeated += _repeat(line, now=now)
    return repeated


def _repeat(line: Line, *, now: datetime) -> bool:
    with steward(Task.RETENTION):
        row, is_new = Deletion.objects.get_or_create(
            id=line.id,
            defaults={
                "member": line.member,
                "at": line.at,
                "ids": {kind: list(ids) for kind, ids in line.ids.items()},
                "written": True,
            },
        )
        if not is_new:
            return False
    with replaying():
        count = sum(_erase(line, kind, [UUID(each) for each in ids]) for kind, ids in line.ids.items())
    record(
        REPLAYED,
        by=SYSTEM,
        member=line.member,
        on=row.id,
        now=now,
        detail={"lines": {kind: len(ids) for kind, ids in line.ids.items()}, "found": count},
    )
    return True


def _erase(line: Line, kind: str, ids: Sequence[UUID]) -> int:
    match kind:
        case "facts":
            return erase_facts_again(line.member, ids, at=line.at)
        case "copies":
            return erase_copies(line.member, ids)
        case "checks":
            return erase_checks(line.member, ids)
        case "hits":
            return erase_hit_values(line.member, ids)
        case "rejects":
            return erase_rejects(line.member, ids)
        case "registers":
            return close_registers(line.member, ids)
    raise ValueError(f"the ledger of deletions names {kind}, which this release does not know")
