"""The rota as a page: the week's pattern, single days, holidays. The head of the bureau changes it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from operator import itemgetter
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interlace.core.procedure.rota import Seat
from interlace.desk.shift import planning
from interlace.desk.shift.forms import WHO_ROLE, TurnForm, day_form
from interlace.desk.shift.holidays import BYTES_AT_MOST, take_in_holidays
from interlace.desk.shift.models import Holiday, RotaDay, RotaTurn
from interlace.desk.shift.presenting import Line, RotaPage, WeekRow, WeekTurn
from interlace.desk.shift.rotas import days_of, holidays_of, turns_of
from interlace.desk.shift.rules import may_plan, require_planner, require_reader
from interlace.desk.shift.words import SEAT_WORDS, names_of, weekday_name, who
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import ROLES, Role
from interlace.foundation.localize.formats import day_text
from interlace.foundation.localize.shown import Choice, ShownField, Trail

FIELDS = ("starts", "ends", "seat", "who", "since", "until", "on_holidays", "day", "source")
OF_A_DAY = "day_"
"""Before the names of the fields of a single day, which stand on the same page as those of the week."""


@require_GET
@declare("page.shift.rota", SurfaceKind.PAGE)
def rota(request: HttpRequest) -> HttpResponse:
    """All of it."""
    return _page(request, desk_of(request))


@require_POST
@declare("page.shift.turn-add", SurfaceKind.PAGE)
def add_turn(request: HttpRequest) -> HttpResponse:
    """A turn on some days of every week."""

    def add(desk: Desk) -> object:
        form = TurnForm.of(_typed(request), request.POST.getlist("weekdays"), today=desk.now.date())
        return planning.add_turns(
            desk.viewer,
            desk.officer.bureau,
            weekdays=form.weekdays,
            terms=form.terms,
            since=form.since,
            until=form.until,
            on_holidays=form.on_holidays,
            now=desk.now,
        )

    return _done(request, add)


@require_POST
@declare("page.shift.turn-remove", SurfaceKind.PAGE)
def remove_turn(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    """A turn holds no longer."""
    return _done(request, lambda desk: planning.remove_turn(desk.viewer, desk.officer.bureau, turn_id, now=desk.now))


@require_POST
@declare("page.shift.day-add", SurfaceKind.PAGE)
def add_day(request: HttpRequest) -> HttpResponse:
    """What holds on one day instead."""

    def plan(desk: Desk) -> object:
        typed = _typed(request)
        of_the_day = {name: typed[f"{OF_A_DAY}{name}"] for name in ("starts", "ends", "seat", "who")}
        day, terms = day_form({"day": typed["day"], **of_the_day})
        return planning.plan_day(desk.viewer, desk.officer.bureau, day, terms=terms, now=desk.now)

    return _done(request, plan)


@require_POST
@declare("page.shift.day-remove", SurfaceKind.PAGE)
def remove_day(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The week's pattern holds again."""
    return _done(request, lambda desk: planning.remove_day(desk.viewer, desk.officer.bureau, plan_id, now=desk.now))


