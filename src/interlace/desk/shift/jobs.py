"""Background work of shifts and waking. Each can run twice; the actions decide whether anything is left to do."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.desk.waking.delivering import deliver_due
from interlace.desk.waking.escalating import watch_clocks
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare


@app.periodic(cron="* * * * *")
@app.task(name="waking.watch_clocks", lock="waking.watch_clocks")
@declare("waking.watch_clocks.job", SurfaceKind.JOB)
def watch_clocks_every_minute(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Take the steps that are due, then make the attempts that are."""
    watch_clocks(now=timezone.now())
    deliver_due(now=timezone.now())
