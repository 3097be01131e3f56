"""Background work of cases. Each can run twice; the actions decide whether anything is left to do."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.cases.joint.telling import end_overdue
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare


@app.periodic(cron="* * * * *")
@app.task(name="cases.end_task_forces", lock="cases.end_task_forces")
@declare("cases.end_task_forces.job", SurfaceKind.JOB)
def end_task_forces(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Take from officers the task forces whose time is over."""
    with transaction.atomic():
        end_overdue(now=timezone.now())
