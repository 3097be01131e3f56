"""Who reads: the language and the time zone that every sentence and clock of a page is written in."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.translation import get_language

from interlace.foundation.identity.models import Officer


@dataclass(frozen=True, slots=True)
class Reader:
    """Language, zone and the moment of reading: one for a whole page, so that its clocks agree."""

    language: str
    zone: ZoneInfo
    now: datetime


def reader_of(officer: Officer) -> Reader:
    """The officer as a reader, in the language of this request."""
    return Reader(language=get_language() or "en", zone=zone_of(officer), now=timezone.now())


def zone_of(officer: Officer) -> ZoneInfo:
    """The officer's own zone, else the bureau's."""
    chosen = officer.time_zone if officer.time_zone != "UTC" else officer.bureau.time_zone
    try:
        return ZoneInfo(chosen)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
