"""Python's garbage collector, told how a node's processes use memory.

Programs, tables and caches stay for as long as the process lives. Left alone, the collector walks through all of them
again and again: a third of the time of a long import, and pauses of a tenth of a second in the middle of a check.
"""

import gc
from threading import Timer

_YOUNG_OBJECTS = 5_000
"""Objects made before the youngest are looked at (Python: 700). Almost all of ours die without the collector."""
_YOUNG_ROUNDS = 10
"""Of the youngest, before the next older: more at once would be a pause that an officer notices."""
_NEVER = 2**30
_WHOLE_EVERY = 3600.0
"""Seconds between looks at everything, half a second each: what young rounds miss piles up slowly."""


def settle_memory() -> None:
    """Leave what has been loaded up to now out of every later collection, and look at the young alone."""
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, _YOUNG_ROUNDS, _NEVER)


def settle_memory_for_long() -> None:
    """The same for a process that serves for days: once an hour everything is looked at."""
    settle_memory()
    _look_at_everything_later()


def _look_at_everything_later() -> None:
    later = Timer(_WHOLE_EVERY, _look_at_everything)
    later.daemon = True
    later.start()


def _look_at_everything() -> None:
    gc.unfreeze()
    gc.collect()
    settle_memory_for_long()
