"""A legal hold on one exhibit: laid here by the exhibit's name, kept and lifted with those of its case."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.cases.finding import at_work
from interlace.cases.holds.actions import HeldThing, HoldTerms, lay_hold
from interlace.cases.holds.models import CaseHold
from interlace.evidence.finding import case_of_exhibit
from interlace.evidence.models import Exhibit
from interlace.foundation.disclosure.viewer import Viewer


@transaction.atomic
def hold_exhibit(viewer: Viewer, exhibit_id: UUID, terms: HoldTerms, *, now: datetime) -> CaseHold:
    """Put one exhibit under a hold: until another officer lifts it, it is neither destroyed nor given back."""
    case_id = case_of_exhibit(viewer, exhibit_id, now=now)
    with at_work(viewer, case_id, now=now):
        name = Exhibit.objects.get(pk=exhibit_id).name
    return lay_hold(viewer, case_id, terms, thing=HeldThing(exhibit_id, name), now=now)
