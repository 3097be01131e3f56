"""Files handed in on the import page and not contributed yet: the officer's own, below the data folder, for a week.

A draft is a folder with the file as it came and a note of what its officer decided about it so far. Nothing of it is in
the database, so nobody else of the bureau sees it, and nothing of it is shared.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from interlace.facts.entities import ParsedRow
from interlace.facts.imports.csv import CsvRows
from interlace.facts.imports.limits import MEBIBYTE, largest_file
from interlace.facts.imports.reader import Column, UnreadableFile
from interlace.facts.imports.rows import RowReader, SheetRow
from interlace.facts.imports.source import ImportedFile
from interlace.facts.imports.xlsx import XlsxRows
from interlace.facts.ordering import ReadingOrder
from interlace.foundation.database.folders import make_private_folder, replace_file
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput, NotFound

KEPT = timedelta(days=7)
OPEN_AT_MOST = 20
"""Drafts of one officer."""

_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".ndjson", ".jsonl", ".json", ".yaml", ".yml", ".gz"})
_NOTE = "draft.json"
_LOCK = "lock"
_FILE = "file"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file and what its officer decided about it so far."""

    id: UUID
    officer: UUID
    file_name: str
    made: datetime
    reading: ReadingOrder
    columns: Mapping[str, str] | None = None
    """Header → field as chosen on the page; without it the headers are recognised."""
    mended: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Row → header → what stands there instead."""
    skipped: frozenset[int] = frozenset()
    sharing: Mapping[str, Any] = field(default_factory=dict)
    """The sentence as it was last typed."""
    job: UUID | None = None
    """The latest work on the file as it stands."""
    contributed: bool = False
    """The file stays for the sheet with problems and fixes; it is no draft any more."""

    @property
    def path(self) -> Path:
        """Where the file lies. Its ending is kept, because a packed file is known by it."""
        endings = "".join(each for each in Path(self.file_name).suffixes[-2:] if each.lower() in _ENDINGS)
        return _folder(self.officer) / self.id.hex / f"{_FILE}{endings.lower()}"

    @property
    def ends(self) -> datetime:
        """When it is thrown away."""
        return self.made + KEPT


class MendedFile:
    """A handed-in file as a contribution takes it: with its repairs, and without the rows that are skipped."""

    def __init__(self, draft: HandedIn, viewer: Viewer) -> None:
        defaults = draft.reading.defaults(viewer)
        if draft.columns is not None:
            defaults = replace(defaults, columns=draft.columns)
        self.draft = draft
        self.file = ImportedFile.open(draft.path, defaults, file_name=draft.file_name)

    @property
    def file_name(self) -> str:
        """As the sender called it."""
        return self.file.file_name

    @property
    def sha256(self) -> str:
        """Of the file as it came."""
        return self.file.sha256

    @property
    def format(self) -> str:
        """What the file is."""
        return self.file.format

    @property
    def options(self) -> Mapping[str, Any]:
        """How it was read."""
        return self.file.options

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a sheet as they are read."""
        return self.file.columns

    @property
    def is_sheet(self) -> bool:
        """Whether its cells can be repaired in place."""
        return isinstance(self.file.rows, (CsvRows, XlsxRows))

    def __iter__(self) -> Iterator[ParsedRow]:
        """Every row that is not skipped."""
        return (row for row in self._all() if row.number not in self.draft.skipped)

    def skipped_rows(self) -> Iterator[ParsedRow]:
        """The rows that are left out."""
        return (row for row in self._all() if row.number in self.draft.skipped) if self.draft.skipped else iter(())

    def _all(self) -> Iterator[ParsedRow]:
        rows = self.file.rows
        if not isinstance(rows, (CsvRows, XlsxRows)):
            yield from rows
            return
        reader = RowReader(rows.columns, self.file.defaults)
        for row in rows.sheet_rows():
            parsed = reader.read(self._mended(row))
            if parsed is not None:
                yield parsed

    def _mended(self, row: SheetRow) -> SheetRow:
        changes = self.draft.mended.get(row.number)
        if not changes:
            return row
        cells, formulas = list(row.cells), set(row.formulas)
        for column in self.columns:
            if column.header in changes:
                cells += [None] * (column.index + 1 - len(cells))
                cells[column.index] = changes[column.header]
                formulas.discard(column.index)
        return replace(row, cells=cells, formulas=frozenset(formulas))


