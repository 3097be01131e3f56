"""The code on a printed sheet: whoever holds the sheet can ask the node whether it gave this page to its reader then.

The code says who was given which page in which minute. It says nothing of what the paper shows now: that is compared
with the page itself.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.actions import record
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.ledger_events import SHEET_CHECKED
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb
from interlace.foundation.limits.actions import Limit, take
from interlace.foundation.localize.reader import zone_of

GROUP = 4
LETTERS = 12
TRIES = Limit("sheet", times=20, period=timedelta(minutes=15))


class SheetUnknown(NotFound):
    """Never printed, printed for another bureau, or not as typed: the three are one answer."""

    code = "sheet_unknown"


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """What stands on the foot of a sheet, as somebody typed it from the paper."""

    code: str
    page: str
    at: datetime
    """The time as printed, on the clock of whoever read the page: without a zone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Who was given the page, and when."""

    reader: Officer
    at: datetime


def code_for(reader: UUID, page: str, moment: datetime) -> str:
    """Twelve letters in three groups, good for one reader, page and minute."""
    said = f"{reader}\n{page}\n{moment.astimezone(UTC):%Y-%m-%dT%H:%M}"
    digest = salted_hmac("interlace.printed-sheet", said, algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode()[:LETTERS]
    return "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def reading_of(sheet: PrintedSheet, *, by: Officer, now: datetime) -> Reading:
    """Say who of the asker's bureau was given this page and when, or raise `SheetUnknown`.

    Readers of other bureaus are not looked at, so neither the answer nor the time it takes can tell of them.
    """
    take(TRIES, user=str(by.pk))
    page, code = _address(sheet.page), sheet.code.strip().upper()
    fitting = [
        Reading(reader, moment)
        for reader in _readers_known_to(by)
        for moment in _moments(sheet.at, reader)
        if hmac.compare_digest(code.encode(), code_for(reader.pk, page, moment).encode())
    ]
    with transaction.atomic():
        detail = {"reader": str(fitting[0].reader.pk)} if fitting else {}
        record(SHEET_CHECKED, by=by.pk, member=by.member_code, on=by.pk, now=now, detail=detail)
    if not fitting:
        raise SheetUnknown(
            _("This node knows of no such sheet of your bureau."),
            fix=_("Compare code, address and time with the foot of the sheet, letter by letter."),
        )
    return fitting[0]


def _readers_known_to(officer: Officer) -> QuerySet[Officer]:
    """One's own bureau; whoever audits, one's own member. Those who have left have read all the same."""
    readers = Officer.objects.select_related("bureau")
    if Verb.AUDIT in officer.verbs:
        return readers.filter(bureau__member_id=officer.member_code)
    return readers.filter(bureau_id=officer.bureau_id)


def _moments(printed: datetime, reader: Officer) -> set[datetime]:
    """When the reader's clock showed this; twice in the hour in which a clock is set back."""
    zone = zone_of(reader)
    return {printed.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}


def _address(typed: str) -> str:
    """The page's address on the node, however much of it was typed."""
    return "/" + urlsplit(typed.strip()).path.lstrip("/")
