"""Files of the vault that came to be without their row: whoever made them was ended before the row was committed.

A file is announced by a mark beside it, which the process that makes it holds locked. A lock ends with its process
(flock(2)), so a mark that nobody holds is one that nobody will finish. Files without a mark are never touched: after a
restore, the database may know less than the disk.
"""

import fcntl
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from interlace.evidence.models import Exhibit, KeptPackage
from interlace.evidence.sealing import FOLDER, new_place
from interlace.foundation.disclosure.steward import Task, steward

_MARK = ".begun"


class _Held:
    """A mark that this process holds locked; given up at the latest when nothing refers to it, as after a rollback."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark
        self.give_up = weakref.finalize(self, os.close, _locked(mark))


@contextmanager
def file_beside_its_row() -> Iterator[str]:
    """The name of a new sealed file whose row is saved inside the block: both come to be, or neither does.

    Within a transaction of the caller the row may still be taken back: then the mark is held until that one commits.
    """
    folder = Path(settings.INTERLACE_DATA) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = _Held(folder / f"{new_place()}{_MARK}")
    try:
        yield held.mark.stem
    finally:
        is_awaited = False
        with suppress(DatabaseError):  # where the row cannot be asked for, the mark stays, and the night decides
            is_awaited = connection.in_atomic_block and _has_row(held.mark.stem)
            if is_awaited:
                transaction.on_commit(partial(_finish, held))
        if not is_awaited:
            _finish(held)


def settle_unfinished() -> int:
    """Remove files whose making was broken off; how many there were. Those that are being made are left alone."""
    removed = 0
    for mark in sorted((Path(settings.INTERLACE_DATA) / FOLDER).glob(f"*{_MARK}")):
        # Opened as it lies there, never made anew: whoever made the file may be finishing it at this moment.
        with suppress(FileNotFoundError, BlockingIOError), mark.open("r+b") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(held.fileno()).st_nlink:
                removed += _settle(mark)
    return removed


def _finish(held: _Held) -> None:
    with suppress(DatabaseError):
        _settle(held.mark)
    held.give_up()


def _locked(mark: Path) -> int:
    """The mark, locked; anew where somebody has just taken it for one that nobody holds."""
    while True:
        descriptor = os.open(mark, os.O_WRONLY | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return descriptor
        os.close(descriptor)


def _settle(mark: Path) -> bool:
    """Whether the file had to go. The file goes before its mark, so that this may be broken off as well."""
    is_kept = _has_row(mark.name.removesuffix(_MARK))
    file = mark.with_suffix("")
    is_left = not is_kept and file.exists()
    if is_left:
        file.unlink()
    mark.unlink()
    return is_left


def _has_row(place: str) -> bool:
    with steward(Task.VERIFY):
        return any(model.objects.filter(place=place).exists() for model in (Exhibit, KeptPackage))
