"""The code on a printed sheet: whoever holds the sheet can ask the node whether this reader printed this page then."""

import base64
import hmac
from datetime import UTC, datetime

from django.utils.crypto import salted_hmac

GROUP = 4
LETTERS = 12


def code_for(reader: str, path: str, moment: datetime) -> str:
    """Twelve letters in three groups, good for one reader, page and minute."""
    said = f"{reader}\n{path}\n{moment.astimezone(UTC):%Y-%m-%dT%H:%M}"
    digest = salted_hmac("interlace.printed-sheet", said, algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode()[:LETTERS]
    return "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def is_code_of(code: str, *, reader: str, path: str, moment: datetime) -> bool:
    """Whether the code stands on the sheet that this reader printed of this page in this minute."""
    return hmac.compare_digest(code.strip().upper(), code_for(reader, path, moment))
