"""One table per month: what each unit of a bureau asked, was told, contributed and waited for.

Every number is made of what the unit itself did or was told, as far as the reader may know of it too: a hit counts
where it was told to the unit and its label lets the reader discover it. Nothing is counted that others hold and nobody
was told of, so the table says nothing new about anybody else.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.bureaus.people.rules import bureau_of, bureaus_under
from interlace.bureaus.people.signals import may_read_signals
from interlace.core.handling import Action
from interlace.core.procedure.ladder import Party, State
from interlace.facts.models import Contribution, WaitingRow
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Bureau, Officer
from interlace.screening.border.actions import document_check_of
from interlace.screening.border.models import BorderScan
from interlace.screening.hits.release_reviews import is_late, made_alone
from interlace.screening.models import Check, CheckAnswer, EmergencyRelease, HitSide


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table, and what exactly is counted in it."""

    name: Promise
    meaning: Promise


COLUMNS: Mapping[str, Column] = {
    "checks": Column(gettext_lazy("Checks"), gettext_lazy("Questions that the unit typed or sent in lists.")),
    "hits": Column(
        gettext_lazy("Hits"),
        gettext_lazy("Different hits that these questions told the unit of, as far as you may know."),
    ),
    "false_hits": Column(
        gettext_lazy("False hits"), gettext_lazy("Those of them that their owner answered “different”.")
    ),
    "contributed": Column(
        gettext_lazy("Contributed"),
        gettext_lazy("Rows of the unit that became facts, after the check where it has one."),
    ),
    "refused": Column(
        gettext_lazy("Refused"),
        gettext_lazy("Rows of the unit with a fault, and rows that its bureau did not take over."),
    ),
    "answer_hours": Column(
        gettext_lazy("Answer after"),
        gettext_lazy("Median of hours from the unit's question to an owner until the first answer."),
    ),
    "check_hours": Column(
        gettext_lazy("Checked after"),
        gettext_lazy("Median of hours from handing rows in until the bureau decided on them."),
    ),
    "alone": Column(
        gettext_lazy("Released alone"),
        gettext_lazy("Emergency releases that one officer made, as far as you may know."),
    ),
    "unreviewed": Column(
        gettext_lazy("Reviewed late"),
        gettext_lazy("Those of them that nobody else reviewed within 24 hours."),
    ),
}


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """One row of the table."""

    unit: UUID
    name: str
    checks: int = 0
    hits: int = 0
    false_hits: int = 0
    contributed: int = 0
    refused: int = 0
    answer_hours: float | None = None
    check_hours: float | None = None
    alone: int = 0
    unreviewed: int = 0

    def cells(self) -> tuple[object, ...]:
        """Unit and numbers in the order of `COLUMNS`."""
        return (self.name, *(getattr(self, name) for name in COLUMNS))


@dataclass(frozen=True, slots=True)
class Month:
    """A month by the bureau's own clock."""

    first: date
    since: datetime
    until: datetime

    @classmethod
    def of(cls, day: date, zone: ZoneInfo) -> "Month":
        """The month in which this day lies."""
        first = day.replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        since = datetime(first.year, first.month, 1, tzinfo=zone)
        return cls(first, since, datetime(following.year, following.month, 1, tzinfo=zone))


def month_read(text: str, *, today: date) -> date:
    """The first day of a month written like `2026-11`; this month where nothing or nonsense is written."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def table_of(viewer: Viewer, month: date, *, now: datetime) -> list[UnitMonth]:
    """The month of the viewer's own bureau and of every unit under it, the bureau first. For heads and auditors."""
    if not may_read_signals(viewer):
        raise NotFound(_("There is nothing here for you."))
    bureau = bureau_of(viewer)
    units = sorted(bureaus_under(bureau), key=lambda each: (each.pk != bureau.pk, each.name, str(each.pk)))
    unit_of = dict(Officer.objects.filter(bureau__in=units).values_list("pk", "bureau"))
    span = Month.of(month, ZoneInfo(bureau.time_zone))
    with acting(viewer, Action.DISCOVER, now=now):
        asked = _asked(unit_of, span)
        answers = _answers(asked)
    sides = _sides(viewer, {hit for hits in answers.values() for hit in hits}, now=now)
    with acting(viewer, Action.READ, now=now):
        contributions = _contributions(viewer, unit_of, span)
        checked = _checked(viewer, unit_of, span)
    rows = [_row(unit, asked, answers, sides, contributions, checked) for unit in units]
    alone = _made_alone(viewer, unit_of, span, now=now)
    return [_with_emergencies(row, alone[row.unit], now=now) for row in rows]


@dataclass(frozen=True, slots=True)
class _Contributed:
    unit: UUID
    stored: int
    refused: int
    hours: float | None


