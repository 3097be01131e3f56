"""A file erased at the person's wish: its key is replaced, so that nobody reads again what was said.

One protection officer says that the person asks for it, another one erases: it cannot be undone, and nobody alone shall
be able to make away with what somebody said. What the law keeps stays, sealed anew: what a prosecutor decided on not
punishing, how far the protection had come, and that a child was one. The ledger says that a file was erased, and
nothing of what was in it. What others were let read is deleted with its keys. A file on which an arrest or a suspicion
rests, decided or not, stays until the matter has ended: it is the defence's too.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.core.victims.erasing import Ending, is_fresh, may_end
from interlace.core.victims.standing import Matter
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.viewer import Viewer
from interlace.victims import ledger_events
from interlace.victims.files import Kept, OpenFile, open_file
from interlace.victims.models import ErasureEnding, ErasureRequest, ReleasedAnswer
from interlace.victims.queries import erasures_asked, proposals_of
from interlace.victims.reunion import take_back_all
from interlace.victims.rules import error_of
from interlace.victims.sealing import CareKey

LONGEST_DECLINE = 300


@transaction.atomic
def ask_erasure(viewer: Viewer, found_id: UUID, *, is_asked_for: bool, now: datetime) -> ErasureRequest:
    """Say, as the first of two, that a person wants erased what it said. Nothing is erased by it."""
    if not is_asked_for:
        raise error_of("not_confirmed")
    with open_file(viewer, found_id, now=now) as file:
        _require_free(file)
        if _open_request(file) is not None:
            raise error_of("asked_already")
        asked = ErasureRequest(
            member=file.row.member,
            label_id=file.row.label_id,
            file=file.row,
            officer=UUID(file.viewer.id),
            officer_name=file.viewer.officer_name,
            at=now,
        )
        asked.save(force_insert=True)
        _record(ledger_events.ERASURE_ASKED, file, now=now)
        return asked


@transaction.atomic
def erase_file(viewer: Viewer, found_id: UUID, *, now: datetime) -> OpenFile:
    """Erase, as the second of two, what a person said. It cannot be undone."""
    with open_file(viewer, found_id, now=now) as file:
        asked = _asked_of(file, Ending.ERASED)
        if not is_fresh(asked=asked.at, now=now):
            raise error_of("asked_long_ago")
        _require_free(file)
        _end(file, asked, Ending.ERASED, now=now)
        ReleasedAnswer.objects.filter(found=file.found.id).delete()
        take_back_all(file.care.told_seekers)
        _seal_anew(file, now=now)
        _record(ledger_events.FILE_ERASED, file, now=now)
        return file


@transaction.atomic
def decline_erasure(viewer: Viewer, found_id: UUID, *, reason: str, now: datetime) -> OpenFile:
    """Say, as the second of two, that the file is not erased, and why; the reason is sealed in the file."""
    if not reason.strip():
        raise error_of("reason_missing")
    with open_file(viewer, found_id, now=now) as file:
        asked = _asked_of(file, Ending.DECLINED)
        _end(file, asked, Ending.DECLINED, now=now)
        file.keep(Kept.ERASURE_DECLINED, now=now, reason=reason.strip()[:LONGEST_DECLINE])
        _record(ledger_events.ERASURE_ENDED, file, now=now)
        return file


@transaction.atomic
def withdraw_erasure(viewer: Viewer, found_id: UUID, *, now: datetime) -> OpenFile:
    """Take one's own request back, because the person thinks better of it."""
    with open_file(viewer, found_id, now=now) as file:
        asked = _asked_of(file, Ending.WITHDRAWN)
        _end(file, asked, Ending.WITHDRAWN, now=now)
        _record(ledger_events.ERASURE_ENDED, file, now=now)
        return file


def _open_request(file: OpenFile) -> ErasureRequest | None:
    return erasures_asked(file.viewer).filter(file=file.row).first()


def _asked_of(file: OpenFile, ending: Ending) -> ErasureRequest:
    if (asked := _open_request(file)) is None:
        raise error_of("nothing_asked")
    if not may_end(ending, asked_by=str(asked.officer), officer=file.viewer.id):
        raise error_of("asked_by_another" if ending is Ending.WITHDRAWN else "second_officer_needed")
    return asked


def _end(file: OpenFile, asked: ErasureRequest, ending: Ending, *, now: datetime) -> None:
    ErasureEnding(
        member=file.row.member,
        label_id=file.row.label_id,
        request=asked,
        ending=ending.value,
        officer=UUID(file.viewer.id),
        officer_name=file.viewer.officer_name,
        at=now,
    ).save(force_insert=True)


def _require_free(file: OpenFile) -> None:
    """Refuse where the criminal matter rests on what was said, or may as soon as a second officer signs."""
    proposed = proposals_of(file.viewer, file.found)
    waits = any(each.is_open and each.proposal.to == Matter.SUSPECT for each in proposed)
    if waits or file.found.matter in {Matter.ARRESTED, Matter.SUSPECT}:
        raise error_of("kept_by_law")


def _seal_anew(file: OpenFile, *, now: datetime) -> None:
    before = file.care
    file.key = CareKey.made(file.row.id)
    file.row.key, file.row.erased_before = file.key.wrapped(), file.count
    file.row.save(update_fields=["key", "erased_before"])
    file.care = type(before)()
    file.keep(Kept.LEFT, now=now, protection=before.protection.value, was_child=before.is_child)
    for each in before.non_punishment:
        file.keep(
            Kept.NON_PUNISHMENT,
            now=now,
            at=each.at.isoformat(),
            authority=each.authority,
            test=each.test,
            outcome=each.outcome,
            review=each.review,
        )


def _record(event: Event, file: OpenFile, *, now: datetime) -> None:
    record(
        event,
        by=file.viewer.id,
        member=file.viewer.member,
        on=file.row.id,
        now=now,
        purpose=file.viewer.purpose,
        reference=file.viewer.reference,
        detail={},
    )
