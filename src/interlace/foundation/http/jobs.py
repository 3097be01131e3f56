"""The keeping of what came by REST."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare


@app.periodic(cron="41 * * * *")
@app.task(name="http.discard_uploads")
@declare("http.discard_uploads.job", SurfaceKind.JOB)
def discard_uploads(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Throw away files that nobody took over within a day, whether or not anybody sends another."""
    from interlace.foundation.http.uploads import discard_old_uploads

    discard_old_uploads(now=timezone.now())
