"""Packs are read and stored in the background. A job may run twice and be killed at any moment: it goes on."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare


@app.task(name="meeting.pack")
@declare("meeting.pack.job", SurfaceKind.JOB, purpose=PurposeFrom.NONE)
def work_on_pack(job_id: str, pack_id: str) -> None:
    """Read a pack that was handed in, or store what is the own bureau's of it."""
    from interlace.meeting.bringing.working import run_pack_work

    run_pack_work(job_id=UUID(job_id), pack_id=UUID(pack_id))


@app.periodic(cron="17 * * * *")
@app.task(name="meeting.discard_packs")
@declare("meeting.discard_packs.job", SurfaceKind.JOB)
def discard_packs(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Throw away packs that are older than a week."""
    from interlace.meeting.bringing.keeping import discard_old

    discard_old(now=timezone.now())
