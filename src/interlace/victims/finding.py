"""From an id to somebody found, and to the viewer at work on that person, under the purpose that reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.victims.models import Found, StandingProposal
from interlace.victims.rules import at_care, may_care, may_look, no_such_person


@contextmanager
def found_for(
    viewer: Viewer, wanted: UUID, *, now: datetime, by_proposal: bool = False
) -> Iterator[tuple[Viewer, Found]]:
    """Run a transaction with somebody found, locked until its end; also by the id of a proposal about the person."""
    matter, found_id = _matter_of(viewer, wanted, now=now, by_proposal=by_proposal)
    with acting(matter, now=now):
        rows = Found.objects.visible_to(matter).select_related("reception").filter(id=found_id)
        found = rows.select_for_update(of=("self",)).first()
        if found is None:
            raise no_such_person()
        yield matter, found


def _matter_of(viewer: Viewer, wanted: UUID, *, now: datetime, by_proposal: bool) -> tuple[Viewer, UUID]:
    if may_look(viewer):
        matters = [at_care(viewer)] if may_care(viewer) else list(viewer.in_every_matter())
        for matter in matters:
            with acting(matter, now=now):
                found = _named(matter, wanted, by_proposal=by_proposal)
            if found is not None:
                return matter, found
    raise no_such_person()


def _named(matter: Viewer, wanted: UUID, *, by_proposal: bool) -> UUID | None:
    if by_proposal:
        rows = StandingProposal.objects.visible_to(matter).filter(id=wanted)
        return rows.values_list("found", flat=True).first()
    return Found.objects.visible_to(matter).filter(id=wanted).values_list("id", flat=True).first()
