"""A node that serves: one per data folder, at an address that is free, known to the other commands."""

import contextlib
import errno
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from interlace import __version__
from interlace.foundation.console import Options, say
from interlace.foundation.database import database_open
from interlace.foundation.database.folders import make_private_folder, replace_file
from interlace.foundation.errors import Conflict, InterlaceError
from interlace.surfaces.cli.child import WEB, WORKER
from interlace.surfaces.cli.node import (
    bring_to_this_release,
    close_connections,
    mend_index,
    repeat_deletions,
    set_up_django,
    write_acts,
)
from interlace.surfaces.cli.supervisor import Part, StopAsked, keep_running

NODE_FILE = "node.json"
_LOCK_FILE = "serve.lock"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the pages and the API are."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """As a browser wants it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class ServingNode:
    """What a serving node tells the other commands of its data folder."""

    pid: int
    url: str
    version: str


class PortTaken(InterlaceError):
    """The address cannot be listened on."""

    code = "port_taken"


def serving_node(data: Path) -> ServingNode | None:
    """The process that serves this data folder now. A file left by a crash counts for nothing."""
    run = data / "run"
    try:
        descriptor = os.open(run / _LOCK_FILE, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        with contextlib.suppress(OSError, ValueError, TypeError):
            return ServingNode(**json.loads((run / NODE_FILE).read_bytes()))
        return ServingNode(0, "", "")  # it is just starting
    finally:
        os.close(descriptor)
    return None


@contextlib.contextmanager
def node_to_serve(options: Options, address: Address | None) -> Iterator[None]:
    """Everything a node needs before it serves: its place alone, a free port, the database at this release's state.

    Without an address nothing will be served, and no port has to be free.
    """
    with _alone(options.data):
        if address is not None:
            refuse_taken_port(address)
        with database_open(options.data, os.environ.get("DATABASE_URL")):
            set_up_django(options.data, language=options.language, time_zone=options.time_zone)
            try:
                bring_to_this_release(options.data)
                repeat_deletions(options.data)
                write_acts(options.data)
                mend_index(options.data)
                yield
            finally:
                close_connections()


def serve_until_stopped(options: Options, address: Address) -> None:
    """Run web and worker until SIGTERM or Ctrl+C. Call it inside `node_to_serve`."""
    close_connections()
    parts = (
        Part(WEB, (WEB, address.host, str(address.port)), {"INTERLACE_POOL": "1", "INTERLACE_WORKER": "1"}),
        Part(WORKER, (WORKER,), {"INTERLACE_WORKER": "1"}),
    )
    node = ServingNode(os.getpid(), address.url, __version__)
    file = options.data / "run" / NODE_FILE

    def tell() -> None:
        replace_file(file, json.dumps(asdict(node)).encode())
        say(f"Interlace serves {address.url} (stop it with Ctrl+C).")

    try:
        keep_running(parts, stop=StopAsked(), is_ready=lambda: _answers(address), on_ready=tell)
    finally:
        file.unlink(missing_ok=True)


def refuse_taken_port(address: Address) -> None:
    """Say in one sentence why the address cannot be used, if it cannot."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise PortTaken(_why_not(address, error), fix=f"Choose another: --port {address.port + 1}") from None


def _why_not(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {address.port} on {address.host} is taken by another program."
    if error.errno == errno.EACCES:
        return f"Only an administrator may listen on port {address.port}."
    return f"{address.host} is not an address of this machine."


def _answers(address: Address) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104  (compared, not bound)
    with contextlib.suppress(OSError), socket.create_connection((host, address.port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def _alone(data: Path) -> Iterator[None]:
    run = make_private_folder(make_private_folder(data) / "run")
    descriptor = os.open(run / _LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = serving_node(data)
            raise Conflict(
                f"A node already serves {data}" + (f" at {other.url}." if other and other.url else "."),
                code="already_serving",
                fix="Use that one, stop it, or name another folder with --data.",
            ) from None
        yield
    finally:
        os.close(descriptor)
