"""What a hold on a case reaches beyond it: the people and things that it stands on, wherever their facts are kept."""

from collections.abc import Collection, Mapping
from uuid import UUID

from interlace.cases.holds.models import CaseHold
from interlace.cases.models import CaseEntry, Lead


def subjects_under_hold(member: str, subjects: Collection[UUID]) -> Mapping[UUID, CaseHold]:
    """Those of these that are a held case of the member, or on which one stands, with its hold. For the steward."""
    holds = {
        hold.case_id: hold
        for hold in CaseHold.objects.in_force().filter(member=member, thing=None).order_by("laid", "id")
    }
    if not holds:
        return {}
    reached = {case: hold for case, hold in holds.items() if case in set(subjects)}
    for model in (CaseEntry, Lead):
        rows = model.objects.filter(case__in=holds, subject__in=subjects).values_list("subject", "case")
        reached |= {subject: holds[case] for subject, case in rows if subject is not None}
    return reached
