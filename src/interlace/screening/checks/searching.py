"""Other processes of this machine that read names and search the index before their questions are put.

They share the mapped index and have no database: under which labels and where they look, they are told, and what they
find is used only where the asker's rights are still the same when the question is put. Everything that decides, counts
or is written down stays with the process that answers the list.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import Pipe
from threading import Lock
from types import TracebackType
from typing import Self

from django.conf import settings

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.lines import Line
from interlace.screening.access import index_mark
from interlace.screening.checks.actions import looks_of
from interlace.screening.checks.batches import ReadLine, read_line
from interlace.screening.checks.comparing import CANDIDATES, Sought
from interlace.screening.checks.scope import Search, carried_out

PROCESS = "interlace.screening.checks.searching_process"

WORTH_IT = 256
"""Lines from which on it pays to start processes: each takes some seconds of processor before its first search."""

_one_list = Lock()
"""Of two lists in one process the second is answered without help: the cores are taken."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some lines to be read and searched for."""

    lines: Sequence[Line]
    looks: tuple[Search, ...]
    limit: int


def searched(task: Task) -> list[ReadLine | None]:
    """The lines as questions with what was found for them; nothing for one that cannot be read: its reader says why."""
    mark = index_mark()
    return [_searched(line, task, mark) for line in task.lines]


def processes_for(lines: int, *, wanted: int | None = None) -> int:
    """How many processes help with a list of so many lines."""
    # Shards on other machines search by themselves, and each process would have to find them.
    if settings.INTERLACE_RAY_ADDRESS:
        return 0
    if wanted is not None:
        return wanted
    return len(os.sched_getaffinity(0)) if lines >= WORTH_IT else 0


class SearchingProcesses(AbstractContextManager["SearchingProcesses"]):
    """So many processes for one list. They end with the block, and with this process however it ends."""

    def __init__(self, count: int) -> None:
        self._has_cores = count > 0 and _one_list.acquire(blocking=False)
        self._processes = [_Process() for _ in range(count if self._has_cores else 0)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.end()
        if self._has_cores:
            _one_list.release()

    @property
    def free(self) -> int:
        """How many of them have started and wait for a task."""
        return sum(process.is_free for process in self._processes)

    def read(
        self, viewer: Viewer, rounds: Iterator[list[Line]], *, scope: Sequence[str], now: datetime
    ) -> Iterator[tuple[list[Line], list[ReadLine | None]]]:
        """Each round with its lines read and searched for, as far as a process has done that; in order."""
        handed_out: deque[tuple[list[Line], _Process]] = deque()
        while True:
            self._hand_out(viewer, rounds, handed_out, scope=scope, now=now)
            if not handed_out:
                lines = next(rounds, None)
                if lines is None:
                    return
                yield lines, [None] * len(lines)
                continue
            lines, process = handed_out.popleft()
            found = process.taken() or [None] * len(lines)
            self._hand_out(viewer, rounds, handed_out, scope=scope, now=now)
            yield lines, found

    def _hand_out(
        self,
        viewer: Viewer,
        rounds: Iterator[list[Line]],
        handed_out: "deque[tuple[list[Line], _Process]]",
        *,
        scope: Sequence[str],
        now: datetime,
    ) -> None:
        for process in self._processes:
            if not process.is_free:
                continue
            lines = next(rounds, None)
            if lines is None:
                return
            with suppress(InterlaceError):  # whoever puts the question says why it cannot be put
                process.give(Task(lines, looks_of(viewer, scope=scope, now=now), CANDIDATES))
            handed_out.append((lines, process))


class _Process:
    """One process, which does one task at a time."""

    def __init__(self) -> None:
        self._line, theirs = Pipe()
        environment = {**os.environ, "INTERLACE_DATA": str(settings.INTERLACE_DATA)}
        environment["DJANGO_SETTINGS_MODULE"] = str(settings.SETTINGS_MODULE)
        self._process = subprocess.Popen(  # noqa: S603 - this program's own interpreter and module
            [sys.executable, "-m", PROCESS, str(theirs.fileno())],
            env=environment,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # an interrupt at the keyboard is for whoever answers the list
        )
        theirs.close()
        self._is_ready = self._is_busy = False

    @property
    def is_free(self) -> bool:
        """Whether it has started, and waits for a task."""
        with suppress(EOFError, OSError):
            if not self._is_ready and self._line.poll():
                self._is_ready = bool(self._line.recv())
        return self._is_ready and not self._is_busy

    def give(self, task: Task) -> None:
        """Let it begin."""
        with suppress(OSError):  # it was killed: its task is done here
            self._line.send(task)
            self._is_busy = True

    def taken(self) -> list[ReadLine | None] | None:
        """What it has found for the task it was given; nothing where it was given none, or has died."""
        if not self._is_busy:
            return None
        try:
            found: list[ReadLine | None] = self._line.recv()
        except (EOFError, OSError):
            self._is_ready = False
            return None
        finally:
            self._is_busy = False
        return found

    def end(self) -> None:
        """Let it go: it ends when nobody holds the other end of its line."""
        self._line.close()
        self._process.terminate()
        self._process.wait()


def _searched(line: Line, task: Task, mark: tuple[tuple[str, int, int, int], ...]) -> ReadLine | None:
    read = read_line(line)
    if read.question is None:
        return None
    found = carried_out(task.looks, read.question.query, limit=task.limit)
    return replace(read, sought=Sought(task.looks, mark, found))
