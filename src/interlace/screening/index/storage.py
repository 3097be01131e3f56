"""Files that are whole or not there: arrays under a checksummed header, written aside and renamed into place."""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"ILXS"
FORM = 3
"""The form of the arrays. An index of another form is built again at the start."""
ALIGNMENT = 64  # a cache line
_PREFIX = struct.Struct("<4sIII")  # magic, version, header length, header checksum


class IndexDamaged(Exception):
    """A file of the index is not what was written. The index can always be rebuilt from the facts."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]], description: Mapping[str, Any]) -> None:
    """Write the arrays so that `path` appears complete or not at all, also when the power fails."""
    table: dict[str, list[Any]] = {}
    end = 0
    for name, values in arrays.items():
        start = -(-end // ALIGNMENT) * ALIGNMENT
        table[name] = [values.dtype.str, int(values.size), start, zlib.crc32(values.tobytes())]
        end = start + values.nbytes
    header = json.dumps({"arrays": table, "bytes": end, "description": dict(description)}).encode()
    data_start = _data_start(len(header))
    partial = path.with_name(path.name + ".partial")
    with open(partial, "wb", opener=private) as file:
        file.write(_PREFIX.pack(MAGIC, FORM, len(header), zlib.crc32(header)))
        file.write(header)
        for name, values in arrays.items():
            file.seek(data_start + table[name][2])
            file.write(values.tobytes())
        file.truncate(data_start + end)
        file.flush()
        os.fsync(file.fileno())
    rename_into_place(partial, path)


def read_arrays(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Map the arrays into memory, read-only, and return them with the description they were written with."""
    with path.open("rb") as file:
        prefix = file.read(_PREFIX.size)
        if len(prefix) < _PREFIX.size:
            raise IndexDamaged(path.name, "shorter than its header")
        magic, version, length, checksum = _PREFIX.unpack(prefix)
        if magic != MAGIC or version != FORM:
            raise IndexDamaged(path.name, "not a segment of this version")
        header = file.read(length)
        if len(header) < length or zlib.crc32(header) != checksum:
            raise IndexDamaged(path.name, "the header does not match its checksum")
        content = json.loads(header)
        start = _data_start(length)
        if os.fstat(file.fileno()).st_size != start + content["bytes"]:
            raise IndexDamaged(path.name, "not as long as its header says")
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    arrays = {
        name: np.frombuffer(whole, dtype=dtype, count=count, offset=start + offset)
        for name, (dtype, count, offset, _) in content["arrays"].items()
    }
    return arrays, content["description"]


def verify_arrays(path: Path) -> None:
    """Read everything once and compare it with its checksums."""
    arrays, _ = read_arrays(path)
    with path.open("rb") as file:
        _, _, length, _ = _PREFIX.unpack(file.read(_PREFIX.size))
        table = json.loads(file.read(length))["arrays"]
    for name, values in arrays.items():
        if zlib.crc32(values.tobytes()) != table[name][3]:
            raise IndexDamaged(path.name, f"{name} does not match its checksum")


def rename_into_place(partial: Path, path: Path) -> None:
    """Give a complete file its name, durably."""
    os.replace(partial, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a renaming in this folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def private(path: str, flags: int) -> int:
    """Open a file that nobody else on the machine may read."""
    return os.open(path, flags, 0o600)


def _data_start(header_length: int) -> int:
    return -(-(_PREFIX.size + header_length) // ALIGNMENT) * ALIGNMENT
