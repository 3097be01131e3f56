"""Holidays are data that each member keeps: taken in from a CSV or iCalendar file, each with where it is known from."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.desk.shift.ledger_events import HOLIDAYS_KEPT
from interlace.desk.shift.models import Holiday
from interlace.desk.shift.rules import require_planner
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput

BYTES_AT_MOST = 256 * 1024
DAYS_AT_MOST = 1000
NAME_LENGTH, SOURCE_LENGTH = 120, 240
LONGEST = timedelta(days=31)
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class Closed:
    """A day on which the offices of a member are closed."""

    day: date
    name: str


def take_in_holidays(viewer: Viewer, content: bytes, *, source: str, now: datetime) -> int:
    """Take in a file of holidays: all of it, or nothing and what is wrong with every line."""
    require_planner(viewer)
    return keep_holidays(viewer, read(content), source=source, now=now)


@transaction.atomic
def keep_holidays(viewer: Viewer, closed: Sequence[Closed], *, source: str, now: datetime) -> int:
    """Keep these holidays of the own member; days that are known already are named anew."""
    require_planner(viewer)
    if not 0 < len(source.strip()) <= SOURCE_LENGTH:
        what = _("Say where the holidays are known from.")
        raise InvalidInput(what, problems=[FieldProblem("/source", "missing", what)])
    with acting(viewer, Action.READ, now=now):
        for each in closed:
            Holiday.objects.update_or_create(
                member=viewer.member,
                day=each.day,
                defaults={"name": each.name, "source": source.strip(), "as_of": now.date()},
            )
        detail = {"days": len(closed)}
        record(HOLIDAYS_KEPT, by=viewer.id, member=viewer.member, on=viewer.member, now=now, detail=detail)
    return len(closed)


def read(content: bytes) -> list[Closed]:
    """The days of a file: CSV with the columns `day` and `name`, or iCalendar with whole days."""
    if len(content) > BYTES_AT_MOST:
        raise InvalidInput(_("The file is larger than 256 KiB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(_("The file is not text in UTF-8.")) from None
    problems: list[FieldProblem] = []
    is_calendar = text.lstrip().upper().startswith("BEGIN:VCALENDAR")
    found = list(_in_calendar(text, problems) if is_calendar else _in_sheet(text, problems))
    if problems:
        raise InvalidInput(_("Nothing was taken in: some lines cannot be used as they are."), problems=problems)
    if not 0 < len(found) <= DAYS_AT_MOST:
        raise InvalidInput(_("The file holds no days, or more than a thousand."))
    return found


def _in_sheet(text: str, problems: list[FieldProblem]) -> Iterator[Closed]:
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise InvalidInput(_("The file is neither CSV nor iCalendar.")) from None
    for number, row in enumerate(rows):
        day, name = _day(row.get("day") or ""), (row.get("name") or "").strip()
        if day is None or not name:
            problems.append(_unread(number))
        else:
            yield Closed(day, name[:NAME_LENGTH])


def _in_calendar(text: str, problems: list[FieldProblem]) -> Iterator[Closed]:
    """Whole days of RFC 5545. What repeats or has an hour is refused rather than guessed."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    for number, event in enumerate(re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", unfolded, re.S | re.I)):
        values = dict(_lines_of(event))
        first, after = _day(values.get("DTSTART", "")), _day(values.get("DTEND", ""))
        name = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], values.get("SUMMARY", "")).strip()
        last = after - timedelta(days=1) if after is not None else first
        if first is None or last is None or not first <= last <= first + LONGEST or not name or "RRULE" in values:
            problems.append(_unread(number))
            continue
        for ahead in range((last - first).days + 1):
            yield Closed(first + timedelta(days=ahead), name[:NAME_LENGTH])


def _lines_of(event: str) -> Iterator[tuple[str, str]]:
    for line in event.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            yield name.partition(";")[0].strip().upper(), value.strip()


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _unread(number: int) -> FieldProblem:
    what = _("This is not a whole day with a name.")
    return FieldProblem(
        f"/{number}", "not_a_holiday", what, _("Write the day as 2026-12-31; name repeated days singly.")
    )
