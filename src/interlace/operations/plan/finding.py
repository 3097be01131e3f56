"""From an id to an operation, and to the viewer at work on it, under its purpose."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.cases.labels import kept_until, shared_label
from interlace.cases.rules import may_read
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern, labels_of
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.operations.plan.models import JointOperation


@contextmanager
def at_operation(viewer: Viewer, operation_id: UUID, *, now: datetime) -> Iterator[tuple[Viewer, JointOperation]]:
    """Run a transaction in the matter of an operation. `NotFound` when there is none for this viewer."""
    matter = _matter_of(viewer, operation_id, now=now)
    with acting(matter, now=now):
        yield matter, JointOperation.objects.visible_to(matter).get(id=operation_id)


def label_of(matter: Viewer, audience: Collection[str], *, now: datetime, behind: Iterable[int] = ()) -> int:
    """The label of the own bureau's words that these bureaus read. Only a context that begins after it knows of it.

    `behind` has the labels of what the words speak of: whoever is below its level or outside its rooms reads neither.
    """
    with acting(matter, now=now):
        spoken_of = labels_of(sorted(set(behind)))
        label = shared_label(
            matter.member,
            audience=set(audience) - {matter.member},
            purpose=matter.purpose,
            level=max((each.level for each in spoken_of), default=0),
            rooms={room for each in spoken_of for room in each.rooms},
            until=kept_until(now),
        )
        return intern(label)


def _matter_of(viewer: Viewer, operation_id: UUID, *, now: datetime) -> Viewer:
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                operation = JointOperation.objects.visible_to(matter).filter(id=operation_id).first()
                if operation is not None:
                    # Acts are logged under the id: the title is words, and the ledger holds none.
                    return matter.working_for(purpose=operation.purpose, reference=str(operation.id))
    raise NotFound(_("There is no such operation."))
