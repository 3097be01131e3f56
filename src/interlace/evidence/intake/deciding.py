"""Judging candidates: a named officer accepts, edits or rejects; what is accepted becomes a fact with its source.

The fact is the own bureau's alone, under the conditions of the case; laying it before others is an act of its own. It
is compared at once, as every new fact is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases.closing_in import closed_in
from interlace.cases.entries import Described, add_described, attach_subjects
from interlace.cases.finding import at_work, case_to_change
from interlace.cases.models import Case
from interlace.cases.recording import log_on_case
from interlace.cases.rules import require_on
from interlace.core.extraction import CandidateType
from interlace.core.handling import HitMode
from interlace.evidence.finding import require_not_in_error
from interlace.evidence.intake import ledger_events
from interlace.evidence.intake.finding import case_of_candidate, locked
from interlace.evidence.intake.models import CandidateState, IntakeCandidate, IntakeState, RejectionReason
from interlace.evidence.intake.rules import require_open
from interlace.evidence.intake.sealing import EDITED, key_of, sealed, words_of_candidate
from interlace.evidence.models import Exhibit
from interlace.facts.describing import statements_of_entity
from interlace.facts.models import Fact
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput

LONGEST_EDIT = 500

THINGS: Mapping[CandidateType, tuple[str, str]] = {
    CandidateType.PERSON: ("Person", "name"),
    CandidateType.ORG: ("Company", "name"),
    CandidateType.ADDRESS: ("Address", "full"),
    CandidateType.PHONE: ("UserAccount", "number"),
    CandidateType.EMAIL: ("UserAccount", "email"),
    CandidateType.HANDLE: ("UserAccount", "username"),
    CandidateType.DOMAIN: ("LegalEntity", "website"),
    CandidateType.BANK_ACCOUNT: ("BankAccount", "accountNumber"),
    CandidateType.IBAN: ("BankAccount", "iban"),
    CandidateType.WALLET: ("CryptoWallet", "publicKey"),
    CandidateType.PASSPORT: ("Passport", "number"),
    CandidateType.PLATE: ("Vehicle", "registrationNumber"),
}
"""What a candidate becomes: a thing of this FollowTheMoney schema with this property.

A day, a sum and a place by itself state nothing about anybody: accepted, they stay marks in their file.
"""
_AS_WRITTEN = frozenset({CandidateType.PERSON, CandidateType.ORG, CandidateType.ADDRESS})
"""Whose original script is kept; of a number the whole form is stored, because a fact knows no region of its page."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of it."""

    candidate: IntakeCandidate
    subject: UUID | None = None
    """The thing in the case, where it became one."""
    was_known: bool = False
    """The bureau held exactly this fact already."""


def accept_candidate(viewer: Viewer, candidate_id: UUID, *, edited: str = "", now: datetime) -> Decision:
    """Accept what a file says, as it stands or as the officer writes it; the original stays beside it."""
    case_id = case_of_candidate(viewer, candidate_id, now=now)
    with transaction.atomic():
        with at_work(viewer, case_id, now=now) as matter:
            row, exhibit = _to_decide(matter, candidate_id)
            key = key_of(exhibit)
            words = words_of_candidate(key, row)
            written = _edit(edited, words)
            sharing = sharing_of(row.case)
            described = _described(row, exhibit, words, written)
        subject, was_known = None, False
        if described is not None:
            subject, was_known = _stored(viewer, case_id, described, sharing, now=now)
        with at_work(viewer, case_id, now=now) as again:
            row.state = CandidateState.EDITED if written else CandidateState.ACCEPTED
            row.edited = sealed(key, EDITED, written, of=row.id) if written else b""
            row.subject = subject
            _close(again, row, now=now)
        return Decision(row, subject, was_known)


