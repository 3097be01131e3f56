"""Files that a command takes out of the node: written over nothing, and read by whoever wrote them alone."""

import os
from pathlib import Path

from django.utils.translation import gettext as _

from interlace.foundation.errors import InvalidInput

_OWNER_ALONE = 0o600


def write_export(path: Path, content: bytes) -> None:
    """Write a new file. What leaves the node is for the officer who took it, not for everybody on the machine."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ALONE)
        with os.fdopen(descriptor, "wb") as target:
            target.write(content)
    except FileExistsError:
        what = _("The file is there already, and an export writes over nothing.")
        raise InvalidInput(what, fix=_("Choose another name.")) from None
    except OSError:
        raise InvalidInput(_("The file cannot be written."), fix=_("Look at its folder and its rights.")) from None
