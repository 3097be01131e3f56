"""A backup holds the whole node and nothing less; a damaged one, or a wrong passphrase, leaves nothing behind."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from interlace.foundation.backup import restore_backup, write_backup
from interlace.foundation.database import database_open
from interlace.foundation.database.connections import administrator_parameters, role_parameters
from interlace.foundation.database.credentials import ensure_credentials
from interlace.foundation.database.roles import OWNER
from interlace.foundation.errors import InterlaceError

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
PASSPHRASE = "seven wet horses"
HURRY = {"fsync": "off"}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A node with a row that row-level security hides from everybody, and files of every kind."""
    data = tmp_path_factory.mktemp("node") / "data"
    with database_open(data, server_settings=HURRY):
        known = ensure_credentials(data)
        place = role_parameters(data, None, role=OWNER, password=known.owner)
        with psycopg.connect(make_conninfo(**place), autocommit=True) as owner:
            owner.execute("create table hidden (id serial primary key, word text)")
            owner.execute("insert into hidden (word) values ('ฮัน จีซอบ'), ('한지섭')")
            owner.execute("alter table hidden enable row level security")
            owner.execute("alter table hidden force row level security")
        for path in ("vault/ab/object", "registers/sdn/1/rows", "index/postings", "run/whatever", "audit/latest.json"):
            (data / path).parent.mkdir(parents=True, exist_ok=True)
            (data / path).write_bytes(path.encode())
        yield data


@pytest.fixture(scope="module")
def backup(node: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backups") / "node.backup"
    write_backup(node, None, file, passphrase=PASSPHRASE, now=NOW)
    return file


def content_of(data: Path) -> list[tuple[object, ...]]:
    with (
        database_open(data),
        psycopg.connect(make_conninfo(**administrator_parameters(data, None, ensure_credentials(data)))) as server,
    ):
        return server.execute(
            "select id, word, tableowner from hidden, pg_tables where tablename = 'hidden'"
        ).fetchall()


def files_of(data: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(data)): path.read_bytes()
        for top in ("keys", "vault", "registers", "index", "audit")
        for path in (data / top).rglob("*")
        if path.is_file()
    }


def test_a_restored_node_has_the_same_rows_keys_and_files(node: Path, backup: Path, tmp_path: Path) -> None:
    restored = tmp_path / "restored"
    assert restore_backup(backup, restored, None, passphrase=PASSPHRASE, now=NOW) == NOW
    assert content_of(restored) == content_of(node) == [(1, "ฮัน จีซอบ", OWNER), (2, "한지섭", OWNER)]
    kept = {name: content for name, content in files_of(node).items() if name.split("/")[0] not in {"index", "audit"}}
    assert files_of(restored) == kept
    assert {"keys/database.json", "vault/ab/object", "registers/sdn/1/rows"} <= kept.keys()


def test_a_restored_node_is_closed_to_other_users(backup: Path, tmp_path: Path) -> None:
    restored = tmp_path / "restored"
    restore_backup(backup, restored, None, passphrase=PASSPHRASE, now=NOW)
    paths = [restored, *restored.rglob("*")]
    assert [path for path in paths if stat.S_IMODE(path.lstat().st_mode) & 0o077] == []


def test_nothing_can_be_read_in_the_file(node: Path, backup: Path) -> None:
    sealed = backup.read_bytes()
    assert ensure_credentials(node).owner.encode() not in sealed
    assert "한지섭".encode() not in sealed
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_wrong_passphrase_leaves_nothing_behind(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(InterlaceError, match="passphrase"):
        restore_backup(backup, tmp_path / "restored", None, passphrase="another long one", now=NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["bit", "cut at the end", "cut in the middle", "other file", "empty"])
def test_a_damaged_file_leaves_nothing_behind(damage: str, backup: Path, tmp_path: Path) -> None:
    content = backup.read_bytes()
    half = len(content) // 2
    damaged = {
        "bit": content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :],
        "cut at the end": content[:-1],
        "cut in the middle": content[:half],
        "other file": b"%PDF-1.7 something else entirely",
        "empty": b"",
    }[damage]
    file = tmp_path / "damaged.backup"
    file.write_bytes(damaged)
    with pytest.raises(InterlaceError):
        restore_backup(file, tmp_path / "restored", None, passphrase=PASSPHRASE, now=NOW)
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_holds_something_is_left_alone(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(InterlaceError, match="not empty"):
        restore_backup(backup, tmp_path, None, passphrase=PASSPHRASE, now=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_an_existing_file_is_not_overwritten(node: Path, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(InterlaceError, match="exists already"):
        write_backup(node, None, backup, passphrase=PASSPHRASE, now=NOW)
    assert backup.read_bytes() == before


def test_a_short_passphrase_is_refused(node: Path, tmp_path: Path) -> None:
    with pytest.raises(InterlaceError, match="at least 12"):
        write_backup(node, None, tmp_path / "file", passphrase="short", now=NOW)


def test_a_folder_without_a_node_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(InterlaceError, match="no node"):
        write_backup(tmp_path, None, tmp_path / "file", passphrase=PASSPHRASE, now=NOW)
    assert list(tmp_path.iterdir()) == []
