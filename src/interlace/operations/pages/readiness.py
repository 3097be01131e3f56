"""The readiness board: which targets are ready, what each lacks, and the same as a sheet."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from interlace.bureaus.people.presenting import Box, Boxes, Button, Form
from interlace.bureaus.queries import members_by_code
from interlace.cases.queries import cases_page
from interlace.core.handling import Action
from interlace.core.readiness import Band
from interlace.core.readiness.standards import Stage, Standard
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import moment_text
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.operations.assessing import TargetTerms, lay_target_open, set_standard
from interlace.operations.plan.queries import sites_of
from interlace.operations.presenting import BAND_MARKS, BoardPage, Filter, groups_of, heads
from interlace.operations.printing import print_board
from interlace.operations.queries import Board, board
from interlace.operations.rules import error_of, may_lay_open, require_board
from interlace.operations.words import BAND_WORDS

SEES = (Action.DISCOVER, Action.READ)
TAKES = (*SEES, Action.EXPORT)
MOST_CASES = 100


@require_GET
@declare("page.readiness", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def readiness(request: HttpRequest) -> HttpResponse:
    """Every target that the reader's bureau laid open or was shown, by how ready it is."""
    desk = desk_of(request)
    require_board(desk.viewer)
    return _shown(request, desk)


@require_POST
@declare("page.readiness.new", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def new(request: HttpRequest) -> HttpResponse:
    """Lay a target of an own case before the bureau that would be asked."""
    desk = desk_of(request)
    require_board(desk.viewer)
    posted = request.POST
    terms = TargetTerms(posted.get("name", ""), posted.get("requested", ""), posted.get("reference", ""))
    try:
        made = lay_target_open(desk.viewer, posted.get("case", ""), terms, now=desk.now)
    except InterlaceError as error:
        return _shown(request, desk, error=error)
    return redirect("readiness-target", target_id=made.id)


@require_POST
@declare("page.readiness.print", SurfaceKind.PAGE, actions=TAKES, purpose=PurposeFrom.OBJECT)
def print_sheet(request: HttpRequest) -> HttpResponse:
    """The board on A4 sheets across."""
    desk = desk_of(request)
    require_board(desk.viewer)
    moment = moment_text(desk.now, zone=desk.reader.zone, language=desk.reader.language)
    try:
        content = print_board(desk.viewer, moment=moment, now=desk.now)
    except InterlaceError as error:
        return _shown(request, desk, error=error)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="readiness.pdf"'
    return answer


@require_POST
@declare("page.readiness.standard", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def standard(request: HttpRequest) -> HttpResponse:
    """Say how much the own State wants shown at a stage, and which law says so."""
    desk = desk_of(request)
    require_board(desk.viewer)
    posted = request.POST
    try:
        as_of = _day(posted.get("as_of", ""))
        if posted.get("stage") not in set(Stage) or posted.get("standard") not in set(Standard) or as_of is None:
            raise error_of("standard_unknown")
        set_standard(
            desk.viewer,
            Stage(posted["stage"]),
            Standard(posted["standard"]),
            source=posted.get("source", ""),
            as_of=as_of,
            now=desk.now,
        )
    except InterlaceError as error:
        return _shown(request, desk, error=error)
    back = posted.get("target", "")
    try:
        return redirect("readiness-target", target_id=UUID(back))
    except ValueError:
        return redirect("readiness")


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _shown(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None) -> HttpResponse:
    found = board(desk.viewer, now=desk.now)
    band, bureau = request.GET.get("band", ""), request.GET.get("bureau", "")
    chosen = tuple(
        row
        for row in found.rows
        if band in {"", row.readiness.band.name.lower()} and bureau in {"", row.target.member, row.target.requested}
    )
    count = len(found.rows)
    page = BoardPage(
        sub=ngettext("{count} target, eight dimensions", "{count} targets, eight dimensions", count).format(
            count=count
        ),
        lead=_("Each target is for two bureaus only: the one whose case it is, and the one that would be asked."),
        handling=_("Names are those released for planning. Not for court."),
        heads=heads(),
        groups=groups_of(Board(chosen)),
        filters=_filters(found, band=band, bureau=bureau),
        bureaus=_bureaus(found, band=band, bureau=bureau),
        notices=() if error is None else (notice_of(error),),
        may_take=Verb.EXPORT in desk.viewer.verbs,
        new=_new_form(request, desk, error) if may_lay_open(desk.viewer) else None,
        ready=_ready_form(desk, found) if may_lay_open(desk.viewer) else None,
    )
    return render(request, "operations/board.html", {"page": page}, status=200 if error is None else status_of(error))


def _filters(found: Board, *, band: str, bureau: str) -> tuple[Filter, ...]:
    everything = Filter(
        _("All {count}").format(count=len(found.rows)), _address(bureau=bureau), key="1", is_chosen=not band
    )
    return (
        everything,
        *(
            Filter(
                _("{band} {count}").format(band=BAND_WORDS[each], count=found.count(each)),
                _address(band=each.name.lower(), bureau=bureau),
                mark=BAND_MARKS[each],
                key=str(number),
                is_chosen=band == each.name.lower(),
            )
            for number, each in enumerate(sorted(Band, reverse=True), 2)
        ),
    )


def _bureaus(found: Board, *, band: str, bureau: str) -> tuple[Filter, ...]:
    named = sorted({code for row in found.rows for code in (row.target.member, row.target.requested)})
    if len(named) < 2:
        return ()
    return (
        Filter(_("All bureaus"), _address(band=band), is_chosen=not bureau),
        *(Filter(code, _address(band=band, bureau=code), is_chosen=bureau == code) for code in named),
    )


def _address(**chosen: str) -> str:
    asked = urlencode({name: value for name, value in chosen.items() if value})
    return reverse("readiness") + (f"?{asked}" if asked else "")


def _ready_form(desk: Desk, found: Board) -> Form | None:
    """The own targets that meet the criteria, all of them ticked, brought to a site of an operation by one press."""
    own = [row for row in found.rows if row.target.member == desk.viewer.member]
    ready = [row.target for row in own if row.readiness.band is Band.CRITERIA_MET]
    count = len(ready)
    places = sites_of(desk.viewer, now=desk.now) if count else []
    if not places:
        return None
    return Form(
        reverse("operations-ready"),
        (Button(_("Add the ready ones"), "main"),),
        title=_("Add to an operation"),
        hint=ngettext(
            "{count} target of yours meets the criteria. The bureau that leads the operation reads it by a code.",
            "{count} targets of yours meet the criteria. The bureau that leads the operation reads them by codes.",
            count,
        ).format(count=count),
        fields=(
            ShownField(
                "where",
                _("Operation and site"),
                kind="select",
                choices=tuple(Choice(f"{each.id}:{site}", f"{each.title}, {site}") for each, site in places),
            ),
        ),
        boxes=(
            Boxes(
                "target",
                _("Which of them"),
                tuple(
                    Box(
                        str(each.id),
                        _("{target}, asked of {bureau}").format(
                            target=f"{each.reference} {each.name}".strip(), bureau=each.requested
                        ),
                        is_ticked=True,
                    )
                    for each in ready
                ),
            ),
        ),
    )


def _new_form(request: HttpRequest, desk: Desk, error: InterlaceError | None) -> Form:
    said = (
        {each.pointer.lstrip("/"): str(each.what) for each in error.problems} if isinstance(error, InvalidInput) else {}
    )
    posted = request.POST
    cases = cases_page(desk.viewer, now=desk.now, most=MOST_CASES, only_open=True)
    others = {code: name for code, name in members_by_code().items() if code != desk.viewer.member}
    return Form(
        reverse("readiness-new"),
        (Button(_("Lay open"), "main"),),
        title=_("Lay a target open"),
        hint=_("The case stays with your bureau. The other bureau reads the name, the number and what you set here."),
        fields=(
            ShownField(
                "case",
                _("Case"),
                kind="select",
                choices=tuple(
                    Choice(str(each.pk), f"{each.reference} {each.title}", str(each.pk) == posted.get("case"))
                    for each in cases
                ),
                key="new-case",
            ),
            ShownField(
                "name",
                _("Name or alias, as released"),
                value=posted.get("name", ""),
                error=said.get("name", ""),
                attributes={"maxlength": "200"},
                key="new-name",
            ),
            ShownField(
                "requested",
                _("Bureau that would be asked"),
                kind="select",
                choices=tuple(
                    Choice(code, f"{code} {name}", code == posted.get("requested")) for code, name in others.items()
                ),
                error=said.get("requested", ""),
                key="new-requested",
            ),
            ShownField(
                "reference",
                _("Number for both sides"),
                value=posted.get("reference", ""),
                required=False,
                attributes={"maxlength": "120"},
                key="new-reference",
            ),
        ),
    )
