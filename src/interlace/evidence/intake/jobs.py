"""Reading in the background. A job may run twice and be killed at any moment: it goes on after the last whole unit."""

from uuid import UUID

from procrastinate.contrib.django import app

from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare


@app.task(name="intake.read")
@declare("intake.read.job", SurfaceKind.JOB, purpose=PurposeFrom.NONE)
def read_exhibit(job_id: str, intake_id: str) -> None:
    """Read a file of the intake and note what came of it."""
    from interlace.evidence.intake.working import run_reading

    run_reading(job_id=UUID(job_id), intake_id=UUID(intake_id))
