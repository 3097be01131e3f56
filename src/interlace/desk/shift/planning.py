"""Planning who is on duty: turns of the week, and what holds on single days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.procedure.rota import Seat
from interlace.desk.shift.ledger_events import ROTA_CHANGED
from interlace.desk.shift.models import RotaDay, RotaTurn
from interlace.desk.shift.rules import require_planner
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes a turn, as somebody writes it: a user name, or a role of the bureau."""

    username: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class TurnTerms:
    """A turn as somebody writes it."""

    starts: time
    ends: time
    taker: Taker
    seat: Seat = Seat.DESK


@transaction.atomic
def add_turns(
    viewer: Viewer,
    bureau: Bureau,
    *,
    weekdays: frozenset[int],
    terms: TurnTerms,
    since: date,
    until: date | None = None,
    on_holidays: bool = False,
    now: datetime,
) -> list[RotaTurn]:
    """Plan a turn on these days of every week."""
    require_planner(viewer)
    officer, problems = _taker(bureau, terms.taker)
    if not weekdays or not weekdays <= frozenset(range(7)):
        problems.append(FieldProblem("/weekdays", "missing", _("Choose at least one day of the week.")))
    if until is not None and until < since:
        problems.append(FieldProblem("/until", "out_of_range", _("It ends before it begins.")))
    _refuse(problems)
    with acting(viewer, Action.READ, now=now):
        made = [
            RotaTurn.objects.create(
                member=viewer.member,
                bureau=bureau.pk,
                weekday=weekday,
                starts=terms.starts,
                ends=terms.ends,
                seat=terms.seat,
                officer=officer,
                role=terms.taker.role,
                since=since,
                until=until,
                on_holidays=on_holidays,
                by=UUID(viewer.id),
                at=now,
            )
            for weekday in sorted(weekdays)
        ]
        _log(viewer, bureau, now=now)
        return made


@transaction.atomic
def remove_turn(viewer: Viewer, bureau: Bureau, turn_id: UUID, *, now: datetime) -> None:
    """Take a turn out of the week."""
    require_planner(viewer)
    with acting(viewer, Action.READ, now=now):
        if not RotaTurn.objects.filter(id=turn_id, bureau=bureau.pk).delete()[0]:
            raise NotFound(_("There is no such turn."))
        _log(viewer, bureau, now=now)


@transaction.atomic
def plan_day(viewer: Viewer, bureau: Bureau, day: date, *, terms: TurnTerms | None, now: datetime) -> RotaDay:
    """Plan one day instead of the week's pattern. Without terms nobody is there, and waking knows it."""
    require_planner(viewer)
    officer: UUID | None = None
    problems: list[FieldProblem] = []
    if terms is not None:
        officer, problems = _taker(bureau, terms.taker)
    if day < now.date():
        problems.append(FieldProblem("/day", "out_of_range", _("This day is over.")))
    _refuse(problems)
    with acting(viewer, Action.READ, now=now):
        planned = RotaDay.objects.filter(bureau=bureau.pk, day=day)
        # "Nobody is there" and a turn exclude each other: the later word counts.
        (planned if terms is None else planned.filter(starts=None)).delete()
        made = RotaDay.objects.create(
            member=viewer.member,
            bureau=bureau.pk,
            day=day,
            starts=terms.starts if terms else None,
            ends=terms.ends if terms else None,
            seat=terms.seat if terms else Seat.DESK,
            officer=officer,
            role=terms.taker.role if terms else "",
            by=UUID(viewer.id),
            at=now,
        )
        _log(viewer, bureau, now=now)
        return made


@transaction.atomic
def remove_day(viewer: Viewer, bureau: Bureau, plan_id: UUID, *, now: datetime) -> None:
    """Let the week's pattern hold on that day again."""
    require_planner(viewer)
    with acting(viewer, Action.READ, now=now):
        if not RotaDay.objects.filter(id=plan_id, bureau=bureau.pk).delete()[0]:
            raise NotFound(_("There is no such day."))
        _log(viewer, bureau, now=now)


def _taker(bureau: Bureau, taker: Taker) -> tuple[UUID | None, list[FieldProblem]]:
    if taker.role and not taker.username:
        known = taker.role in set(Role)
        return None, [] if known else list(_nobody("/role"))
    colleagues = Officer.objects.in_service().filter(bureau__member=bureau.member_id, is_service=False)
    officer = colleagues.filter(username=taker.username.lower()).first() if taker.username else None
    if officer is None or taker.role:
        return None, list(_nobody("/officer"))
    return officer.pk, []


def _nobody(pointer: str) -> Iterator[FieldProblem]:
    what = _("Name one officer of your bureau, or one role.")
    yield FieldProblem(pointer, "unknown_officer", what, _("Use the user name."))


def _refuse(problems: list[FieldProblem]) -> None:
    if problems:
        raise InvalidInput(_("The rota cannot be changed like this."), problems=problems)


def _log(viewer: Viewer, bureau: Bureau, *, now: datetime) -> None:
    record(ROTA_CHANGED, by=viewer.id, member=viewer.member, on=bureau.pk, now=now)