def _asked(unit_of: Mapping[UUID, UUID], span: Month) -> dict[UUID, UUID]:
    """The questions of the month with the unit that put them; a contribution puts its own by itself."""
    found = Check.objects.filter(
        officer__in=list(unit_of), created__gte=span.since, created__lt=span.until, subject=None
    )
    asked = {check: unit_of[officer] for check, officer in found.values_list("id", "officer")}
    # The checks of travellers who met nothing are erased within a day; that they were made, counts.
    erased = BorderScan.objects.filter(officer__in=list(unit_of), at__gte=span.since, at__lt=span.until)
    for scan, officer in erased.exclude(erased=None).values_list("id", "officer"):
        asked |= dict.fromkeys((scan, document_check_of(scan)), unit_of[officer])
    return asked


def _answers(asked: Mapping[UUID, UUID]) -> dict[UUID, set[UUID]]:
    """The hits that each question was answered with."""
    told: defaultdict[UUID, set[UUID]] = defaultdict(set)
    found = CheckAnswer.objects.filter(check_asked__in=list(asked)).exclude(hits=[])
    for check, hits in found.values_list("check_asked", "hits"):
        told[check] |= {UUID(hit) for hit in hits}
    return told


def _sides(viewer: Viewer, hits: set[UUID], *, now: datetime) -> dict[UUID, HitSide]:
    """The asker's sides that the reader may know of, under each purpose of the reader."""
    found: dict[UUID, HitSide] = {}
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            sides = HitSide.objects.visible().filter(hit__in=hits, party=Party.ASKER, purpose=matter.purpose)
            found |= {side.hit: side for side in sides}
    return found


def _contributions(viewer: Viewer, unit_of: Mapping[UUID, UUID], span: Month) -> list[_Contributed]:
    done = Contribution.objects.visible_to(viewer).filter(
        officer__in=list(unit_of), created__gte=span.since, created__lt=span.until, waiting_rows=None
    )
    return [
        _Contributed(
            unit_of[each.officer],
            each.rows_stored if each.state == Contribution.State.DONE else 0,
            each.rows_refused,
            None,
        )
        for each in done
    ]


def _checked(viewer: Viewer, unit_of: Mapping[UUID, UUID], span: Month) -> list[_Contributed]:
    """Rows that waited, by the month in which they were handed in."""
    handed_in = Contribution.objects.visible_to(viewer).filter(
        officer__in=list(unit_of), created__gte=span.since, created__lt=span.until
    )
    found = []
    for each in handed_in.exclude(waiting_rows=None).distinct().prefetch_related("waiting_rows"):
        rows = list(each.waiting_rows.all())
        states = Counter(row.state for row in rows)
        unsound = each.rows_read - len(rows)
        hours = [_hours(row.decided - each.created) for row in rows if row.decided is not None]
        declined = states[WaitingRow.State.DECLINED]
        decided = median(hours) if hours else None
        found.append(
            _Contributed(unit_of[each.officer], states[WaitingRow.State.RELEASED], unsound + declined, decided)
        )
    return found


def _made_alone(
    viewer: Viewer, unit_of: Mapping[UUID, UUID], span: Month, *, now: datetime
) -> Mapping[UUID, list[EmergencyRelease]]:
    """The emergency releases of the month by the unit of who made them, as far as the reader may know."""
    found: defaultdict[UUID, list[EmergencyRelease]] = defaultdict(list)
    for each in made_alone(viewer, now=now):
        if each.emergency.released_by in unit_of and span.since <= each.emergency.at < span.until:
            found[unit_of[each.emergency.released_by]].append(each.emergency)
    return found


def _with_emergencies(row: UnitMonth, made: Sequence[EmergencyRelease], *, now: datetime) -> UnitMonth:
    return replace(row, alone=len(made), unreviewed=sum(is_late(each, now=now) for each in made))


def _row(  # noqa: PLR0917 - what was read of the month, piece by piece
    unit: Bureau,
    asked: Mapping[UUID, UUID],
    answers: Mapping[UUID, set[UUID]],
    sides: Mapping[UUID, HitSide],
    contributions: Iterable[_Contributed],
    checked: Sequence[_Contributed],
) -> UnitMonth:
    checks = [check for check, place in asked.items() if place == unit.pk]
    told = [sides[hit] for hit in {hit for check in checks for hit in answers.get(check, ())} if hit in sides]
    waits = [
        _hours(first - side.asked) for side in told if side.asked and (first := side.first_answered or side.answered)
    ]
    ours = [each for each in (*contributions, *checked) if each.unit == unit.pk]
    hours = [each.hours for each in checked if each.unit == unit.pk and each.hours is not None]
    return UnitMonth(
        unit=unit.pk,
        name=unit.name,
        checks=len(checks),
        hits=len(told),
        false_hits=sum(side.state == State.NOT_CONFIRMED for side in told),
        contributed=sum(each.stored for each in ours),
        refused=sum(each.refused for each in ours),
        answer_hours=round(median(waits), 1) if waits else None,
        check_hours=round(median(hours), 1) if hours else None,
    )


def _hours(length: timedelta) -> float:
    return max(0.0, length.total_seconds() / 3600)
