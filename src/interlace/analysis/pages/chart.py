"""A link chart, and where one begins."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interlace.analysis.asking import Asked
from interlace.analysis.charts import Start, link_chart, typed_keys
from interlace.analysis.presenting import StartPage
from interlace.analysis.queries import views_of
from interlace.analysis.rules import require_analyst
from interlace.analysis.showing import Showing
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import NotFound
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.localize.shown import Notice, ShownField

SEES = (Action.DISCOVER, Action.MATCH, Action.READ)


@require_GET
@declare("page.chart", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.REQUIRED)
def chart(request: HttpRequest) -> HttpResponse:
    """The chart that the address asks for; without a start, the page on which one begins."""
    desk = desk_of(request)
    require_analyst(desk.viewer)
    asked = Asked.of(request.GET)
    if not asked.start:
        return _start(request, desk)
    found = link_chart(desk.viewer, asked.start, stages=asked.stages, now=desk.now)
    page = Showing(desk, found, asked).page(notices=saved_notice(request))
    return render(request, "analysis/chart.html", {"page": page})


@require_POST
@declare("page.chart.number", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.REQUIRED)
def number(request: HttpRequest) -> HttpResponse:
    """Begin at a number as it is typed. The address that follows holds the id of a fact, and not the number."""
    desk = desk_of(request)
    require_analyst(desk.viewer)
    typed = request.POST.get("number", "").strip()
    keys = typed_keys(typed)
    if not keys:
        return _start(request, desk, typed=typed, error=_("This is no phone, account, wallet, document or address."))
    try:
        found = link_chart(desk.viewer, Start(keys=keys), now=desk.now)
    except NotFound:
        return _start(request, desk, typed=typed, error=_("You may see nobody with this number."))
    at = next(item for item in found.chart.items if item.key in keys)
    return redirect(Asked(Start(things=(UUID(at.id),))).address(reverse("chart")))


def saved_notice(request: HttpRequest) -> tuple[Notice, ...]:
    """That a view has just been kept."""
    if "saved" not in request.GET:
        return ()
    return (
        Notice(lead=_("The view is saved."), text=_("Colleagues open it as far as they may read it."), tone="good"),
    )


def _start(request: HttpRequest, desk: Desk, *, typed: str = "", error: str = "") -> HttpResponse:
    page = StartPage(
        title=_("Chart"),
        lead=_("A chart shows what you may read for your purpose, and nothing else."),
        number=ShownField(
            "number",
            _("Begin at a number"),
            value=typed,
            hint=_("A phone, account, wallet, document or online address. From a case or a link, follow its chart."),
            error=error,
            attributes={"maxlength": "200"},
        ),
        views=tuple(
            (
                each.title,
                reverse("chart-view", args=[each.id]),
                _("{officer}, {when}").format(officer=each.officer_name, when=desk.when(each.created)),
                reverse("chart-view-remove", args=[each.id]) if str(each.officer) == desk.viewer.id else "",
            )
            for each in views_of(desk.viewer, now=desk.now)
        ),
        notices=()
        if desk.viewer.purpose
        else (Notice(lead=_("Choose a purpose first."), text=_("A chart is drawn for one purpose."), tone="warn"),),
    )
    return render(request, "analysis/start.html", {"page": page}, status=422 if error else 200)
