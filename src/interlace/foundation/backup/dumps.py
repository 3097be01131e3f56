"""The database in and out, with PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from interlace.foundation.database.account import program_path
from interlace.foundation.database.connections import Parameters
from interlace.foundation.database.failures import DatabaseUnusable

_KNOWS_TRANSACTION_TIMEOUT = 170000
_TRANSACTION_TIMEOUT = b"SET transaction_timeout = 0;\n"


def dump_database(administrator: Parameters, target: Path) -> None:
    """Write every row of the database into a file, hidden ones too: as one whom row-level security does not bind."""
    with psycopg.connect(make_conninfo(**administrator)) as server:
        version = server.info.server_version
        (is_complete,) = server.execute(
            "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
        ).fetchone() or (False,)
    if not is_complete:
        raise DatabaseUnusable(
            "The role in DATABASE_URL is bound by row-level security, so its backup would lack rows.",
            code="backup_would_be_incomplete",
            fix="Ask for: alter role ... bypassrls (or back up with the server's own means).",
        )
    program = _program("pg_dump", administrator, oldest=version // 10000)
    _run([program, _place(administrator), "--format=custom", f"--file={target}"], administrator)


def restore_database(administrator: Parameters, source: Path) -> None:
    """Fill an empty database from a file, wholly or not at all."""
    with psycopg.connect(make_conninfo(**administrator)) as server:
        version = server.info.server_version
        found = server.execute("select 1 from pg_tables where schemaname = 'public' limit 1").fetchone()
    if found is not None:
        raise DatabaseUnusable(
            f"The database {administrator['dbname']} is not empty.",
            code="database_not_empty",
            fix="Restore into a new database: name another one in DATABASE_URL.",
        )
    script = source.with_suffix(".sql")
    _run([str(program_path("pg_restore")), f"--file={script}", str(source)], administrator)
    if version < _KNOWS_TRANSACTION_TIMEOUT:
        _drop_unknown_setting(script)
    psql = _program("psql", administrator)
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}"]
    _run([psql, _place(administrator), *options], administrator)
    script.unlink()


def _drop_unknown_setting(script: Path) -> None:
    """A dump made here says it in its head, and a server older than 17 stumbles over it."""
    with script.open("r+b") as file:
        head = file.read(4096)
        at = head.find(_TRANSACTION_TIMEOUT)
        if at >= 0:
            file.seek(at)
            file.write(b" " * (len(_TRANSACTION_TIMEOUT) - 1))


def _place(administrator: Parameters) -> str:
    return "--dbname=" + make_conninfo(**{name: value for name, value in administrator.items() if name != "password"})


def _run(command: Sequence[str], administrator: Parameters) -> None:
    environment = {**os.environ, "PGPASSWORD": administrator.get("password", "")}
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603
    if done.returncode != 0:
        # PostgreSQL's own words may quote a row, so they are not repeated.
        raise DatabaseUnusable(
            f"PostgreSQL's program {Path(command[0]).name} did not finish (code {done.returncode}).",
            code="dump_failed",
            fix="Check the free space and the server; `interlace doctor` looks for the usual reasons.",
        )


def _program(name: str, administrator: Parameters, *, oldest: int = 0) -> str:
    """Ours, or for a server across the network the machine's own, which speaks TLS, unless it is too old."""
    own = shutil.which(name)
    if own is None or administrator["host"].startswith("/"):
        return str(program_path(name))
    said = subprocess.run([own, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    return own if int(said.split()[2].split(".")[0]) >= oldest else str(program_path(name))
