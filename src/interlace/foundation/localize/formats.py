"""Dates, times and numbers by the reader's locale. A time never stands without its offset from UTC."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import gettext as _

# English of the trade is British: day before month, no comma before "and".
_REGIONS: Mapping[str, str] = {"en": "en_GB", "zh": "zh_Hans"}
# A comma before the year would end the part of a sentence that the day stands in.
_DAY_PATTERNS: Mapping[str, str] = {"vi": "d MMMM 'năm' y"}

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
_MONDAY = date(2026, 6, 1)
_TEXTS_KEPT = 1024
"""A list of times names few days, each of them many times."""


def locale_of(language: str) -> Locale:
    """The locale of a language code; English where the code is unknown."""
    code = language.replace("-", "_")
    try:
        return Locale.parse(_REGIONS.get(code, code))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def day_text(day: date, *, language: str) -> str:
    """A day in full: *14 July 2026*."""
    return format_date(day, format=_DAY_PATTERNS.get(language, "long"), locale=locale_of(language))


@lru_cache(maxsize=_TEXTS_KEPT)
def day_and_month_text(day: date, *, language: str) -> str:
    """A day of this year: *14 July*."""
    return format_skeleton("MMMMd", datetime(day.year, day.month, day.day), locale=locale_of(language))  # noqa: DTZ001


def month_text(day: date, *, language: str) -> str:
    """The month that a day lies in: *July 2026*."""
    return format_skeleton("yMMMM", datetime(day.year, day.month, 1), locale=locale_of(language))  # noqa: DTZ001


def weekday_text(day: date, *, language: str) -> str:
    """The short name of the weekday: *Tue*."""
    return _weekday_text(day.weekday(), language)


@lru_cache(maxsize=_TEXTS_KEPT)
def _weekday_text(weekday: int, language: str) -> str:
    return format_date(_MONDAY + weekday * DAY, format="EEE", locale=locale_of(language)).removesuffix(".")


def offset_text(moment: datetime) -> str:
    """The distance from UTC: *UTC+7*, *UTC−3:30*, *UTC*."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment without a time zone cannot be shown")
    minutes = offset // MINUTE
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def hour_text(moment: datetime, *, zone: ZoneInfo) -> str:
    """The time on the wall of that zone, for a place whose offset stands beside it: *14:22*."""
    return f"{moment.astimezone(zone):%H:%M}"


def time_text(moment: datetime, *, zone: ZoneInfo) -> str:
    """The time with its offset: *14:22 UTC+7*."""
    local = moment.astimezone(zone)
    return f"{local:%H:%M} {offset_text(local)}"


def moment_text(moment: datetime, *, zone: ZoneInfo, language: str) -> str:
    """Day and time in full: *Tue 14 July 2026, 14:22 UTC+7*."""
    local = moment.astimezone(zone)
    return _("{weekday} {day}, {time}").format(
        weekday=weekday_text(local, language=language),
        day=day_text(local.date(), language=language),
        time=time_text(local, zone=zone),
    )


def near_text(moment: datetime, *, now: datetime, zone: ZoneInfo, language: str) -> str:
    """A time as a colleague says it: *14:40* today, *Wed 09:00* within the week, *21 July* later, *3 May 2027* then."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    if days == 0:
        return f"{local:%H:%M}"
    if abs(days) < 7:
        return f"{weekday_text(local, language=language)} {local:%H:%M}"
    if local.year != today.year:
        return day_text(local.date(), language=language)
    return day_and_month_text(local.date(), language=language)


def duration_text(length: timedelta) -> str:
    """How long, in the two units that matter: *18 min*, *4 h 18 min*, *1 d 12 h*."""
    minutes = max(0, length // MINUTE)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return _("{days} d {hours} h").format(days=days, hours=hours) if hours else _("{days} d").format(days=days)
    if hours:
        rest = minutes % 60
        return (
            _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
            if rest
            else _("{hours} h").format(hours=hours)
        )
    return _("{minutes} min").format(minutes=minutes)


def number_text(number: int | Decimal, *, language: str) -> str:
    """A number with the separators of the language: *1,204*, *1 204*."""
    return format_decimal(number, locale=locale_of(language))


def list_text(items: Iterable[str], *, language: str, style: Literal["standard", "or"] = "standard") -> str:
    """Several things in one sentence: *TH, VN and SG*."""
    return format_list(list(items), style=style, locale=locale_of(language))
