"""All meetings of the bureau, and calling one."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import FieldProblem, InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import day_text, list_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField
from interlace.meeting.actions import MeetingTerms, call_meeting
from interlace.meeting.bringing.actions import may_bring
from interlace.meeting.models import Meeting
from interlace.meeting.queries import meetings

SEES = (Action.DISCOVER, Action.READ)


@require_http_methods(["GET", "POST"])
@declare("page.meetings", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def meetings_page(request: HttpRequest) -> HttpResponse:
    """What the bureau holds or was invited to, and a form to call the next one."""
    desk = desk_of(request)
    if not (Verb.CHECK in desk.viewer.verbs and not desk.viewer.unit):
        raise NotFound(_("There is nothing here for you."))
    if request.method == "POST":
        try:
            made = call_meeting(desk.viewer, _terms(request), now=desk.now)
        except InterlaceError as refused:
            return _page(request, desk, notices=(notice_of(refused),), status=status_of(refused))
        return redirect("meeting", made.id)
    return _page(request, desk)


def day_given(text: str, pointer: str) -> date:
    """A day as the browser's field sends it."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        what, fix = _("This is no day."), _("Write year, month and day, for example 2026-12-01.")
        raise InvalidInput(what, problems=[FieldProblem(pointer, "no_day", what, fix)], fix=fix) from None


def codes_given(text: str) -> frozenset[str]:
    """Codes of bureaus as they are typed: with spaces or commas between."""
    return frozenset(text.upper().replace(",", " ").replace(";", " ").split())


def _terms(request: HttpRequest) -> MeetingTerms:
    after = request.POST.get("after", "")
    return MeetingTerms(
        title=request.POST.get("title", ""),
        held_on=day_given(request.POST.get("held_on", ""), "/held_on"),
        bureaus=codes_given(request.POST.get("bureaus", "")),
        place=request.POST.get("place", ""),
        after=UUID(after) if _is_id(after) else None,
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _page(request: HttpRequest, desk: Desk, *, notices: tuple[Notice, ...] = (), status: int = 200) -> HttpResponse:
    found = meetings(desk.viewer, now=desk.now)
    table = Table(
        (_("Meeting"), _("Day"), _("Place"), _("Host bureau"), _("At the table")),
        tuple(_row(desk, each) for each in found),
        empty=_("No meeting has been called."),
    )
    may_call = Verb.APPROVE in desk.viewer.verbs and not desk.viewer.unit
    page = PeoplePage(
        title=_("Meetings"),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("Bureaus see a meeting that they are invited to, and of its agenda what concerns their own cases."),
        notices=notices,
        links=((_("Packs"), reverse("packs")),) if may_bring(desk.viewer) else (),
        sections=(
            Section(
                "all",
                _("Held or invited to"),
                hint=_("The latest day first."),
                table=table,
                forms=(_form(request, desk, found),) if may_call else (),
            ),
        ),
    )
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _row(desk: Desk, meeting: Meeting) -> Row:
    language = desk.reader.language
    return Row(
        (
            Cell(meeting.title, url=reverse("meeting", args=[meeting.id])),
            Cell(day_text(meeting.held_on, language=language)),
            Cell(meeting.place),
            Cell(meeting.member),
            Cell(list_text(meeting.bureaus, language=language)),
        )
    )


def _form(request: HttpRequest, desk: Desk, found: list[Meeting]) -> Form:
    def typed(name: str) -> str:
        return request.POST.get(name, "")

    own = [each for each in found if each.member == desk.viewer.member]
    after = (Choice("", _("none: it is the first")), *(_choice(desk, each, typed("after")) for each in own))
    return Form(
        url=reverse("meetings"),
        title=_("Call a meeting"),
        hint=_("It is called for the purpose and under the reference that you work for now."),
        fields=(
            ShownField("title", _("What it is about"), value=typed("title")),
            ShownField("held_on", _("Day"), value=typed("held_on"), kind="date"),
            ShownField("place", _("Place"), value=typed("place"), required=False),
            ShownField(
                "bureaus", _("Bureaus asked to come"), value=typed("bureaus"), hint=_("Codes, for example KR TH VN")
            ),
            ShownField("after", _("Follows the meeting"), kind="select", choices=after, required=False),
        ),
        buttons=(Button(_("Call the meeting"), tone="main"),),
    )


def _choice(desk: Desk, meeting: Meeting, chosen: str) -> Choice:
    day = day_text(meeting.held_on, language=desk.reader.language)
    return Choice(str(meeting.id), _("{title}, {day}").format(title=meeting.title, day=day), str(meeting.id) == chosen)
