"""Background work of screening. Each can run twice; the actions decide whether anything is left to do."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.screening.border.erasing import erase_travellers
from interlace.screening.upkeep import catch_up, merge_when_long


@app.task(name="screening.catch_up", lock="screening.catch_up")
@declare("screening.catch_up.job", SurfaceKind.JOB)
def catch_up_now() -> None:
    """Index and match what waits."""
    catch_up()


@app.periodic(cron="* * * * *")
@app.task(name="screening.catch_up_every_minute", lock="screening.catch_up")
@declare("screening.catch_up_every_minute.job", SurfaceKind.JOB)
def catch_up_every_minute(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """What a process left undone when it ended between its commit and the index."""
    catch_up()


@app.periodic(cron="*/5 * * * *")
@app.task(name="screening.merge_index", lock="screening.merge_index")
@declare("screening.merge_index.job", SurfaceKind.JOB)
def merge_index(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Keep short what every process reads when it starts."""
    merge_when_long()


@app.periodic(cron="*/10 * * * *")
@app.task(name="screening.erase_travellers", lock="screening.erase_travellers")
@declare("screening.erase_travellers.job", SurfaceKind.JOB)
def erase_travellers_scanned(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Forget whoever was scanned at a border and met nothing."""
    erase_travellers(now=timezone.now())
