"""The change log: what happened since the segments were built, appended by one, read along by all.

A frame is length, checksum, number of the change, content. A torn or foreign tail ends the log: readers stop before
it and wait, the next writer cuts it off.
"""

import json
import os
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interlace.screening.index.keys import HashedRecord
from interlace.screening.index.records import BirthDate, NameToken, RecordKey
from interlace.screening.index.storage import private

_FRAME = struct.Struct("<IIQ")


@dataclass(frozen=True, slots=True)
class Change:
    """Records that take the place of their predecessors, and what is gone: by subject, by record, by source."""

    records: tuple[HashedRecord, ...] = ()
    gone_subjects: frozenset[bytes] = frozenset()
    gone_records: frozenset[RecordKey] = frozenset()
    gone_sources: frozenset[str] = frozenset()


def encode(change: Change) -> bytes:
    """A change as the bytes of the log."""
    content = {
        "records": [_encode_record(record) for record in change.records],
        "subjects": sorted(subject.hex() for subject in change.gone_subjects),
        "keys": sorted([key.subject.hex(), key.holder, key.source] for key in change.gone_records),
        "sources": sorted(change.gone_sources),
    }
    return json.dumps({name: value for name, value in content.items() if value}, separators=(",", ":")).encode()


def decode(content: bytes) -> Change:
    """The change behind the bytes of the log."""
    values: dict[str, Any] = json.loads(content)
    return Change(
        records=tuple(_decode_record(fields) for fields in values.get("records", ())),
        gone_subjects=frozenset(bytes.fromhex(subject) for subject in values.get("subjects", ())),
        gone_records=frozenset(_decode_key(*key) for key in values.get("keys", ())),
        gone_sources=frozenset(values.get("sources", ())),
    )


def read_changes(path: Path, offset: int) -> tuple[list[tuple[int, Change]], int]:
    """The whole changes from this offset on, with their numbers, and the offset behind the last of them."""
    with path.open("rb") as file:
        file.seek(offset)
        data = file.read()
    changes = []
    place = 0
    while place + _FRAME.size <= len(data):
        length, checksum, number = _FRAME.unpack_from(data, place)
        content = data[place + _FRAME.size : place + _FRAME.size + length]
        if len(content) < length or _checksum(number, content) != checksum:
            break
        changes.append((number, decode(content)))
        place += _FRAME.size + length
    return changes, offset + place


def append_change(path: Path, *, end: int, number: int, change: Change) -> None:
    """Add one change behind `end`, cutting off a torn tail; back when it is on the disk. Under the append lock only."""
    with open(path, "r+b", opener=private) as file:
        file.truncate(end)
        file.seek(end)
        file.write(frame(number, change))
        file.flush()
        os.fsync(file.fileno())


def new_log(path: Path, frames: bytes = b"") -> None:
    """A new log that begins with frames of another one."""
    with open(path, "wb", opener=private) as file:
        file.write(frames)
        file.flush()
        os.fsync(file.fileno())


def frame(number: int, change: Change) -> bytes:
    """A change with its length, checksum and number before it."""
    content = encode(change)
    return _FRAME.pack(len(content), _checksum(number, content), number) + content


def _checksum(number: int, content: bytes) -> int:
    return zlib.crc32(number.to_bytes(8, "little") + content)


def _encode_record(record: HashedRecord) -> list[Any]:
    key = record.key
    return [key.subject.hex(), key.holder, key.source, record.row, record.names, record.identifiers, record.birth_dates]


def _decode_record(fields: Sequence[Any]) -> HashedRecord:
    subject, holder, source, row, names, identifiers, birth_dates = fields
    return HashedRecord(
        _decode_key(subject, holder, source),
        row,
        tuple((tuple(NameToken(text, tuple(keys)) for text, keys in tokens), label) for tokens, label in names),
        tuple((value, label) for value, label in identifiers),
        tuple((BirthDate(*date), label) for date, label in birth_dates),
    )


def _decode_key(subject: str, holder: str, source: str) -> RecordKey:
    return RecordKey(bytes.fromhex(subject), holder, source)
