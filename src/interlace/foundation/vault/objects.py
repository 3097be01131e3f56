"""Files of the vault: ciphertext only, below the data folder, under random names."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from interlace.foundation.vault.node import open_sealed, seal


@dataclass(frozen=True, slots=True)
class SealedObjects:
    """The files of one purpose: what was sealed for one opens for no other."""

    folder: str
    """Below the data folder."""
    purpose: str

    def put(self, data: bytes) -> str:
        """Seal the bytes into a new file and return its random name."""
        folder = self._place()
        folder.mkdir(mode=0o700, exist_ok=True)
        name = secrets.token_hex(16)
        draft = folder / f".{name}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(seal(self.purpose, data, name.encode()))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(folder / name)
        return name

    def get(self, name: str) -> bytes:
        """The bytes that were sealed under this name."""
        return open_sealed(self.purpose, (self._place() / name).read_bytes(), name.encode())

    def remove(self, name: str) -> None:
        """Forget the file; nothing happens when it has gone already."""
        (self._place() / name).unlink(missing_ok=True)

    def _place(self) -> Path:
        return Path(settings.INTERLACE_DATA) / self.folder
