"""One sealed file holds the node: its database, keys, vault and registers.

What follows from the rest is left out and made anew: see LEFT_OUT. Nothing in plain text leaves the data folder, and a
restored node appears as a whole or not at all.
"""

import contextlib
import hashlib
import io
import json
import os
import secrets
import shutil
import tarfile
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from interlace import __version__
from interlace.foundation.backup.acts import note_act
from interlace.foundation.backup.dumps import dump_database, restore_database
from interlace.foundation.console.machine import account_of_process
from interlace.foundation.database import database_open
from interlace.foundation.database.cluster import socket_folder
from interlace.foundation.database.connections import administrator_parameters
from interlace.foundation.database.credentials import ensure_credentials
from interlace.foundation.database.folders import PRIVATE, make_private_folder, replace_file
from interlace.foundation.database.roles import NAMES
from interlace.foundation.errors import Conflict, IntegrityFailure, InvalidInput, NotFound
from interlace.foundation.vault.sealed_files import decrypt_stream, encrypt_stream

LEFT_OUT: Mapping[str, str] = {
    "pg": "its content is in the dump",
    "run": "says what runs now",
    "static": "comes with the release",
    "index": "is rebuilt from facts and registers",
    "audit": "holds the latest checkpoint: a restored node begins with the log it restored",
    "cache": "is compiled anew",
}
SHORTEST_PASSPHRASE = 12
INDEX_LOST = "index-lost"
"""A file of this name in the data folder says that the index has to be built before anybody is answered."""
DELETIONS_FILE = "deletions/ledger.ndjson"
"""Where a node notes in its data folder what it has deleted, by id: the one file that is newer than any backup."""
DELETIONS_DUE = "deletions-due"
"""A file of this name in the data folder says that those deletions are repeated before anybody is answered."""

RESTORED = "node.restored"
"""How the ledger calls this act."""

_FORMAT = 1
_MANIFEST = "manifest.json"
_DUMP = "database.dump"
_FILES = "files"


def write_backup(data: Path, url: str | None, target: Path, *, passphrase: str, now: datetime) -> int:
    """Write the node into a new sealed file, read that back in full, and say how many bytes it has.

    A running node goes on meanwhile. The database is dumped first, so that every file it names is there to be copied.
    """
    if not (data / "keys").is_dir():
        raise NotFound(f"There is no node in {data}.", code="no_node", fix="Name its folder with --data.")
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InvalidInput(
            f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters.", fix="Use several words or a generator."
        )
    if target.exists():
        raise Conflict(f"{target} exists already.", code="file_exists", fix="Choose another name.")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    run = make_private_folder(data / "run")
    try:
        with tempfile.TemporaryDirectory(prefix="backup-", dir=run) as work, database_open(data, url):
            dump = Path(work) / _DUMP
            dump_database(administrator_parameters(data, url, ensure_credentials(data)), dump)
            _seal(data, dump, draft, passphrase=passphrase, now=now)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def restore_backup(
    source: Path,
    data: Path,
    url: str | None,
    *,
    passphrase: str,
    now: datetime,
    deletions: Path | None = None,
    by: str = "",
) -> datetime:
    """Put a backup into a folder that is empty or absent, and say when it was made.

    Everything is checked and filled beside the folder's place, and moved there at the end. `deletions` is the ledger of
    what the node has deleted since: it is repeated before the restored node opens. So is the note of this act, by the
    keeper who was named: its leaf stands in the restored ledger and says from which backup.
    """
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise Conflict(f"{data} is not empty.", code="folder_not_empty", fix="Name a new folder with --data.")
    if not source.is_file():
        raise NotFound(f"There is no file {source}.", code="no_file")
    data.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".restoring-", dir=data.parent))
    try:
        manifest = _unseal(source, work, passphrase=passphrase)
        fresh = work / _FILES
        with _without_stray_socket(fresh), database_open(fresh, url):
            restore_database(administrator_parameters(fresh, url, ensure_credentials(fresh)), work / _DUMP)
        (fresh / INDEX_LOST).touch(mode=0o600)
        _take_deletions(deletions, fresh)
        detail = {
            "backup": digest_of_file(source),
            "made": manifest["made"],
            "release": manifest["release"],
            "deletions": digest_of_file(deletions) if deletions is not None else "",
        }
        note_act(fresh, RESTORED, at=now, named=by, account=account_of_process(), detail=detail)
        with contextlib.suppress(FileNotFoundError):
            data.rmdir()
        fresh.rename(data)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return datetime.fromisoformat(manifest["made"])


