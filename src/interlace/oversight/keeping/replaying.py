"""Repeating the ledger of deletions on a restored node, before anybody is answered: what was dead stays dead."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure.steward import Task, steward
from interlace.oversight.keeping.closed_cases import erase_cases
from interlace.oversight.keeping.erasing import (
    close_registers,
    erase_checks,
    erase_copies,
    erase_facts_again,
    erase_hit_values,
    erase_rejects,
    erase_versions,
)
from interlace.oversight.keeping.erasing_letters import erase_drafts, erase_threads
from interlace.oversight.keeping.ledger import Line, read_lines, replaying
from interlace.oversight.keeping.sealing import erase_sealed, seal_held
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
    erase = _AGAIN.get(kind)
    if erase is None:
        raise ValueError(f"the ledger of deletions names {kind}, which this release does not know")
    return erase(line, ids)


def _seal_again(line: Line, ids: Sequence[UUID]) -> int:
    """The restored hold may be older than the recall; where there is none any more, nothing is kept."""
    seal_held(line.member, ids, now=line.at)
    return erase_facts_again(line.member, ids, at=line.at)


_AGAIN: Mapping[str, Callable[[Line, Sequence[UUID]], int]] = {
    "facts": lambda line, ids: erase_facts_again(line.member, ids, at=line.at),
    "sealed": _seal_again,
    "sealed_ended": lambda line, ids: erase_sealed(line.member, ids),
    "copies": lambda line, ids: erase_copies(line.member, ids),
    "checks": lambda line, ids: erase_checks(line.member, ids),
    "hits": lambda line, ids: erase_hit_values(line.member, ids),
    "rejects": lambda line, ids: erase_rejects(line.member, ids),
    "registers": lambda line, ids: close_registers(line.member, ids),
    "versions": lambda line, ids: erase_versions(line.member, ids, at=line.at),
    "threads": lambda line, ids: erase_threads(line.member, ids),
    "cases": lambda line, ids: erase_cases(line.member, ids),
    "drafts": lambda line, ids: erase_drafts(line.member, ids),
}
"""What a line may name, and how it is deleted again."""
