"""What was typed into the forms of the rota."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Self

from django.utils.translation import gettext as _

from interlace.core.procedure.rota import Seat
from interlace.desk.shift.planning import Taker, TurnTerms
from interlace.foundation.errors import FieldProblem, InvalidInput

WHO_ROLE = "role:"
"""How a role is told from an officer in one choice."""


@dataclass(frozen=True, slots=True)
class TurnForm:
    """A turn of the week."""

    weekdays: frozenset[int]
    terms: TurnTerms
    since: date
    until: date | None
    on_holidays: bool

    @classmethod
    def of(cls, typed: Mapping[str, str], weekdays: list[str], *, today: date) -> Self:
        """As it was sent; `InvalidInput` names the fields that cannot be read."""
        problems: list[FieldProblem] = []
        since = _day(typed, "since", problems) or today
        until = _day(typed, "until", problems)
        terms = terms_of(typed, problems)
        if problems or terms is None:
            raise InvalidInput(_("The rota cannot be changed like this."), problems=problems)
        days = frozenset(int(each) for each in weekdays if each.isdecimal() and len(each) == 1)
        return cls(days, terms, since, until, typed.get("on_holidays", "") == "yes")


def day_form(typed: Mapping[str, str]) -> tuple[date, TurnTerms | None]:
    """A plan for one day: a turn, or nobody where no hour is given."""
    problems: list[FieldProblem] = []
    day = _day(typed, "day", problems)
    if day is None and not problems:
        problems.append(FieldProblem("/day", "missing", _("This field is needed.")))
    is_closed = not typed.get("starts", "").strip() and not typed.get("ends", "").strip()
    terms = None if is_closed else terms_of(typed, problems)
    if problems or day is None:
        raise InvalidInput(_("The rota cannot be changed like this."), problems=problems)
    return day, terms


def terms_of(typed: Mapping[str, str], problems: list[FieldProblem]) -> TurnTerms | None:
    """From when to when, who, and as what."""
    starts, ends = _hour(typed, "starts", problems), _hour(typed, "ends", problems)
    seat = Seat(typed["seat"]) if typed.get("seat") in set(Seat) else Seat.DESK
    chosen = typed.get("who", "").strip()
    taker = Taker(role=chosen.removeprefix(WHO_ROLE)) if chosen.startswith(WHO_ROLE) else Taker(username=chosen)
    return TurnTerms(starts, ends, taker, seat) if starts is not None and ends is not None else None


def _hour(typed: Mapping[str, str], name: str, problems: list[FieldProblem]) -> time | None:
    try:
        return time.fromisoformat(typed.get(name, "").strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        problems.append(FieldProblem(f"/{name}", "wrong_form", _("Write the time as 07:30.")))
        return None


def _day(typed: Mapping[str, str], name: str, problems: list[FieldProblem]) -> date | None:
    text = typed.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(FieldProblem(f"/{name}", "wrong_form", _("Write the day as 2026-12-31.")))
        return None
