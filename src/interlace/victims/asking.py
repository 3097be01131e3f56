"""Who asks for care by REST, and how far the care of one person has come as an answer."""

from datetime import datetime
from uuid import UUID

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_for, viewer_without_purpose
from interlace.victims.queries import Received, person_view
from interlace.victims.rendering import person_out
from interlace.victims.rules import may_care, may_look, no_such_person, require_carer
from interlace.victims.schemas import CarePersonOut


def carer_of(request: OfficerRequest) -> Viewer:
    """The protection officer that asks. Who is none learns nothing from what is missing in the request either."""
    if not may_care(viewer_without_purpose(request)):
        raise no_such_person()
    viewer = viewer_for(request)
    require_carer(viewer)
    return viewer


def looker_of(request: OfficerRequest) -> Viewer:
    """Whoever may see number, word and standing of those found."""
    if not may_look(viewer_without_purpose(request)):
        raise no_such_person()
    return viewer_for(request)


def person_answer(viewer: Viewer, found_id: UUID, *, now: datetime) -> CarePersonOut:
    """How far the care of one person has come."""
    view = person_view(viewer, found_id, now=now)
    return person_out(Received(view.found, view.care, view.erasure))
