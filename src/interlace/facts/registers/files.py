"""One version of a register on disk: a line of JSON per record, and arrays that find, label and compare records.

`lines.ndjson` holds the records one after the other, `offsets.npy` where each begins, `labels.npy` its label id,
`subjects.npy` its subject and `digests.npy` the digest of its content. A version is written beside its place and
moved there whole; nothing in it changes afterwards, and its manifest holds the digest of every file.
"""

import hashlib
import os
import secrets
import shutil
import weakref
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import numpy as np
import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from interlace.foundation.errors import IntegrityFailure

FORMAT = "interlace-register-1"
REGISTERS = "registers"
LINES = "lines.ndjson"
_MANIFEST = "manifest.json"
_DIGEST_BYTES = 16
_OPEN_VERSIONS = 64


@dataclass(frozen=True, slots=True)
class RecordValue:
    """One property value of a record, as the facts table would hold it."""

    prop: str
    value: str
    original: str
    key: str
    language: str
    script: str


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """One record under its label."""

    row: int
    subject: UUID
    label: int
    originator: str
    schema: str
    reference: str
    """The record's own id in its list."""
    values: tuple[RecordValue, ...]
    source: str = ""
    grading: str = ""
    markings: str = ""
    condition: str = ""

    @property
    def entity(self) -> dict[str, Any]:
        """The record as a FollowTheMoney entity."""
        properties: dict[str, list[str]] = {}
        for value in self.values:
            values = properties.setdefault(value.prop, [])
            if value.value not in values:
                values.append(value.value)
        return {"id": self.reference, "schema": self.schema, "properties": properties}


def registers_folder() -> Path:
    """Where the node keeps its registers."""
    return Path(settings.INTERLACE_DATA) / REGISTERS


def version_folder(register: UUID, number: int) -> str:
    """The place of a version, below the folder of registers."""
    return f"{register}/{number}"


@lru_cache(maxsize=_OPEN_VERSIONS)
def open_register(folder: str) -> "RegisterFile":
    """A version by its folder below the folder of registers. It never changes, so one opening serves everybody."""
    return RegisterFile(registers_folder() / folder)


def has_version(folder: str) -> bool:
    """Whether the files of a version are still there."""
    return (registers_folder() / folder / _MANIFEST).is_file()


def hold_version(folder: str) -> None:
    """Let nobody remove this version's files until it is released: a legal hold lies on it."""
    _held_mark(folder).touch(mode=0o600)


def release_version(folder: str) -> None:
    """The hold has ended."""
    _held_mark(folder).unlink(missing_ok=True)


def remove_version(folder: str) -> None:
    """Delete a version's files, unless they are held; nothing happens when they have gone already."""
    if _held_mark(folder).exists():
        return
    shutil.rmtree(registers_folder() / folder, ignore_errors=True)
    open_register.cache_clear()


def _held_mark(folder: str) -> Path:
    place = registers_folder() / folder
    return place.with_name(f".{place.name}.held")


