"""Files of the vault that came to be without their row: whoever made them was ended before the row was committed.

A file is announced by a mark beside it, which the process that makes it holds locked. A lock ends with its process
(flock(2)), so a mark that nobody holds is one that nobody will finish. Files without a mark are never touched: after a
restore, the database may know less than the disk.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from interlace.evidence.models import Exhibit, KeptPackage
from interlace.evidence.sealing import FOLDER, new_place
from interlace.foundation.disclosure.steward import Task, steward

_MARK = ".begun"


@contextmanager
def file_beside_its_row() -> Iterator[str]:
    """The name of a new sealed file whose row is committed inside the block: both come to be, or neither does."""
    folder = Path(settings.INTERLACE_DATA) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = folder / f"{new_place()}{_MARK}"
    descriptor = _held(mark)
    try:
        try:
            yield mark.stem
        finally:
            with suppress(DatabaseError):  # where the row cannot be asked for, the mark stays, and the night decides
                _settle(mark)
    finally:
        os.close(descriptor)


def settle_unfinished() -> int:
    """Remove files whose making was broken off; how many there were. Those that are being made are left alone."""
    removed = 0
    for mark in sorted((Path(settings.INTERLACE_DATA) / FOLDER).glob(f"*{_MARK}")):
        with suppress(FileNotFoundError, BlockingIOError), mark.open("wb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            removed += _settle(mark)
    return removed


def _held(mark: Path) -> int:
    """The mark, locked; anew where somebody has just taken it for one that nobody holds."""
    while True:
        descriptor = os.open(mark, os.O_WRONLY | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return descriptor
        os.close(descriptor)


def _settle(mark: Path) -> bool:
    """Whether the file had to go. The file goes before its mark, so that this may be broken off as well."""
    place = mark.name.removesuffix(_MARK)
    with steward(Task.VERIFY):
        is_kept = any(model.objects.filter(place=place).exists() for model in (Exhibit, KeptPackage))
    file = mark.with_suffix("")
    is_left = not is_kept and file.exists()
    if is_left:
        file.unlink()
    mark.unlink()
    return is_left
