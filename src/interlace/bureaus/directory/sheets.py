"""The directory as a CSV file: what goes out comes in again."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from interlace.bureaus.directory.actions import unknown_columns
from interlace.bureaus.directory.entries import Entry
from interlace.bureaus.models import Contact
from interlace.core.spreadsheets import begins_like_formula, neutral
from interlace.foundation.errors import InvalidInput

COLUMNS = (
    "kind",
    "name",
    "covers",
    "always_open",
    "hours",
    "time_zone",
    "holidays",
    "languages",
    "channels",
    "note",
)
OURS_TO_SAY = ("member", "verified", "verified_by")
"""Columns of a file that was handed out; in one that comes in they are left aside."""
ROWS_AT_MOST = 1000
BYTES_AT_MOST = 1024 * 1024


def written(contacts: Iterable[Contact]) -> str:
    """A file of these entries. No cell is run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["member", *COLUMNS, "verified", "verified_by"])
    for contact in contacts:
        words = Entry.of(contact).as_words()
        verified = contact.verified.isoformat(timespec="seconds") if contact.verified else ""
        cells = [contact.member, *(words[name] for name in COLUMNS), verified, contact.verified_by_name]
        writer.writerow([neutral(cell) for cell in cells])
    return text.getvalue()


def read(content: bytes) -> list[Entry]:
    """The entries of a file; `InvalidInput` says what cannot be read."""
    if len(content) > BYTES_AT_MOST:
        raise InvalidInput(_("The file is larger than 1 MiB."))
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise InvalidInput(_("The file is not CSV in UTF-8."), fix=_("Save it as “CSV UTF-8”.")) from None
    if not rows or len(rows) > ROWS_AT_MOST:
        raise InvalidInput(_("The file has no rows, or more than a thousand."))
    unknown = [str(name) for name in rows[0] if name not in {*COLUMNS, *OURS_TO_SAY}]
    if unknown or "name" not in rows[0]:
        raise unknown_columns(unknown)
    return [Entry.typed({name: _plain(row.get(name) or "") for name in COLUMNS}) for row in rows]


def _plain(cell: str) -> str:
    """The cell as it was before an apostrophe kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and begins_like_formula(cell[1:]) else cell
