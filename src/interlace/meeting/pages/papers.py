"""Papers that go out at the page of a meeting: the minutes taken along."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.meeting.minutes.taking import CONTENT_TYPES, Edition, MinutesForm, take_minutes
from interlace.meeting.pages.agenda import show_meeting
from interlace.meeting.pages.listing import SEES
from interlace.meeting.queries import meeting_view


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
