"""The latest checkpoint kept outside the database, so that a database set back to an earlier day is noticed.

The file lies in `audit/` of the data folder. A backup leaves it out: a restored node begins with the log it restored.
"""

import json
from pathlib import Path

from django.conf import settings

from interlace.core.ledger import Signed, SignedCheckpoint
from interlace.foundation.database.folders import make_private_folder, replace_file


def keep_high_water(signed: SignedCheckpoint) -> None:
    """Put the checkpoint in place of the one kept before."""
    path = _path()
    make_private_folder(path.parent)
    replace_file(path, signed.handed_out().encode())


def kept_high_water() -> Signed | None:
    """The checkpoint that was kept, or None where none was."""
    try:
        return Signed.read(json.loads(_path().read_bytes()))
    except FileNotFoundError:
        return None


def _path() -> Path:
    return Path(settings.INTERLACE_DATA) / "audit" / "latest.json"
