"""The embedded PostgreSQL: make its cluster, start it, wait for its recovery, stop it.

Only the wheel's programs are used. It listens on a socket in a private folder alone, trusts nobody without a password,
and writes no values of records into its log.
"""

import contextlib
import fcntl
import hashlib
import logging
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from interlace.foundation.database.account import Account, account_for, program_version
from interlace.foundation.database.credentials import ensure_credentials
from interlace.foundation.database.failures import DatabaseUnusable, DatabaseVersionDiffers
from interlace.foundation.database.folders import PRIVATE, make_private_folder, replace_file
from interlace.foundation.database.postmaster import (
    PID_FILE,
    Postmaster,
    is_alive,
    running_postmaster,
)

SUPERUSER = "interlace_superuser"
PORT = 5432
LOCALE = "C.UTF-8"  # with LANG unset initdb would choose C: no lower case beyond ASCII, empty Thai trigrams

_SOCKET_PATH_LIMIT = 107  # bytes in sockaddr_un without the closing zero
_LOG_LIMIT = 16 * 1024 * 1024
_STOP_SECONDS = 60
_OLD_SERVER_SECONDS = 60
_SLOW_START_SECONDS = 5

_HBA = "# Written by Interlace. Everybody gives a password, over the private socket; there is no other way in.\n"
_HBA += "local all all scram-sha-256\n"

_TUNING: Mapping[str, str] = {
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
}
_SAFETY: Mapping[str, str] = {
    "listen_addresses": "",
    "password_encryption": "scram-sha-256",
    "log_min_messages": "log",  # the text of an error may quote a value of a record; starts, stops and crashes remain
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "unix_socket_permissions": "0700",
}

logger = logging.getLogger(__name__)


