"""Offering an exhibit to another bureau, and what either side says to it short of taking it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from interlace.cases.finding import at_work
from interlace.cases.recording import log_on_case
from interlace.cases.rules import error_of, is_on, may_direct, require_on, require_worker
from interlace.core.custody import Step
from interlace.core.problems import Problem
from interlace.evidence import ledger_events
from interlace.evidence.custody import entries_of, is_held_by, write_entry
from interlace.evidence.finding import case_of_exhibit, require_sealed
from interlace.evidence.handing.closing import close_down
from interlace.evidence.handing.reading import hand_over_view, open_offer_of
from interlace.evidence.handing.rules import (
    OfferTerms,
    is_active,
    label_of_offer,
    no_such_hand_over,
    refuse,
    require_may_go,
    require_reason,
    require_told,
)
from interlace.evidence.models import BureauHandOver, BureauHandOverAct, Exhibit, HandOver
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer

Move = BureauHandOverAct.Move


@transaction.atomic
def offer_to_bureau(viewer: Viewer, exhibit_id: UUID, terms: OfferTerms, *, now: datetime) -> BureauHandOver:
    """Offer an exhibit that one holds to another bureau. Until that one takes it over, nothing has changed hands."""
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("case").get(pk=exhibit_id)
        require_on(matter, exhibit.case)
        require_sealed(exhibit)
        recipient = terms.recipient.strip().upper()
        require_told(terms, "recipient", "place", "purpose", "authority", now=now)
        if recipient == matter.member or not is_active(recipient):
            raise error_of(Problem("member_unknown"))
        came = _came_from(exhibit, recipient)
        require_may_go(exhibit, consent=terms.consent, comes_home=came is not None)
        if not is_held_by(UUID(matter.id), matter.officer_name, exhibit):
            refuse("not_the_holder")
        if open_offer_of(exhibit) is not None:
            refuse("offered_already")
        HandOver.objects.filter(exhibit=exhibit).delete()  # what was offered inside is not there to be taken any more
        offer = BureauHandOver(
            member=matter.member,
            recipient=recipient,
            label_id=intern(label_of_offer(exhibit.case, recipient)),
            exhibit=exhibit,
            returns=came,
            giver=UUID(matter.id),
            giver_name=matter.officer_name,
            title=exhibit.title,
            file_name=exhibit.file_name,
            size=exhibit.size,
            sha256=exhibit.sha256,
            markings=exhibit.markings,
            given_at=terms.at,
            place=terms.place.strip()[:200],
            purpose=terms.purpose.strip()[:300],
            authority=terms.authority.strip()[:300],
            seal=terms.seal.strip()[:64],
            condition=terms.condition.strip()[:300],
            consent=terms.consent.strip()[:300],
            offered=now,
        )
        offer.save(force_insert=True)
        if offer.seal and offer.seal != next((each.seal for each in reversed(entries_of(exhibit)) if each.seal), ""):
            _write_seal(matter, offer, now=now)
        detail = {"exhibit": str(exhibit.id), "hand_over": str(offer.id), "recipient": recipient}
        log_on_case(ledger_events.BUREAU_OFFERED, matter, exhibit.case, now=now, detail=detail)
        return offer


@transaction.atomic
def withdraw_offer(viewer: Viewer, hand_over: UUID, *, reason: str, now: datetime) -> BureauHandOverAct:
    """Take an offer back before anything was said to it."""
    return _said(viewer, hand_over, Move.WITHDRAWN, reason=reason, now=now)


@transaction.atomic
def refuse_offer(viewer: Viewer, hand_over: UUID, *, reason: str, now: datetime) -> BureauHandOverAct:
    """Refuse what another bureau offers, with the reason that it reads."""
    return _said(viewer, hand_over, Move.REFUSED, reason=reason, now=now)


@transaction.atomic
def call_mistaken(viewer: Viewer, hand_over: UUID, *, reason: str, now: datetime) -> BureauHandOverAct:
    """Say that an exhibit was handed over in error: whoever has it keeps it closed from now on, and sends it home."""
    act = _said(viewer, hand_over, Move.MISTAKEN, reason=reason, now=now)
    close_down(hand_over, now=now)
    return act


def say(viewer: Viewer, offer: BureauHandOver, move: str, *, now: datetime, reason: str = "") -> BureauHandOverAct:
    """Add one act of this side, once; a context must be open. Two that come together are told apart by the table."""
    act = BureauHandOverAct(
        hand_over=offer,
        member=viewer.member,
        move=move,
        by=UUID(viewer.id),
        by_name=viewer.officer_name,
        reason=reason,
        at=now,
    )
    try:
        with transaction.atomic():
            act.save(force_insert=True)
    except IntegrityError:
        refuse("offer_not_now")
    record(
        ledger_events.BUREAU_SAID,
        by=viewer.id,
        member=viewer.member,
        on=offer.id,
        now=now,
        detail={"hand_over": str(offer.id), "move": move},
    )
    return act


def _said(viewer: Viewer, hand_over: UUID, move: str, *, reason: str, now: datetime) -> BureauHandOverAct:
    view = hand_over_view(viewer, hand_over, now=now)
    is_one_s_own = {Move.WITHDRAWN: view.is_given, Move.REFUSED: not view.is_given}
    if not is_one_s_own.get(Move(move), True):
        raise no_such_hand_over()  # the other side's act is not there for this one
    text = require_reason(reason)
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            offer = BureauHandOver.objects.filter(pk=hand_over).first()
            if offer is None:
                continue
            if view.is_given or move == Move.MISTAKEN:
                _require_concerned(matter, offer.exhibit_id if view.is_given else view.exhibit)
            elif not view.may_work:
                raise error_of(Problem("not_on_the_case"))
            if (view.state == Move.TAKEN) is not (move == Move.MISTAKEN):
                refuse("offer_not_now")
            return say(matter, offer, move, reason=text, now=now)
    raise no_such_hand_over()


def _require_concerned(viewer: Viewer, exhibit: UUID | None) -> None:
    """Who is on the case of the own exhibit speaks for it, or who directs its cases. A context must be open."""
    found = Exhibit.objects.select_related("case").filter(id=exhibit).first() if exhibit is not None else None
    if found is None:
        raise error_of(Problem("not_on_the_case"))
    worker = viewer.working_for(purpose=found.case.purpose, reference=found.case.reference)
    require_worker(worker)
    if not (is_on(worker, found.case) or may_direct(worker)):
        raise error_of(Problem("not_on_the_case"))


def _write_seal(viewer: Viewer, offer: BureauHandOver, *, now: datetime) -> None:
    """The seal under which it is sent stands in the book: what is found on the other side is compared with that."""
    write_entry(
        viewer,
        offer.exhibit,
        step=Step.SEALED,
        giver=viewer.officer_name,
        taker=viewer.officer_name,
        place=offer.place,
        given_at=offer.given_at,
        taken_at=offer.given_at,
        purpose=offer.purpose,
        authority=offer.authority,
        seal=offer.seal,
        condition=offer.condition,
        now=now,
    )


def _came_from(exhibit: Exhibit, recipient: str) -> UUID | None:
    """The exhibit of that bureau of which this one is what was handed over, if it is. A context must be open."""
    if exhibit.came_by is None:
        return None
    return BureauHandOver.objects.filter(pk=exhibit.came_by, member=recipient).values_list("exhibit", flat=True).first()
