"""The pace of evidence: exhibits are hashed again every night, and the log's daily roots stamped."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.evidence.checking import check_due_exhibits
from interlace.evidence.stamping.keeping import stamp_due_days
from interlace.evidence.unfinished import settle_unfinished
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare


@app.periodic(cron="41 1 * * *")
@app.task(name="evidence.check", lock="evidence.check")
@declare("evidence.check.job", SurfaceKind.JOB)
def check_exhibits(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Hash again what was not hashed since yesterday; before that, clear away what was never finished."""
    settle_unfinished()
    check_due_exhibits(now=timezone.now())


@app.periodic(cron="23 * * * *")
@app.task(name="evidence.stamp", lock="evidence.stamp")
@declare("evidence.stamp.job", SurfaceKind.JOB)
def stamp_days(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Ask for time stamps on the daily roots that have none yet."""
    stamp_due_days(now=timezone.now())
