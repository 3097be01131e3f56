"""Pictures on disk: ciphertext only, under random names."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from interlace.foundation.vault.node import open_sealed, seal

_FOLDER = "vault"
_PURPOSE = "picture"


def put(data: bytes) -> str:
    """Seal the bytes into a new file and return its random name."""
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    name = secrets.token_hex(16)
    draft = folder / f".{name}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(seal(_PURPOSE, data, name.encode()))
        file.flush()
        os.fsync(file.fileno())
    draft.rename(folder / name)
    return name


def get(name: str) -> bytes:
    """The bytes that were sealed under this name."""
    return open_sealed(_PURPOSE, (_folder() / name).read_bytes(), name.encode())


def remove(name: str) -> None:
    """Forget the file; nothing happens when it has gone already."""
    (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.INTERLACE_DATA) / _FOLDER
