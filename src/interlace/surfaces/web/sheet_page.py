"""The page on which an officer asks whether this node printed a sheet."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import FieldProblem, InterlaceError, InvalidInput, SignInNeeded
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.sheets import PrintedSheet, Reading, reading_of
from interlace.foundation.localize.formats import moment_text
from interlace.foundation.localize.reader import reader_of
from interlace.foundation.localize.shown import Notice, ShownField
from interlace.surfaces.web.presenting import SheetPage


@never_cache
@require_http_methods(["GET", "POST"])
@declare("sheet", SurfaceKind.PAGE)
def sheet_page(request: HttpRequest) -> HttpResponse:
    """Code, address and time from the foot of a sheet; who was given the page, or that nothing is known."""
    officer = request.user
    if not isinstance(officer, Officer):
        raise SignInNeeded(_("Sign in first."))
    if request.method == "GET":
        return render(request, "interlace/sheet.html", {"page": _page(request)})
    try:
        found = reading_of(_typed(request), by=officer, now=timezone.now())
    except InterlaceError as refused:
        notice = Notice(lead=str(refused.message), text=str(refused.fix), tone="bad", mark="stop", code=refused.code)
        page = _page(request, notice)
        return render(request, "interlace/sheet.html", {"page": page}, status=status_of(refused))
    return render(request, "interlace/sheet.html", {"page": _page(request, _told(found, officer))})


def _typed(request: HttpRequest) -> PrintedSheet:
    given = {name: request.POST.get(name, "").strip() for name in ("code", "page", "day", "hour")}
    try:
        at = datetime.strptime(f"{given['day']} {given['hour']}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the reader's clock
    except ValueError:
        what = _("This is not a day and a time.")
        raise InvalidInput(
            what,
            problems=[FieldProblem("/hour", "time_form", what)],
            fix=_("Write the time as it is printed, for example 14:22."),
        ) from None
    return PrintedSheet(code=given["code"], page=given["page"], at=at)


def _told(found: Reading, officer: Officer) -> Notice:
    reader = reader_of(officer)
    return Notice(
        lead=_("This node gave the page to {officer}, {bureau}, on {moment}.").format(
            officer=found.reader.display_name,
            bureau=found.reader.bureau.name,
            moment=moment_text(found.at, zone=reader.zone, language=reader.language),
        ),
        text=_("The code does not cover what the paper shows: compare it with the page."),
        tone="good",
        mark="info",
    )


def _page(request: HttpRequest, notice: Notice | None = None) -> SheetPage:
    def typed(name: str) -> str:
        return request.POST.get(name, "")

    return SheetPage(
        fields=(
            ShownField("code", _("Code"), value=typed("code"), kind="code", attributes={"maxlength": "20"}),
            ShownField("page", _("Address of the page"), value=typed("page"), hint=_("It begins with a stroke: /")),
            ShownField("day", _("Day"), value=typed("day"), kind="date"),
            ShownField("hour", _("Time as printed"), value=typed("hour"), hint=_("For example 14:22.")),
        ),
        notice=notice,
    )
