"""REST routes of what is done for one person in care: needs, agreements, family, erasure, and the standing."""

from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.core.handling import Action
from interlace.core.victims.reunion import Answer
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest
from interlace.foundation.http.routing import PROBLEMS, make_router
from interlace.victims.agreeing import Wish, agree, take_back
from interlace.victims.asking import carer_of, looker_of, person_answer
from interlace.victims.erasing import ask_erasure, decline_erasure, erase_file, withdraw_erasure
from interlace.victims.files import Named
from interlace.victims.guarding import end_guardian, keep_guardian
from interlace.victims.person_rendering import agreements_out, family_out, notice_out, standing_out
from interlace.victims.person_schemas import (
    CareAgreementsOut,
    CareDeclineIn,
    CareErasureIn,
    CareFamilyOut,
    CareGuardianIn,
    CareNameIn,
    CareNeedsIn,
    CareNoticeOut,
    CareStandingIn,
    CareStandingOut,
    CareTellingIn,
    CareWishIn,
)
from interlace.victims.receiving import arrange
from interlace.victims.reunion import Telling, name_person, stop_looking, take_back_notice, tell_seeker
from interlace.victims.schemas import CarePersonOut
from interlace.victims.standing import propose_standing, sign_standing, withdraw_standing

router = make_router("care")
USES = (Action.DISCOVER, Action.READ)