def socket_folder(data: Path) -> Path:
    """Where the socket lies: in the data folder, or, where that path is too long for a socket, under /tmp."""
    folder = data.resolve() / "pg" / "socket"
    if len(os.fsencode(folder)) + len(f"/.s.PGSQL.{PORT}") <= _SOCKET_PATH_LIMIT:
        return folder
    # The name follows from the data folder, so that every process of the node finds it without asking.
    digest = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:24]
    return Path("/tmp") / f"interlace-{digest}"  # noqa: S108  (mode and owner are checked before use)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The embedded PostgreSQL of one data folder."""

    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    """Server settings on top of ours, for tests and benchmarks."""

    @property
    def folder(self) -> Path:
        """What PostgreSQL calls its data directory."""
        return self.data.resolve() / "pg" / "cluster"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.data.resolve() / "pg" / "server.log"

    def running(self) -> Postmaster | None:
        """The server, if one runs on this cluster."""
        return running_postmaster(self.folder)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Start the server, or join the one that runs; the last to leave stops it.

        Holders share a lock which the system releases however a process ends, so a killed command leaves at most a
        running server behind, which the next command joins and stops.
        """
        run = make_private_folder(make_private_folder(self.data) / "run")
        with _opened(run / "database.users") as users:
            with _locked(run / "database.start"):
                fcntl.flock(users, fcntl.LOCK_SH)
                self.start()
            try:
                yield
            finally:
                with _locked(run / "database.start"):
                    fcntl.flock(users, fcntl.LOCK_UN)
                    if _is_free(users):
                        self.stop()

    def start(self) -> None:
        """Start the server and wait until it answers, however long its recovery takes. Does nothing if it runs."""
        account = account_for(self.folder)
        if not (self.folder / "PG_VERSION").exists():
            self._create(account)
        self._refuse_other_version()
        _own_folder(socket_folder(self.data), account)
        deadline = time.monotonic() + _OLD_SERVER_SECONDS
        while not self._started(account):
            # Children of a killed server take a moment to notice and let go of the shared memory.
            if time.monotonic() > deadline or not self._log_tells_of_old_server():
                raise DatabaseUnusable(
                    f"PostgreSQL did not start. Its log says: {self._last_log_line()}",
                    code="database_did_not_start",
                    fix=f"Read {self.log}; `interlace doctor` looks for the usual reasons.",
                )
            time.sleep(0.5)

    def stop(self) -> None:
        """Stop the server: open transactions are rolled back. Does nothing if none runs."""
        found = self.running()
        if found is None:
            return
        for signal_number in (signal.SIGINT, signal.SIGQUIT):
            with contextlib.suppress(ProcessLookupError):
                os.kill(found.pid, signal_number)
            deadline = time.monotonic() + _STOP_SECONDS
            while time.monotonic() < deadline:
                _reap(found.pid)
                if not is_alive(found.pid):
                    return
                time.sleep(0.01)
        raise DatabaseUnusable(
            f"PostgreSQL (process {found.pid}) does not stop.",
            code="database_did_not_stop",
            fix="Wait for its disk to answer, or restart the machine; the data is safe.",
        )

    def _create(self, account: Account) -> None:
        """Make the cluster beside its place and move it in when it is whole: a crash leaves nothing half-made."""
        home = make_private_folder(make_private_folder(self.data) / "pg")
        account.take(home)
        for abandoned in home.glob("new-*"):
            shutil.rmtree(abandoned)
        fresh = Path(tempfile.mkdtemp(prefix="new-", dir=home))
        account.take(fresh)
        password = fresh / "password"
        replace_file(password, ensure_credentials(self.data).superuser.encode())
        account.take(password)
        made = fresh / "cluster"
        command = account.command(
            "initdb",
            f"--pgdata={made}",
            f"--username={SUPERUSER}",
            f"--pwfile={password}",
            f"--locale={LOCALE}",
            "--encoding=UTF8",
            "--auth=scram-sha-256",
            "--no-instructions",
        )
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment(), cwd="/")  # noqa: S603
        if done.returncode != 0:
            shutil.rmtree(fresh)
            raise DatabaseUnusable(
                f"PostgreSQL could not make its folder: {done.stderr.strip().splitlines()[-1:]}",
                code="database_not_created",
                fix="`interlace doctor` looks for the usual reasons: a full disk, a folder that cannot be written.",
            )
        (made / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
        with (made / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in _TUNING.items())
        made.rename(self.folder)
        shutil.rmtree(fresh)

    def _refuse_other_version(self) -> None:
        found = int((self.folder / "PG_VERSION").read_text().split(".")[0])
        ours = program_version()
        if found != ours:
            raise DatabaseVersionDiffers(
                f"The database in {self.folder} was made by PostgreSQL {found}; this release brings PostgreSQL {ours}.",
                fix="Back it up with the release that made it (`interlace admin backup`); restore it with this one.",
            )

    def _started(self, account: Account) -> bool:
        found = self.running()
        child: subprocess.Popen[bytes] | None = None
        if found is None:
            self._clear_traces()
            child = self._launched(account)
        began = time.monotonic()
        while found is None or not found.is_ready:
            if (child is not None and child.poll() is not None) or (child is None and found is None):
                return False
            if began and time.monotonic() - began > _SLOW_START_SECONDS:
                logger.warning("The database is still starting: it may be recovering after a crash.")
                began = 0.0
            time.sleep(0.02)
            found = self.running()
        if child is not None:
            child.returncode = 0  # the server lives on without this object; `stop` ends it by its pid
        return True

    def _clear_traces(self) -> None:
        """Remove what a killed server left: PostgreSQL takes its number, reused or not yet reaped, for a living server.

        Should parts of it still be alive, the new one notices by the shared memory that they hold, and waits.
        """
        for trace in (self.folder / PID_FILE, *socket_folder(self.data).glob(".s.PGSQL.*")):
            trace.unlink(missing_ok=True)

    def _launched(self, account: Account) -> subprocess.Popen[bytes]:
        settings = {**_SAFETY, **self.settings, "unix_socket_directories": _quoted(socket_folder(self.data))}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = account.command("postgres", "-D", str(self.folder), "-p", str(PORT), *options)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with os.fdopen(os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as log:
            # A session of its own: the server outlives a command that others share it with, and sees no Ctrl+C.
            return subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                cwd="/",
                start_new_session=True,
            )

    def _log_tells_of_old_server(self) -> bool:
        return "shared memory block" in self._last_log_line()

    def _last_log_line(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace")[-4000:].splitlines() if self.log.exists() else []
        telling = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "ERROR"))] or lines
        return telling[-1] if telling else "nothing"


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LANG": LOCALE, "LC_ALL": LOCALE, "TZ": "UTC"}


def _quoted(folder: Path) -> str:
    return '"' + str(folder).replace('"', '""') + '"'


def _own_folder(folder: Path, account: Account) -> None:
    """Make the socket's folder, or make sure that the one that is there is ours and closed."""
    if not folder.exists():
        folder.mkdir(mode=PRIVATE, parents=True)
        account.take(folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or stat.S_IMODE(found.st_mode) != PRIVATE:
        raise DatabaseUnusable(
            f"The folder {folder} belongs to somebody else or is open to others.",
            code="socket_folder_unsafe",
            fix=f"Remove {folder}, or choose a shorter path for the data folder.",
        )


def _reap(pid: int) -> None:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with _opened(path) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


def _is_free(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
