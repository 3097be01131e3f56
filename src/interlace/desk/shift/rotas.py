"""Reads of rotas: the pure rota of a bureau, and the officers behind its posts."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from interlace.core.handling import Action
from interlace.core.procedure.rota import DayPlan, Post, Rota, Seat, Turn, WeeklyTurn
from interlace.desk.shift.models import Holiday, RotaDay, RotaTurn
from interlace.desk.shift.rules import require_reader
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Bureau, Officer

KEPT_BACK = timedelta(days=31)
"""Plans of single days older than this are read no more."""


def zone_of(bureau: Bureau) -> ZoneInfo:
    """The zone of the bureau's clocks."""
    try:
        return ZoneInfo(bureau.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def rota_of(viewer: Viewer, bureau: Bureau, *, now: datetime) -> Rota:
    """The rota of a bureau of the viewer's own member."""
    with acting(viewer, Action.READ, now=now):
        return rotas_of([bureau], today=now.date())[bureau.pk]


def rotas_of(bureaus: Sequence[Bureau], *, today: date) -> dict[UUID, Rota]:
    """The rotas of these bureaus of one member, in an open context."""
    ids = [bureau.pk for bureau in bureaus]
    turns, days = RotaTurn.objects.filter(bureau__in=ids), RotaDay.objects.filter(bureau__in=ids)
    days = days.filter(day__gte=today - KEPT_BACK)
    holidays = frozenset(Holiday.objects.filter(day__gte=today - KEPT_BACK).values_list("day", flat=True))
    weekly, plans = list(turns), list(days)
    return {
        bureau.pk: Rota(
            zone_of(bureau),
            tuple(_weekly(each) for each in weekly if each.bureau == bureau.pk),
            tuple(_day(each) for each in plans if each.bureau == bureau.pk),
            holidays,
        )
        for bureau in bureaus
    }


def turns_of(viewer: Viewer, bureau: Bureau, *, now: datetime) -> list[RotaTurn]:
    """The week's pattern as it is kept, what has ended left out."""
    require_reader(viewer)
    with acting(viewer, Action.READ, now=now):
        kept = RotaTurn.objects.filter(bureau=bureau.pk).exclude(until__lt=now.date())
        return list(kept)


def days_of(viewer: Viewer, bureau: Bureau, *, now: datetime) -> list[RotaDay]:
    """The plans of single days from today on."""
    require_reader(viewer)
    with acting(viewer, Action.READ, now=now):
        return list(RotaDay.objects.filter(bureau=bureau.pk, day__gte=now.date() - timedelta(days=1)))


def holidays_of(viewer: Viewer, *, now: datetime) -> list[Holiday]:
    """The holidays of the viewer's own member from today on."""
    require_reader(viewer)
    with acting(viewer, Action.READ, now=now):
        return list(Holiday.objects.filter(day__gte=now.date() - timedelta(days=1)))


def people_behind(posts: Iterable[Post], officers: Collection[Officer], bureau: Bureau) -> list[Officer]:
    """The officers behind these posts, each once and in order; whoever is no longer in service is passed over."""
    found: list[Officer] = []
    for post in posts:
        fitting = [
            officer
            for officer in officers
            if (post.officer and str(officer.pk) == post.officer)
            or (post.role and officer.bureau_id == bureau.pk and post.role in officer.roles)
        ]
        found += sorted(fitting, key=lambda officer: officer.username)
    return list({officer.pk: officer for officer in found}.values())


def _weekly(kept: RotaTurn) -> WeeklyTurn:
    return WeeklyTurn(
        weekday=kept.weekday,
        turn=Turn(kept.starts, kept.ends),
        seat=Seat(kept.seat),
        post=_post(kept),
        since=kept.since,
        until=kept.until,
        on_holidays=kept.on_holidays,
    )


def _day(kept: RotaDay) -> DayPlan:
    turn = Turn(kept.starts, kept.ends) if kept.starts is not None and kept.ends is not None else None
    return DayPlan(kept.day, turn, Seat(kept.seat), _post(kept))


def _post(kept: RotaTurn | RotaDay) -> Post:
    return Post(officer=str(kept.officer) if kept.officer else "", role=kept.role)
