"""Packs that were handed in: the officer's own, sealed below the data folder, for a week.

A pack is a folder: the archive as it came, a note of what is known about it, what was read of each of its files, and
what came of all of them. Every part is sealed under the node's key. Nothing of it is in the database, so nobody else of
the bureau sees it; what one stores of it, or lays on a table, is there under labels.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from interlace.foundation.database.folders import make_private_folder, replace_file
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.jail import Json
from interlace.foundation.vault.keys import SealBroken
from interlace.foundation.vault.node import open_sealed, seal
from interlace.meeting.linking.links import ProposedLink
from interlace.meeting.pack.opening import Entry
from interlace.meeting.pack.records import Pack
from interlace.meeting.pack.values import Home

KEPT: Final = timedelta(days=7)
OPEN_AT_MOST: Final = 10
"""Packs of one officer."""
_PURPOSE = "handed-in-pack"
_NOTE, _ARCHIVE, _CONTENT, _LOCK = "note", "archive", "content", "lock"


@dataclass(frozen=True, slots=True)
class Content:
    """What a pack holds, and where its cases meet."""

    pack: Pack
    homes: dict[str, Home]
    links: list[ProposedLink]


@dataclass(frozen=True, slots=True)
class BroughtPack:
    """A pack and what was done with it so far."""

    id: UUID
    officer: UUID
    member: str
    file_name: str
    made: datetime
    entries: tuple[Entry, ...]
    meeting: UUID | None = None
    """The meeting at whose page it was handed in."""
    job: UUID | None = None
    """The latest work on it."""
    storing: Mapping[str, str] | None = None
    """Purpose, reference and scheme of grades under which its own cases are stored, once somebody asked for it."""
    stored: Mapping[str, Any] | None = None
    """What was stored, in counts."""
    laid: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Meeting → what was laid on its table, in counts."""

    @property
    def folder(self) -> Path:
        """Where its parts lie."""
        return _folder(self.officer) / self.id.hex

    @property
    def ends(self) -> datetime:
        """When it is thrown away."""
        return self.made + KEPT

    @property
    def is_read(self) -> bool:
        """Whether all its files have been read."""
        return (self.folder / _CONTENT).exists()

    @property
    def files_read(self) -> int:
        """How many of its files have been read."""
        return sum((self.folder / _part(number)).exists() for number in range(len(self.entries)))


def keep(
    viewer: Viewer, archive: bytes, entries: list[Entry], *, file_name: str, meeting: UUID | None, now: datetime
) -> BroughtPack:
    """Seal a pack into a folder of its own."""
    pack = BroughtPack(uuid4(), UUID(viewer.id), viewer.member, _plain(file_name), now, tuple(entries), meeting)
    make_private_folder(_folder(pack.officer).parent)
    make_private_folder(_folder(pack.officer))
    make_private_folder(pack.folder)
    try:
        _put(pack, _ARCHIVE, archive)
        _note(pack)
    except BaseException:
        discard(pack)
        raise
    return pack


def pack_of(viewer: Viewer, pack_id: UUID, *, now: datetime) -> BroughtPack:
    """The officer's own pack; another's, one that is absent and one that is too old are one answer."""
    pack = _read(_folder(UUID(viewer.id)) / pack_id.hex)
    if pack is None or pack.member != viewer.member or viewer.unit or now >= pack.ends:
        raise _absent()
    return pack


def packs_of(viewer: Viewer, *, now: datetime) -> list[BroughtPack]:
    """The officer's own packs, the latest first."""
    folder = _folder(UUID(viewer.id))
    found = [_read(each) for each in folder.iterdir()] if folder.is_dir() and not viewer.unit else []
    own = [each for each in found if each is not None and each.member == viewer.member and now < each.ends]
    return sorted(own, key=lambda each: each.made, reverse=True)


def change(pack: BroughtPack, **changes: Any) -> BroughtPack:
    """Note something about a pack, over what is noted now: page and job may write at the same time."""
    with _alone_with(pack):
        return _note(replace(_read(pack.folder) or pack, **changes))


def note_laid(pack: BroughtPack, meeting: UUID, counts: Mapping[str, int]) -> BroughtPack:
    """What was laid on the table of a meeting."""
    return _changed(pack, lambda now: replace(now, laid={**now.laid, str(meeting): dict(counts)}))


def archive_of(pack: BroughtPack) -> bytes:
    """The pack as it came."""
    return _get(pack, _ARCHIVE)


def keep_part(pack: BroughtPack, number: int, said: Json) -> None:
    """What was read of one file; once it lies here, it is not read again."""
    _put(pack, _part(number), json.dumps(said, ensure_ascii=False).encode())


