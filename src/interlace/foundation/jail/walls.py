"""The walls around a reader, put up by the process itself before it touches the file; none of them can be taken down.

*Empty network*: a user and a network name space of its own, where the machine allows it. *Calls*: a seccomp filter that
refuses sockets, new processes, writing to files and everything that reaches another process or the machine. *Files*:
Landlock lets it read the program and its libraries, and nothing of the node's data. A wall that this machine does not
have is left out and told; no file is opened unless those that stand keep the reader both from sending and from writing.

Sources: seccomp(2), landlock(7), user_namespaces(7); numbers of calls in `system_calls.csv` from the kernel's tables
(arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h), Linux 6.6.
"""

import csv
import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Final

_libc = ctypes.CDLL(None, use_errno=True)


class Wall(StrEnum):
    """What stands between a reader and the rest."""

    EMPTY_NETWORK = "empty_network"
    CALLS = "calls"
    FILES = "files"


def are_enough(walls: frozenset[Wall]) -> bool:
    """Whether a reader behind these walls can neither send anything nor write to any file."""
    return Wall.CALLS in walls or {Wall.EMPTY_NETWORK, Wall.FILES} <= walls


def put_up_walls(*, code: str, programs: frozenset[str]) -> frozenset[Wall]:
    """Put up every wall this machine has, for good, and say which stand."""
    built: Mapping[Wall, Callable[[], bool]] = {
        # First, since the filter refuses what it needs.
        Wall.EMPTY_NETWORK: _leave_the_network,
        Wall.FILES: lambda: _see_the_program_alone(code, programs),
        Wall.CALLS: lambda: _refuse_calls(may_start=bool(programs)),
    }
    _libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return frozenset(wall for wall, build in built.items() if build())


_SET_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_SECCOMP_FILTER: Final = 2
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def _leave_the_network() -> bool:
    return any(_libc.unshare(flags) == 0 for flags in (_NEW_USER | _NEW_NETWORK, _NEW_NETWORK))


# Landlock ------------------------------------------------------------------------------------------------------------

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_BENEATH: Final = 1
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_RIGHTS_BY_VERSION: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many kinds of access to files each version of Landlock knows."""
_READABLE = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/dev/urandom")


def _see_the_program_alone(code: str, programs: frozenset[str]) -> bool:
    version = _call(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    everything = (1 << _RIGHTS_BY_VERSION[min(version, max(_RIGHTS_BY_VERSION))]) - 1
    terms = [everything]
    if version >= 4:
        terms.append(0b11)  # TCP: neither bind nor connect
    if version >= 6:
        terms.append(0b11)  # neither abstract sockets nor signals beyond the jail
    attributes = struct.pack(f"={len(terms)}Q", *terms)
    ruleset = _call(_CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        execute = _EXECUTE if programs else 0
        for path in _existing([*_READABLE, sys.prefix, sys.base_prefix, *sys.path, code, *programs]):
            _allow(ruleset, path, _READ_FILE | execute)
        return _call(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _call(number: int, *arguments: int | bytes | None) -> int:
    """A call that the C library has no name for; whole registers, not halves."""
    whole = (ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments)
    return int(_libc.syscall(ctypes.c_long(number), *whole))


def _existing(paths: Iterable[str]) -> set[Path]:
    return {Path(path).resolve() for path in paths if path and Path(path).exists()}


def _allow(ruleset: int, path: Path, rights: int) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = struct.pack("=Qi", rights | (_READ_FOLDER if path.is_dir() else 0), descriptor)
        _call(_ADD_RULE, ruleset, _BENEATH, beneath, 0)
    finally:
        os.close(descriptor)


# seccomp -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Machine:
    """The numbers of one processor family."""

    column: str
    architecture: int
    clone: int
    open_at: int
    open: int | None
    start: tuple[int, ...]
    """fork, vfork, execve, execveat."""
    prlimit: int
    foreign: int | None
    """Numbers from here on belong to another calling convention of the same processor."""


_CLONE3, _OPENAT2 = 435, 437
_MACHINES: Mapping[str, _Machine] = {
    "x86_64": _Machine("x86_64", 0xC000003E, 56, 257, 2, (57, 58, 59, 322), 302, 0x40000000),
    "aarch64": _Machine("aarch64", 0xC00000B7, 220, 56, None, (221, 281), 261, None),
}

_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_CLONE_THREAD: Final = 0x00010000
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_Step = tuple[int, int, int, int]


def _refuse_calls(*, may_start: bool) -> bool:
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    steps = b"".join(struct.pack("=HBBI", *step) for step in _filter(machine, may_start=may_start))
    buffer = ctypes.create_string_buffer(steps, len(steps))
    program = struct.pack("@HP", len(steps) // 8, ctypes.addressof(buffer))
    return bool(_libc.prctl(_SET_SECCOMP, _SECCOMP_FILTER, program, 0, 0) == 0)


def _filter(machine: _Machine, *, may_start: bool) -> list[_Step]:
    steps: list[_Step] = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, machine.architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
    ]
    if machine.foreign is not None:
        steps += [(_AT_LEAST, 0, 1, machine.foreign), (_RETURN, 0, 0, _KILL)]
    for number in _refused_numbers(machine.column):
        steps += _when(number, [_failing(errno.EPERM)])
    for number in (_CLONE3, _OPENAT2):  # their arguments lie in memory, out of sight: the older calls are used instead
        steps += _when(number, [_failing(errno.ENOSYS)])
    if not may_start:
        for number in machine.start:
            steps += _when(number, [_failing(errno.EPERM)])
        steps += _when(machine.clone, [_argument(0), (_ANY_BIT, 1, 0, _CLONE_THREAD), _failing(errno.EPERM)])
    steps += _when(machine.open_at, [_argument(2), (_ANY_BIT, 0, 1, _WRITES), _failing(errno.EPERM)])
    if machine.open is not None:
        steps += _when(machine.open, [_argument(1), (_ANY_BIT, 0, 1, _WRITES), _failing(errno.EPERM)])
    # Limits may be read, its own alone, and not set.
    steps += _when(
        machine.prlimit,
        [_argument(0), (_EQUAL, 0, 2, 0), _argument(2), (_EQUAL, 1, 0, 0), _failing(errno.EPERM)],
    )
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _when(number: int, then: list[_Step]) -> list[_Step]:
    """The steps for one call; a call that passes them is allowed."""
    then = [*then, (_RETURN, 0, 0, _ALLOW)]
    return [(_EQUAL, 0, len(then), number), *then]


def _failing(error: int) -> _Step:
    return (_RETURN, 0, 0, _FAIL | error)


def _argument(place: int) -> _Step:
    """Load the low half of an argument (both processors are little-endian)."""
    return (_LOAD, 0, 0, _ARGUMENTS_AT + 8 * place)


def _refused_numbers(column: str) -> list[int]:
    table = files(__package__).joinpath("system_calls.csv").read_text(encoding="utf-8")
    return [int(row[column]) for row in csv.DictReader(table.splitlines()) if row[column]]
