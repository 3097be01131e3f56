"""Papers that go in and out at the page of a meeting: a pack handed in, the minutes taken along."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from interlace.bureaus.people.presenting import Cell, PeoplePage, Row, Section, Table
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.formats import number_text
from interlace.foundation.localize.shown import Trail
from interlace.meeting.answering import answer_of
from interlace.meeting.laying import lay_pack
from interlace.meeting.linking.links import ProposedLink, propose
from interlace.meeting.minutes.taking import CONTENT_TYPES, Edition, MinutesForm, take_minutes
from interlace.meeting.pack.archives import files_in
from interlace.meeting.pack.folders import read_files
from interlace.meeting.pack.records import Pack
from interlace.meeting.pages.agenda import show_meeting
from interlace.meeting.pages.listing import SEES
from interlace.meeting.queries import MeetingView, meeting_view
from interlace.meeting.rules import error_of, require_caller
from interlace.meeting.shown import KINDS


@require_POST
@declare("page.meeting.pack", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def pack(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Read a pack; say what it holds, or put it on the agenda. Only the host has the papers of all."""
    desk = desk_of(request)
    view = meeting_view(desk.viewer, meeting_id, now=desk.now)
    try:
        require_caller(desk.viewer)
        if not view.is_host:
            raise error_of("not_the_host")
        file = request.FILES.get("file")
        if file is None:
            raise InvalidInput(_("No file was chosen."), fix=_("Choose the ZIP of the pack."))
        read, homes = read_files(files_in(file.read()), today=timezone.localdate())
        links = propose(read, homes)
        if request.POST.get("do") == "lay":
            lay_pack(desk.viewer, meeting_id, read, links, now=desk.now)
            return redirect("meeting", meeting_id)
    except InterlaceError as refused:
        return show_meeting(request, desk, view, notices=(notice_of(refused),), status=status_of(refused))
    return _tried(request, desk, view, read, links)


@require_POST
@declare("page.meeting.minutes", SurfaceKind.PAGE, actions=(*SEES, Action.EXPORT), purpose=PurposeFrom.OBJECT)
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as a file, in the reader's language and, where one was chosen, in a second."""
    desk = desk_of(request)
    view = meeting_view(desk.viewer, meeting_id, now=desk.now)
    chosen = request.POST.get("do", "")
    form = MinutesForm(chosen) if chosen in set(MinutesForm) else MinutesForm.PDF
    second = request.POST.get("second", "")
    languages = (desk.reader.language, second) if second else (desk.reader.language,)
    try:
        content = take_minutes(desk.viewer, meeting_id, Edition(form, languages, desk.reader.zone), now=desk.now)
    except InterlaceError as refused:
        return show_meeting(request, desk, view, notices=(notice_of(refused),), status=status_of(refused))
    return minutes_file(content, form)


def minutes_file(content: bytes, form: MinutesForm) -> HttpResponse:
    """The minutes to be saved. The name of the file tells nothing of the meeting."""
    answer = HttpResponse(content, content_type=CONTENT_TYPES[form])
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = f'attachment; filename="minutes.{form.value}"'
    return answer


def _tried(request: HttpRequest, desk: Desk, view: MeetingView, read: Pack, links: list[ProposedLink]) -> HttpResponse:
    answer = answer_of(read, links)
    language = desk.reader.language
    counts = (
        (_("Files"), answer["files"]),
        (_("Cases"), answer["cases"]),
        (_("Leads"), answer["leads"]),
        (_("Leads to mend"), answer["leads_to_repair"]),
        (_("Exhibits brought"), answer["exhibits"]),
        (_("Exhibits held at home"), answer["exhibits_held_at_home"]),
    )
    problems = tuple(
        Row((Cell(f"{each['file']}: {each['cell']}"), Cell(each["reason"]), Cell(each["remedy"])))
        for each in answer["problems"]
    ) + tuple(
        Row((Cell(f"{each['file']}: {each['place']}".rstrip(": ")), Cell(each["reason"]), Cell()))
        for each in answer["not_read"]
    )
    proposed = tuple(
        Row(
            (
                Cell(_("{case} and {other_case}").format(case=each["case_a"], other_case=each["case_b"])),
                Cell(str(KINDS[each["reason"]])),
                Cell(each["value"]),
                Cell(
                    _("{count} of 100").format(count=number_text(round(100 * each["probability"]), language=language))
                ),
            )
        )
        for each in answer["links"]
    )
    meeting = view.meeting
    page = PeoplePage(
        title=_("The pack, tried out"),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("Nothing was stored, and nobody was shown anything. Hand it in again to put it on the agenda."),
        trail=(
            Trail(_("Meetings"), reverse("meetings")),
            Trail(meeting.title, reverse("meeting", args=[meeting.id])),
            Trail(_("The pack, tried out")),
        ),
        sections=(
            Section(
                "counts",
                _("What it holds"),
                pairs=tuple((label, number_text(count, language=language)) for label, count in counts),
            ),
            Section(
                "links",
                _("Where cases meet"),
                table=Table((_("Cases"), _("By"), _("Value"), _("Probability")), proposed, empty=_("Nowhere.")),
            ),
            Section(
                "problems",
                _("Rows to look at"),
                table=Table(
                    (_("File and cell"), _("What is wrong"), _("What to do")), problems, empty=_("All is well.")
                ),
            ),
        ),
    )
    return render(request, "bureaus/people/page.html", {"page": page})