class RegisterFile:
    """A version opened for reading; the arrays are mapped, not read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            manifest = orjson.loads((folder / _MANIFEST).read_bytes())
            if manifest["format"] != FORMAT:
                raise ValueError
        except (OSError, ValueError, KeyError):
            raise _damaged() from None
        self.originator: str = manifest["originator"]
        self.records: int = manifest["records"]
        self.sha256: str = manifest["sha256"]
        self._files: dict[str, str] = manifest["files"]
        # Readers of one version share one descriptor, and read at offsets.
        self._lines = os.open(folder / LINES, os.O_RDONLY)
        weakref.finalize(self, os.close, self._lines)

    def __len__(self) -> int:
        return self.records

    @cached_property
    def offsets(self) -> NDArray[np.uint64]:
        """Where each record begins, and the end of the last."""
        return self._array("offsets")

    @cached_property
    def labels(self) -> NDArray[np.int32]:
        """The label id of each record."""
        return self._array("labels")

    @cached_property
    def subjects(self) -> NDArray[np.uint8]:
        """The subject of each record, sixteen bytes a row."""
        return self._array("subjects")

    @cached_property
    def digests(self) -> NDArray[np.uint8]:
        """The digest of each record's content under its label, sixteen bytes a row."""
        return self._array("digests")

    def record(self, row: int) -> RegisterRecord:
        """The record at this row, counted from 0."""
        if not 0 <= row < self.records:
            raise IndexError(row)
        start, end = int(self.offsets[row]), int(self.offsets[row + 1])
        return self._record(row, os.pread(self._lines, end - start, start))

    def entity(self, row: int) -> tuple[dict[str, Any], int]:
        """The record at this row as a FollowTheMoney entity, and its label id."""
        record = self.record(row)
        return record.entity, record.label

    def under(self, labels: Collection[int]) -> Iterator[RegisterRecord]:
        """The records under these labels in order; what the others hold is not read, so it costs no time."""
        wanted = np.isin(self.labels, np.array(sorted(labels), dtype=self.labels.dtype))
        return (self.record(int(row)) for row in np.flatnonzero(wanted))

    def iterate(self) -> Iterator[RegisterRecord]:
        """Every record in order."""
        if not self.records:
            return
        with (self.folder / LINES).open("rb") as file:
            for row, line in enumerate(file):
                yield self._record(row, line)

    def verify(self) -> None:
        """Raise `IntegrityFailure` when a file is not as it was written."""
        for name, expected in self._files.items():
            with (self.folder / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                    raise _damaged()

    def _array(self, name: str) -> NDArray[Any]:
        array: NDArray[Any] = np.load(self.folder / f"{name}.npy", mmap_mode="r" if self.records else None)
        return array

    def _record(self, row: int, line: bytes) -> RegisterRecord:
        said = orjson.loads(line)
        return RegisterRecord(
            row=row,
            subject=UUID(bytes=self.subjects[row].tobytes()),
            label=int(self.labels[row]),
            originator=self.originator,
            schema=said["schema"],
            reference=said["id"],
            values=tuple(RecordValue(*value) for value in said["values"]),
            source=said.get("source", ""),
            grading=said.get("grading", ""),
            markings=said.get("markings", ""),
            condition=said.get("condition", ""),
        )


class RegisterWriter:
    """Writes one version beside its place; `commit` moves it there whole, leaving without it removes everything."""

    def __init__(self, folder: str, *, originator: str) -> None:
        self._place = registers_folder() / folder
        self._draft = self._place.with_name(f".{self._place.name}.{secrets.token_hex(8)}")
        self._originator = originator
        self._offsets = [0]
        self._labels: list[int] = []
        self._subjects: list[bytes] = []
        self._digests: list[bytes] = []

    def __enter__(self) -> Self:
        registers_folder().mkdir(mode=0o700, exist_ok=True)
        self._place.parent.mkdir(mode=0o700, exist_ok=True)
        self._draft.mkdir(mode=0o700)
        self._file = (self._draft / LINES).open("wb", buffering=1 << 20)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        shutil.rmtree(self._draft, ignore_errors=True)

    def add(self, subject: UUID, label: int, said: dict[str, Any]) -> None:
        """Append a record. `said` has schema, id, values and, where given, source, grading, markings and condition."""
        line = orjson.dumps(said)
        self._file.write(line + b"\n")
        self._offsets.append(self._offsets[-1] + len(line) + 1)
        self._labels.append(label)
        self._subjects.append(subject.bytes)
        self._digests.append(hashlib.blake2b(line + label.to_bytes(4), digest_size=_DIGEST_BYTES).digest())

    def commit(self) -> str:
        """Put the version in its place; returns the digest over all of it."""
        self._file.flush()
        os.fsync(self._file.fileno())
        arrays: dict[str, NDArray[Any]] = {
            "offsets": np.array(self._offsets, dtype=np.uint64),
            "labels": np.array(self._labels, dtype=np.int32),
            "subjects": _rows(self._subjects),
            "digests": _rows(self._digests),
        }
        for name, array in arrays.items():
            with (self._draft / f"{name}.npy").open("wb") as file:
                np.save(file, array)
                file.flush()
                os.fsync(file.fileno())
        files = {path.name: _sha256(path) for path in sorted(self._draft.iterdir())}
        whole = hashlib.sha256(orjson.dumps(files, option=orjson.OPT_SORT_KEYS)).hexdigest()
        manifest = {
            "format": FORMAT,
            "originator": self._originator,
            "records": len(self._labels),
            "sha256": whole,
            "files": files,
        }
        with (self._draft / _MANIFEST).open("wb") as file:
            file.write(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
            file.flush()
            os.fsync(file.fileno())
        # A version of this number that no table knows is left from a transaction that did not come to its end.
        shutil.rmtree(self._place, ignore_errors=True)
        self._draft.rename(self._place)
        _sync_folder(self._place.parent)
        open_register.cache_clear()
        return whole


def _rows(values: Sequence[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(values), dtype=np.uint8).reshape(len(values), _DIGEST_BYTES)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _damaged() -> IntegrityFailure:
    return IntegrityFailure(
        _("A register on this node is damaged."),
        code="register_damaged",
        fix=_("Load the register again from its source, or restore it from a backup."),
    )
