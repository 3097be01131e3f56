"""From an id to a target, and to the viewer at work on it, under its purpose."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.cases.models import Case
from interlace.cases.rules import may_read
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.operations.models import ReadyTarget


@contextmanager
def at_target(viewer: Viewer, target_id: UUID, *, now: datetime) -> Iterator[tuple[Viewer, ReadyTarget]]:
    """Run a transaction in the matter of a target. `NotFound` when there is none for this viewer."""
    matter = _matter_of_target(viewer, target_id, now=now)
    with acting(matter, now=now):
        yield matter, ReadyTarget.objects.visible_to(matter).get(id=target_id)


def _matter_of_target(viewer: Viewer, target_id: UUID, *, now: datetime) -> Viewer:
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                target = ReadyTarget.objects.visible_to(matter).filter(id=target_id).first()
                if target is not None:
                    return matter.working_for(purpose=target.purpose, reference=_reference(matter, target))
    raise NotFound(_("There is no such target."))


def _reference(matter: Viewer, target: ReadyTarget) -> str:
    """Under which number the act is logged: the own case's, or what both sides call the target by."""
    case = Case.objects.visible_to(matter).filter(pk=target.case).first() if target.member == matter.member else None
    return case.reference if case is not None else target.reference or matter.reference
