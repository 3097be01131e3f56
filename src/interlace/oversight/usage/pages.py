"""The pages of use: the table of a month with its files, and unusual ways of searching to decide on."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from interlace.bureaus.people.models import Signal
from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.bureaus.people.rules import may_appoint
from interlace.bureaus.people.signals import dismiss_signal, names_of, signal_of, signals_of, suspend_over_signal
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import locale_of, number_text
from interlace.foundation.localize.shown import ShownField, Trail
from interlace.oversight.usage.monthly import COLUMNS, month_read, table_of
from interlace.oversight.usage.rules import RULES
from interlace.oversight.usage.sheets import table_as_csv, table_as_workbook
from interlace.oversight.usage.words import pattern_name, reason_text

_STATES: Mapping[str, str] = {"open": "asked", "dismissed": "in_force", "suspended": "stopped"}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_READS = (Action.DISCOVER, Action.READ)


@require_GET
@declare("page.usage", SurfaceKind.PAGE, actions=_READS, purpose=PurposeFrom.OBJECT)
def usage(request: HttpRequest) -> HttpResponse:
    """The month of the own bureau and its units."""
    desk = desk_of(request)
    month = _month(request, desk)
    rows = table_of(desk.viewer, month, now=desk.now)
    heads = (_("Unit"), *(str(column.name) for column in COLUMNS.values()))
    table = Table(heads, tuple(Row(tuple(Cell(_number(desk, cell)) for cell in row.cells())) for row in rows))
    shown = month.strftime("%Y-%m")
    earlier = (month - timedelta(days=1)).replace(day=1)
    later = (month + timedelta(days=31)).replace(day=1)
    address = reverse("usage")
    links = [(_month_text(desk, earlier), f"{address}?month={earlier:%Y-%m}")]
    if later <= desk.now.date():
        links.append((_month_text(desk, later), f"{address}?month={later:%Y-%m}"))
    file = reverse("usage-file")
    page = PeoplePage(
        title=_("Use by month"),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("Every number is of what a unit did or was told itself."),
        trail=_trail(_("Use by month")),
        sections=(
            Section("month", _month_text(desk, month), table=table, links=tuple(links)),
            Section(
                "meaning",
                _("What is counted"),
                pairs=tuple((str(column.name), str(column.meaning)) for column in COLUMNS.values()),
            ),
        ),
        links=(
            (_("Download as CSV"), f"{file}?month={shown}&format=csv"),
            (_("Download as XLSX"), f"{file}?month={shown}&format=xlsx"),
            (_("Unusual searching"), reverse("signals")),
            (_("Done by one person"), reverse("acts-alone")),
        ),
    )
    return render(request, "bureaus/people/page.html", {"page": page})


@require_GET
@declare("page.usage.file", SurfaceKind.EXPORT, actions=_READS, purpose=PurposeFrom.OBJECT)
def file(request: HttpRequest) -> HttpResponse:
    """The same table as a file."""
    desk = desk_of(request)
    month = _month(request, desk)
    if request.GET.get("format") == "xlsx":
        answer = HttpResponse(table_as_workbook(desk.viewer, month, now=desk.now), content_type=_WORKBOOK)
        ending = "xlsx"
    else:
        text = table_as_csv(desk.viewer, month, now=desk.now)
        answer, ending = HttpResponse(text, content_type="text/csv; charset=utf-8"), "csv"
    answer["Content-Disposition"] = f'attachment; filename="use-{month:%Y-%m}.{ending}"'
    return answer


@require_GET
@declare("page.signals", SurfaceKind.PAGE)
def signals(request: HttpRequest) -> HttpResponse:
    """Unusual ways of searching, the latest first."""
    return _signals(request, desk_of(request))


@require_POST
@declare("page.signals.dismiss", SurfaceKind.PAGE)
def dismiss(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    """Say why it was no misuse."""
    return _decided(request, signal_id, dismiss_signal)


@require_POST
@declare("page.signals.suspend", SurfaceKind.PAGE)
def suspend(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    """Suspend the officer it is about."""
    return _decided(request, signal_id, suspend_over_signal)


def _decided(request: HttpRequest, signal_id: UUID, act: Callable[..., Signal]) -> HttpResponse:
    desk = desk_of(request)
    signal_of(desk.viewer, signal_id, now=desk.now)
    try:
        act(desk.viewer, signal_id, reason=request.POST.get("reason", "").replace("\x00", ""), now=desk.now)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        return _signals(request, desk, error=error)
    return redirect("signals")


def _signals(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None) -> HttpResponse:
    found = signals_of(desk.viewer, now=desk.now)
    names = names_of(found)
    waiting = [each for each in found if each.state == Signal.State.OPEN]
    title = ngettext("{count} to decide on", "{count} to decide on", len(waiting)).format(count=len(waiting))
    sections = [
        Section("open", title, _("A reason to look, never a finding. Nothing happens by itself.")),
        *(_waiting(desk, each, names.get(each.officer, ""), may_decide=may_appoint(desk.viewer)) for each in waiting),
        Section("decided", _("Decided"), table=_decisions(desk, found, names)),
        Section(
            "rules",
            _("What is looked for"),
            _("Every hour, in what officers type; lists and contributions are not counted."),
            pairs=tuple((str(rule.name), str(rule.meaning)) for rule in RULES.values()),
        ),
    ]
    page = PeoplePage(
        title=_("Unusual searching"),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("What was searched for is not shown here."),
        trail=_trail(_("Unusual searching")),
        notices=() if error is None else (notice_of(error),),
        sections=tuple(sections),
    )
    status = 200 if error is None else status_of(error)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _waiting(desk: Desk, signal: Signal, name: str, *, may_decide: bool) -> Section:
    reason = ShownField(
        "reason", _("Reason"), kind="textarea", attributes={"maxlength": "500", "id": f"reason-{signal.pk}"}
    )
    form = Form(
        url=reverse("signal-dismiss", args=[signal.pk]),
        buttons=(
            Button(_("It is explained")),
            Button(_("Suspend the officer"), "stop", url=reverse("signal-suspend", args=[signal.pk])),
        ),
        fields=(reason,),
    )
    return Section(
        f"signal-{signal.pk}",
        _("{officer}: {pattern}").format(officer=name, pattern=pattern_name(signal)),
        reason_text(signal, zone_text=desk.when),
        forms=(form,) if may_decide else (),
    )


def _decisions(desk: Desk, found: list[Signal], names: Mapping[UUID, str]) -> Table:
    heads = (_("Officer"), _("Pattern"), _("Decision"), _("Reason"))
    rows = tuple(
        Row(
            (
                Cell(names.get(each.officer, "")),
                Cell(pattern_name(each), remark=reason_text(each, zone_text=desk.when)),
                Cell(str(Signal.State(each.state).label), state=_STATES[each.state]),
                Cell(each.reason, remark=each.decided_by_name),
            )
        )
        for each in found
        if each.state != Signal.State.OPEN
    )
    return Table(heads, rows, _("Nothing was decided yet."))


def _trail(title: str) -> tuple[Trail, ...]:
    return (Trail(_("People and units"), reverse("people")), Trail(title))


def _month(request: HttpRequest, desk: Desk) -> date:
    return month_read(request.GET.get("month", ""), today=desk.now.astimezone(desk.reader.zone).date())


def _month_text(desk: Desk, month: date) -> str:
    locale = locale_of(desk.reader.language)
    name = locale.months["stand-alone"]["wide"][month.month]
    return _("{month} {year}").format(month=name, year=month.year)


def _number(desk: Desk, cell: object) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return _("{hours} h").format(hours=number_text(round(cell), language=desk.reader.language))
    return number_text(cell, language=desk.reader.language) if isinstance(cell, int) else str(cell)


urlpatterns = [
    path("people/usage", usage, name="usage"),
    path("people/usage/file", file, name="usage-file"),
    path("people/signals", signals, name="signals"),
    path("people/signals/<uuid:signal_id>/dismiss", dismiss, name="signal-dismiss"),
    path("people/signals/<uuid:signal_id>/suspend", suspend, name="signal-suspend"),
]
