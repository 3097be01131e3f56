"""Warming up: the first officer after a start does not wait until the loops of the name search are compiled or loaded.

Compiling takes about ten seconds on a new data folder, loading what was compiled before most of one.
"""

import fcntl
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from django.conf import settings

from interlace.core.names import Kind
from interlace.foundation.database.folders import make_private_folder
from interlace.foundation.memory import settle_memory_for_long
from interlace.screening.access import compiled_loops_folder, screening_index
from interlace.screening.index import (
    BirthDate,
    IndexedBirthDate,
    IndexedName,
    IndexRecord,
    PermittedLabels,
    Query,
    ScreeningIndex,
)
from interlace.screening.questions import index_tokens

_NAME, _BORN, _LABEL = "Nobody Invented", BirthDate(1990), 0

logger = logging.getLogger(__name__)


def warm_up_soon(*, seconds: float = 0.0) -> None:
    """Warm up beside everything else, now or in some seconds. A process that ends meanwhile does not wait for it."""
    warming = Timer(seconds, _warm_up_or_say_why)
    warming.daemon = True
    warming.start()


def warm_up() -> int:
    """Open the node's index, and find one invented name in an index of its own. Returns how many were found.

    The node's own index would not do: a viewer who may discover nothing never comes to the loops.
    """
    tokens = index_tokens(_NAME, Kind.PERSON)
    record = IndexRecord(
        bytes(16), "", names=(IndexedName(tokens, _LABEL),), birth_dates=(IndexedBirthDate(_BORN, _LABEL),)
    )
    # Of the parts of a node that start together, one compiles and the others load what it has left.
    with _one_at_a_time(), tempfile.TemporaryDirectory(prefix="interlace-warming-") as folder:
        screening_index()
        with ScreeningIndex.open(Path(folder) / "index", compiled_loops=compiled_loops_folder()) as index:
            index.apply_delta([record])
            query = Query(names=(tokens,), birth_dates=(_BORN,))
            return len(index.search(query, PermittedLabels.of([_LABEL]), limit=1))


def _warm_up_or_say_why() -> None:
    try:
        warm_up()
        settle_memory_for_long()
    except Exception as error:
        # The node works without it; only its first search takes longer.
        logger.warning("the name search could not be warmed up: %s", type(error).__name__)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    run = make_private_folder(Path(settings.INTERLACE_DATA) / "run")
    lock = os.open(run / "warming.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
