"""One meeting: its agenda with the links that are proposed, what was agreed, what each bureau brought."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.bureaus.people.presenting import Box, Boxes, Button, Form, PeoplePage, Section
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import day_text, list_text, number_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail
from interlace.meeting.actions import ActionTerms, agree_on_action, end_action, judge_link
from interlace.meeting.models import ActionEnding, Finding
from interlace.meeting.pages.listing import SEES, codes_given, day_given
from interlace.meeting.pages.tables import actions_table, links_table, minutes_section, pack_section
from interlace.meeting.queries import ActionView, LinkView, MeetingView, meeting_view
from interlace.meeting.shown import ENDINGS, FINDINGS, cases_text, how_text, kind_text


@require_GET
@declare("page.meeting", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def meeting_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The agenda as this bureau may see it."""
    desk = desk_of(request)
    return show_meeting(request, desk, meeting_view(desk.viewer, meeting_id, now=desk.now))


@require_POST
@declare("page.meeting.agree", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def agree(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write down what was agreed."""
    desk = desk_of(request)
    view = meeting_view(desk.viewer, meeting_id, now=desk.now)
    try:
        terms = ActionTerms(
            text=request.POST.get("text", ""),
            owner=request.POST.get("owner", "").strip().upper(),
            due=day_given(request.POST.get("due", ""), "/due"),
            readers=codes_given(" ".join(request.POST.getlist("readers"))),
        )
        agree_on_action(desk.viewer, meeting_id, terms, now=desk.now)
    except InterlaceError as refused:
        return show_meeting(request, desk, view, notices=(notice_of(refused),), status=status_of(refused))
    return redirect("meeting", meeting_id)


@require_http_methods(["GET", "POST"])
@declare("page.meeting.link", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def link_page(request: HttpRequest, meeting_id: UUID, link_id: UUID) -> HttpResponse:
    """One proposed link: why, in whose words, what the two bureaus say, and saying it."""
    desk = desk_of(request)
    view = meeting_view(desk.viewer, meeting_id, now=desk.now)
    found = next((each for each in view.links if each.link.id == link_id), None)
    if found is None:
        raise NotFound(_("There is no such link on the agenda."))
    if request.method == "GET":
        return _show_link(request, desk, view, found)
    said = request.POST.get("do", "")
    try:
        finding = Finding(said) if said in set(Finding) else Finding.CANNOT_TELL
        judge_link(desk.viewer, meeting_id, link_id, finding, reason=request.POST.get("reason", ""), now=desk.now)
    except InterlaceError as refused:
        return _show_link(request, desk, view, found, notices=(notice_of(refused),), status=status_of(refused))
    return redirect("meeting", meeting_id)


@require_http_methods(["GET", "POST"])
@declare("page.meeting.action", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def action_page(request: HttpRequest, meeting_id: UUID, action_id: UUID) -> HttpResponse:
    """One agreed action, and saying that it ended."""
    desk = desk_of(request)
    view = meeting_view(desk.viewer, meeting_id, now=desk.now)
    found = next((each for each in view.actions if each.action.id == action_id), None)
    if found is None:
        raise NotFound(_("There is no such action."))
    if request.method == "GET":
        return _show_action(request, desk, view, found)
    said = request.POST.get("do", "")
    try:
        ending = ActionEnding(said) if said in set(ActionEnding) else ActionEnding.DONE
        end_action(desk.viewer, meeting_id, action_id, ending, outcome=request.POST.get("outcome", ""), now=desk.now)
    except InterlaceError as refused:
        return _show_action(request, desk, view, found, notices=(notice_of(refused),), status=status_of(refused))
    return redirect("meeting", meeting_id)


def show_meeting(
    request: HttpRequest, desk: Desk, view: MeetingView, *, notices: tuple[Notice, ...] = (), status: int = 200
) -> HttpResponse:
    """The page of a meeting, with what just happened."""
    language = desk.reader.language
    meeting = view.meeting
    page = PeoplePage(
        title=meeting.title,
        lead=_("For the bureaus at the table: {bureaus}.").format(
            bureaus=list_text(meeting.bureaus, language=language)
        ),
        handling=_("A link is shown to the two bureaus whose cases it names. A machine proposes; officers decide."),
        trail=(Trail(_("Meetings"), reverse("meetings")), Trail(meeting.title)),
        notices=notices,
        sections=(
            Section(
                "about",
                _("The meeting"),
                pairs=(
                    (_("Day"), day_text(meeting.held_on, language=language)),
                    (_("Place"), meeting.place or _("not said")),
                    (_("Host bureau"), meeting.member),
                    (_("Purpose and reference"), desk.matter_text(meeting.purpose, meeting.reference)),
                ),
            ),
            Section(
                "links",
                _("Where cases meet"),
                hint=_("The surest first. Open one to read why, and to say what you find.") if view.links else "",
                table=links_table(desk, view),
            ),
            Section(
                "actions",
                _("Agreed actions"),
                hint=_("What is still open comes to the next meeting of the series."),
                table=actions_table(desk, view),
                forms=(_agree_form(request, view),) if view.may_work else (),
            ),
            *pack_section(desk, view),
            *minutes_section(desk, view),
        ),
    )
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _agree_form(request: HttpRequest, view: MeetingView) -> Form:
    def typed(name: str) -> str:
        return request.POST.get(name, "")

    bureaus, read_by = view.meeting.bureaus, codes_given(" ".join(request.POST.getlist("readers")))
    owners = (Choice("", _("choose a bureau")), *(Choice(code, code, code == typed("owner")) for code in bureaus))
    return Form(
        url=reverse("meeting-agree", args=[view.meeting.id]),
        title=_("Agree on an action"),
        fields=(
            ShownField("text", _("What is to be done"), value=typed("text")),
            ShownField("owner", _("Bureau that does it"), kind="select", choices=owners),
            ShownField("due", _("Until"), value=typed("due"), kind="date"),
        ),
        boxes=(
            Boxes(
                "readers",
                _("Bureaus that read it (none ticked: everybody at the table)"),
                tuple(Box(code, code, code in read_by) for code in bureaus),
            ),
        ),
        # Before anything was brought, the host's main action is to bring it.
        buttons=(Button(_("Write it down"), tone="" if view.waits_for_papers else "main"),),
    )


def _trail(view: MeetingView, title: str) -> tuple[Trail, ...]:
    meeting = view.meeting
    return (
        Trail(_("Meetings"), reverse("meetings")),
        Trail(meeting.title, reverse("meeting", args=[meeting.id])),
        Trail(title),
    )


def _show_link(
    request: HttpRequest,
    desk: Desk,
    view: MeetingView,
    found: LinkView,
    *,
    notices: tuple[Notice, ...] = (),
    status: int = 200,
) -> HttpResponse:
    link, title = found.link, cases_text(found.link)
    said = tuple((each.member, _said(found, each.member)) for each in found.verdicts)
    value = ((_("Both wrote"), link.value),) if link.value else ()
    words = tuple(
        (
            _("{bureau} wrote").format(bureau=each.bureau),
            _("{words} ({place})").format(words=each.words, place=each.place),
        )
        for each in found.passages
    )
    form = Form(
        url=reverse("meeting-link", args=[view.meeting.id, link.id]),
        fields=(
            ShownField(
                "reason",
                _("Reason"),
                value=request.POST.get("reason", ""),
                kind="textarea",
                required=False,
                hint=_("Needed unless you say that they meet."),
            ),
        ),
        buttons=(
            Button(str(FINDINGS[Finding.MEET]), tone="main", value=Finding.MEET),
            Button(str(FINDINGS[Finding.DO_NOT_MEET]), value=Finding.DO_NOT_MEET),
            Button(str(FINDINGS[Finding.CANNOT_TELL]), value=Finding.CANNOT_TELL),
        ),
    )
    page = PeoplePage(
        title=title,
        lead=_("For {bureau} and {other_bureau}.").format(bureau=link.bureau_a, other_bureau=link.bureau_b),
        handling=_("A machine proposes; officers of the two bureaus say whether the cases meet."),
        trail=_trail(view, title),
        notices=notices,
        sections=(
            Section(
                "why",
                _("Why they may meet"),
                pairs=(
                    (_("By"), kind_text(link)),
                    (_("Reason"), how_text(link)),
                    (
                        _("Probability"),
                        _("{count} of 100").format(
                            count=number_text(round(100 * link.probability), language=desk.reader.language)
                        ),
                    ),
                    *value,
                    *words,
                ),
            ),
            Section(
                "said",
                _("What the bureaus say"),
                hint="" if said else _("Nobody has said anything yet."),
                pairs=said,
                forms=(form,) if found.is_mine_to_judge else (),
            ),
        ),
    )
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _said(found: LinkView, member: str) -> str:
    verdict = next(each for each in found.verdicts if each.member == member)
    finding = str(FINDINGS[Finding(verdict.finding)])
    if not verdict.reason:
        return _("{finding} ({officer})").format(finding=finding, officer=verdict.officer_name)
    return _("{finding} ({officer}): {reason}").format(
        finding=finding, officer=verdict.officer_name, reason=verdict.reason
    )


def _show_action(
    request: HttpRequest,
    desk: Desk,
    view: MeetingView,
    found: ActionView,
    *,
    notices: tuple[Notice, ...] = (),
    status: int = 200,
) -> HttpResponse:
    action, language = found.action, desk.reader.language
    form = Form(
        url=reverse("meeting-action", args=[view.meeting.id, action.id]),
        fields=(
            ShownField(
                "outcome",
                _("What came of it"),
                value=request.POST.get("outcome", ""),
                kind="textarea",
                required=False,
                hint=_("Needed where it is dropped: say why."),
            ),
        ),
        buttons=(
            Button(str(ENDINGS[ActionEnding.DONE]), tone="main", value=ActionEnding.DONE),
            Button(str(ENDINGS[ActionEnding.DROPPED]), value=ActionEnding.DROPPED),
        ),
    )
    end = found.end
    ended = ((str(ENDINGS[ActionEnding(end.ending)]), end.outcome or end.by_name),) if end is not None else ()
    page = PeoplePage(
        title=action.text,
        lead=_("For {bureaus}.").format(bureaus=list_text(action.readers, language=language)),
        handling=_("Who does it, or who wrote it down, says that it ended."),
        trail=_trail(view, action.text),
        notices=notices,
        sections=(
            Section(
                "action",
                _("Agreed action"),
                pairs=(
                    (_("Bureau that does it"), action.owner),
                    (_("Until"), day_text(action.due, language=language)),
                    (
                        _("Written down by"),
                        _("{officer}, {bureau}").format(officer=action.by_name, bureau=action.member),
                    ),
                    *ended,
                ),
                forms=(form,) if found.is_mine_to_end else (),
            ),
        ),
    )
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)
