"""What index and hits answer when they are asked what became of recalled facts."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from interlace.core.handling import Action
from interlace.core.procedure.ladder import State
from interlace.facts.models import Fact
from interlace.facts.receipts import Keeper, answer_for
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.models import HitBasis, HitSide, PendingSubject


def index_has_followed(viewer: Viewer, subjects: Collection[UUID], now: datetime) -> bool:  # noqa: ARG001
    """Whether the index has taken the change of these subjects in."""
    with steward(Task.RECALL):
        return not PendingSubject.objects.filter(subject__in=subjects).exists()


def hits_are_flagged(viewer: Viewer, subjects: Collection[UUID], now: datetime) -> bool:
    """Whether every hit of the member's own that rested on a fact now gone is withdrawn."""
    with acting(viewer, Action.DISCOVER, now=now), steward(Task.RECALL):
        open_hits = HitSide.objects.filter(member=viewer.member, own_subject__in=subjects).exclude(
            state=State.WITHDRAWN
        )
        resting_on = set(HitBasis.objects.filter(hit__in=open_hits.values("hit")).values_list("fact", flat=True))
        return resting_on == set(Fact.objects.filter(id__in=resting_on).values_list("id", flat=True))


answer_for(Keeper(_("Search index"), _("Found by no search any more."), _("Being taken out."), index_has_followed))
answer_for(Keeper(_("Hits"), _("Withdrawn where they rested on it."), _("Being flagged."), hits_are_flagged))
