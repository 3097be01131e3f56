"""The custody of an exhibit: steps are recorded and signed, never changed; a hand-over is signed by both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases.finding import at_work, case_to_change, matter_of_case
from interlace.cases.holds.models import CaseHold
from interlace.cases.holds.queries import binding_holds, require_unheld
from interlace.cases.recording import log_on_case
from interlace.cases.rules import require_on
from interlace.core.custody import (
    BEGINNINGS,
    Entry,
    Finding,
    Step,
    chained,
    entry_digest,
    first_break,
    holder_after,
    review,
)
from interlace.core.custody.entries import entry_record
from interlace.core.ledger import JsonValue, canonical
from interlace.evidence import ledger_events
from interlace.evidence.finding import case_of_exhibit, closed_because, exhibit_in, no_such_exhibit
from interlace.evidence.models import (
    BureauHandOver,
    BureauHandOverAct,
    CustodyRow,
    Exhibit,
    HandOver,
    OutsideHolder,
    entry_of,
)
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InvalidInput, NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.vault.node import node_keys

BY_ONE = frozenset({Step.SEALED, Step.OPENED, Step.COPIED, Step.ANALYSED, Step.RETURNED, Step.DESTROYED})
"""Steps that the holder records alone; between two officers an exhibit is offered and taken."""

ENDS = frozenset({Step.RETURNED, Step.DESTROYED})
"""Steps after which the bureau has the exhibit no more."""


@dataclass(frozen=True, slots=True)
class StepTerms:
    """A step as its recorder tells it."""

    step: Step
    at: datetime
    place: str
    purpose: str
    taker: str = ""
    """To whom it was given back."""
    authority: str = ""
    seal: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """The custody of one exhibit, and what is wrong with it."""

    exhibit: Exhibit
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    broken: int | None
    """The first entry that is not as it was signed."""
    holder: str
    offered_to: str = ""
    offered_to_id: str = ""
    to_bureau: str = ""
    """The bureau to which it is offered."""
    closed: str = ""
    """Why nobody looks into it, if so."""
    holds: tuple[CaseHold, ...] = ()
    """Why it must not be destroyed: holds on it or on its whole case."""


@transaction.atomic
def record_step(viewer: Viewer, exhibit_id: UUID, terms: StepTerms, *, now: datetime) -> Entry:
    """Record what was done with an exhibit. What is odd about it is flagged, not refused: it happened.

    Under a legal hold nothing is destroyed or given back, so nobody records it either.
    """
    exhibit_case = case_of_exhibit(viewer, exhibit_id, now=now)
    with at_work(viewer, exhibit_case, now=now) as matter:
        if terms.step not in BY_ONE:
            raise InvalidInput(
                _("This step is not recorded by one person."),
                code="step_of_two",
                fix=_("Offer the exhibit to the other officer, who takes it."),
            )
        if terms.step in ENDS:
            require_unheld(case_to_change(matter, exhibit_case), exhibit_id)
        exhibit = _locked(matter, exhibit_id)
        holder = holder_after(entries_of(exhibit))
        taker = {Step.RETURNED: terms.taker, Step.DESTROYED: ""}.get(terms.step, matter.officer_name)
        # The recorder says who acts: where that is not who held it, the story has a gap and shows it.
        giver = matter.officer_name if terms.step in BY_ONE - {Step.RETURNED, Step.DESTROYED} else holder
        return write_entry(
            matter,
            exhibit,
            step=terms.step,
            giver=giver,
            taker=taker,
            place=terms.place,
            given_at=terms.at,
            taken_at=terms.at,
            purpose=terms.purpose,
            authority=terms.authority,
            seal=terms.seal,
            condition=terms.condition,
            now=now,
        )


@transaction.atomic
def offer_exhibit(
    viewer: Viewer,
    exhibit_id: UUID,
    *,
    taker: str,
    place: str,
    purpose: str,
    now: datetime,
    authority: str = "",
    seal: str = "",
    condition: str = "",
) -> HandOver:
    """Offer an exhibit to another officer of the bureau. Until that one takes it, nothing has changed hands."""
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        exhibit = _locked(matter, exhibit_id)
        other = Officer.objects.in_service().filter(username=taker, bureau__member=matter.member).first()
        if other is None or str(other.pk) == matter.id:
            raise NotFound(_("Your bureau has no such other officer."), fix=_("Name the officer by the account."))
        offer = HandOver(
            exhibit=exhibit,
            member=matter.member,
            case=exhibit.case,
            giver=UUID(matter.id),
            giver_name=matter.officer_name,
            taker=other.pk,
            taker_name=other.display_name,
            place=place[:200],
            purpose=purpose[:300],
            authority=authority[:300],
            seal=seal[:64],
            condition=condition[:300],
            offered=now,
        )
        HandOver.objects.filter(exhibit=exhibit).delete()
        offer.save(force_insert=True)
        detail = {"exhibit": str(exhibit.id), "taker": str(other.pk)}
        log_on_case(ledger_events.HAND_OVER_OFFERED, matter, exhibit.case, now=now, detail=detail)
        return offer


@transaction.atomic
def take_exhibit(viewer: Viewer, exhibit_id: UUID, *, now: datetime) -> Entry:
    """Take an exhibit that was offered: the entry bears both names."""
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        exhibit = _locked(matter, exhibit_id)
        offer = HandOver.objects.filter(exhibit=exhibit, taker=matter.id).first()
        if offer is None:
            raise Conflict(
                _("This exhibit is not offered to you."),
                code="not_offered",
                fix=_("Ask its holder to offer it to you."),
            )
        entry = write_entry(
            matter,
            exhibit,
            step=Step.TRANSFERRED,
            giver=offer.giver_name,
            taker=matter.officer_name,
            place=offer.place,
            given_at=now,  # it is the giver's until this moment
            taken_at=now,
            purpose=offer.purpose,
            authority=offer.authority,
            seal=offer.seal,
            condition=offer.condition,
            signers=(offer.giver_name,),
            now=now,
        )
        offer.delete()
        return entry


def story_of(viewer: Viewer, case_id: UUID | str, name: UUID | str, *, now: datetime) -> Story:
    """The custody of an exhibit as it may be shown, with every defect."""
    matter, case = matter_of_case(viewer, case_id, now=now)
    with acting(matter, now=now):
        return story_within(matter, exhibit_in(case, name))


def story_within(viewer: Viewer, exhibit: Exhibit) -> Story:
    """The same, for an exhibit that has been found; a context must be open."""
    rows = list(exhibit.custody.order_by("number"))
    entries = tuple(row.entry() for row in rows)
    known = set(Officer.objects.filter(bureau__member=viewer.member).values_list("display_name", flat=True))
    known.add(exhibit.acquired["operator"])
    known.update(OutsideHolder.objects.filter(case=exhibit.case_id).values_list("name", flat=True))
    known.update(_of_other_bureaus(exhibit))
    offer = HandOver.objects.filter(exhibit=exhibit).first()
    abroad = BureauHandOver.objects.filter(exhibit=exhibit, acts=None).first()
    closed = closed_because(exhibit)
    return Story(
        exhibit=exhibit,
        entries=entries,
        findings=review(entries, known=known, sha256=exhibit.sha256),
        broken=first_break(entries) or _first_unsigned([bytes(row.signature) for row in rows], entries),
        holder=holder_after(entries),
        offered_to=offer.taker_name if offer else "",
        offered_to_id=str(offer.taker) if offer else "",
        to_bureau=abroad.recipient if abroad else "",
        closed=str(closed) if closed else "",
        holds=tuple(binding_holds(exhibit.case_id, exhibit.id)),
    )


def entries_of(exhibit: Exhibit) -> tuple[Entry, ...]:
    """The entries in order; a context must be open."""
    return tuple(row.entry() for row in exhibit.custody.order_by("number"))


def is_held_by(officer: UUID, name: str, exhibit: Exhibit) -> bool:
    """Whether this officer of the bureau holds the exhibit now; a context must be open.

    Two officers may bear one name: it counts only in entries that are older than the holders' ids.
    """
    last = CustodyRow.objects.filter(exhibit=exhibit).order_by("-number").first()
    if last is not None and last.holder is not None:
        return last.holder == officer
    is_named = holder_after(entries_of(exhibit)) == name
    return is_named and not OutsideHolder.objects.filter(case=exhibit.case_id, name=name).exists()


def write_entry(
    viewer: Viewer,
    exhibit: Exhibit,
    *,
    step: Step,
    giver: str,
    taker: str,
    place: str,
    given_at: datetime,
    taken_at: datetime,
    purpose: str,
    authority: str,
    now: datetime,
    carrier: str = "",
    seal: str = "",
    condition: str = "",
    sha256: str = "",
    signers: Sequence[str] = (),
    receipt: str = "",
) -> Entry:
    """Put the next entry into the chain and sign it. The exhibit is locked by the caller, so entries have one order."""
    entry = Entry(
        exhibit=str(exhibit.id),
        number=1,
        step=step,
        giver=giver,
        taker=taker,
        place=place,
        given_at=given_at,
        taken_at=taken_at,
        recorded_at=now,
        purpose=purpose,
        authority=authority,
        recorder=viewer.officer_name,
        carrier=carrier,
        seal=seal,
        condition=condition,
        sha256=sha256,
        signers=tuple(signers),
        receipt=receipt,
    )
    kept = keep_entry(exhibit, entry, holder=UUID(viewer.id) if taker == viewer.officer_name else None)
    log_on_case(ledger_events.CUSTODY_RECORDED, viewer, exhibit.case, now=now, detail=custody_detail(exhibit, kept))
    return kept


def keep_entry(exhibit: Exhibit, entry: Entry, *, holder: UUID | None = None) -> Entry:
    """Chain an entry behind the last one, sign it and keep it; the ledger is the caller's.

    `holder` is the officer of the bureau who holds it from now on: names are not unique, and they change.
    """
    entries = entries_of(exhibit)
    if not entries and entry.step not in BEGINNINGS:
        raise Conflict(_("The exhibit is not sealed yet."), code="exhibit_incomplete")
    kept = chained(entry, after=entries[-1] if entries else None)
    digest = entry_digest(kept)
    CustodyRow.objects.create(
        member=exhibit.member,
        case=exhibit.case,
        exhibit=exhibit,
        number=kept.number,
        written=canonical(entry_record(kept)),
        digest=digest,
        signature=node_keys().signer().sign(signed_text(digest)),
        holder=holder,
    )
    return kept


def custody_detail(exhibit: Exhibit, entry: Entry) -> dict[str, JsonValue]:
    """What the ledger keeps of an entry."""
    return {
        "exhibit": str(exhibit.id),
        "entry": entry.number,
        "step": entry.step.value,
        "digest": entry_digest(entry),
    }


def signed_text(digest: str) -> bytes:
    """What the node signs of an entry."""
    return f"interlace-custody-1\n{digest}\n".encode()


def named_abroad(name: str, member: str) -> str:
    """An officer as the custody of another bureau calls it."""
    return f"{name} ({member})"


def brought_entries(exhibit: Exhibit) -> tuple[Entry, ...]:
    """The custody of an exhibit before it came from another bureau."""
    return tuple(entry_of(each["written"]) for each in exhibit.brought)


def brought_is_whole(exhibit: Exhibit) -> bool:
    """Whether every entry that came along is as it was signed, and in its chain."""
    entries = brought_entries(exhibit)
    signatures = [bytes.fromhex(each["signature"]) for each in exhibit.brought]
    chains = (tuple(chain) for _of, chain in groupby(entries, key=lambda each: each.exhibit))
    return _first_unsigned(signatures, entries) is None and all(first_break(chain) is None for chain in chains)


def _of_other_bureaus(exhibit: Exhibit) -> set[str]:
    """Who took this exhibit over for another bureau, or sent it home. A context must be open."""
    taken = BureauHandOverAct.objects.filter(hand_over__exhibit=exhibit, move=BureauHandOverAct.Move.TAKEN)
    found = {named_abroad(name, member) for name, member in taken.values_list("by_name", "member")}
    sent = BureauHandOver.objects.filter(returns=exhibit.id).values_list("giver_name", "member")
    return found | {named_abroad(name, member) for name, member in sent}


def _first_unsigned(signatures: Sequence[bytes], entries: Sequence[Entry]) -> int | None:
    key = Ed25519PublicKey.from_public_bytes(node_keys().public_signing_key())
    for signature, entry in zip(signatures, entries, strict=True):
        try:
            key.verify(signature, signed_text(entry_digest(entry)))
        except InvalidSignature:
            return entry.number
    return None


def _locked(viewer: Viewer, exhibit_id: UUID) -> Exhibit:
    exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("case").filter(pk=exhibit_id).first()
    if exhibit is None:
        raise no_such_exhibit()
    require_on(viewer, exhibit.case)
    return exhibit
