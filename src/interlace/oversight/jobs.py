"""The pace of keeping: what is due is looked for every night, what was deleted is swept at once and again."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.sweeping import (
    end_holds,
    finish_certificates,
    forget_scans,
    forget_unsent_words,
    sweep,
)


@app.periodic(cron="17 2 * * *")
@app.task(name="oversight.keep", lock="oversight.keep")
@declare("oversight.keep.job", SurfaceKind.JOB)
def keep_lawfully(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Bring the queue up to date, and delete what nobody has to decide."""
    now = timezone.now()
    sweep(now=now)
    forget_unsent_words(now=now)
    forget_scans(now=now)
    end_holds(now=now)
    find_due(now=now)
    finish_certificates(now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="oversight.finish", lock="oversight.finish")
@declare("oversight.finish.job", SurfaceKind.JOB)
def finish_deletions(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Take what an officer has deleted out of the files of the index, and into the ledger that outlives it."""
    finish_certificates(now=timezone.now())
