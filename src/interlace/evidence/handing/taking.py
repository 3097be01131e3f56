"""Taking over an exhibit that another bureau offers: sealed anew under the own case's key, and signed by both.

Whoever takes it gets this exhibit with the story of its custody, and nothing else of the case. The steward opens what
is offered and writes the other side's entry: both books are written by the same act, in one transaction.
"""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from interlace.cases.finding import at_work, case_to_change
from interlace.cases.models import Case
from interlace.cases.rules import require_on
from interlace.core.custody import Entry, Step, entry_digest, holder_after
from interlace.evidence import ledger_events
from interlace.evidence.custody import custody_detail, entries_of, is_held_by, keep_entry, named_abroad, write_entry
from interlace.evidence.finding import case_of_exhibit, require_sealed
from interlace.evidence.handing.actions import Move, say
from interlace.evidence.handing.reading import OFFERED, hand_over_view
from interlace.evidence.handing.rules import (
    TakingTerms,
    is_active,
    label_of_offer,
    no_such_hand_over,
    refuse,
    require_may_go,
    require_room_for,
    require_told,
)
from interlace.evidence.models import BureauHandOver, CustodyRow, Exhibit
from interlace.evidence.sealing import key_of_case, sealed_object
from interlace.evidence.unfinished import file_beside_its_row
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, IntegrityFailure, InterlaceError, InvalidInput
from interlace.foundation.vault.envelopes import ObjectKey, SealedObject
from interlace.foundation.vault.keys import SealBroken


def take_over(viewer: Viewer, hand_over: UUID, terms: TakingTerms, *, now: datetime) -> Exhibit:
    """Take over what another bureau offers, into a case of one's own; what comes home goes where it was."""
    with file_beside_its_row() as place, transaction.atomic():
        return _taken(viewer, hand_over, terms, place=place, now=now)


def _taken(viewer: Viewer, hand_over: UUID, terms: TakingTerms, *, place: str, now: datetime) -> Exhibit:
    view = hand_over_view(viewer, hand_over, now=now)
    if view.is_given:
        raise no_such_hand_over()
    home = view.offer.returns
    require_told(terms, "place", *(() if home else ("case",)), now=now)
    case_id = case_of_exhibit(viewer, home, now=now) if home else terms.case.strip()
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        if view.state != OFFERED:
            refuse("offer_not_now")
        offer = BureauHandOver.objects.filter(pk=hand_over).first()
        if offer is None:
            raise _other_purpose()
        if not home:
            require_room_for(case, offer)
        say(matter, offer, Move.TAKEN, now=now)  # first, so that of two takers one waits and is refused
        entry = _written_there(matter, offer, terms, now=now)
        if home:
            return _taken_home(matter, offer, entry, to=home, now=now)
        return _taken_in(matter, offer, entry, case=case, place=place, now=now)


def _written_there(taker: Viewer, offer: BureauHandOver, terms: TakingTerms, *, now: datetime) -> Entry:
    """End the custody of the bureau that gives: the entry bears both names."""
    with steward(Task.HAND_OVER):
        exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("case").get(pk=offer.exhibit_id)
        _require_as_offered(exhibit, offer)
        entry = keep_entry(
            exhibit,
            Entry(
                exhibit=str(exhibit.id),
                number=1,
                step=Step.TRANSFERRED,
                giver=offer.giver_name,
                taker=named_abroad(taker.officer_name, offer.recipient),
                place=terms.place.strip()[:200],
                given_at=offer.given_at,
                taken_at=terms.at,
                recorded_at=now,
                purpose=offer.purpose,
                authority=offer.authority,
                recorder=named_abroad(taker.officer_name, offer.recipient),
                carrier=terms.carrier.strip()[:120],
                seal=terms.seal.strip()[:64] or offer.seal,
                condition=terms.condition.strip()[:300] or offer.condition,
                signers=(offer.giver_name,),
            ),
        )
        record(
            ledger_events.CUSTODY_RECORDED,
            by=SYSTEM,
            member=exhibit.member,
            on=exhibit.case_id,
            now=now,
            purpose=exhibit.case.purpose,
            reference=exhibit.case.reference,
            detail=custody_detail(exhibit, entry),
        )
        return entry


