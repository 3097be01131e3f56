"""Exhibits of all cases, and of one case with its packages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from interlace.bureaus.people.presenting import Cell, PeoplePage, Row, Section, Table
from interlace.cases.finding import matter_of_case
from interlace.cases.rules import may_read
from interlace.cases.showing.kept_above import ShownExhibits, show_exhibits_with
from interlace.core.handling import Action
from interlace.evidence.handing.reading import hand_overs_of
from interlace.evidence.handing.showing import hand_overs_section
from interlace.evidence.pages.showing import MOST, case_page, exhibit_cells, exhibit_heads, own_bureau
from interlace.evidence.queries import exhibits_page
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import NotFound
from interlace.foundation.http.desk import Desk, desk_of

SEES = (Action.DISCOVER, Action.READ)
SHOWN = 100


@require_GET
@declare("page.exhibits", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def exhibits(request: HttpRequest) -> HttpResponse:
    """What was added last, in any case that the reader may see."""
    desk = desk_of(request)
    if not may_read(desk.viewer):
        raise NotFound(_("There is nothing here for you."))
    rows = exhibits_page(desk.viewer, now=desk.now, most=SHOWN + 1)
    table = Table(
        (*exhibit_heads(), _("Case")),
        tuple(
            Row((*exhibit_cells(desk, each), Cell(each.case.reference, reverse("exhibits-of", args=[each.case_id]))))
            for each in rows[:SHOWN]
        ),
        empty=_("No exhibit yet. Open a case, and add one there."),
    )
    hint = _("The first {count} are shown.").format(count=SHOWN) if len(rows) > SHOWN else ""
    sections = [Section("exhibits", _("Added last"), hint=hint, table=table)]
    between = hand_overs_of(desk.viewer, now=desk.now)
    if between:
        sections.insert(0, hand_overs_section(desk, between[:SHOWN]))
    page = PeoplePage(
        title=_("Exhibits"),
        lead=own_bureau(desk),
        handling=_("Sealed as they came. Leads are not among them."),
        sections=tuple(sections),
    )
    return render(request, "bureaus/people/page.html", {"page": page})


@require_GET
@declare("page.exhibits.case", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def of_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The exhibits of one case, what can be added, and the packages that were made."""
    desk = desk_of(request)
    _matter, case = matter_of_case(desk.viewer, case_id, now=desk.now)
    return render(request, "bureaus/people/page.html", {"page": case_page(request, desk, case)})


@show_exhibits_with
def exhibits_on_case(desk: Desk, case_id: UUID) -> ShownExhibits:
    """The exhibits of a case on its own page, and the page on which they are added and packed."""
    found = sorted(exhibits_page(desk.viewer, now=desk.now, most=MOST, case=case_id), key=lambda each: each.number)
    rows = tuple(Row(exhibit_cells(desk, each)) for each in found)
    table = Table(exhibit_heads(), rows, empty=_("No exhibit yet."))
    return ShownExhibits(table, ((_("Exhibits and packages"), reverse("exhibits-of", args=[case_id])),))
