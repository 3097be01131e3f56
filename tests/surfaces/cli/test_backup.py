"""A restored node gives the answers that it gave before: its index is built again before anybody is answered."""

import json
import shutil
from pathlib import Path

import pytest
from tests.surfaces.cli.running import free_port, interlace

pytestmark = pytest.mark.process

QUESTION = ("check", "phone", "-", "--as", "SG", "--purpose", "fraud", "--ref", "SG-2026-0007", "-o", "json")
PASSPHRASE = {"INTERLACE_PASSPHRASE": "seven wet horses"}


def answers(data: Path) -> list[tuple[str, str]]:
    done = interlace(*QUESTION, data=data, said="+82 10 0000 0142")
    assert done.returncode == 0, done.stderr
    return [(answer["bureau"], answer["answer"]) for answer in json.loads(done.stdout)["answers"]]


def test_a_restored_node_answers_as_before_and_so_does_one_whose_index_was_lost(tmp_path: Path) -> None:
    node, restored, file = tmp_path / "node", tmp_path / "restored", tmp_path / "node.backup"
    built = interlace("demo", "--check", "--port", str(free_port()), data=node)
    assert built.returncode == 0, built.stderr
    assert interlace("admin", "backup", str(file), data=node, **PASSPHRASE).returncode == 0
    assert interlace("admin", "restore", str(file), "--no-deletions", data=restored, **PASSPHRASE).returncode == 0
    before = answers(node)
    assert ("KR", "possible") in before
    assert answers(restored) == before
    shutil.rmtree(restored / "index")
    assert answers(restored) == before
    assert interlace("admin", "audit", "verify", data=restored).returncode == 0


def test_without_a_passphrase_nothing_is_written(tmp_path: Path) -> None:
    node = tmp_path / "node"
    assert interlace("admin", "migrate", data=node).returncode == 0
    done = interlace("admin", "backup", str(tmp_path / "file"), data=node)
    assert done.returncode == 5
    assert "INTERLACE_PASSPHRASE" in done.stderr
    assert not (tmp_path / "file").exists()