def part_of(pack: BroughtPack, number: int) -> Json:
    """What was read of one file; None where it was not read yet."""
    if not (pack.folder / _part(number)).exists():
        return None
    said: Json = json.loads(_get(pack, _part(number)))
    return said


def keep_content(pack: BroughtPack, content: Content) -> None:
    """What came of all files. What lies there of each of them, and the archive, is not needed any more."""
    _put(pack, _CONTENT, _CONTENTS.dump_json(content))
    for number in range(len(pack.entries)):
        (pack.folder / _part(number)).unlink(missing_ok=True)
    (pack.folder / _ARCHIVE).unlink(missing_ok=True)


def content_of(pack: BroughtPack) -> Content:
    """What came of all files."""
    return _CONTENTS.validate_json(_get(pack, _CONTENT))


def discard(pack: BroughtPack) -> None:
    """Throw a pack away; what was stored of it, or laid on a table, stays."""
    shutil.rmtree(pack.folder, ignore_errors=True)


def discard_old(*, now: datetime) -> int:
    """Throw away what is older than a week, of every officer."""
    folders = [each for officer in _root().glob("*") if officer.is_dir() for each in officer.iterdir()]
    old = [each for each in folders if now >= _end_of(each)]
    for each in old:
        shutil.rmtree(each, ignore_errors=True)
    return len(old)


_CONTENTS = TypeAdapter(Content)


def _changed(pack: BroughtPack, act: Callable[[BroughtPack], BroughtPack]) -> BroughtPack:
    with _alone_with(pack):
        return _note(act(_read(pack.folder) or pack))


@contextmanager
def _alone_with(pack: BroughtPack) -> Iterator[None]:
    try:
        lock = os.open(pack.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:
        raise _absent() from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _note(pack: BroughtPack) -> BroughtPack:
    note = {
        "officer": str(pack.officer),
        "member": pack.member,
        "file_name": pack.file_name,
        "made": pack.made.isoformat(),
        "entries": [list(entry) for entry in pack.entries],
        "meeting": str(pack.meeting) if pack.meeting else None,
        "job": str(pack.job) if pack.job else None,
        "storing": pack.storing,
        "stored": pack.stored,
        "laid": pack.laid,
    }
    _put(pack, _NOTE, json.dumps(note, ensure_ascii=False).encode())
    return pack


def _read(folder: Path) -> BroughtPack | None:
    try:
        identifier = UUID(folder.name)
        note = json.loads(open_sealed(_PURPOSE, (folder / _NOTE).read_bytes(), _bound(identifier, _NOTE)))
    except (OSError, ValueError, SealBroken):
        return None
    return BroughtPack(
        id=identifier,
        officer=UUID(note["officer"]),
        member=note["member"],
        file_name=note["file_name"],
        made=datetime.fromisoformat(note["made"]),
        entries=tuple(Entry(name, path) for name, path in note["entries"]),
        meeting=UUID(note["meeting"]) if note["meeting"] else None,
        job=UUID(note["job"]) if note["job"] else None,
        storing=note["storing"],
        stored=note["stored"],
        laid=note["laid"],
    )


def _put(pack: BroughtPack, name: str, content: bytes) -> None:
    try:
        replace_file(pack.folder / name, seal(_PURPOSE, content, _bound(pack.id, name)))
    except FileNotFoundError:
        raise _absent() from None  # thrown away meanwhile


def _get(pack: BroughtPack, name: str) -> bytes:
    try:
        return open_sealed(_PURPOSE, (pack.folder / name).read_bytes(), _bound(pack.id, name))
    except FileNotFoundError:
        raise _absent() from None


def _bound(pack: UUID, name: str) -> bytes:
    """No part can stand in for another, nor for that of another pack."""
    return pack.bytes + name.encode()


def _part(number: int) -> str:
    return f"part-{number}"


def _end_of(folder: Path) -> datetime:
    """A folder without a note is being filled, or was left by a process that ended meanwhile."""
    pack = _read(folder)
    return pack.ends if pack is not None else datetime.fromtimestamp(folder.stat().st_mtime, UTC) + KEPT


def _root() -> Path:
    return Path(settings.INTERLACE_DATA) / "packs"


def _folder(officer: UUID) -> Path:
    return _root() / officer.hex


def _plain(name: str) -> str:
    """The last part of a name, without what could lead elsewhere."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip()[-120:] or "pack.zip"


def _absent() -> NotFound:
    return NotFound(_("There is no such pack, or it is not yours."))
