"""The keeping of long work itself."""

from procrastinate.contrib.django import app

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.jobs.abandoned import take_up_abandoned_work


@app.periodic(cron="* * * * *")
@app.task(name="jobs.take_up_abandoned")
@declare("jobs.take_up_abandoned.job", SurfaceKind.JOB)
def take_up_abandoned(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Begin again what a process that ended has left undone."""
    take_up_abandoned_work()
