"""The data folder: everything a node keeps lies in it, closed to other users of the machine."""

import os
import secrets
import stat
from pathlib import Path

from interlace.foundation.database.failures import DatabaseUnusable

PRIVATE = 0o700


def make_private_folder(folder: Path) -> Path:
    """Make the folder with mode 0700 if it is absent. One that is there keeps its mode; `doctor` speaks about it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=PRIVATE, exist_ok=True)
    except PermissionError:
        raise DatabaseUnusable(
            f"The folder {folder} cannot be made.",
            code="folder_not_writable",
            fix="Choose a folder of your own with --data, or run the command as the user who owns it.",
        ) from None
    return folder


def is_private(path: Path) -> bool:
    """Whether no other user of the machine can enter or read it."""
    return stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def replace_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write the whole file or nothing: a reader sees the old content or the new."""
    # A name of its own: two threads may write the same file.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
