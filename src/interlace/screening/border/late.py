"""Scans that were made while the line was down: recorded when it is back, and asked again as far as they were kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from interlace.core.handling import Action
from interlace.core.procedure.border import BorderAnswer
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Verb
from interlace.screening.border.actions import SHIFT, Scanned, scan
from interlace.screening.border.models import BorderScan
from interlace.screening.ledger_events import BORDER_LATE
from interlace.screening.rules import require_matter, require_verb

MOST_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class LateScan:
    """One scan as the device kept it. The zone is missing where the page was closed in between: it is on no disk."""

    id: str
    at: datetime
    zone: str = ""


@dataclass(frozen=True, slots=True)
class AskedLate:
    """What a kept scan was answered when the line was back."""

    at: datetime
    scanned: Scanned


def record_late(viewer: Viewer, scans: Sequence[LateScan], *, today: date, now: datetime) -> list[AskedLate]:
    """Record each scan once, however often it is sent, and ask the lists about those whose zone was kept."""
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    asked: list[AskedLate] = []
    for each in scans[:MOST_AT_ONCE]:
        scan_id = uuid5(UUID(viewer.id), f"late {each.id}")
        at = _within_the_shift(each.at, now=now)
        with transaction.atomic():
            if not _note(viewer, scan_id, at=at, has_zone=bool(each.zone), now=now):
                continue
            if each.zone:
                asked.append(AskedLate(at, scan(viewer, each.zone, today=today, now=now, scan_id=scan_id)))
    return asked


def _note(viewer: Viewer, scan_id: UUID, *, at: datetime, has_zone: bool, now: datetime) -> bool:
    """Whether it was not recorded before. One that is asked again is counted by its answer, like any other scan."""
    with acting(viewer, Action.DISCOVER, now=now):
        if BorderScan.objects.filter(member=viewer.member, id=scan_id).exists():
            return False
        if not has_zone:
            BorderScan.objects.create(
                id=scan_id, member=viewer.member, officer=UUID(viewer.id), answer=BorderAnswer.LOCAL_LIST, at=at
            )
        record(
            BORDER_LATE,
            by=viewer.id,
            member=viewer.member,
            on=scan_id,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"at": at.isoformat(), "asked_again": has_zone},
        )
    return True


def _within_the_shift(at: datetime, *, now: datetime) -> datetime:
    """A device's clock decides nothing: what it says counts within the shift that can be."""
    return max(now - SHIFT, min(at, now))
