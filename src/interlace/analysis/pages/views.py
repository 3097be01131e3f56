"""Saved views of charts: kept, opened, removed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interlace.analysis.actions import remove_view, save_view
from interlace.analysis.asking import Asked
from interlace.analysis.charts import link_chart
from interlace.analysis.pages.chart import SEES
from interlace.analysis.queries import asked_by_view
from interlace.analysis.rules import require_analyst
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import NotFound
from interlace.foundation.http.desk import desk_of


@require_POST
@declare("page.chart.save", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.REQUIRED)
def save(request: HttpRequest) -> HttpResponse:
    """Keep the chart that the form carries under a name."""
    desk = desk_of(request)
    require_analyst(desk.viewer)
    asked = Asked.of(request.POST)
    if not asked.start:
        raise NotFound(_("There is nothing to draw here."))
    found = link_chart(desk.viewer, asked.start, stages=asked.stages, now=desk.now)
    save_view(found.viewer, found, asked, title=request.POST.get("title", ""), now=desk.now)
    return redirect(f"{asked.address(reverse('chart'))}&saved=1")


@require_GET
@declare("page.chart.view", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.REQUIRED)
def view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Open a view: the chart of what its reader may read of it now."""
    desk = desk_of(request)
    asked = asked_by_view(desk.viewer, view_id, now=desk.now)
    if not asked.start:
        raise NotFound(_("Nothing of what this view held is left for you."))
    return redirect(asked.address(reverse("chart")))


@require_POST
@declare("page.chart.view.remove", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.REQUIRED)
def remove(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Take one's own view away."""
    desk = desk_of(request)
    remove_view(desk.viewer, view_id, now=desk.now)
    return redirect("chart")
