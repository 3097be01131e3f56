"""What the panel of both sides says about a target; the band does not decide, and dissent stays beside the decision."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.core.readiness import Band
from interlace.core.readiness.panel import Opinion, Vote, has_reason
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations import ledger_events
from interlace.operations.assessing import log_on_target
from interlace.operations.finding import at_target
from interlace.operations.models import PanelOpinion
from interlace.operations.queries import readiness_of
from interlace.operations.rules import error_of, require_bureau_worker

LONGEST_REASON = 500


@transaction.atomic
def give_opinion(viewer: Viewer, target_id: UUID, vote: Vote, *, reason: str = "", now: datetime) -> PanelOpinion:
    """Speak about a target for the own side. Who speaks against the band, or against the others, says why."""
    require_bureau_worker(viewer)
    with at_target(viewer, target_id, now=now) as (matter, target):
        said = Opinion(matter.id, matter.member, vote, reason.strip()[:LONGEST_REASON])
        if not has_reason(said, is_met=readiness_of(target).band is Band.CRITERIA_MET):
            raise error_of("reason_needed")
        opinion = PanelOpinion(
            member=matter.member,
            target=target,
            label_id=target.label_id,
            officer=UUID(matter.id),
            officer_name=matter.officer_name,
            vote=vote,
            reason=said.reason,
            at=now,
        )
        opinion.save(force_insert=True)
        log_on_target(ledger_events.OPINION_GIVEN, matter, target, now=now, detail={"vote": opinion.vote})
        return opinion
