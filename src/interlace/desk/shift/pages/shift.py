"""Who is on duty now and in the coming days, how one is alerted oneself, and the drill that shows whether it works."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from interlace.core.procedure.rota import Duty, Post, Rota, Shift, gaps_between, on_duty, shifts_between
from interlace.desk.shift.models import Alert, Delivery, Way
from interlace.desk.shift.presenting import Line, SheetRow, ShiftPage, ShownDrill
from interlace.desk.shift.rotas import rota_of
from interlace.desk.shift.rules import may_drill, require_reader
from interlace.desk.shift.ways import add_way as let_reach
from interlace.desk.shift.ways import remove_way as let_reach_no_more
from interlace.desk.shift.ways import ways_of
from interlace.desk.shift.words import CODE_WORDS, DUTY_WORDS, SEAT_WORDS, WHY_WORDS, names_of, who, word
from interlace.desk.waking.alerts import own_alerts
from interlace.desk.waking.drills import DrillSheet, drills_of, hold_drill
from interlace.desk.waking.overdue import notices_for
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import duration_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField

LOOKED_AHEAD = timedelta(days=14)
GAPS_SHOWN, ALERTS_SHOWN = 12, 10


@require_GET
@declare("page.shift", SurfaceKind.PAGE)
def shift(request: HttpRequest) -> HttpResponse:
    """All of it."""
    return _page(request, desk_of(request))


@require_POST
@declare("page.shift.drill", SurfaceKind.PAGE)
def drill(request: HttpRequest) -> HttpResponse:
    """Wake whoever is on duty, to see whether they come."""
    return _done(request, lambda desk: hold_drill(desk.viewer, desk.officer.bureau, now=desk.now))


@require_POST
@declare("page.shift.way-add", SurfaceKind.PAGE)
def add_way(request: HttpRequest) -> HttpResponse:
    """Be alerted by this too."""
    given = {name: request.POST.get(name, "").replace("\x00", "")[:200] for name in ("kind", "address")}
    return _done(request, lambda desk: let_reach(desk.viewer, **given, now=desk.now))


@require_POST
@declare("page.shift.way-remove", SurfaceKind.PAGE)
def remove_way(request: HttpRequest, way_id: UUID) -> HttpResponse:
    """Be alerted by this no longer."""
    return _done(request, lambda desk: let_reach_no_more(desk.viewer, way_id, now=desk.now))


def _done(request: HttpRequest, act: Callable[[Desk], object]) -> HttpResponse:
    desk = desk_of(request)
    try:
        act(desk)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        return _page(request, desk, error=error)
    return redirect("shift")


def _page(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None) -> HttpResponse:
    require_reader(desk.viewer)
    bureau = desk.officer.bureau
    rota = rota_of(desk.viewer, bureau, now=desk.now)
    duty, names = on_duty(rota, desk.now), names_of(desk.viewer.member)
    gaps = gaps_between(rota, desk.now, desk.now + LOOKED_AHEAD)
    sheets = drills_of(desk.viewer, bureau, now=desk.now, most=1)
    page = ShiftPage(
        summary=_("{bureau}, times of {zone}").format(bureau=bureau.name, zone=bureau.time_zone),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("How you are alerted is seen by you alone. Alerts never say what they are about."),
        notices=tuple(_notices(duty, error)),
        duty=tuple(_on_duty(desk, each, names) for each in duty.shifts),
        following=_following(desk, rota, names),
        gaps=tuple(Line(_from_to(desk, gap.starts, gap.ends), word(WHY_WORDS, gap.why)) for gap in gaps[:GAPS_SHOWN]),
        gaps_lead=ngettext(
            "In the coming fourteen days nobody is on duty at one time.",
            "In the coming fourteen days nobody is on duty at {count} times.",
            len(gaps),
        ).format(count=len(gaps)),
        ways=tuple(_way(each) for each in ways_of(desk.viewer, now=desk.now)),
        way_fields=_way_fields(request, error),
        alerts=tuple(_alert(desk, each) for each in own_alerts(desk.viewer, now=desk.now)[:ALERTS_SHOWN]),
        overdue=tuple(
            Line(
                _("{owing} owes {waiting}").format(owing=each.owing, waiting=each.waiting),
                word(DUTY_WORDS, each.duty),
                _("due {when}").format(when=desk.when(each.due)),
            )
            for each in notices_for(desk.viewer, now=desk.now)
        ),
        drill_url=reverse("shift-drill") if may_drill(desk.viewer) else "",
        drill=_drill(desk, sheets[0]) if sheets else None,
        rota_url=reverse("shift-rota"),
    )
    return render(request, "shift/shift.html", {"page": page}, status=200 if error is None else status_of(error))


def _notices(duty: Duty, error: InterlaceError | None) -> Iterator[Notice]:
    if error is not None:
        yield notice_of(error)
    if duty.why is not None:
        yield Notice(
            _("Nobody is on duty now."),
            _("{reason} Alerts go to whoever comes next, and then to everybody who could answer.").format(
                reason=word(WHY_WORDS, duty.why)
            ),
            tone="warn",
            mark="stop",
            link=_("Change the rota"),
            url=reverse("shift-rota"),
        )


def _on_duty(desk: Desk, each: Shift, names: dict[str, str]) -> Line:
    return Line(
        str(SEAT_WORDS[each.seat]),
        _name(each.post, names),
        _("until {when}").format(when=desk.when(each.ends)),
    )


def _following(desk: Desk, rota: Rota, names: dict[str, str]) -> str:
    coming = [each for each in shifts_between(rota, desk.now, desk.now + timedelta(days=7)) if each.starts > desk.now]
    if not coming:
        return ""
    return _("Next: {officer}, from {when}.").format(
        officer=_name(coming[0].post, names), when=desk.when(coming[0].starts)
    )


def _name(post: Post, names: dict[str, str]) -> str:
    return who(names, officer=post.officer, role=post.role)


def _from_to(desk: Desk, starts: datetime, ends: datetime) -> str:
    return _("{starts} to {ends}").format(starts=desk.when(starts), ends=desk.when(ends))


def _way(each: Way) -> Line:
    return Line(str(Way.Kind(each.kind).label), each.address, remove_url=reverse("shift-way-remove", args=[each.id]))


def _way_fields(request: HttpRequest, error: InterlaceError | None) -> tuple[ShownField, ...]:
    problems = [each for each in getattr(error, "problems", ()) if each.pointer == "/address"]
    kinds = ((Way.Kind.EMAIL, _("E-mail")), (Way.Kind.SMS, _("Text message")))
    given = request.POST if problems else {}
    return (
        ShownField(
            "kind",
            _("By"),
            kind="select",
            choices=tuple(Choice(kind.value, label, given.get("kind") == kind) for kind, label in kinds),
        ),
        ShownField(
            "address",
            _("Address or number"),
            value=given.get("address", ""),
            error=" ".join(f"{each.what} {each.fix}" for each in problems),
            attributes={"maxlength": "200"},
        ),
    )


def _alert(desk: Desk, alert: Alert) -> Line:
    if alert.answered is not None:
        came = _("answered after {time}").format(time=duration_text(alert.answered - alert.raised))
    elif alert.over is not None:
        came = _("passed on, or no longer needed")
    else:
        came = _("waits for your answer")
    kind = _("Drill") if alert.drill_id is not None else _("Urgent item")
    return Line(desk.when(alert.raised), f"{kind}: {came}", "; ".join(_attempts(alert)))


def _attempts(alert: Alert) -> Iterator[str]:
    for each in alert.deliveries.all():
        said = str(Delivery.State(each.state).label)
        reason = f" ({word(CODE_WORDS, each.code)})" if each.code else ""
        yield f"{Way.Kind(each.kind).label}: {said}{reason}"


def _drill(desk: Desk, sheet: DrillSheet) -> ShownDrill:
    count = ngettext("{came} of {count} came", "{came} of {count} came", len(sheet.alerts))
    return ShownDrill(
        title=_("Drill of {when}, held by {officer}").format(
            when=desk.when(sheet.drill.at), officer=sheet.drill.by_name
        ),
        state="confirmed" if sheet.is_passed else "waiting",
        state_text=count.format(came=sheet.answered, count=len(sheet.alerts)),
        gap=word(WHY_WORDS, sheet.drill.gap) if sheet.drill.gap else "",
        rows=tuple(
            SheetRow(
                officer=alert.officer_name,
                came=duration_text(alert.answered - alert.raised) if alert.answered else _("has not answered"),
                has_come=alert.answered is not None,
                attempts=tuple(_attempts(alert)),
            )
            for alert in sheet.alerts
        ),
    )
