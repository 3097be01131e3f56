"""Runs the tests of disclosure, migrations and jobs on an external PostgreSQL, as a bureau with its own server would.

`python -m tests.external [pytest arguments]`. The server is INTERLACE_TEST_DATABASE_URL, or one started here for the
occasion from the distribution's programs.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from interlace.foundation.database.account import account_for

SELECTION = (
    "tests/foundation/database",
    "tests/foundation/disclosure",
    "tests/foundation/jobs",
    "tests/noninterference/test_model_filter_and_row_security_agree.py",
)
PASSWORD = "external"
_PORT = 5432


def main(arguments: list[str]) -> int:
    """Run them, or say in one line why not."""
    known = os.environ.get("INTERLACE_TEST_DATABASE_URL")
    if known:
        return _pytest(known, arguments)
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not programs:
        print("Tests on an external PostgreSQL are skipped: no server programs below /usr/lib/postgresql.")
        return 1 if os.environ.get("CI") == "true" else 0
    with _server(programs[0].parent) as url:
        return _pytest(url, arguments)


def _pytest(url: str, arguments: list[str]) -> int:
    folders = [folder for folder in SELECTION if Path(folder).exists()]
    command = [sys.executable, "-m", "pytest", *folders, *arguments]
    return subprocess.run(command, env={**os.environ, "INTERLACE_TEST_DATABASE_URL": url}, check=False).returncode


@contextlib.contextmanager
def _server(programs: Path) -> Iterator[str]:
    home = Path(tempfile.mkdtemp(prefix="interlace-external-"))
    account = account_for(home / "cluster")
    account.take(home)
    password = home / "password"
    password.write_text(PASSWORD)
    account.take(password)
    words = ["-D", str(home / "cluster"), "--username=postgres", f"--pwfile={password}", "--auth=scram-sha-256"]
    make = [*account.prefix, str(programs / "initdb"), *words, "--locale=C.UTF-8", "--encoding=UTF8"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd="/")
    settings = ("-c", "listen_addresses=", "-c", f"unix_socket_directories={home}", "-c", "fsync=off")
    server = subprocess.Popen(
        [*account.prefix, str(programs / "postgres"), "-D", str(home / "cluster"), *settings],
        cwd="/",
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(home)
        yield f"postgresql://postgres:{PASSWORD}@{str(home).replace('/', '%2F')}:{_PORT}/postgres"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


def _wait_for(home: Path) -> None:
    deadline = time.monotonic() + 30
    while not (home / f".s.PGSQL.{_PORT}").exists():
        if time.monotonic() > deadline:
            raise TimeoutError("The external PostgreSQL did not start.")
        time.sleep(0.1)
    time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