@transaction.atomic
def reject_candidate(viewer: Viewer, candidate_id: UUID, reason: RejectionReason, *, now: datetime) -> IntakeCandidate:
    """Say that a candidate is none; on another reading of the file it stays rejected."""
    with at_work(viewer, case_of_candidate(viewer, candidate_id, now=now), now=now) as matter:
        row, _exhibit = _to_decide(matter, candidate_id)
        row.state, row.reason = CandidateState.REJECTED, reason
        _close(matter, row, now=now)
        return row


def intake_of_candidate(viewer: Viewer, candidate_id: UUID, *, now: datetime) -> UUID:
    """The file in which a candidate stands."""
    with at_work(viewer, case_of_candidate(viewer, candidate_id, now=now), now=now):
        return IntakeCandidate.objects.values_list("intake", flat=True).get(pk=candidate_id)


def sharing_of(case: Case) -> Sharing:
    """The own bureau alone, under the conditions of the case; its context is open."""
    own = Sharing(
        purpose=case.purpose,
        until=book.label(case.label_id).until,
        hit=HitMode.NONE,
        level=case.level,
        rooms=frozenset(case.rooms),
    )
    return closed_in(case, own)


def source_of(exhibit: Exhibit, place: str) -> str:
    """Where a fact comes from, as it is told of it: the exhibit by its id and number, and the place in it."""
    return f"exhibit {exhibit.id} ({exhibit.name}), {place}"[:255]


def _to_decide(viewer: Viewer, candidate_id: UUID) -> tuple[IntakeCandidate, Exhibit]:
    row = locked(IntakeCandidate, candidate_id, "intake__exhibit", "case")
    require_on(viewer, case_to_change(viewer, row.case_id))
    require_open(row.state)
    require_not_in_error(row.intake.exhibit)
    if row.intake.state == IntakeState.HELD:
        raise Conflict(_("This file is in quarantine."), code="intake_held")
    return row, row.intake.exhibit


def _edit(edited: str, words: Mapping[str, Any]) -> str:
    written = " ".join(edited.split())
    if len(written) > LONGEST_EDIT:
        what = _("The text is too long.")
        raise InvalidInput(what, code="text_too_long", problems=[FieldProblem("/edited", "text_too_long", what)])
    return "" if written == " ".join(str(words["text"]).split()) else written


def _described(row: IntakeCandidate, exhibit: Exhibit, words: Mapping[str, Any], written: str) -> Described | None:
    kind = CandidateType(row.kind)
    if kind not in THINGS:
        return None
    schema, prop = THINGS[kind]
    said = str(words["text"]) if kind in _AS_WRITTEN else str(words["normal"] or words["text"])
    return Described(schema, {prop: [written or said]}, source=source_of(exhibit, str(words["place"])))


def _stored(
    viewer: Viewer, case_id: UUID, described: Described, sharing: Sharing, *, now: datetime
) -> tuple[UUID | None, bool]:
    try:
        with transaction.atomic():
            entries = add_described(viewer, case_id, described, sharing, now=now)
            return entries[0].subject, False
    except InvalidInput as error:
        if error.code != "known_already":
            raise
    stated = statements_of_entity({"schema": described.schema, "properties": dict(described.properties)})[0]
    with at_work(viewer, case_id, now=now) as matter:
        own = Fact.objects.visible_to(matter).filter(
            originator=matter.member, schema=stated.schema, prop=stated.prop, value=stated.value
        )
        subject = own.order_by("created", "id").values_list("subject", flat=True).first()
    if subject is not None:
        attach_subjects(viewer, case_id, [subject], now=now)
    return subject, True


def _close(viewer: Viewer, row: IntakeCandidate, *, now: datetime) -> None:
    row.decided, row.decided_by, row.decided_by_name = now, UUID(viewer.id), viewer.officer_name
    row.save(update_fields=["state", "reason", "edited", "subject", "decided", "decided_by", "decided_by_name"])
    detail = {"candidate": str(row.id), "state": row.state, "intake": str(row.intake_id)}
    log_on_case(ledger_events.CANDIDATE_DECIDED, viewer, row.case, now=now, detail=detail)
