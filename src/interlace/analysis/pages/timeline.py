"""The timeline and the map of a chart (S8)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from interlace.analysis.asking import Asked
from interlace.analysis.charts import link_chart
from interlace.analysis.pages.chart import SEES
from interlace.analysis.rules import require_analyst
from interlace.analysis.when_and_where import WhenAndWhere, Window
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.desk import desk_of


@require_GET
@declare("page.timeline", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.REQUIRED)
def timeline(request: HttpRequest) -> HttpResponse:
    """What of the chart that the address asks for is dated or has a place; without a start, where a chart begins."""
    desk = desk_of(request)
    require_analyst(desk.viewer)
    asked = Asked.of(request.GET)
    if not asked.start:
        return redirect("chart")
    found = link_chart(desk.viewer, asked.start, stages=asked.stages, now=desk.now)
    window = Window.of(request.GET.get("since", ""), request.GET.get("until", ""))
    page = WhenAndWhere(desk, found, asked, window).page()
    return render(request, "analysis/timeline.html", {"page": page})