def _require_as_offered(exhibit: Exhibit, offer: BureauHandOver) -> None:
    """What allowed the offer must still hold on the day of taking; which of it ended, the other bureau is not told."""
    comes_home = offer.returns is not None
    try:
        require_may_go(exhibit, consent=offer.consent, comes_home=comes_home)
    except InterlaceError:
        refuse("offer_fell")
    label = None if offer.label_id is None else book.label(offer.label_id)
    is_as_narrow = comes_home or label == label_of_offer(exhibit.case, offer.recipient)
    is_held = is_held_by(offer.giver, offer.giver_name, exhibit)
    if not (is_as_narrow and is_held and is_active(offer.member) and is_active(offer.recipient)):
        refuse("offer_fell")


def _taken_in(viewer: Viewer, offer: BureauHandOver, entry: Entry, *, case: Case, place: str, now: datetime) -> Exhibit:
    with steward(Task.HAND_OVER):
        given = Exhibit.objects.get(pk=offer.exhibit_id)
        source = sealed_object(given)
        rows = CustodyRow.objects.filter(exhibit=given).order_by("number")
        signed = [{"written": row.written, "signature": bytes(row.signature).hex()} for row in rows]
    highest = Exhibit.objects.filter(case=case).aggregate(highest=Max("number"))["highest"]
    exhibit = Exhibit(
        member=viewer.member,
        case=case,
        number=(highest or 0) + 1,
        title=given.title,
        file_name=given.file_name,
        size=given.size,
        received=source.chunks,
        place=place,
        announced=given.sha256,
        sha256=given.sha256,
        sha3_512=given.sha3_512,
        acquired=given.acquired,
        markings=given.markings,
        added=now,
        added_by=UUID(viewer.id),
        added_by_name=viewer.officer_name,
        sealed=now,
        checked=now,
        came_by=offer.id,
        brought=[*given.brought, *signed],
    )
    exhibit.key = ObjectKey.made(exhibit.id).wrapped(by=key_of_case(case))
    exhibit.save(force_insert=True)
    target = sealed_object(exhibit)
    if _sealed_anew(source, target) != (given.sha256, given.sha3_512):
        raise _altered()
    _write_here(
        viewer,
        exhibit,
        entry,
        step=Step.RECEIVED,
        giver=named_abroad(offer.giver_name, offer.member),
        carrier=entry.carrier,
        now=now,
    )
    return exhibit


def _taken_home(viewer: Viewer, offer: BureauHandOver, entry: Entry, *, to: UUID, now: datetime) -> Exhibit:
    exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("case").get(pk=to)
    require_sealed(exhibit)
    sender = named_abroad(offer.giver_name, offer.member)
    holder = holder_after(entries_of(exhibit))
    # Over there it may have passed to a colleague: that one brings it back from the holder who stands in this book.
    was_passed_on = holder != sender and holder.endswith(named_abroad("", offer.member))
    _write_here(
        viewer,
        exhibit,
        entry,
        step=Step.TRANSFERRED,
        giver=holder if was_passed_on else sender,
        carrier=entry.carrier or (sender if was_passed_on else ""),
        now=now,
    )
    return exhibit


def _write_here(
    viewer: Viewer, exhibit: Exhibit, there: Entry, *, step: Step, giver: str, carrier: str, now: datetime
) -> None:
    """The same act in the own book, naming the entry in the other one."""
    write_entry(
        viewer,
        exhibit,
        step=step,
        giver=giver,
        taker=viewer.officer_name,
        carrier=carrier,
        place=there.place,
        given_at=there.given_at,
        taken_at=there.taken_at,
        purpose=there.purpose,
        authority=there.authority,
        seal=there.seal,
        condition=there.condition,
        sha256=exhibit.sha256 if step is Step.RECEIVED else "",
        signers=(giver,),
        receipt=entry_digest(there),
        now=now,
    )


def _sealed_anew(source: SealedObject, target: SealedObject) -> tuple[str, str]:
    """Put the content under the own key, chunk by chunk in memory; its two digests as it came."""
    first, second = hashlib.sha256(), hashlib.sha3_512()
    target.create()
    try:
        for number, chunk in enumerate(source.content()):
            first.update(chunk)
            second.update(chunk)
            target.put(number, chunk)
    except SealBroken:
        raise _altered() from None
    return first.hexdigest(), second.hexdigest()


def _other_purpose() -> InvalidInput:
    what = _("This case serves another purpose than the exhibit is handed over for.")
    return InvalidInput(
        what,
        code="case_other_purpose",
        problems=[FieldProblem("/case", "case_other_purpose", what)],
        fix=_("Choose a case of the purpose under which the exhibit is offered."),
    )


def _altered() -> IntegrityFailure:
    return IntegrityFailure(
        _("The exhibit is no longer what was sealed."),
        code="exhibit_altered",
        fix=_("Tell the bureau that offers it; nothing has changed hands."),
    )
