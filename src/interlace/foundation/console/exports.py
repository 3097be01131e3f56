"""Files that a command takes out of the node: written over nothing, and read by whoever wrote them alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from interlace.foundation.errors import InvalidInput

_OWNER_ALONE = 0o600


@contextmanager
def new_export(path: Path) -> Iterator[BinaryIO]:
    """A new file to write to; it is gone again if writing fails. What leaves the node is for the officer who took it.

    `InvalidInput` where there is a file already, or the folder takes none.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ALONE)
    except FileExistsError:
        what = _("The file is there already, and an export writes over nothing.")
        raise InvalidInput(what, fix=_("Choose another name.")) from None
    except OSError:
        raise _cannot_be_written() from None
    try:
        with os.fdopen(descriptor, "wb") as target:
            yield target
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_export(path: Path, content: bytes) -> None:
    """Write a new file with this content."""
    try:
        with new_export(path) as target:
            target.write(content)
    except OSError:
        raise _cannot_be_written() from None


def _cannot_be_written() -> InvalidInput:
    return InvalidInput(_("The file cannot be written."), fix=_("Look at its folder and its rights."))
