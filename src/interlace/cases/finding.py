"""From an id or a reference to a case, and to the viewer at work on it: under its purpose and its reference."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interlace.cases.models import Case
from interlace.cases.rules import error_of, may_read
from interlace.core.handling import Action
from interlace.core.problems import Problem
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.identity.models import Officer


@contextmanager
def at_work(viewer: Viewer, case: UUID | str, *, now: datetime, action: Action = Action.READ) -> Iterator[Viewer]:
    """Run a transaction in the matter of a case, for this action. `NotFound` when there is none for this viewer."""
    matter, _found = matter_of_case(viewer, case, now=now)
    with acting(matter, action, now=now):
        yield matter


def matter_of_case(viewer: Viewer, case: UUID | str, *, now: datetime) -> tuple[Viewer, Case]:
    """The viewer at work on this case, and the case. The case is named by its id or by its reference."""
    found: list[tuple[Viewer, Case]] = []
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                found += [(matter, each) for each in _named(Case.objects.visible_to(matter), case)[:2]]
    if not found:
        raise NotFound(_("There is no such case."))
    if len(found) > 1:
        raise Conflict(_("Several cases have this reference."), fix=_("Name the case by its id."))
    matter, row = found[0]
    return matter.working_for(purpose=row.purpose, reference=row.reference), row


def case_to_change(viewer: Viewer, case: UUID | str) -> Case:
    """The same case, locked until the transaction ends; its context must be open."""
    rows = _named(Case.objects.visible_to(viewer), case).select_for_update(of=("self",))
    found = rows.first()
    if found is None:
        raise NotFound(_("There is no such case."))
    return found


def officer_named(viewer: Viewer, name: str) -> UUID:
    """A colleague of the own bureau, by user name or id; who is of another bureau is answered like nobody."""
    found = Officer.objects.in_service().filter(bureau__member=viewer.member, username=name.strip()).first()
    if found is not None:
        return found.pk
    try:
        return UUID(name)
    except ValueError:
        raise error_of(Problem("officer_unknown")) from None


def _named(cases: "QuerySet[Case]", name: UUID | str) -> "QuerySet[Case]":
    if isinstance(name, UUID):
        return cases.filter(id=name)
    try:
        return cases.filter(Q(id=UUID(name)) | Q(reference=name))
    except ValueError:
        return cases.filter(reference=name)