@router.put("/care/people/{found_id}/needs", response={200: CarePersonOut, **PROBLEMS})
@declare("care.needs", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def put_needs(request: OfficerRequest, found_id: UUID, body: CareNeedsIn) -> CarePersonOut:
    """Say what the person needs now."""
    viewer, now = carer_of(request), timezone.now()
    arrange(viewer, found_id, frozenset(body.needs), now=now)
    return person_answer(viewer, found_id, now=now)


@router.get("/care/people/{found_id}/agreements", response={200: CareAgreementsOut, **PROBLEMS})
@declare("care.agreements", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def get_agreements(request: OfficerRequest, found_id: UUID) -> CareAgreementsOut:
    """List what the person agrees to now: which answer, which bureau, which use."""
    return agreements_out(carer_of(request), found_id, now=timezone.now())


@router.post("/care/people/{found_id}/agreements", response={201: CareAgreementsOut, **PROBLEMS})
@declare("care.agree", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_agreement(request: OfficerRequest, found_id: UUID, body: CareWishIn) -> Status[CareAgreementsOut]:
    """Keep that the person lets one bureau read one answer for one use."""
    viewer, now = carer_of(request), timezone.now()
    agree(viewer, found_id, Wish(body.question, body.recipient, body.use), now=now)
    return Status(201, agreements_out(viewer, found_id, now=now))


@router.post("/care/people/{found_id}/agreements/take-back", response={200: CareAgreementsOut, **PROBLEMS})
@declare("care.take_back", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_take_back(request: OfficerRequest, found_id: UUID, body: CareWishIn) -> CareAgreementsOut:
    """Keep that the person agrees no longer: the copy and its key are gone."""
    viewer, now = carer_of(request), timezone.now()
    take_back(viewer, found_id, Wish(body.question, body.recipient, body.use), now=now)
    return agreements_out(viewer, found_id, now=now)


@router.put("/care/people/{found_id}/guardian", response={200: CarePersonOut, **PROBLEMS})
@declare("care.guardian", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def put_guardian(request: OfficerRequest, found_id: UUID, body: CareGuardianIn) -> CarePersonOut:
    """Keep who speaks for a child; without that a child's agreement opens nothing to investigators or courts."""
    viewer, now = carer_of(request), timezone.now()
    keep_guardian(viewer, found_id, body.guardian(), now=now)
    return person_answer(viewer, found_id, now=now)


@router.delete("/care/people/{found_id}/guardian", response={204: None, **PROBLEMS})
@declare("care.guardian.end", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def delete_guardian(request: OfficerRequest, found_id: UUID) -> Status[None]:
    """Nobody speaks for the child any more: what was open to investigators and courts is taken from them."""
    end_guardian(carer_of(request), found_id, now=timezone.now())
    return Status(204, None)


@router.get("/care/people/{found_id}/family", response={200: CareFamilyOut, **PROBLEMS})
@declare("care.family", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def get_family(request: OfficerRequest, found_id: UUID) -> CareFamilyOut:
    """Look which records may seek the person. Nobody is asked; each look is counted, as a check is."""
    return family_out(carer_of(request), found_id, now=timezone.now())


@router.put("/care/people/{found_id}/family", response={200: CarePersonOut, **PROBLEMS})
@declare("care.family.name", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def put_family(request: OfficerRequest, found_id: UUID, body: CareNameIn) -> CarePersonOut:
    """Keep who the person says to be, who agrees to be looked for."""
    viewer, now = carer_of(request), timezone.now()
    name_person(viewer, found_id, Named(body.name, body.birth_date, body.country), now=now)
    return person_answer(viewer, found_id, now=now)


@router.delete("/care/people/{found_id}/family", response={204: None, **PROBLEMS})
@declare("care.family.stop", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def delete_family(request: OfficerRequest, found_id: UUID) -> Status[None]:
    """The person no longer wants to be looked for: every word to a bureau is gone."""
    stop_looking(carer_of(request), found_id, now=timezone.now())
    return Status(204, None)


@router.post("/care/people/{found_id}/family/notices", response={201: CareNoticeOut, **PROBLEMS})
@declare("care.family.tell", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_notice(request: OfficerRequest, found_id: UUID, body: CareTellingIn) -> Status[CareNoticeOut]:
    """Let the bureau of one proposal know whom to call, as far as the person agrees."""
    viewer, now = carer_of(request), timezone.now()
    answer = Answer(is_agreed=body.is_agreed, messages=frozenset(body.messages))
    told = tell_seeker(viewer, found_id, Telling(body.record, body.contact, answer), now=now)
    # Only what was told: to look at the proposals once more would count, and could be refused when all is done.
    return Status(201, notice_out(told.care.told_seekers[-1]))


@router.delete("/care/people/{found_id}/family/notices/{notice_id}", response={204: None, **PROBLEMS})
@declare("care.family.take_back", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def delete_notice(request: OfficerRequest, found_id: UUID, notice_id: UUID) -> Status[None]:
    """The person agrees no longer: the word to the bureau is gone."""
    take_back_notice(carer_of(request), found_id, notice_id, now=timezone.now())
    return Status(204, None)


@router.post("/care/people/{found_id}/erasure", response={200: CarePersonOut, **PROBLEMS})
@declare("care.erase", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_erasure(request: OfficerRequest, found_id: UUID, body: CareErasureIn) -> CarePersonOut:
    """Say, as the first of two, that a person wants erased what it said. A second protection officer erases it."""
    viewer, now = carer_of(request), timezone.now()
    ask_erasure(viewer, found_id, is_asked_for=body.is_asked_for, now=now)
    return person_answer(viewer, found_id, now=now)


@router.post("/care/people/{found_id}/erasure/sign", response={200: CarePersonOut, **PROBLEMS})
@declare("care.erase.sign", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_erasure_signature(request: OfficerRequest, found_id: UUID) -> CarePersonOut:
    """Erase, as the second of two, what the person said. It cannot be undone."""
    viewer, now = carer_of(request), timezone.now()
    erase_file(viewer, found_id, now=now)
    return person_answer(viewer, found_id, now=now)


@router.post("/care/people/{found_id}/erasure/decline", response={200: CarePersonOut, **PROBLEMS})
@declare("care.erase.decline", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_erasure_declined(request: OfficerRequest, found_id: UUID, body: CareDeclineIn) -> CarePersonOut:
    """Say, as the second of two, that the file is not erased, and why."""
    viewer, now = carer_of(request), timezone.now()
    decline_erasure(viewer, found_id, reason=body.reason, now=now)
    return person_answer(viewer, found_id, now=now)


@router.post("/care/people/{found_id}/erasure/withdraw", response={200: CarePersonOut, **PROBLEMS})
@declare("care.erase.withdraw", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_erasure_withdrawn(request: OfficerRequest, found_id: UUID) -> CarePersonOut:
    """Take one's own request back before a second officer ended it."""
    viewer, now = carer_of(request), timezone.now()
    withdraw_erasure(viewer, found_id, now=now)
    return person_answer(viewer, found_id, now=now)


@router.get("/care/people/{found_id}/standing", response={200: CareStandingOut, **PROBLEMS})
@declare("care.standing", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def get_standing(request: OfficerRequest, found_id: UUID) -> CareStandingOut:
    """Show where somebody found stands in the criminal matter, and what was proposed."""
    return standing_out(looker_of(request), found_id, now=timezone.now())


@router.post("/care/people/{found_id}/standing", response={201: CareStandingOut, **PROBLEMS})
@declare("care.standing.propose", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_standing(request: OfficerRequest, found_id: UUID, body: CareStandingIn) -> Status[CareStandingOut]:
    """Say, as the first of two, that somebody found stands elsewhere. Nothing changes by it."""
    viewer, now = looker_of(request), timezone.now()
    propose_standing(viewer, found_id, body.to, reason=body.reason, now=now)
    return Status(201, standing_out(viewer, found_id, now=now))


@router.post("/care/proposals/{proposal_id}/sign", response={200: CareStandingOut, **PROBLEMS})
@declare("care.standing.sign", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_signature(request: OfficerRequest, proposal_id: UUID) -> CareStandingOut:
    """Sign as the second; the standing is then what was proposed, if the rule lets it be."""
    viewer, now = looker_of(request), timezone.now()
    found = sign_standing(viewer, proposal_id, now=now)
    return standing_out(viewer, found.id, now=now)


@router.post("/care/proposals/{proposal_id}/withdraw", response={200: CareStandingOut, **PROBLEMS})
@declare("care.standing.withdraw", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_withdrawal(request: OfficerRequest, proposal_id: UUID) -> CareStandingOut:
    """Take one's own proposal back before a second officer signed it."""
    viewer, now = looker_of(request), timezone.now()
    withdrawn = withdraw_standing(viewer, proposal_id, now=now)
    return standing_out(viewer, withdrawn.proposal.found_id, now=now)
