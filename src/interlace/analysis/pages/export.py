"""A chart that leaves: what may, what may not, and in which form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from interlace.analysis.asking import Asked
from interlace.analysis.charts import link_chart
from interlace.analysis.exporting.forms import FORMS
from interlace.analysis.exporting.taking import Audience, audience_of, take_chart
from interlace.analysis.pages.chart import SEES
from interlace.analysis.presenting import End, ExportPage
from interlace.analysis.rules import require_analyst
from interlace.analysis.showing import handling_text, name_of, shown_of
from interlace.analysis.words import kind_word
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.shown import Trail
from interlace.screening.exporting import SecondPersonNeeded, ask_for_export

TAKES = (*SEES, Action.EXPORT)
_LISTED = 50


@require_GET
@declare("page.chart.export", SurfaceKind.PAGE, actions=TAKES, purpose=PurposeFrom.REQUIRED)
def export(request: HttpRequest) -> HttpResponse:
    """What of this chart may leave, and what its owners keep here."""
    desk = desk_of(request)
    asked, audience = _asked(desk, Asked.of(request.GET))
    return render(request, "analysis/export.html", {"page": _page(desk, asked, audience)})


@require_POST
@declare("chart.file", SurfaceKind.EXPORT, actions=TAKES, purpose=PurposeFrom.REQUIRED)
def take(request: HttpRequest) -> HttpResponse:
    """The file."""
    desk = desk_of(request)
    asked, audience = _asked(desk, Asked.of(request.POST))
    try:
        taken = take_chart(desk, audience, form=request.POST.get("form", ""))
    except SecondPersonNeeded as needed:
        question = _ask(desk, audience, needed)
        page = _page(desk, asked, audience, error=needed, question=question)
        return render(request, "analysis/export.html", {"page": page}, status=status_of(needed))
    except InterlaceError as error:
        page = _page(desk, asked, audience, error=error)
        return render(request, "analysis/export.html", {"page": page}, status=status_of(error))
    answer = HttpResponse(taken.content, content_type=taken.media_type)
    answer["Content-Disposition"] = f'attachment; filename="chart.{taken.ending}"'
    return answer


def _ask(desk: Desk, audience: Audience, needed: SecondPersonNeeded) -> str:
    """Sign as the first, and hand over what the colleague signs. A passkey signs through the API alone."""
    if desk.officer.needs_passkey:
        return ""
    ask_for_export(audience.viewer, needed.difference, now=desk.now)
    return needed.difference.text


def _asked(desk: Desk, asked: Asked) -> tuple[Asked, Audience]:
    require_analyst(desk.viewer)
    if not asked.start:
        raise NotFound(_("There is nothing to draw here."))
    found = link_chart(desk.viewer, asked.start, stages=asked.stages, now=desk.now)
    return asked, audience_of(found, shown_of(found, asked), now=desk.now)


def _page(
    desk: Desk, asked: Asked, audience: Audience, *, error: InterlaceError | None = None, question: str = ""
) -> ExportPage:
    chart_url = asked.address(reverse("chart"))
    count = len(audience.chart.items)
    more = len(audience.blocked) - _LISTED
    return ExportPage(
        title=_("Export a chart"),
        trail=(Trail(_("Chart"), reverse("chart")), Trail(_("This chart"), chart_url), Trail(_("Export"))),
        lead=ngettext("{count} item may leave.", "{count} items may leave.", count).format(count=count),
        handling=handling_text(desk, audience.chart.labels()),
        blocked=tuple(
            (End(name_of(each), "", bool(each.key)), kind_word(each.kind), each.owners)
            for each in audience.blocked[:_LISTED]
        ),
        blocked_more=ngettext("And {count} more.", "And {count} more.", more).format(count=more) if more > 0 else "",
        count=str(count),
        forms=tuple((each.code, str(each.name), str(each.use)) for each in FORMS.values()),
        keep=tuple(asked.pairs()),
        question=question,
        notices=() if error is None else (notice_of(error),),
    )