def hand_in(viewer: Viewer, name: str, content: Iterable[bytes], reading: ReadingOrder, *, now: datetime) -> HandedIn:
    """Take a file in, or say why it cannot be read; a file that cannot be read is not kept."""
    discard_old(now=now)
    if len(drafts_of(viewer)) >= OPEN_AT_MOST:
        raise InvalidInput(
            _("Too many of your files wait to be contributed."),
            code="too_many_drafts",
            fix=_("Contribute or throw away one of them first."),
        )
    draft = HandedIn(uuid4(), UUID(viewer.id), _plain_name(name), now, reading)
    make_private_folder(_folder(draft.officer).parent)
    make_private_folder(_folder(draft.officer))
    make_private_folder(draft.path.parent)
    try:
        _write(draft.path, content)
        _keep(draft)
        MendedFile(draft, viewer)
    except BaseException:
        shutil.rmtree(draft.path.parent, ignore_errors=True)
        raise
    return draft


def draft_of(viewer: Viewer, draft_id: UUID, *, now: datetime) -> HandedIn:
    """The officer's own draft; another's, an absent one and one contributed already are one answer."""
    draft = kept_file(viewer, draft_id, now=now)
    if draft is None or draft.contributed:
        raise NotFound(_("There is no such import, or it is not yours."))
    return draft


def kept_file(viewer: Viewer, draft_id: UUID, *, now: datetime) -> HandedIn | None:
    """The file of the officer's own draft or import, for as long as it is kept."""
    return file_of(UUID(viewer.id), draft_id, now=now)


def file_of(officer: UUID, draft_id: UUID, *, now: datetime) -> HandedIn | None:
    """The same for a job, which knows its officer."""
    draft = _read(_folder(officer) / draft_id.hex)
    return draft if draft is not None and now < draft.ends else None


def drafts_of(viewer: Viewer) -> list[HandedIn]:
    """The officer's own drafts, the newest first."""
    folder = _folder(UUID(viewer.id))
    found = [_read(each) for each in folder.iterdir()] if folder.is_dir() else []
    drafts = [each for each in found if each is not None and not each.contributed]
    return sorted(drafts, key=lambda each: each.made, reverse=True)


def read_columns_as(
    viewer: Viewer, draft: HandedIn, columns: Mapping[str, str] | None, reading: ReadingOrder
) -> HandedIn:
    """Read the file by other columns or habits; refused, and nothing changed, where it cannot be read like that."""
    MendedFile(replace(draft, columns=columns, reading=reading), viewer)
    return _change(draft, lambda now: replace(now, columns=columns, reading=reading, job=None))


def mend(draft: HandedIn, row: int, changes: Mapping[str, str]) -> HandedIn:
    """Put other contents into cells of one row. The file itself stays as it came."""

    def mended(now: HandedIn) -> HandedIn:
        merged = {**now.mended.get(row, {}), **changes}
        return replace(now, mended={**now.mended, row: merged}, skipped=now.skipped - {row}, job=None)

    return _change(draft, mended)


def skip(draft: HandedIn, row: int) -> HandedIn:
    """Leave one row out."""
    return _change(draft, lambda now: replace(now, skipped=now.skipped | {row}, job=None))


def take_back(draft: HandedIn, row: int) -> HandedIn:
    """Put a skipped row in again."""
    return _change(draft, lambda now: replace(now, skipped=now.skipped - {row}, job=None))


