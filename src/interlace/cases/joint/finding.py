"""From an id to the own side of a joint case, and to the viewer at work on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.cases.joint.models import JointSide
from interlace.cases.rules import may_read
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound


@contextmanager
def at_work_jointly(viewer: Viewer, joint: UUID, *, now: datetime, action: Action = Action.READ) -> Iterator[Viewer]:
    """Run a transaction in the matter of a joint case. `NotFound` when the viewer's bureau has no side in it."""
    with acting(matter_of_joint(viewer, joint, now=now), action, now=now) as context:
        yield context.viewer


def matter_of_joint(viewer: Viewer, joint: UUID, *, now: datetime) -> Viewer:
    """The viewer at work on this joint case: under its purpose, and its own case's reference where it was told none."""
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                if JointSide.objects.visible_to(matter).filter(joint=joint).exists():
                    return matter
    raise NotFound(_("There is no such joint case."))


def side_to_change(viewer: Viewer, joint: UUID) -> JointSide:
    """The own side, locked until the transaction ends; its context must be open."""
    found = JointSide.objects.visible_to(viewer).filter(joint=joint).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound(_("There is no such joint case."))
    return found
