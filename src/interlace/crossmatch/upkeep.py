"""Bringing candidate links up to date after a commit: at once when it is little, else by the worker."""

import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from interlace.crossmatch.matching import match_pending
from interlace.screening.indexing import take_in_pending
from interlace.screening.shards.shard import PartsMissing

DONE_AT_ONCE = 50
"""Subjects: up to here the process that changed the facts matches them itself, where no worker runs beside it."""

_log = logging.getLogger(__name__)


def catch_up() -> int:
    """Match all that waits, and return how many subjects that were. Safe to run anywhere, any number of times.

    While a part of the index does not answer, all of it waits for the next time.
    """
    try:
        take_in_pending()
        return match_pending(now=timezone.now())
    except PartsMissing as missing:
        _log.warning("the index is incomplete, links wait: parts %s", [number + 1 for number in missing.missing])
        return 0


def catch_up_soon(*, subjects: int) -> None:
    """After a commit: match the change now where no worker would, else leave it to the worker."""
    wake_worker()
    if subjects <= DONE_AT_ONCE and not settings.INTERLACE_WORKER:
        catch_up()


def wake_worker() -> None:
    """Ask the worker to catch up; one request waiting is enough."""
    try:
        with transaction.atomic():
            app.configure_task("crossmatch.catch_up", queueing_lock="crossmatch.catch_up").defer()
    except AlreadyEnqueued:
        _log.debug("the worker has been asked already")
