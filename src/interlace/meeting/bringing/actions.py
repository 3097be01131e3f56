"""What an officer does with a pack: hands it in, stops and resumes the work on it, stores it, lays it on a table.

The machine reads, counts and proposes. What is stored, and which table it is laid on, its officer says afterwards.
"""

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from interlace.cases.rules import may_work, require_worker
from interlace.core.ledger import JsonValue
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.jail import Bounds
from interlace.foundation.jail.running import FileRefused
from interlace.foundation.jobs.actions import Deferrer, ask_to_stop, start_job
from interlace.foundation.jobs.models import Job
from interlace.meeting import ledger_events
from interlace.meeting.bringing import keeping
from interlace.meeting.bringing.keeping import BroughtPack
from interlace.meeting.jobs import work_on_pack
from interlace.meeting.laying import Laid, lay_pack
from interlace.meeting.pack.opening import entries_of
from interlace.meeting.rules import error_of

READING, STORING = "pack-reading", "pack-storing"


def hand_in_pack(
    viewer: Viewer, archive: bytes, *, file_name: str, meeting: UUID | None = None, now: datetime
) -> BroughtPack:
    """Keep a pack sealed and begin to read it. What is no pack is refused at once, and not kept."""
    require_pack_worker(viewer)
    keeping.discard_old(now=now)
    if len(keeping.packs_of(viewer, now=now)) >= keeping.OPEN_AT_MOST:
        raise error_of("too_many_packs")
    if len(archive) > Bounds().file:
        raise error_of("pack_too_large")
    try:
        entries = entries_of(archive)
    except FileRefused as refused:
        raise error_of("pack_not_opened") from refused
    if not entries:
        raise error_of("pack_without_bureaus")
    pack = keeping.keep(viewer, archive, entries, file_name=file_name, meeting=meeting, now=now)
    return _begin(viewer, pack, READING, now=now)


@transaction.atomic
def go_on_with_pack(viewer: Viewer, pack_id: UUID, *, now: datetime) -> BroughtPack:
    """Go on where the work was stopped or came to an end too early."""
    require_pack_worker(viewer)
    pack = _idle(viewer, pack_id, now=now)
    if not pack.is_read:
        return _begin(viewer, pack, READING, now=now)
    if pack.storing is not None and pack.stored is None:
        return _begin(viewer, pack, STORING, now=now)
    raise error_of("nothing_left_to_do")


def stop_work_on_pack(viewer: Viewer, pack_id: UUID, *, now: datetime) -> BroughtPack:
    """Stop after the files, or the case, that are under way. What was read or stored stays."""
    pack = keeping.pack_of(viewer, pack_id, now=now)
    job = work_on(viewer, pack)
    if job is None or job.is_over:
        raise error_of("nothing_under_way")
    ask_to_stop(viewer=viewer, job_id=job.pk, now=now)
    return pack


@transaction.atomic
def store_pack(viewer: Viewer, pack_id: UUID, *, scheme: str = "", now: datetime) -> BroughtPack:
    """Begin to store the cases, leads, people and things of the own bureau; those of others stay where they are."""
    require_worker(viewer)
    pack = _read_one(viewer, pack_id, now=now)
    if not any(entry.bureau == viewer.member for entry in pack.entries):
        raise error_of("pack_without_own")
    terms = {"purpose": viewer.purpose, "reference": viewer.reference, "scheme": scheme.strip()[:40]}
    pack = keeping.change(pack, storing=terms, stored=None)
    return _begin(viewer, pack, STORING, now=now)


@transaction.atomic
def lay_brought_pack(viewer: Viewer, pack_id: UUID, meeting_id: UUID, *, now: datetime) -> Laid:
    """Put what was read, and where cases meet, on the agenda of a meeting of the own bureau."""
    pack = _read_one(viewer, pack_id, now=now)
    content = keeping.content_of(pack)
    laid = lay_pack(viewer, meeting_id, content.pack, content.links, now=now)
    keeping.note_laid(pack, meeting_id, asdict(laid))
    return laid


@transaction.atomic
def discard_pack(viewer: Viewer, pack_id: UUID, *, now: datetime) -> None:
    """Throw a pack away. What was stored of it, or laid on a table, stays."""
    pack = _idle(viewer, pack_id, now=now)
    record(
        ledger_events.PACK_DISCARDED,
        by=viewer.id,
        member=viewer.member,
        on=pack.id,
        now=now,
        purpose=viewer.purpose,
        reference=viewer.reference,
        detail={"files": len(pack.entries)},
    )
    transaction.on_commit(lambda: keeping.discard(pack))


def work_on(viewer: Viewer, pack: BroughtPack) -> Job | None:
    """The latest work on a pack."""
    return Job.objects.of(UUID(viewer.id)).filter(pk=pack.job).first() if pack.job is not None else None


def may_bring(viewer: Viewer) -> bool:
    """Whether packs are this officer's work at all."""
    return may_work(viewer) and not viewer.unit


def require_pack_worker(viewer: Viewer) -> None:
    """An officer who works on cases, for the bureau itself. The purpose is asked for when something is stored."""
    if viewer.unit:
        raise error_of("through_the_bureau")
    if not may_work(viewer):
        raise error_of("no_pack_work")


def _idle(viewer: Viewer, pack_id: UUID, *, now: datetime) -> BroughtPack:
    """The pack, on which nobody works until the end of this transaction but who asked first."""
    keeping.pack_of(viewer, pack_id, now=now)
    number = int.from_bytes(sha256(b"work on a pack" + pack_id.bytes).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [number])
    pack = keeping.pack_of(viewer, pack_id, now=now)
    job = work_on(viewer, pack)
    if job is not None and not job.is_over:
        raise error_of("pack_under_way")
    return pack


def _read_one(viewer: Viewer, pack_id: UUID, *, now: datetime) -> BroughtPack:
    pack = _idle(viewer, pack_id, now=now)
    if not pack.is_read:
        raise error_of("pack_not_read")
    return pack


@transaction.atomic
def _begin(viewer: Viewer, pack: BroughtPack, kind: str, *, now: datetime) -> BroughtPack:
    defer: Deferrer = work_on_pack.defer if settings.INTERLACE_WORKER else _defer_to_commit
    total = len(pack.entries) if kind == READING else None
    job = start_job(viewer=viewer, kind=kind, defer=defer, now=now, total=total, pack_id=str(pack.id))
    detail: dict[str, JsonValue] = {"work": kind, "files": len(pack.entries)}
    record(ledger_events.PACK_WORK_BEGUN, by=viewer.id, member=viewer.member, on=pack.id, now=now,
           purpose=viewer.purpose, reference=viewer.reference, detail=detail)  # fmt: skip
    # Before the commit: a worker that is quick must not find its own note written over.
    return keeping.change(pack, job=job.pk)


def _defer_to_commit(*, job_id: str, pack_id: str) -> None:
    from interlace.meeting.bringing.working import run_pack_work

    transaction.on_commit(lambda: run_pack_work(job_id=UUID(job_id), pack_id=UUID(pack_id)))
