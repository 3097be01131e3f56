"""From an id to a file in the intake, for whoever may see its case; a context must be open for the rest."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from interlace.cases.models import Case
from interlace.evidence.intake.models import Held, Intake, IntakeCandidate
from interlace.evidence.intake.rules import no_such_intake
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer

M = TypeVar("M", bound=Model)


def case_of_intake(viewer: Viewer, intake: UUID, *, now: datetime) -> UUID:
    """The case of a file, or `NotFound`."""
    return _case_of(viewer, Intake, intake, now=now)


def case_of_candidate(viewer: Viewer, candidate: UUID, *, now: datetime) -> UUID:
    """The case of a candidate, or `NotFound`."""
    return _case_of(viewer, IntakeCandidate, candidate, now=now)


def case_of_held(viewer: Viewer, held: UUID, *, now: datetime) -> UUID:
    """The case of something in quarantine, or `NotFound`."""
    return _case_of(viewer, Held, held, now=now)


def locked(model: type[M], identifier: UUID, *with_: str) -> M:
    """A row of these, locked until the transaction ends."""
    rows: Any = model._default_manager.select_for_update(of=("self",)).select_related(*with_)
    found: M | None = rows.filter(pk=identifier).first()
    if found is None:
        raise no_such_intake()
    return found


def _case_of(viewer: Viewer, model: type[Model], identifier: UUID, *, now: datetime) -> UUID:
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            rows: Any = model._default_manager.filter(pk=identifier, case__in=Case.objects.visible_to(matter))
            found: UUID | None = rows.values_list("case", flat=True).first()
            if found is not None:
                return found
    raise no_such_intake()
