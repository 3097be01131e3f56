"""What is done for one person in care as programs read it: API and command line share these shapes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from interlace.core.victims.standing import Matter
from interlace.foundation.disclosure.viewer import Viewer
from interlace.victims.files import Care, ToldSeeker
from interlace.victims.person_schemas import (
    CareAgreementOut,
    CareAgreementsOut,
    CareFamilyOut,
    CareNoticeOut,
    CareProposalOut,
    CareSeekerOut,
    CareStandingOut,
)
from interlace.victims.queries import person_view
from interlace.victims.reunion import seekers_of
from interlace.victims.seeking import Seeker


def agreements_out(viewer: Viewer, found_id: UUID, *, now: datetime) -> CareAgreementsOut:
    """What the person agrees to now."""
    care = person_view(viewer, found_id, now=now).care or Care()
    held = [each for each in care.agreements if each.holds_at(now)]
    return CareAgreementsOut(
        items=[
            CareAgreementOut(question=each.question, recipient=each.recipient, use=each.use, given=each.given)
            for each in held
        ]
    )


def family_out(viewer: Viewer, found_id: UUID, *, now: datetime) -> CareFamilyOut:
    """Who may seek the person, and who was told. Each look counts."""
    care = person_view(viewer, found_id, now=now).care or Care()
    seekers: Sequence[Seeker] = seekers_of(viewer, found_id, now=now) if care.named is not None else ()
    told = {each.record for each in care.told_seekers}
    return CareFamilyOut(
        is_named=care.named is not None,
        seekers=[
            CareSeekerOut(
                record=each.record,
                bureau=each.holding.holder,
                name=each.name,
                birth_date=each.birth_date,
                band=each.score.band.value,
                is_told=each.record in told,
            )
            for each in seekers
        ],
        told=[notice_out(each) for each in care.told_seekers],
    )


def notice_out(told: ToldSeeker) -> CareNoticeOut:
    """A bureau that was told whom to call."""
    return CareNoticeOut(id=told.notice, bureau=told.recipient, at=told.at, messages=sorted(told.messages))


def standing_out(viewer: Viewer, found_id: UUID, *, now: datetime) -> CareStandingOut:
    """Where somebody stands, and what was proposed."""
    view = person_view(viewer, found_id, now=now)
    return CareStandingOut(
        id=view.found.id,
        number=view.found.number,
        matter=Matter(view.found.matter),
        proposals=[
            CareProposalOut(
                id=each.proposal.id,
                to=Matter(each.proposal.to),
                reason=each.proposal.reason,
                signed_by=[one.officer_name for one in each.signed],
                is_open=each.is_open,
                is_withdrawn=each.is_withdrawn,
            )
            for each in view.proposals
        ],
    )
