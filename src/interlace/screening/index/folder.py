"""The folder of one index: where its files lie, who may change it now, and how it is cleared of leftovers.

CURRENT          which segments and which log count
segment-*.seg    immutable segments          changes-*.log   what happened since
structure.lock   held while segments change  append.lock     held while the log grows
reading          how the names in it were taken apart
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from interlace.screening.index.log import new_log
from interlace.screening.index.manifest import FILE, Manifest
from interlace.screening.index.reading import forget_reading, note_reading
from interlace.screening.index.storage import FORM

SEGMENT_SUFFIX = ".seg"
LOG_SUFFIX = ".log"


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """Where the files of an index lie, what they are called, and its locks."""

    path: Path

    def create_if_missing(self) -> None:
        """Make an empty index unless there is one. Only the node's own user may look inside.

        One of an earlier form becomes empty, and does not say that it is read as now: it waits to be built again.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._has_one():
            return
        with self.changing_structure():
            if self._has_one():
                return
            log = self.new_log_name()
            new_log(self.path / log)
            if (self.path / FILE).exists():
                forget_reading(self.path)
            else:
                note_reading(self.path)
            Manifest(generation=1, log=log, first_change=1).write(self.path)
            self.remove_leftovers()

    def _has_one(self) -> bool:
        return (self.path / FILE).exists() and Manifest.read(self.path).form == FORM

    @contextmanager
    def changing_structure(self) -> Iterator[None]:
        """Building, merging and removing segments: one at a time, over all processes."""
        with _lock(self.path / "structure.lock"):
            yield

    @contextmanager
    def appending(self) -> Iterator[None]:
        """Appending to the log, or exchanging it. Taken after the structure lock where both are needed."""
        with _lock(self.path / "append.lock"):
            yield

    def segment_path(self, file: str) -> Path:
        """Where the segment of this name lies."""
        return self.path / file

    def log_path(self, manifest: Manifest) -> Path:
        """Where the log that the manifest names lies."""
        return self.path / manifest.log

    def new_segment_name(self) -> str:
        """A name that no segment has had."""
        return f"segment-{secrets.token_hex(8)}{SEGMENT_SUFFIX}"

    def new_log_name(self) -> str:
        """A name that no log has had."""
        return f"changes-{secrets.token_hex(8)}{LOG_SUFFIX}"

    def remove_leftovers(self) -> None:
        """Delete what CURRENT does not name: replaced files and those of a crash. Under the structure lock only.

        Readers that still have a replaced file open keep it until they let go.
        """
        manifest = Manifest.read(self.path)
        in_use = {manifest.log, *(entry.file for entry in manifest.segments)}
        for path in self.path.iterdir():
            ours = path.name.startswith(("segment-", "changes-")) or path.name.endswith(".partial")
            if ours and path.name not in in_use:
                path.unlink()


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Wait for a file lock; a process that dies lets go of it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