def keep_sentence(draft: HandedIn, sharing: Mapping[str, Any]) -> HandedIn:
    """Remember the sharing sentence as it was typed; the page sends it often, and the same again changes nothing."""

    def said(now: HandedIn) -> HandedIn:
        return now if now.sharing == sharing else replace(now, sharing=dict(sharing), job=None)

    return _change(draft, said)


def note_job(draft: HandedIn, job: UUID) -> HandedIn:
    """Work on the file has begun."""
    return _change(draft, lambda now: replace(now, job=job))


def note_contributed(draft: HandedIn) -> HandedIn:
    """The rows are facts now; the file is kept for its sheet with problems and fixes."""
    return _change(draft, lambda now: replace(now, contributed=True))


def discard(draft: HandedIn) -> None:
    """Throw the file away."""
    shutil.rmtree(draft.path.parent, ignore_errors=True)


def discard_old(*, now: datetime) -> int:
    """Throw away what is older than a week, of every officer."""
    folders = [each for officer in _root().glob("*") if officer.is_dir() for each in officer.iterdir()]
    old = [each for each in folders if now >= _end_of(each)]
    for each in old:
        shutil.rmtree(each, ignore_errors=True)
    return len(old)


def _end_of(folder: Path) -> datetime:
    """A folder without a note is being filled, or was left by a process that ended meanwhile."""
    draft = _read(folder)
    return draft.ends if draft is not None else datetime.fromtimestamp(folder.stat().st_mtime, UTC) + KEPT


def _root() -> Path:
    return Path(settings.INTERLACE_DATA) / "handed-in"


def _folder(officer: UUID) -> Path:
    return _root() / officer.hex


def _write(path: Path, content: Iterable[bytes]) -> None:
    size = 0
    with path.open("wb") as file:
        path.chmod(0o600)
        for chunk in content:
            size += len(chunk)
            if size > largest_file():
                raise UnreadableFile("file_too_large", mebibytes=size // MEBIBYTE, most=largest_file() // MEBIBYTE)
            file.write(chunk)


def _change(draft: HandedIn, change: Callable[[HandedIn], HandedIn]) -> HandedIn:
    """Change what is noted now: a page sends while one types, and a job notes its end meanwhile."""
    folder = draft.path.parent
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:
        raise NotFound(_("There is no such import, or it is not yours.")) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _keep(change(_read(folder) or draft))
    finally:
        os.close(lock)


def _keep(draft: HandedIn) -> HandedIn:
    note = {
        "id": str(draft.id),
        "officer": str(draft.officer),
        "file_name": draft.file_name,
        "made": draft.made.isoformat(),
        "reading": asdict(draft.reading),
        "columns": draft.columns,
        "mended": {str(row): dict(changes) for row, changes in draft.mended.items()},
        "skipped": sorted(draft.skipped),
        "sharing": dict(draft.sharing),
        "job": str(draft.job) if draft.job is not None else None,
        "contributed": draft.contributed,
    }
    replace_file(draft.path.parent / _NOTE, json.dumps(note, ensure_ascii=False).encode())
    return draft


def _read(folder: Path) -> HandedIn | None:
    try:
        note = json.loads((folder / _NOTE).read_bytes())
    except (OSError, ValueError):
        return None
    return HandedIn(
        id=UUID(note["id"]),
        officer=UUID(note["officer"]),
        file_name=note["file_name"],
        made=datetime.fromisoformat(note["made"]),
        reading=ReadingOrder(**note["reading"]),
        columns=note["columns"],
        mended={int(row): changes for row, changes in note["mended"].items()},
        skipped=frozenset(note["skipped"]),
        sharing=note["sharing"],
        job=UUID(note["job"]) if note.get("job") else None,
        contributed=note["contributed"],
    )


def _plain_name(name: str) -> str:
    """The last part of a name, without what could lead elsewhere."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable()).strip()
    return kept[-120:] or _FILE
