"""The node's screening index, opened once per process."""

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from django.conf import settings

from interlace.foundation.disclosure.labels import Permitted
from interlace.screening.index import PermittedLabels
from interlace.screening.index.reading import is_read_as_now, note_reading
from interlace.screening.shards.local import LocalShard
from interlace.screening.shards.remote import ray_shards, shard_folder
from interlace.screening.shards.shard import Shard
from interlace.screening.shards.sharded import ShardedIndex

_CHANGING = ("CURRENT", "*/CURRENT", "changes-*.log", "*/changes-*.log")
"""Which files tell of every change, of one shard or of several."""

_lock = Lock()
_open: dict[Path, ShardedIndex] = {}


def screening_index() -> ShardedIndex:
    """The index of this node's data folder; readers follow writers of other processes by themselves."""
    folder = index_folder()
    with _lock:
        if folder not in _open:
            _open[folder] = ShardedIndex(_shards(folder))
        return _open[folder]


def is_index_as_now(folder: Path) -> bool:
    """Whether the index of this folder was made with names read, and records spread, as they are now."""
    return is_read_as_now(folder, shards=settings.INTERLACE_INDEX_SHARDS)


def note_index_as_now(folder: Path) -> None:
    """Note that everything in the index of this folder is made as it would be now."""
    note_reading(folder, shards=settings.INTERLACE_INDEX_SHARDS)


def _shards(folder: Path) -> Sequence[Shard]:
    count = settings.INTERLACE_INDEX_SHARDS
    if settings.INTERLACE_RAY_ADDRESS:
        return ray_shards(settings.INTERLACE_RAY_ADDRESS, folder=folder, count=count)
    folders = [folder] if count == 1 else [folder / shard_folder(number, count) for number in range(count)]
    return [LocalShard(each, compiled_loops=compiled_loops_folder()) for each in folders]


def index_folder() -> Path:
    """Where this node keeps its index."""
    return Path(settings.INTERLACE_DATA) / "index"


def compiled_loops_folder() -> Path:
    """Where this node keeps the loops of its search as the compiler made them."""
    return Path(settings.INTERLACE_COMPILED_LOOPS or index_folder() / "compiled")


def index_mark() -> tuple[tuple[str, int, int, int], ...]:
    """Differs as soon as anything in the index of this machine has changed: facts come, gone, another version."""
    try:
        files = sorted(file for pattern in _CHANGING for file in index_folder().glob(pattern))
        told = [(str(file), file.stat()) for file in files]
    except FileNotFoundError:  # it is being exchanged: no other process may take this for the state it knows
        return (("", os.getpid(), 0, 0),)
    return tuple((name, status.st_ino, status.st_mtime_ns, status.st_size) for name, status in told)


def close_index() -> None:
    """Let go of the files (before a restore, at the end of a process)."""
    with _lock:
        for index in _open.values():
            index.close()
        _open.clear()


def permitted_labels(permitted: Permitted) -> PermittedLabels:
    """What a viewer may discover, as the index takes it."""
    return PermittedLabels(permitted.mask)
