"""The latest checkpoint kept outside the database, so that a database set back to an earlier day is noticed.

The file lies in `audit/` of the data folder. A backup leaves it out: a restored node begins with the log it restored.
"""

import fcntl
import json
import os
from pathlib import Path

from django.conf import settings

from interlace.core.ledger import Signed, SignedCheckpoint
from interlace.foundation.database.folders import make_private_folder, replace_file


def keep_high_water(signed: SignedCheckpoint) -> None:
    """Put the checkpoint in place of an earlier one."""
    path = _path()
    descriptor = os.open(make_private_folder(path.parent), os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # of two sequencers the later checkpoint stays
        kept = kept_high_water()
        if kept is None or kept.size < signed.checkpoint.size:
            replace_file(path, signed.handed_out().encode())
    finally:
        os.close(descriptor)


def kept_high_water() -> Signed | None:
    """The checkpoint that was kept, or None where none was."""
    try:
        return Signed.read(json.loads(_path().read_bytes()))
    except FileNotFoundError:
        return None


def _path() -> Path:
    return Path(settings.INTERLACE_DATA) / "audit" / "latest.json"
