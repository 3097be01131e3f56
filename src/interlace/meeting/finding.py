"""From an id to a meeting, a link or an action, and to the viewer at work on it, under its purpose."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.cases.rules import may_read
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.meeting.models import AgreedAction, Meeting, MeetingLink


@contextmanager
def at_meeting(
    viewer: Viewer, meeting_id: UUID, *, now: datetime, action: Action = Action.READ
) -> Iterator[tuple[Viewer, Meeting]]:
    """Run a transaction in the matter of a meeting. `NotFound` when there is none for this viewer."""
    matter = matter_of(viewer, meeting_id, now=now)
    with acting(matter, action, now=now):
        found = Meeting.objects.visible_to(matter, action=action).filter(id=meeting_id).first()
        if found is None:
            raise NotFound(_("There is no such meeting."))
        yield matter, found


def link_of(viewer: Viewer, meeting: Meeting, link_id: UUID) -> MeetingLink:
    """A link on this agenda that the viewer may read; a context must be open."""
    found: MeetingLink | None = MeetingLink.objects.visible_to(viewer).filter(meeting=meeting, id=link_id).first()
    if found is None:
        raise NotFound(_("There is no such link on the agenda."))
    return found


def action_of(viewer: Viewer, meeting: Meeting, action_id: UUID) -> AgreedAction:
    """An action of this meeting's series that the viewer may read; a context must be open."""
    rows = AgreedAction.objects.visible_to(viewer)
    found: AgreedAction | None = rows.filter(series=meeting.series, id=action_id).first()
    if found is None:
        raise NotFound(_("There is no such action."))
    return found


def matter_of(viewer: Viewer, meeting_id: UUID, *, now: datetime) -> Viewer:
    """The viewer at work on a meeting, under its purpose. `NotFound` when there is none for this viewer."""
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                found = Meeting.objects.visible_to(matter).filter(id=meeting_id, purpose=matter.purpose).first()
                if found is not None:
                    return matter.working_for(purpose=found.purpose, reference=found.reference)
    raise NotFound(_("There is no such meeting."))
