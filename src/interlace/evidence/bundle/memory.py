"""Files that lie in memory alone: a package is put together there, because what it holds lies nowhere in plain."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class InMemory:
    """A file without a folder; for this process it has a path while it is open."""

    file: IO[bytes]

    @property
    def path(self) -> Path:
        """Where this process, and nobody else, reads it again."""
        return Path(f"/proc/self/fd/{self.file.fileno()}")

    def parts(self, size: int) -> Iterator[bytes]:
        """The content from its beginning, in parts of this size."""
        self.file.flush()
        self.file.seek(0)
        while part := self.file.read(size):
            yield part


@contextmanager
def in_memory() -> Iterator[InMemory]:
    """An empty one; it is gone when the block ends, and when the process is killed."""
    with os.fdopen(os.memfd_create("package"), "w+b") as file:
        yield InMemory(file)
