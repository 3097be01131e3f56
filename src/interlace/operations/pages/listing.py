"""The operations of a bureau: their list, a new one, and the ready targets added to one by a single press."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interlace.bureaus.people.presenting import Box, Boxes, Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.bureaus.queries import members_by_code
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import moment_text
from interlace.foundation.localize.shown import ShownField, Trail
from interlace.operations.plan.actions import LONGEST_TITLE, OperationTerms, add_ready, open_operation
from interlace.operations.plan.forms import Posted
from interlace.operations.plan.queries import operation_view, operations_of
from interlace.operations.rules import error_of, may_lay_open, require_board

SEES = (Action.DISCOVER, Action.READ)


@require_GET
@declare("page.operations", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def operations(request: HttpRequest) -> HttpResponse:
    """The operations that the reader's bureau takes part in, the next first."""
    desk = desk_of(request)
    require_board(desk.viewer)
    return _shown(request, desk)


@require_POST
@declare("page.operations.new", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.REQUIRED)
def new(request: HttpRequest) -> HttpResponse:
    """Open an operation with other bureaus, in the matter that the officer works for."""
    desk = desk_of(request)
    require_board(desk.viewer)
    typed = Posted(request.POST, desk.reader.zone)
    try:
        first, last = typed.moment("first_hour"), typed.moment("last_hour")
        if first is None or last is None:
            raise error_of("hours_wrong")
        terms = OperationTerms(typed.text("title"), frozenset(request.POST.getlist("members")), first, last)
        made = open_operation(desk.viewer, terms, now=desk.now)
    except InterlaceError as error:
        return _shown(request, desk, error=error)
    return redirect("operation", operation_id=made.id)


@require_POST
@declare("page.operations.ready", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def ready(request: HttpRequest) -> HttpResponse:
    """Add the chosen own targets that meet the criteria to an operation; `where` names it and one of its sites."""
    desk = desk_of(request)
    require_board(desk.viewer)
    name, _colon, site = request.POST.get("where", "").partition(":")
    try:
        operation_id = UUID(name)
        chosen = frozenset(map(UUID, request.POST.getlist("target")))
    except ValueError:
        raise NotFound(_("There is no such operation.")) from None
    operation_view(desk.viewer, operation_id, now=desk.now)
    try:
        add_ready(desk.viewer, operation_id, site=site, chosen=chosen, now=desk.now)
    except NotFound:
        raise
    except InterlaceError as error:
        return _shown(request, desk, error=error)
    return redirect("operation", operation_id=operation_id)


def _shown(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None) -> HttpResponse:
    page = PeoplePage(
        title=_("Operations"),
        lead=_("An operation is known to all who take part, and to nobody else."),
        handling=_("What each bureau brings to it stands in a compartment of its own."),
        trail=(Trail(_("Readiness"), reverse("readiness")), Trail(_("Operations"))),
        notices=() if error is None else (notice_of(error),),
        links=((_("After the same"), reverse("deconfliction")),),
        sections=(
            _list(desk),
            *((_new(desk, Posted(request.POST, desk.reader.zone, error)),) if may_lay_open(desk.viewer) else ()),
        ),
    )
    return render(
        request, "bureaus/people/page.html", {"page": page}, status=200 if error is None else status_of(error)
    )


def _list(desk: Desk) -> Section:
    return Section(
        "operations",
        _("Those that your bureau takes part in"),
        table=Table(
            (_("Operation"), _("Leads"), _("Take part"), _("Sought from"), _("Sought until")),
            tuple(
                Row(
                    (
                        Cell(each.title, url=reverse("operation", args=[each.id])),
                        Cell(each.member),
                        Cell(", ".join(sorted(each.members))),
                        Cell(moment_text(each.first_hour, zone=desk.reader.zone, language=desk.reader.language)),
                        Cell(moment_text(each.last_hour, zone=desk.reader.zone, language=desk.reader.language)),
                    )
                )
                for each in operations_of(desk.viewer, now=desk.now)
            ),
            empty=_("Your bureau takes part in none."),
        ),
    )


def _new(desk: Desk, typed: Posted) -> Section:
    others = {code: name for code, name in members_by_code().items() if code != desk.viewer.member}
    chosen = set(typed.values.getlist("members"))
    form = Form(
        reverse("operations-new"),
        (Button(_("Open it"), "main"),),
        hint=_("Your bureau leads it: it plans, and it gives Go once every State has set its flag."),
        fields=(
            ShownField(
                "title",
                _("Title, no person's name"),
                value=typed.text("title"),
                error=typed.said("title") or typed.said("name"),
                attributes={"maxlength": str(LONGEST_TITLE)},
            ),
            ShownField(
                "first_hour",
                _("The common hour lies between"),
                kind="datetime-local",
                value=typed.text("first_hour"),
            ),
            ShownField(
                "last_hour",
                _("and"),
                kind="datetime-local",
                value=typed.text("last_hour"),
                error=typed.said("last_hour"),
            ),
        ),
        boxes=(
            Boxes(
                "members",
                _("Who takes part"),
                tuple(Box(code, f"{code} {name}", code in chosen) for code, name in others.items()),
                error=typed.said("members"),
            ),
        ),
    )
    return Section("new", _("Open an operation"), forms=(form,))
