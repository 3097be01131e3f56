"""The ledger's pace."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.foundation.audit.actions import sequence
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare


@app.periodic(cron="* * * * *")
@app.task(name="audit.sequence", lock="audit.sequence")
@declare("audit.sequence.job", SurfaceKind.JOB)
def sequence_leaves(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Number and sign what waits, when the interval has come round."""
    sequence(now=timezone.now())
