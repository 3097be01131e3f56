"""Having a file of others read in the jail: bytes in, plain data out, or a named reason why not."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import InterlaceError, InvalidInput
from interlace.foundation.jail.bounds import Bounds, Json, Reason
from interlace.foundation.jail.walls import Wall

Reader = Callable[[bytes, Json], Json]
"""A function of a module, of the file's bytes and plain arguments."""

ORDINARY = Bounds()
_LOOK_EVERY = 0.05  # seconds
_PAGE = os.sysconf("SC_PAGE_SIZE")
_KEPT_VARIABLES = ("TESSDATA_PREFIX",)
_QUIET = {  # one thread each: threads cost address space, and a jail shares the machine with the desk
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
}

WORDS: dict[Reason, Promise] = {
    Reason.TOO_LARGE: _("The file is larger than what is opened here."),
    Reason.TOO_MUCH_MEMORY: _("Opening the file takes more memory than a file may use."),
    Reason.TOO_LONG: _("Opening the file takes longer than a file may take."),
    Reason.TOO_DEEP: _("The file nests its parts too deeply."),
    Reason.ANSWER_TOO_LARGE: _("The file holds more than can be taken in at once."),
    Reason.CRASHED: _("The file makes its reader break off."),
    Reason.UNREADABLE: _("The file cannot be read as what it seems to be."),
    Reason.DAMAGED: _("The file is damaged or cut off."),
    Reason.ENCRYPTED: _("The file is locked with a password."),
    Reason.UNKNOWN_KIND: _("The file is of no kind that is opened here."),
    Reason.TOO_MANY_PIXELS: _("The picture has more than 50 million pixels."),
    Reason.TOO_MANY_ENTRIES: _("The archive holds too many files."),
    Reason.UNPACKS_TOO_LARGE: _("The archive unpacks to more than a gibibyte."),
    Reason.PACKED_TOO_TIGHTLY: _("The archive unpacks to more than a hundred times its size."),
    Reason.ENTRIES_OVERLAP: _("Files in the archive lie over each other."),
    Reason.NAME_LEAVES_FOLDER: _("A name in the archive leads out of its folder."),
    Reason.TWO_KINDS: _("The file is of two kinds at once."),
    Reason.DECLARES_ENTITIES: _("The file declares entities of its own, which are never followed."),
}


class FileRefused(InvalidInput):
    """The file was not opened; `reason` says why."""

    code = "file_refused"

    def __init__(self, reason: Reason) -> None:
        super().__init__(
            WORDS[reason],
            code=f"file_{reason.value}",
            fix=_("Ask the sender for another copy, or keep the file as an exhibit: it can be sealed unopened."),
        )
        self.reason = reason


class JailUnavailable(InterlaceError):
    """This machine can put no wall around a reader, so no file of others is opened on it."""

    code = "jail_unavailable"


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader answered, and which walls stood around it."""

    answer: Json
    walls: frozenset[Wall]


def read_in_jail(reader: Reader, data: bytes, arguments: Json = None, *, bounds: Bounds = ORDINARY) -> Json:
    """What the reader makes of the file, or `FileRefused`. Whatever comes back is still the word of the file."""
    return observed_in_jail(reader, data, arguments, bounds=bounds).answer


def observed_in_jail(reader: Reader, data: bytes, arguments: Json = None, *, bounds: Bounds = ORDINARY) -> Read:
    """As `read_in_jail`, and which walls held."""
    if len(data) > bounds.file:
        raise FileRefused(Reason.TOO_LARGE)
    order = {
        "module": reader.__module__,
        "function": reader.__qualname__,
        "code": _folder_of_code(reader),
        "arguments": arguments,
        "memory": bounds.memory,
        "seconds": bounds.seconds,
        "answer": bounds.answer,
        "programs": sorted(bounds.programs),
    }
    with _in_memory("file") as source, _in_memory("answer") as target:
        _write(source, json.dumps(order).encode() + b"\n", data)
        _run(source, target, bounds)
        return _parsed(_content(target, most=bounds.answer))


def _folder_of_code(reader: Reader) -> str:
    """Where the reader's outermost package lies."""
    module = sys.modules[reader.__module__]
    return str(Path(module.__file__ or "").resolve().parents[reader.__module__.count(".")])


@contextmanager
def _in_memory(name: str) -> Iterator[int]:
    """A file that never touches the disk: what may be evidence lies nowhere in plain."""
    descriptor = os.memfd_create(name)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write(descriptor: int, *parts: bytes) -> None:
    with os.fdopen(os.dup(descriptor), "wb") as file:
        for part in parts:
            file.write(part)
    os.lseek(descriptor, 0, os.SEEK_SET)


def _run(source: int, target: int, bounds: Bounds) -> None:
    """Run the worker to its end, or end it and everything it started."""
    worker = subprocess.Popen(  # noqa: S603 - our own program; the file goes in as data
        [sys.executable, "-I", "-m", "interlace.foundation.jail.worker", str(target)],
        stdin=source,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(target,),
        env=_QUIET | {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        cwd="/",
        start_new_session=True,
    )
    try:
        reason = _watched(worker, bounds)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    if reason is not None:
        raise FileRefused(reason)


def _watched(worker: "subprocess.Popen[bytes]", bounds: Bounds) -> Reason | None:
    end = time.monotonic() + bounds.patience
    while True:
        try:
            code = worker.wait(timeout=_LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if time.monotonic() >= end:
                return Reason.TOO_LONG
            # The limit of each process is the kernel's; only a reader that may start others is watched as a group.
            if bounds.programs and _memory_of_group(worker.pid) > bounds.memory:
                return Reason.TOO_MUCH_MEMORY
        else:
            return _why_it_ended(code)


def _why_it_ended(code: int) -> Reason | None:
    if code == 0:
        return None
    return Reason.TOO_LONG if code in (-signal.SIGXCPU, -signal.SIGKILL) else Reason.CRASHED


def _memory_of_group(group: int) -> int:
    """Resident bytes of all processes that the worker leads; it cannot leave its group, nor can they."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError, ValueError, IndexError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                total += int(fields[21]) * _PAGE
    return total


def _content(descriptor: int, *, most: int) -> bytes:
    return os.pread(descriptor, most, 0)


def _parsed(content: bytes) -> Read:
    """The answer; one that cannot be read was not written by our worker any more."""
    try:
        outcome = json.loads(content, parse_constant=_no_constant)
        walls = frozenset(map(Wall, outcome["walls"]))
        if "unsafe" in outcome:
            raise JailUnavailable(
                _("This machine can put no wall around the opening of foreign files."),
                fix=_("Run the node on Linux 5.13 or later, with user namespaces or seccomp allowed."),
            )
        if "refused" in outcome:
            raise FileRefused(Reason(outcome["refused"]))
        return Read(outcome["answer"], walls)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FileRefused(Reason.CRASHED) from None


def _no_constant(word: str) -> object:
    raise ValueError(word)
