"""The latest checkpoint kept outside the database, so that a database set back to an earlier day is noticed.

The file lies in `audit/` of the data folder. A backup leaves it out: a restored node begins with the log it restored.
"""

import json
import os
import secrets
from pathlib import Path

from django.conf import settings

from interlace.core.ledger import Signed, SignedCheckpoint


def keep_high_water(signed: SignedCheckpoint) -> None:
    """Put the checkpoint in place of the one kept before."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(signed.handed_out())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def kept_high_water() -> Signed | None:
    """The checkpoint that was kept, or None where none was."""
    try:
        return Signed.read(json.loads(_path().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def _path() -> Path:
    return Path(settings.INTERLACE_DATA) / "audit" / "latest.json"