def digest_of_file(path: Path) -> str:
    """SHA-256 by which the ledger names a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _take_deletions(deletions: Path | None, fresh: Path) -> None:
    """Let the newer ledger stand in place of the one that the backup holds."""
    if deletions is not None:
        target = fresh / DELETIONS_FILE
        make_private_folder(target.parent)
        replace_file(target, deletions.read_bytes())
    (fresh / DELETIONS_DUE).touch(mode=0o600)


def _seal(data: Path, dump: Path, draft: Path, *, passphrase: str, now: datetime) -> None:
    """Stream the archive into the sealed file, and open that again to see that it holds the same bytes."""
    read_end, write_end = os.pipe()
    reader: IO[bytes] = os.fdopen(read_end, "rb")
    writer: IO[bytes] = os.fdopen(write_end, "wb")
    written = _Hashing(writer)
    failures: list[BaseException] = []

    def pack() -> None:
        try:
            with writer:
                _pack(data, dump, written, now=now)
        except BaseException as failure:
            failures.append(failure)

    packer = threading.Thread(target=pack)
    packer.start()
    try:
        with reader, os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            encrypt_stream(reader, file, passphrase=passphrase)
            file.flush()
            os.fsync(file.fileno())
    finally:
        packer.join()
    if failures:
        raise failures[0]
    read_back = _Hashing(None)
    with draft.open("rb") as sealed:
        decrypt_stream(sealed, cast("IO[bytes]", read_back), passphrase=passphrase)
    if read_back.digest() != written.digest():
        raise IntegrityFailure("The backup was not written as it should be.", fix="Check the disk and try again.")


def _pack(data: Path, dump: Path, target: "_Hashing", *, now: datetime) -> None:
    manifest = {"format": _FORMAT, "release": __version__, "made": now.isoformat(), "roles": asdict(NAMES)}
    with tarfile.open(fileobj=cast("Any", target), mode="w|") as archive:
        head = tarfile.TarInfo(_MANIFEST)
        content = json.dumps(manifest).encode()
        head.size = len(content)
        archive.addfile(head, io.BytesIO(content))
        archive.add(dump, _DUMP, filter=_nobodys)
        for path in _kept(data):
            with contextlib.suppress(FileNotFoundError):  # thrown away since it was listed
                archive.add(path, f"{_FILES}/{path.relative_to(data)}", recursive=False, filter=_nobodys)


def _kept(data: Path) -> Iterator[Path]:
    for top in sorted(data.iterdir()):
        if top.name in LEFT_OUT:
            continue
        yield top
        if top.is_dir() and not top.is_symlink():
            yield from sorted(top.rglob("*"))


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Only folders and files travel, closed to others, and belong to whoever restores them."""
    if not (member.isfile() or member.isdir()):
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = PRIVATE if member.isdir() else 0o600
    return member


def _unseal(source: Path, work: Path, *, passphrase: str) -> dict[str, Any]:
    make_private_folder(work / _FILES)
    archive_path = work / "archive"
    with source.open("rb") as sealed, archive_path.open("wb") as target:
        decrypt_stream(sealed, target, passphrase=passphrase)
    try:
        with tarfile.open(archive_path) as archive:
            _unpack(archive, work)
        manifest: dict[str, Any] = json.loads((work / _MANIFEST).read_bytes())
        is_known = manifest["format"] == _FORMAT
        roles = manifest["roles"]
    except (tarfile.TarError, ValueError, KeyError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise IntegrityFailure("The file holds no backup of a node.", code="not_a_backup") from None
    if not is_known:
        raise IntegrityFailure(
            "The backup was written by a newer release.", code="backup_too_new", fix="Restore it with that release."
        )
    if roles != asdict(NAMES):
        prefix = roles["app"].removesuffix("_app")
        raise Conflict(
            "The backup's database roles have other names than this node's.",
            code="other_roles",
            fix=f"Run the command with INTERLACE_ROLE_PREFIX={prefix}",
        )
    archive_path.unlink()
    return manifest


def _unpack(archive: tarfile.TarFile, work: Path) -> None:
    """Folders and files alone, below this folder, closed to others. (The tar filters came with Python 3.11.4.)"""
    for member in archive:
        place = PurePosixPath(member.name)
        if place.is_absolute() or ".." in place.parts:
            raise tarfile.TarError
        path = work / place
        if member.isdir():
            path.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            continue
        content = archive.extractfile(member)
        if content is None:
            raise tarfile.TarError
        path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        with content, os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            shutil.copyfileobj(content, file)


@contextlib.contextmanager
def _without_stray_socket(data: Path) -> Iterator[None]:
    """The place of work has a socket of its own, which lies elsewhere if its path is long."""
    place = socket_folder(data)
    try:
        yield
    finally:
        if not place.is_relative_to(data.resolve()):
            shutil.rmtree(place, ignore_errors=True)


class _Hashing:
    """Passes bytes on, or swallows them, and keeps their digest."""

    def __init__(self, target: IO[bytes] | None) -> None:
        self._target = target
        self._hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        self._hash.update(data)
        if self._target is not None:
            self._target.write(data)
        return len(data)

    def flush(self) -> None:
        """Hand on what is waiting."""
        if self._target is not None:
            self._target.flush()

    def digest(self) -> bytes:
        """The SHA-256 of everything so far."""
        return self._hash.digest()
