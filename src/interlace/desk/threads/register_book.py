"""The register of correspondence of one month: one row per thread of the own side, as a file to be taken along."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.procedure.threads import ThreadParty, ThreadType, ThreadUrgency
from interlace.desk.threads import ledger_events
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.queries import threads_opened
from interlace.desk.threads.words import FOREIGN_WORDS, TYPES, URGENCIES, standing_word
from interlace.facts.exports import ExportHeading, csv_text, workbook_of
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.words import purpose_name
from interlace.screening.rules import require_verb

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar, in the zone of the reader."""

    year: int
    month: int
    zone: ZoneInfo

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.month, 1, tzinfo=self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        following = (self.year + self.month // 12, self.month % 12 + 1)
        return datetime(*following, 1, tzinfo=self.zone)

    @property
    def name(self) -> str:
        """As it stands in the name of a file."""
        return f"{self.year:04d}-{self.month:02d}"


def book_rows(viewer: Viewer, month: Month, *, now: datetime) -> list[list[str]]:
    """The register book with its headings: what this officer may know of, as it stands now."""
    headings = [
        _("Number"),
        _("Opened"),
        _("Direction"),
        _("Bureau"),
        _("Unit"),
        _("Type"),
        _("Title"),
        _("Purpose"),
        _("Own reference"),
        _("Their reference"),
        *(str(words) for words in FOREIGN_WORDS.values()),
        _("Urgency"),
        _("Standing"),
        _("Acknowledged"),
        _("Answered"),
        _("Closed"),
    ]
    return [headings, *(_row(side, month.zone, now=now) for side in opened_in(viewer, month, now=now))]


def opened_in(viewer: Viewer, month: Month, *, now: datetime) -> list[ThreadSide]:
    """The threads of the month that this officer may know of, in their order."""
    return threads_opened(viewer, since=month.begin, until=month.end, now=now)


def direction_of(side: ThreadSide) -> str:
    """Whether the own side has opened it."""
    return _("Outgoing") if side.party == ThreadParty.OPENER else _("Incoming")


@declare("threads.book.file", SurfaceKind.EXPORT, actions=(Action.EXPORT,), purpose=PurposeFrom.OBJECT)
def export_book(viewer: Viewer, month: Month, *, as_workbook: bool, now: datetime) -> bytes:
    """The same as a file that leaves the system, with handling, recipient and time on it, and a leaf in the ledger."""
    require_verb(viewer, Verb.EXPORT)
    rows = book_rows(viewer, month, now=now)
    heading = ExportHeading(
        handling=_("Correspondence of this bureau. For its own register alone."),
        recipient=f"{viewer.officer_name}, {viewer.member}",
        at=now,
    )
    with transaction.atomic(), acting(viewer, Action.EXPORT, now=now):
        record(
            ledger_events.BOOK_EXPORTED,
            by=viewer.id,
            member=viewer.member,
            on=month.name,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"rows": len(rows) - 1},
        )
    if as_workbook:
        return workbook_of(rows, heading, title=_("Register {month}").format(month=month.name))
    return "".join(csv_text(rows, heading)).encode("utf-8-sig")


def _row(side: ThreadSide, zone: ZoneInfo, *, now: datetime) -> list[str]:
    return [
        side.number,
        _moment(side.opened, zone),
        direction_of(side),
        side.counterpart,
        side.unit_name or side.counterpart_unit,
        str(TYPES[ThreadType(side.type)]),
        side.title,
        purpose_name(side.purpose),
        side.reference,
        side.counterpart_reference,
        *(side.foreign.get(name, "") for name in FOREIGN_WORDS),
        str(URGENCIES[ThreadUrgency(side.urgency)]),
        standing_word(side, now=now),
        *(_moment(at, zone) for at in (side.acknowledged, side.answered, side.closed)),
    ]


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="minutes") if at is not None else ""
