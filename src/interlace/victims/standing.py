"""Where somebody found stands in the criminal matter: one officer proposes, a second one signs, and nobody alone.

An investigator learns from a refusal nothing that the one word does not say: what only the file tells is looked at when
a protection officer signs, and told to that officer alone.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.core.victims.standing import (
    Bar,
    Matter,
    Office,
    Signature,
    WordForInvestigators,
    bars_to_release,
    bars_to_suspect,
)
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.viewer import Viewer
from interlace.victims import ledger_events
from interlace.victims.files import Care, cares_of
from interlace.victims.finding import found_for
from interlace.victims.models import Found, StandingProposal, StandingSignature, StandingWithdrawal
from interlace.victims.queries import proposals_of
from interlace.victims.rules import barred, error_of, may_care, require_decider

LONGEST_REASON = 500
_PROPOSED: dict[Matter, frozenset[Matter]] = {
    Matter.SUSPECT: frozenset({Matter.NONE, Matter.WITNESS, Matter.ARRESTED}),
    # Taken out of the matter again, as a presumed victim.
    Matter.NONE: frozenset({Matter.ARRESTED, Matter.SUSPECT}),
}
"""What may be proposed, and from where."""


@transaction.atomic
def propose_standing(viewer: Viewer, found_id: UUID, to: Matter, *, reason: str, now: datetime) -> StandingProposal:
    """Say, as the first of two, that somebody found stands elsewhere. Nothing changes by it."""
    require_decider(viewer)
    with found_for(viewer, found_id, now=now) as (matter, found):
        if Matter(found.matter) not in _PROPOSED.get(to, frozenset()):
            raise error_of("standing_not_now")
        if not reason.strip():
            raise error_of("reason_missing")
        if to is Matter.SUSPECT and found.word == WordForInvestigators.IN_CARE:
            raise barred(Bar.FORM_MISSING)
        proposal = StandingProposal(
            member=matter.member,
            label_id=found.label_id,
            found=found,
            to=to,
            reason=reason.strip()[:LONGEST_REASON],
            at=now,
        )
        proposal.save(force_insert=True)
        _sign(matter, proposal, found, now=now)
        _record(ledger_events.STANDING_PROPOSED, matter, found, now=now)
        return proposal


@transaction.atomic
def sign_standing(viewer: Viewer, proposal_id: UUID, *, now: datetime) -> Found:
    """Sign as the second; the standing is then what was proposed, if the rule lets it be."""
    require_decider(viewer)
    with found_for(viewer, proposal_id, now=now, by_proposal=True) as (matter, found):
        proposal = StandingProposal.objects.visible_to(matter).get(id=proposal_id)
        if StandingWithdrawal.objects.visible_to(matter).filter(proposal=proposal).exists():
            raise error_of("withdrawn_already")
        if _is_outdated(matter, found, proposal):
            raise error_of("decided_already")
        if Matter(found.matter) not in _PROPOSED.get(Matter(proposal.to), frozenset()):
            raise error_of("standing_not_now")
        signed = list(StandingSignature.objects.visible_to(matter).filter(proposal=proposal))
        if any(str(each.officer) == viewer.id for each in signed):
            raise error_of("signed_already")
        care = cares_of(matter, [found]).get(found.id) if may_care(viewer) else None
        by = [*(Signature(str(each.officer), Office(each.office)) for each in signed), _signature_of(viewer)]
        by += _prosecutors(care)
        for bar in _bars(proposal, by, care):
            raise barred(bar)
        _sign(matter, proposal, found, now=now)
        found.matter, found.decided_by = proposal.to, proposal.id
        found.save(update_fields=["matter", "decided_by"])
        _record(ledger_events.STANDING_SIGNED, matter, found, now=now)
        return found


@transaction.atomic
def withdraw_standing(viewer: Viewer, proposal_id: UUID, *, now: datetime) -> StandingWithdrawal:
    """Take one's own proposal back before a second officer signed it. Whoever proposed nothing withdraws nothing."""
    require_decider(viewer)
    with found_for(viewer, proposal_id, now=now, by_proposal=True) as (matter, found):
        proposed = next(each for each in proposals_of(matter, found) if each.proposal.id == proposal_id)
        if not proposed.is_by(viewer.id):
            raise error_of("not_your_proposal")
        if proposed.is_withdrawn:
            raise error_of("withdrawn_already")
        if not proposed.is_open:
            raise error_of("decided_already")
        withdrawal = StandingWithdrawal(
            member=matter.member, label_id=found.label_id, proposal=proposed.proposal, officer=UUID(viewer.id), at=now
        )
        withdrawal.save(force_insert=True)
        _record(ledger_events.STANDING_WITHDRAWN, matter, found, now=now)
        return withdrawal


def _is_outdated(viewer: Viewer, found: Found, proposal: StandingProposal) -> bool:
    """Whether this proposal, or one that came after it, has been decided."""
    if found.decided_by is None:
        return False
    decided = StandingProposal.objects.visible_to(viewer).filter(found=found, id=found.decided_by).first()
    return decided is not None and decided.at >= proposal.at


def _bars(proposal: StandingProposal, by: list[Signature], care: Care | None) -> tuple[Bar, ...]:
    if proposal.to != Matter.SUSPECT:
        return bars_to_release(by=by, reason=proposal.reason)
    if care is None:
        # Whether a prosecutor must be heard, and whether the form is still there, stands in the file alone: who reads
        # it signs last, whoever proposed. Asked of everybody alike, so that no refusal tells what is in a file.
        return (Bar.PROTECTION_NOT_HEARD,)
    return bars_to_suspect(care.person, by=by, reason=proposal.reason)


def _prosecutors(care: Care | None) -> list[Signature]:
    """The prosecutor is heard by the record on not punishing that is kept in the file."""
    if care is None or not care.non_punishment:
        return []
    return [Signature(f"prosecutor:{care.non_punishment[-1].authority}", Office.PROSECUTION)]


def _office_of(viewer: Viewer) -> Office:
    return Office.PROTECTION if may_care(viewer) else Office.INVESTIGATION


def _signature_of(viewer: Viewer) -> Signature:
    return Signature(viewer.id, _office_of(viewer))


def _sign(viewer: Viewer, proposal: StandingProposal, found: Found, *, now: datetime) -> None:
    StandingSignature(
        member=viewer.member,
        label_id=found.label_id,
        care_label_id=found.care_label_id,
        proposal=proposal,
        officer=UUID(viewer.id),
        officer_name=viewer.officer_name,
        office=_office_of(viewer),
        at=now,
    ).save(force_insert=True)


def _record(event: Event, viewer: Viewer, found: Found, *, now: datetime) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=found.id,
        now=now,
        purpose=viewer.purpose,
        reference=viewer.reference,
        detail={},
    )
