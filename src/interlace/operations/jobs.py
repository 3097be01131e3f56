"""The pace of operations: what no bureau is after any more is deleted every night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.operations.deconfliction.comparing import delete_ended


@app.periodic(cron="53 1 * * *")
@app.task(name="operations.delete-ended", lock="operations.delete-ended")
@declare("operations.delete-ended.job", SurfaceKind.JOB)
def delete_ended_interests(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Delete the interests whose time is over."""
    delete_ended(now=timezone.now())
