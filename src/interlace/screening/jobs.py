"""Background work of screening. Each can run twice; the actions decide whether anything is left to do."""

from procrastinate.contrib.django import app

from interlace.screening.upkeep import catch_up


@app.task(name="screening.catch_up", lock="screening.catch_up")
def catch_up_now() -> None:
    """Index and match what waits."""
    catch_up()


@app.periodic(cron="* * * * *")
@app.task(name="screening.catch_up_every_minute", lock="screening.catch_up")
def catch_up_every_minute(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """What a process left undone when it ended between its commit and the index."""
    catch_up()
