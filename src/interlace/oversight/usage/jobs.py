"""Background work on how the node is used. It can run twice; the action decides whether anything is left to say."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.oversight.usage.watching import watch_searches


@app.periodic(cron="23 * * * *")
@app.task(name="usage.watch_searches", lock="usage.watch_searches")
@declare("usage.watch_searches.job", SurfaceKind.JOB)
def watch_searches_every_hour(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Tell heads of unusual ways of searching."""
    watch_searches(now=timezone.now())
