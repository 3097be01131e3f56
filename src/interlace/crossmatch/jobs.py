"""Background work of cross-match. Each can run twice; the actions decide whether anything is left to do."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.crossmatch.upkeep import catch_up
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare


@app.task(name="crossmatch.catch_up", lock="crossmatch.catch_up")
@declare("crossmatch.catch_up.job", SurfaceKind.JOB)
def catch_up_now() -> None:
    """Match what waits."""
    catch_up()


@app.periodic(cron="* * * * *")
@app.task(name="crossmatch.catch_up_every_minute", lock="crossmatch.catch_up")
@declare("crossmatch.catch_up_every_minute.job", SurfaceKind.JOB)
def catch_up_every_minute(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """What a process left undone when it ended between its commit and the matching."""
    catch_up()


@app.periodic(cron="17 2 * * *")
@app.task(name="crossmatch.match_all", lock="crossmatch.match_all")
@declare("crossmatch.match_all.job", SurfaceKind.JOB)
def match_all_every_night(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Large registers, new versions of the weights, and what officers with new rights may match."""
    from interlace.crossmatch.batch import match_all

    match_all(now=timezone.now())
