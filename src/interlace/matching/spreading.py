"""Long files of pairs answered by several processes, in their order."""

import contextlib
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection

from interlace.matching.answers import Row, pair_row
from interlace.matching.pairs import match_pairs

ALONE = 4_000
"""Pairs answered before anybody is asked to help: a process takes as long to begin as some hundred pairs."""
_AT_ONCE = 500
_LOOKS_EVERY = 1.0
"""Seconds after which one that helps looks whether it is still needed."""

_Pairs = list[object]


def answered(pairs: Iterable[object], *, processes: int) -> Iterator[Row]:
    """A row for every pair, in order."""
    waiting = iter(pairs)
    yield from _rows(islice(waiting, ALONE if processes > 1 else None))
    parts = iter(lambda: list(islice(waiting, _AT_ONCE)), [])
    first = next(parts, None)
    if first is None:
        return
    with ExitStack() as until_the_end:
        helping = [until_the_end.enter_context(_helping()) for _ in range(processes)]
        helping[0].send(first)
        asked = [helping[0], *_ask(helping[1:], parts)]
        # Each has one part at a time, and they take turns: so the answers come in the order of the pairs.
        while asked:
            connection = asked.pop(0)
            rows: list[Row] = connection.recv()
            asked += _ask([connection], parts)
            yield from rows


def _ask(helping: Iterable[Connection], parts: Iterator[_Pairs]) -> list[Connection]:
    asked = []
    for connection, part in zip(helping, parts, strict=False):
        connection.send(part)
        asked.append(connection)
    return asked


def _rows(pairs: Iterable[object]) -> Iterator[Row]:
    return map(pair_row, match_pairs(pairs))


@contextlib.contextmanager
def _helping() -> Iterator[Connection]:
    """A process that answers what it is sent. It is a copy of this one: everything is read and warm."""
    context = get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_help, args=(theirs, os.getpid()), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        process.terminate()
        process.join()
        ours.close()


def _help(connection: Connection, parent: int) -> None:
    # Who stops the command stops the process that was started; this one is told by it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    while os.getppid() == parent:
        if connection.poll(_LOOKS_EVERY):
            connection.send(list(_rows(connection.recv())))
