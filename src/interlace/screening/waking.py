"""Asking the worker to bring index and open questions up to date."""

import logging

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

_log = logging.getLogger(__name__)


def wake_worker() -> None:
    """Ask the worker to catch up; one request waiting is enough."""
    try:
        with transaction.atomic():
            app.configure_task("screening.catch_up", queueing_lock="screening.catch_up").defer()
    except AlreadyEnqueued:
        _log.debug("the worker has been asked already")
