"""The cases of the own bureau, and where one is opened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from interlace.bureaus.people.presenting import Box, Boxes, Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.cases.actions import LONGEST_SUMMARY, LONGEST_TITLE, CaseTerms, Checked, check_case, open_case
from interlace.cases.models import Case
from interlace.cases.pages.shared import SEES, said_in
from interlace.cases.queries import cases_page
from interlace.cases.rules import may_read, may_work
from interlace.cases.showing.said import Said
from interlace.cases.words import CASE_STATES, FLAGS, GROUNDS, state_of
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.words import purpose_name

MOST = 200
_CLOSED_IN = "closed_in"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@declare("page.cases", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def cases(request: HttpRequest) -> HttpResponse:
    """The cases; posted, a new one is opened."""
    desk = desk_of(request)
    if not may_read(desk.viewer):
        raise NotFound(_("There is nothing here for you."))
    if request.method == "GET":
        return _shown(request, desk, Said())
    try:
        made = _open(request, desk)
    except NotFound:
        raise
    except InterlaceError as error:
        return _shown(request, desk, said_in(request, "new", error, boxes=_CLOSED_IN), status=status_of(error))
    return redirect("case", case_id=made.id)


def _open(request: HttpRequest, desk: Desk) -> Case:
    posted = request.POST
    at_work = desk.viewer.working_for(
        purpose=posted.get("purpose", ""), reference=posted.get("reference", "").strip()[:80]
    )
    terms = CaseTerms(
        title=posted.get("title", ""),
        summary=posted.get("summary", ""),
        legal_basis=posted.get("legal_basis", ""),
        is_closed_in=_CLOSED_IN in posted,
    )
    made = open_case(at_work, terms, now=desk.now)
    ground, minors, asylum = (posted.get(name, "") for name in ("neutrality", "minors", "asylum"))
    # What is not answered while it is opened is asked on its page.
    if ground == NeutralityGround.NEUTRAL and minors in set(Flag) and asylum in set(Flag):
        check_case(at_work, made.id, Checked(NeutralityGround(ground), Flag(minors), Flag(asylum)), now=desk.now)
    return made


def _shown(request: HttpRequest, desk: Desk, said: Said, *, status: int = 200) -> HttpResponse:
    found = cases_page(desk.viewer, now=desk.now, most=MOST)
    forms = (_form(desk, said),) if may_work(desk.viewer) else ()
    page = PeoplePage(
        title=_("Cases"),
        lead=_("For your bureau alone."),
        handling=_("No other bureau sees a case, its number or its parts."),
        sections=(
            Section("open", _("Open cases"), table=_table(desk, [each for each in found if each.is_open])),
            *_closed(desk, [each for each in found if not each.is_open]),
            *((Section("new", _("A new case"), forms=forms),) if forms else ()),
        ),
        notices=(notice_of(said.error),) if said.error is not None else (),
        links=((_("Joint cases"), reverse("joint-cases")),),
    )
    return render(request, "cases/list.html", {"page": page, "may_open": bool(forms)}, status=status)


def _closed(desk: Desk, found: list[Case]) -> tuple[Section, ...]:
    if not found:
        return ()
    hint = ngettext("{count} case", "{count} cases", len(found)).format(count=len(found))
    return (Section("closed", _("Closed cases"), hint, table=_table(desk, found)),)


def _table(desk: Desk, found: list[Case]) -> Table:
    heads = (_("Title"), _("Reference"), _("Purpose"), _("State"), _("Opened"))
    rows = []
    for each in found:
        state, word = state_of(CASE_STATES, each.state)
        rows.append(
            Row(
                (
                    Cell(each.title, reverse("case", args=[each.id])),
                    Cell(each.reference),
                    Cell(purpose_name(each.purpose)),
                    Cell(word, state=state),
                    Cell(desk.when(each.opened), remark=each.opened_by_name),
                )
            )
        )
    return Table(heads, tuple(rows), _("No case is open."))


def _form(desk: Desk, said: Said) -> Form:
    fields = said.at("new")
    purposes = [(code, purpose_name(code)) for code in desk.officer.purposes]
    grounds = [
        (NeutralityGround.UNANSWERED.value, _("Answer it later")),
        (NeutralityGround.NEUTRAL.value, str(GROUNDS[NeutralityGround.NEUTRAL])),
    ]
    flags = [(code, str(word)) for code, word in FLAGS.items()]
    return Form(
        url=reverse("cases"),
        buttons=(Button(_("Open the case"), "main"),),
        title=_("Open a case"),
        fields=(
            fields.text("title", _("Title"), most=LONGEST_TITLE),
            fields.choice("purpose", _("Purpose"), purposes, desk.matter.purpose),
            fields.text("reference", _("Reference"), desk.matter.reference, most=80),
            fields.text("legal_basis", _("Legal basis"), required=False, most=300),
            fields.text("summary", _("Summary"), kind="textarea", required=False, most=LONGEST_SUMMARY),
            fields.choice("neutrality", _("Neutrality"), grounds),
            fields.choice("minors", _("Minors"), flags),
            fields.choice("asylum", _("Asylum"), flags),
        ),
        boxes=(
            Boxes(
                _CLOSED_IN,
                _("Who may know of it"),
                (Box("1", _("Only those who are on it, whatever others are cleared for"), bool(said.ticked)),),
            ),
        ),
        is_folded=not said.is_wrong("new"),
    )
