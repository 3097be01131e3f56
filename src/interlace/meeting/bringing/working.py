"""The work on a pack as a job does it: files read in jails, each kept as it is read; own cases stored one by one.

Whatever is interrupted, by its officer or by a signal, goes on after the last file that was kept, or the last case.
"""

import os
from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from uuid import UUID

from django.utils import timezone, translation

from interlace.evidence.reading.documents import ReadDocument
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.jail import Json
from interlace.foundation.jail.running import FileRefused
from interlace.foundation.jobs.actions import Progress, running
from interlace.foundation.jobs.models import Job
from interlace.meeting.bringing import keeping
from interlace.meeting.bringing.actions import STORING, require_pack_worker
from interlace.meeting.bringing.keeping import BroughtPack, Content
from interlace.meeting.importing import store_own
from interlace.meeting.linking.links import propose
from interlace.meeting.pack.folders import read_as, sorted_out
from interlace.meeting.pack.opening import Entry, documents_of, read_some, refused_file

Numbered = tuple[int, Entry]


def run_pack_work(*, job_id: UUID, pack_id: UUID) -> None:
    """Work on as the officer who began it, under that officer's rights of now."""
    if not Job.objects.filter(pk=job_id, state__in=[Job.State.WAITING, Job.State.RUNNING]).exists():
        return  # it was stopped before it began, or ended by a process that could not say so
    with running(job_id) as (job, progress):
        officer = Officer.objects.select_related("bureau__member").get(pk=job.officer)
        viewer = viewer_of(officer)
        require_pack_worker(viewer)
        pack = keeping.pack_of(viewer, pack_id, now=timezone.now())
        job.result = {"pack": str(pack_id)}
        if job.kind == STORING:
            _store(officer, pack, progress=progress)
        elif not pack.is_read:
            _read(pack, progress=progress)


def _read(pack: BroughtPack, *, progress: Progress) -> None:
    missing = [each for each in enumerate(pack.entries) if keeping.part_of(pack, each[0]) is None]
    done, total = len(pack.entries) - len(missing), len(pack.entries)
    progress(done, total)
    archive = keeping.archive_of(pack) if missing else b""
    batches = deque(_by_bureau(missing))
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
        running_now: dict[Future[list[Json]], Sequence[Numbered]] = {}
        try:
            while batches or running_now:
                while batches and len(running_now) < (os.cpu_count() or 1):
                    batch = batches.popleft()
                    running_now[threads.submit(_jailed, archive, batch)] = batch
                for future in wait(running_now, return_when=FIRST_COMPLETED).done:
                    batch = running_now.pop(future)
                    rest = _keep(pack, batch, future)
                    batches.extendleft(reversed(rest))
                    done += len(batch) - sum(map(len, rest))
                progress(done, total)
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
    keeping.keep_content(pack, _content(pack))


def _keep(pack: BroughtPack, batch: Sequence[Numbered], future: Future[list[Json]]) -> list[Sequence[Numbered]]:
    """Keep what one jail has read; what is left of its files comes back."""
    try:
        answer = future.result()
    except FileRefused as refused:
        if len(batch) > 1:  # one of them breaks its reader: each stands for itself now
            return [[each] for each in batch]
        answer = [refused_file(refused.reason.value)]
    for (number, _entry), said in zip(batch, answer, strict=False):
        keeping.keep_part(pack, number, said)
    rest = batch[len(answer) :]
    return [rest] if rest else []


def _jailed(archive: bytes, batch: Sequence[Numbered]) -> list[Json]:
    entries = [entry for _number, entry in batch]
    country, languages = read_as(entries[0].bureau)
    return read_some(archive, entries, country=country, languages=languages)


def _by_bureau(entries: Sequence[Numbered]) -> list[Sequence[Numbered]]:
    """Those of one bureau together: they are read as of one country."""
    bureaus: dict[str, list[Numbered]] = {}
    for each in entries:
        bureaus.setdefault(each[1].bureau, []).append(each)
    return list(bureaus.values())


def _content(pack: BroughtPack) -> Content:
    read_all: dict[str, list[tuple[str, ReadDocument]]] = {}
    for number, entry in enumerate(pack.entries):
        documents = documents_of(keeping.part_of(pack, number))
        read_all.setdefault(entry.bureau, []).extend((entry.path, document) for document in documents)
    found, homes = sorted_out(read_all, files=len(pack.entries), today=pack.made.date())
    return Content(found, dict(homes), propose(found, homes))


def _store(officer: Officer, pack: BroughtPack, *, progress: Progress) -> None:
    terms = pack.storing or {}
    viewer = viewer_of(officer, purpose=terms.get("purpose", ""), reference=terms.get("reference", ""))
    content = keeping.content_of(pack)
    with translation.override(officer.language or None):
        stored = store_own(
            viewer,
            content.pack,
            content.homes,
            scheme=terms.get("scheme", ""),
            now=timezone.now(),
            progress=progress,
        )
    keeping.change(pack, stored=asdict(stored))
