"""The command line as a person types it, in a process of its own."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from tests.surfaces.cli.running import PROGRAM, clean_environment, free_port, interlace

from interlace.surfaces.cli.registry import ADMIN, COMMANDS, Entry


def test_help_starts_with_an_example_and_loads_neither_django_nor_the_database() -> None:
    probe = "import sys; from interlace.surfaces.cli.main import run; code = run(['--help']);"
    probe += "print([name for name in ('django', 'psycopg', 'numpy') if name in sys.modules], code)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Example:\n  $ interlace demo\n")
    assert done.stdout.splitlines()[-1] == "[] 0"


@pytest.mark.parametrize("entry", [*COMMANDS.values(), *ADMIN.values()], ids=lambda entry: entry.place)
def test_every_command_in_the_list_is_there(entry: Entry) -> None:
    if not entry.exists():
        pytest.skip("not built yet")
    assert isinstance(getattr(import_module(entry.module), entry.attribute), click.Command)


def test_an_unknown_command_is_wrong_usage() -> None:
    assert interlace("chek").returncode == 2


def test_a_command_without_a_node_says_so_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = interlace("admin", "audit", "verify", "--data", str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (4, "")
    assert "There is no node in" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_of_a_command_that_needs_a_node_makes_none(tmp_path: Path) -> None:
    done = interlace("admin", "audit", "verify", "--help", data=tmp_path / "none")
    assert done.returncode == 0, done.stderr
    assert "Usage: interlace admin audit verify" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int, "subprocess.Popen[str]"]]:
    """A node that serves on a free port."""
    data = tmp_path_factory.mktemp("served") / "data"
    port = free_port()
    command = [*PROGRAM, "serve", "--port", str(port), "--data", str(data)]
    node = subprocess.Popen(command, env=clean_environment(), stderr=subprocess.PIPE, text=True)
    assert node.stderr is not None
    said = []
    for line in node.stderr:
        said.append(line)
        if "Interlace serves" in line:
            break
    assert said, "the node ended"
    assert "Interlace serves" in said[-1], said
    yield data, port, node
    if node.poll() is None:
        node.send_signal(signal.SIGTERM)
    assert node.wait(60) == 0
    assert not (data / "run" / "node.json").exists()
    assert not (data / "pg" / "cluster" / "postmaster.pid").exists()
    node.stderr.close()


Served = tuple[Path, int, "subprocess.Popen[str]"]


@pytest.mark.process
def test_a_served_node_answers_and_tells_where_it_is(served: Served) -> None:
    data, port, node = served
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/no-such-page", timeout=20)
    assert caught.value.code == 404
    known = json.loads((data / "run" / "node.json").read_text())
    assert (known["pid"], known["url"]) == (node.pid, f"http://127.0.0.1:{port}")


@pytest.mark.process
def test_a_second_command_joins_the_serving_node_and_leaves_it_running(served: Served) -> None:
    data, port, _ = served
    done = interlace("doctor", "-o", "json", "--data", str(data))
    states = {finding["check"]: finding["state"] for finding in json.loads(done.stdout)}
    assert {name: states[name] for name in ("port", "database", "locale", "migrations")} == dict.fromkeys(
        ("port", "database", "locale", "migrations"), "good"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=10):
        pass


@pytest.mark.process
def test_a_second_node_on_the_same_folder_is_refused_with_the_first_ones_address(served: Served) -> None:
    data, port, _ = served
    done = interlace("serve", "--data", str(data), "--port", "1")
    assert done.returncode == 6
    assert f"already serves {data} at http://127.0.0.1:{port}." in done.stderr


@pytest.mark.process
def test_a_taken_port_is_one_sentence_with_the_remedy(served: Served, tmp_path: Path) -> None:
    _, port, _ = served
    done = interlace("serve", "--data", str(tmp_path / "other"), "--port", str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} on 127.0.0.1 is taken by another program.\nTo mend: Choose another: --port {port + 1}\n"
    )


@pytest.mark.process
def test_parts_of_a_killed_node_do_not_outlive_it_and_the_folder_can_be_served_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    port = free_port()
    for end in (signal.SIGKILL, signal.SIGTERM):
        node = subprocess.Popen(
            [*PROGRAM, "serve", "--port", str(port), "--data", str(data)],
            env=clean_environment(),
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: (data / "run" / "node.json").exists() and answers(port))
        node.send_signal(end)
        node.wait(60)
        wait_until(lambda: not answers(port))
    assert not (data / "run" / "node.json").exists()


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)
