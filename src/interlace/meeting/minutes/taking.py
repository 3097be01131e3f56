"""Taking the minutes of a meeting along, as a file that leaves the node."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import translation

from interlace.core.handling import Action
from interlace.core.ledger import JsonValue
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Verb
from interlace.meeting import ledger_events
from interlace.meeting.actions import log_on_meeting
from interlace.meeting.finding import at_meeting
from interlace.meeting.minutes.saying import Reading, minutes_of
from interlace.meeting.minutes.writing import docx_of, pdf_of
from interlace.meeting.queries import meeting_view
from interlace.meeting.rules import error_of, require_seat
from interlace.screening.rules import require_verb


class MinutesForm(StrEnum):
    """What the minutes are written as."""

    PDF = "pdf"
    DOCX = "docx"


CONTENT_TYPES = {
    MinutesForm.PDF: "application/pdf",
    MinutesForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """As what the minutes are written, in which languages one after the other, and by the clock of which zone."""

    form: MinutesForm
    languages: tuple[str, ...]
    zone: ZoneInfo


@declare("meeting.minutes", SurfaceKind.EXPORT, actions=(Action.EXPORT,), purpose=PurposeFrom.OBJECT)
@transaction.atomic
def take_minutes(viewer: Viewer, meeting_id: UUID, edition: Edition, *, now: datetime) -> bytes:
    """The minutes as this officer may take them along, with a leaf in the ledger."""
    require_seat(viewer)
    require_verb(viewer, Verb.EXPORT)
    if not edition.languages or not set(edition.languages) <= {code for code, _name in settings.LANGUAGES}:
        raise error_of("language_unknown")
    view = meeting_view(viewer, meeting_id, now=now, action=Action.EXPORT)
    editions = []
    for language in dict.fromkeys(edition.languages):
        with translation.override(language):
            editions.append(minutes_of(view, Reading(viewer.member, language, edition.zone, now)))
    content = pdf_of(editions) if edition.form is MinutesForm.PDF else docx_of(editions)
    with at_meeting(viewer, meeting_id, now=now, action=Action.EXPORT) as (matter, meeting):
        detail: dict[str, JsonValue] = {"links": len(view.links), "form": edition.form.value}
        log_on_meeting(ledger_events.MINUTES_TAKEN, matter, meeting, now=now, detail=detail)
    return content
