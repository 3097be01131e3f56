"""What PostgreSQL's own pid file says, and whether it is true."""

import os
from dataclasses import dataclass
from pathlib import Path

PID_FILE = "postmaster.pid"


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A running server as its pid file describes it."""

    pid: int
    is_ready: bool


def running_postmaster(cluster: Path) -> Postmaster | None:
    """The server that runs on this cluster now. A file left by a crash counts for nothing."""
    try:
        lines = (cluster / PID_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if not _is_server_of(pid, cluster):
        return None
    # Line 8 is written last: starting, ready, stopping or standby.
    return Postmaster(pid, is_ready=len(lines) > 7 and lines[7].strip() == "ready")


def is_alive(pid: int) -> bool:
    """Whether the process exists and has not ended; one that merely waits to be reaped has."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return not Path("/proc/self").exists() and _answers_signal(pid)
    return state not in {"Z", "X"}


def _answers_signal(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _is_server_of(pid: int, cluster: Path) -> bool:
    if not is_alive(pid):
        return False
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return not Path("/proc/self").exists()  # no such file system here: believe the pid file
    return os.fsencode(cluster) in arguments and b"postgres" in arguments[0]
