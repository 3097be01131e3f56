"""A restored node gives the answers that it gave before: its index is built again before anybody is answered."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.surfaces.cli.running import interlace

from interlace.foundation.console.machine import account_of_process

pytestmark = pytest.mark.process

QUESTION = ("check", "phone", "-", "--as", "SG", "--purpose", "fraud", "--ref", "SG-2026-0007", "-o", "json")
PHONE = "+82 10 0000 0142"
PASSPHRASE = {"INTERLACE_PASSPHRASE": "seven wet horses"}


def answers(data: Path) -> list[tuple[str, str]]:
    done = interlace(*QUESTION, data=data, said=PHONE)
    assert done.returncode == 0, done.stderr
    return [(answer["bureau"], answer["answer"]) for answer in json.loads(done.stdout)["answers"]]


def node_of_two(node: Path, folder: Path) -> None:
    """A node on which SG may ask about what KR has brought."""
    acts: list[tuple[str, ...]] = [("migrate",)]
    for code in ("KR", "SG"):
        acts += [("member", "add", code, "--name", code), ("bureau", "add", "--member", code, "--name", f"NCB {code}")]
    for act in acts:
        done = interlace("admin", *act, data=node)
        assert done.returncode == 0, done.stderr
    sheet = folder / "suspects.csv"
    sheet.write_text(f"name,birthDate,phone\nHAN Ji-seop,1991-04-17,{PHONE}\n", encoding="utf-8")
    terms = ("--audience", "SG", "--hit", "hit", "--purpose", "fraud", "--until", "2031-06-30", "--status", "suspect")
    done = interlace("import", str(sheet), "--as", "KR", *terms, data=node)
    assert done.returncode == 0, done.stderr


def test_a_restored_node_answers_as_before_and_so_does_one_whose_index_was_lost(tmp_path: Path) -> None:
    node, restored, file = tmp_path / "node", tmp_path / "restored", tmp_path / "node.backup"
    node_of_two(node, tmp_path)
    assert interlace("admin", "backup", str(file), data=node, **PASSPHRASE).returncode == 0
    assert interlace("admin", "restore", str(file), "--no-deletions", data=restored, **PASSPHRASE).returncode == 0
    before = answers(node)
    assert ("KR", "possible") in before
    assert answers(restored) == before
    shutil.rmtree(restored / "index")
    assert answers(restored) == before
    assert interlace("admin", "audit", "verify", data=restored).returncode == 0
    # What KR deletes after the backup stays dead in whatever is restored from it.
    for each in json.loads(interlace("import", "list", "--as", "KR", "-o", "json", data=node).stdout):
        interlace("import", "undo", each["id"], "--as", "KR", data=node)
    again, ledger = tmp_path / "again", node / "deletions" / "ledger.ndjson"
    done = interlace("admin", "restore", str(file), "--deletions", str(ledger), data=again, **PASSPHRASE)
    assert done.returncode == 0, done.stderr
    assert answers(again) == answers(node) != before


def test_backup_and_restore_stand_in_the_ledger_of_the_node_they_were_done_to(tmp_path: Path) -> None:
    node, restored, file = tmp_path / "node", tmp_path / "restored", tmp_path / "node.backup"
    assert interlace("admin", "migrate", data=node).returncode == 0
    assert interlace("admin", "backup", str(file), data=node, **PASSPHRASE).returncode == 0
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert [(each["event"], each["detail"]["backup"]) for each in acts(node, tmp_path)] == [("node.backed_up", digest)]
    said = ("--no-deletions", "--by", "y.seo")
    assert interlace("admin", "restore", str(file), *said, data=restored, **PASSPHRASE).returncode == 0
    # The backup was written before its own leaf was: the restored ledger says by itself where it comes from.
    (restoring,) = acts(restored, tmp_path)
    assert (restoring["event"], restoring["by"]) == ("node.restored", f"account:{account_of_process()}")
    assert (restoring["detail"]["backup"], restoring["detail"]["named"]) == (digest, "y.seo")
    assert interlace("admin", "audit", "verify", data=restored).returncode == 0
    assert len(acts(restored, tmp_path)) == 1


def acts(node: Path, folder: Path) -> list[dict[str, Any]]:
    """What the node's ledger says was done to the node itself."""
    path = folder / f"{len(list(folder.iterdir()))}.ndjson"
    done = interlace("admin", "audit", "export", str(path), data=node)
    assert done.returncode == 0, done.stderr
    entries = [json.loads(line).get("entry") for line in path.read_text().splitlines()]
    read = [json.loads(entry) for entry in entries if entry]
    return [entry for entry in read if entry["event"].startswith("node.")]


def test_without_a_passphrase_nothing_is_written(tmp_path: Path) -> None:
    node = tmp_path / "node"
    assert interlace("admin", "migrate", data=node).returncode == 0
    done = interlace("admin", "backup", str(tmp_path / "file"), data=node)
    assert done.returncode == 5
    assert "INTERLACE_PASSPHRASE" in done.stderr
    assert not (tmp_path / "file").exists()