@require_POST
@declare("page.shift.holidays", SurfaceKind.PAGE)
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a file of holidays."""

    def take(desk: Desk) -> object:
        require_planner(desk.viewer)
        sent = request.FILES.get("file")
        if sent is None or (sent.size or 0) > BYTES_AT_MOST:
            raise InvalidInput(_("Choose a CSV or iCalendar file of at most 256 KiB."))
        return take_in_holidays(desk.viewer, sent.read(), source=_typed(request)["source"], now=desk.now)

    return _done(request, take)


def _typed(request: HttpRequest) -> dict[str, str]:
    names = (*FIELDS, *(f"{OF_A_DAY}{name}" for name in ("starts", "ends", "seat", "who")))
    return {name: request.POST.get(name, "").replace("\x00", "")[:240] for name in names}


def _done(request: HttpRequest, act: Callable[[Desk], object]) -> HttpResponse:
    desk = desk_of(request)
    try:
        act(desk)
    except NotFound:
        raise
    except (Conflict, InvalidInput) as error:
        return _page(request, desk, error=error)
    return redirect("shift-rota")


def _page(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None) -> HttpResponse:
    require_reader(desk.viewer)
    bureau, names, plans = desk.officer.bureau, names_of(desk.viewer.member), may_plan(desk.viewer)
    typed = _typed(request) if error is not None else {}
    chosen = request.POST.getlist("weekdays") if error is not None else [str(day) for day in range(7)]
    problems = [f"{each.what} {each.fix}".strip() for each in getattr(error, "problems", ())]
    page = RotaPage(
        trail=(Trail(_("Shift"), reverse("shift")), Trail(_("Rota"))),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("Times are those of {zone}. A turn that ends before it begins ends on the next day.").format(
            zone=bureau.time_zone
        ),
        notices=() if error is None else (notice_of(error),),
        week=tuple(_week(desk, turns_of(desk.viewer, bureau, now=desk.now), names, plans=plans)),
        days=tuple(_day(desk, each, names, plans=plans) for each in days_of(desk.viewer, bureau, now=desk.now)),
        holidays=tuple(_holiday(desk, each) for each in holidays_of(desk.viewer, now=desk.now)),
        may_plan=plans,
        weekdays=tuple(
            (str(day), weekday_name(day, language=desk.reader.language), str(day) in chosen) for day in range(7)
        ),
        turn_fields=_turn_fields(desk, typed),
        day_fields=_day_fields(desk, typed),
        source_field=ShownField(
            "source",
            _("Known from"),
            value=typed.get("source", ""),
            hint=_("For example the official gazette with its date."),
            attributes={"maxlength": "240"},
        ),
        problem=" ".join(dict.fromkeys(problems[:5])),
    )
    return render(request, "shift/rota.html", {"page": page}, status=200 if error is None else status_of(error))


def _week(desk: Desk, turns: Iterable[RotaTurn], names: Mapping[str, str], *, plans: bool) -> Iterator[WeekRow]:
    """Turns of the same hours and seat as one row; whoever leads comes first."""
    language = desk.reader.language
    rows = defaultdict[tuple[bool, str, str, str], list[RotaTurn]](list)
    for kept in turns:
        seat = _seat(kept)
        rows[seat is not Seat.LEAD, _hours(kept.starts, kept.ends), str(SEAT_WORDS[seat]), _remark(desk, kept)].append(
            kept
        )
    for (_follows, hours, seat_words, remark), alike in sorted(rows.items(), key=itemgetter(0)):
        days = tuple(
            (
                weekday_name(day, language=language),
                tuple(_week_turn(each, names, plans=plans) for each in alike if each.weekday == day),
            )
            for day in range(7)
        )
        yield WeekRow(hours, seat_words, remark, days)


def _week_turn(kept: RotaTurn, names: Mapping[str, str], *, plans: bool) -> WeekTurn:
    remove = reverse("shift-turn-remove", args=[kept.id]) if plans else ""
    return WeekTurn(who(names, officer=kept.officer, role=kept.role), remove)


def _remark(desk: Desk, kept: RotaTurn) -> str:
    language = desk.reader.language
    since = day_text(kept.since, language=language) if kept.since > desk.now.date() else ""
    until = day_text(kept.until, language=language) if kept.until is not None else ""
    remarks = [
        _("from {day}").format(day=since) if since else "",
        _("to {day}").format(day=until) if until else "",
        _("on holidays too") if kept.on_holidays else "",
    ]
    return ", ".join(filter(None, remarks))


def _day(desk: Desk, kept: RotaDay, names: Mapping[str, str], *, plans: bool) -> Line:
    day = day_text(kept.day, language=desk.reader.language)
    if kept.starts is None or kept.ends is None:
        label, text = day, _("Nobody is there.")
    else:
        label = f"{day} {_hours(kept.starts, kept.ends)}"
        text = f"{SEAT_WORDS[_seat(kept)]}: {who(names, officer=kept.officer, role=kept.role)}"
    return Line(label, text, remove_url=reverse("shift-day-remove", args=[kept.id]) if plans else "")


def _holiday(desk: Desk, kept: Holiday) -> Line:
    known = _("{source}, as of {day}").format(
        source=kept.source, day=day_text(kept.as_of, language=desk.reader.language)
    )
    return Line(day_text(kept.day, language=desk.reader.language), kept.name, known)


def _seat(kept: RotaTurn | RotaDay) -> Seat:
    return Seat(kept.seat)


def _hours(starts: time, ends: time) -> str:
    return f"{starts:%H:%M}–{ends:%H:%M}"


def _turn_fields(desk: Desk, typed: Mapping[str, str]) -> tuple[ShownField, ...]:
    return (
        *_hour_fields(desk, typed, required=True),
        _date("since", _("First day"), typed, default=desk.now.date()),
        _date("until", _("Last day"), typed),
        ShownField(
            "on_holidays",
            _("On holidays"),
            kind="select",
            choices=(
                Choice("no", _("Not on holidays"), typed.get("on_holidays") != "yes"),
                Choice("yes", _("On holidays too"), typed.get("on_holidays") == "yes"),
            ),
        ),
    )


def _day_fields(desk: Desk, typed: Mapping[str, str]) -> tuple[ShownField, ...]:
    return (_date("day", _("Day"), typed, required=True), *_hour_fields(desk, typed, required=False, prefix=OF_A_DAY))


def _hour_fields(desk: Desk, typed: Mapping[str, str], *, required: bool, prefix: str = "") -> tuple[ShownField, ...]:
    starts, ends, as_what, taker = (f"{prefix}{name}" for name in ("starts", "ends", "seat", "who"))
    hint = "" if required else _("Leave both times empty where nobody is there.")
    clock = {"inputmode": "numeric", "maxlength": "5", "placeholder": "07:00"}
    return (
        ShownField(starts, _("Begins"), value=typed.get(starts, ""), required=required, attributes=clock),
        ShownField(ends, _("Ends"), value=typed.get(ends, ""), required=required, hint=hint, attributes=clock),
        ShownField(
            as_what,
            _("As"),
            kind="select",
            choices=tuple(
                Choice(seat.value, str(said), typed.get(as_what) == seat) for seat, said in SEAT_WORDS.items()
            ),
        ),
        ShownField(taker, _("Who"), kind="select", choices=_takers(desk, typed.get(taker, ""))),
    )


def _takers(desk: Desk, chosen: str) -> tuple[Choice, ...]:
    officers = Officer.objects.in_service().filter(bureau__member=desk.viewer.member, is_service=False)
    people = [(each.username, each.display_name) for each in officers.order_by("display_name")]
    roles = [(f"{WHO_ROLE}{role.value}", str(ROLES[role].name)) for role in (Role.DUTY_OFFICER, Role.HEAD)]
    return tuple(Choice(value, label, value == chosen) for value, label in [*people, *roles])


def _date(
    name: str, label: str, typed: Mapping[str, str], *, default: date | None = None, required: bool = False
) -> ShownField:
    value = typed.get(name, "") or (default.isoformat() if default else "")
    return ShownField(name, label, kind="date", value=value, required=required)
