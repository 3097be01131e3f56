"""Files that a command takes out of the node: written over nothing, and read by whoever wrote them alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from interlace.foundation.errors import InvalidInput

_OWNER_ALONE = 0o600
_OWN_FILES = Path("/proc/self/fd")


@contextmanager
def new_export(path: Path) -> Iterator[BinaryIO]:
    """A new file to write to, there once the block ends well. What leaves the node is for the officer who took it.

    Until then it has no name, so that nothing of it stays on the disk of a process that is killed (O_TMPFILE). On file
    systems without that, it is removed when writing fails. `InvalidInput` where there is a file already, or the folder
    takes none.
    """
    if path.exists():
        raise _is_there()
    nameless = _opened_without_a_name(path.parent)
    descriptor = _opened(path) if nameless is None else nameless
    try:
        with os.fdopen(descriptor, "wb") as target:
            yield target
            target.flush()
            os.fsync(descriptor)
            if nameless is not None:
                _name(descriptor, path)
    except BaseException:
        if nameless is None:
            path.unlink(missing_ok=True)
        raise


def _opened_without_a_name(folder: Path) -> int | None:
    if not _OWN_FILES.is_dir():
        return None
    with suppress(OSError):
        return os.open(folder, os.O_WRONLY | os.O_TMPFILE | os.O_CLOEXEC, _OWNER_ALONE)
    return None


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ALONE)
    except FileExistsError:
        raise _is_there() from None
    except OSError:
        raise _cannot_be_written() from None


def _name(descriptor: int, path: Path) -> None:
    """Give the finished file its name, over nothing (linkat(2))."""
    own = os.open(_OWN_FILES, os.O_RDONLY)
    try:
        os.link(str(descriptor), path, src_dir_fd=own, follow_symlinks=True)
    except FileExistsError:
        raise _is_there() from None
    except OSError:
        raise _cannot_be_written() from None
    finally:
        os.close(own)


def write_export(path: Path, content: bytes) -> None:
    """Write a new file with this content."""
    try:
        with new_export(path) as target:
            target.write(content)
    except OSError:
        raise _cannot_be_written() from None


def _is_there() -> InvalidInput:
    what = _("The file is there already, and an export writes over nothing.")
    return InvalidInput(what, fix=_("Choose another name."))


def _cannot_be_written() -> InvalidInput:
    return InvalidInput(_("The file cannot be written."), fix=_("Look at its folder and its rights."))
