"""Python's garbage collector, told how a node's processes use memory.

Programs, tables and caches stay for as long as the process lives. Left alone, the collector walks through all of them
again and again: a third of the time of a long import, and pauses of half a second in the middle of a check.
"""

import gc

_YOUNG_OBJECTS = 10_000
"""Objects made before the youngest are looked at (Python: 700). Almost all of ours die without the collector."""


def settle_memory() -> None:
    """Leave what has been loaded up to now out of every later collection, and collect less often."""
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS)
