"""Bringing index and open questions up to date after a commit: at once when it is little, else by the worker."""

import logging
from contextlib import suppress

from django.conf import settings
from django.utils import timezone

from interlace.screening.access import screening_index
from interlace.screening.checks.waiting import answer_waiting
from interlace.screening.indexing import take_in_pending, take_in_registers
from interlace.screening.shards.shard import PartsMissing
from interlace.screening.standing.actions import match_pending, match_registers, match_silent
from interlace.screening.waking import wake_worker

logger = logging.getLogger(__name__)

DONE_AT_ONCE = 50
"""Subjects: up to here the process that changed the facts matches them itself, where no worker runs beside it."""

MERGED_ABOVE = 16 * 1024 * 1024
"""Bytes of changes beside the index: every process reads them once when it starts."""


def catch_up() -> int:
    """Index and match all that waits, and return how much that was. Safe to run anywhere, any number of times.

    While a part of the index does not answer, what needs it waits for the next time.
    """
    try:
        return _catch_up()
    except PartsMissing as missing:
        logger.warning("the index is incomplete, its work waits: parts %s", [n + 1 for n in missing.missing])
        return 0


def _catch_up() -> int:
    done = take_in_registers() + take_in_pending()
    now = timezone.now()
    match_registers(now=now)
    done += match_pending(now=now)
    done += answer_waiting(now=now)
    return done + match_silent(now=now)


def search_registers_soon() -> None:
    """After a commit: search the register's new version from now on, and let the worker match it.

    Whoever loaded it waits for this: until it is done a check would read "no hit" for what the list holds.
    """
    wake_worker()
    with suppress(PartsMissing):  # noted, and the worker's to do when the part is back
        take_in_registers()


def catch_up_soon(*, subjects: int) -> None:
    """After a commit: make the change searchable now, and leave its matching to the worker where there is one."""
    # First, so that the worker takes over whatever a time limit or an error stops here.
    wake_worker()
    with suppress(PartsMissing):  # noted, and the worker's to do when the part is back
        take_in_pending()
        # Matching takes the longer, the more others hold that resembles it: whoever waits for the answer would notice.
        if subjects <= DONE_AT_ONCE and not settings.INTERLACE_WORKER:
            match_pending(now=timezone.now())


def merge_when_long(*, above: int = MERGED_ABOVE) -> bool:
    """Fold the changes into the index where they have grown long, and say whether that was done."""
    index = screening_index()
    if index.unmerged_bytes <= above:
        return False
    index.merge()
    return True
