"""Facts that were recalled under a legal hold: gone for every reader, their content sealed for the hold's keeper.

A recall is carried out as everywhere else: store, index, hits, pictures and copies lose the fact. Before it goes, what
a hold lies on is sealed here. When the last hold on it ends, the sealed content is destroyed with a certificate.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases.finding import matter_of_case
from interlace.cases.holds.models import CaseHold
from interlace.cases.holds.reach import reached_by_holds
from interlace.core.ledger import JsonValue, canonical
from interlace.facts.models import Fact, Picture
from interlace.facts.pictures import vault as pictures
from interlace.facts.pictures.kinds import DIGEST_PREFIX, PICTURES
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb
from interlace.foundation.vault.node import open_sealed, seal
from interlace.foundation.vault.objects import SealedObjects
from interlace.oversight.keeping.certificates import Gone, certify
from interlace.oversight.keeping.in_force import holds_of, is_cleared_for
from interlace.oversight.keeping.items import guard_of, joined_guard
from interlace.oversight.keeping.ledger import note_deletion
from interlace.oversight.ledger_events import SEALED_READ
from interlace.oversight.models import Certificate, KeptItem, KeptState, LegalHold, SealedFact

HOLD_ENDED = "hold-ended"
_PURPOSE = "hold"

vault = SealedObjects(folder="vault", purpose=_PURPOSE)


@dataclass(frozen=True, slots=True)
class SealedView:
    """One sealed fact as the hold's keeper reads it."""

    fact: UUID
    subject: UUID
    schema: str
    prop: str
    value: str
    original: str
    source: str
    contributed: datetime
    recalled: datetime
    has_picture: bool


def seal_held(member: str, facts: Collection[UUID], *, now: datetime) -> int:
    """Seal what a hold lies on, in the transaction that deletes it. Returns how many facts."""
    with steward(Task.RETENTION):
        held = holds_of(member, now=now)
        leaving = Fact.objects.filter(originator=member, id__in=facts)
        subjects = set(leaving.values_list("subject", flat=True))
        with_case = first_reaching(member, subjects)
        rows = list(leaving.filter(subject__in=[*held, *with_case]).order_by("id"))
        for fact in rows:
            on_record = held.get(fact.subject)
            case_hold = with_case.get(fact.subject)
            _seal(fact, _hold_of(fact, on_record) if on_record else None, case_hold, now=now)
        return len(rows)


def first_reaching(member: str, subjects: Collection[UUID]) -> Mapping[UUID, UUID]:
    """The first hold on a case that stands on each of these, whoever may know of it. For the steward."""
    found: dict[UUID, UUID] = {}
    for each in reached_by_holds(member, subjects):
        found.setdefault(each.subject, each.hold.id)
    return found


def sealed_of(viewer: Viewer, hold: UUID, *, now: datetime) -> list[SealedView]:
    """What is sealed under a hold, for its keeper alone; the look is logged. `NotFound` for everybody else."""
    with_case = _sealed_with_case(viewer, hold, now=now)
    with acting(viewer, now=now):
        found = LegalHold.objects.select_related("item").filter(id=hold, member=viewer.member, lifted=None).first()
        if found is not None and _keeps(viewer, found) and found.as_hold().binds(now):
            with steward(Task.RETENTION):
                rows = list(SealedFact.objects.filter(hold=found.id).order_by("subject", "fact"))
        elif with_case is not None:
            rows = with_case
        else:
            raise NotFound(_("There is no such hold."))
        record(
            SEALED_READ,
            by=viewer.id,
            member=viewer.member,
            on=hold,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"facts": len(rows)},
        )
        return [_opened(row) for row in rows]


def holds_kept_by(viewer: Viewer, holds: Collection[LegalHold]) -> frozenset[UUID]:
    """Those of these holds whose keeper this officer is: it alone reads why they were set. A context must be open."""
    return frozenset(hold.id for hold in holds if _keeps(viewer, hold))


def holds_with_sealed(holds: Collection[UUID]) -> frozenset[UUID]:
    """Those of these holds under which something is sealed."""
    with steward(Task.RETENTION):
        return frozenset(SealedFact.objects.filter(hold__in=holds).values_list("hold", flat=True))


def destroy_sealed(member: str, *, now: datetime, by: Viewer | None = None) -> int:
    """Destroy what no hold lies on any more, with a certificate; without `by` the node did it by itself."""
    with transaction.atomic(), steward(Task.RETENTION):
        rows = list(SealedFact.objects.select_for_update().filter(member=member).order_by("fact"))
        in_force = holds_of(member, now=now)
        with_case = _case_holds_in_force(rows)
        _hand_to_other_holds(rows, in_force)
        ended = [row for row in rows if row.subject not in in_force]
        by_record = [row for row in ended if row.hold_id is not None]
        # What a case held waits for the night: whoever lifts a hold on a record may not know of the case.
        of_cases = [row for row in ended if row.hold_id is None and row.case_hold not in with_case]
        by_case = of_cases if by is None else []
        if by_record:
            items = list(KeptItem.objects.filter(id__in=LegalHold.objects.filter(sealed__in=by_record).values("item")))
            guard, purposes = joined_guard(items), [item.purpose for item in items]
            certificate = _destroy(member, by_record, by, guard=guard, purposes=purposes, records=len(items), now=now)
            KeptItem.objects.filter(id__in=[item.id for item in items], state=KeptState.SEALED).update(
                state=KeptState.DELETED, certificate=certificate.id
            )
        if by_case:
            holds = CaseHold.objects.filter(id__in={row.case_hold for row in by_case}).select_related("case")
            cases = [hold.case for hold in holds]
            labels = {case.label_id for case in cases} | {row.label for row in by_case if row.label is not None}
            guard, purposes = guard_of(labels_of(sorted(labels))), [case.purpose for case in cases]
            if not cases:  # gone since, and nobody is left who may know of them
                guard["named"] = []
            _destroy(member, by_case, by, guard=guard, purposes=purposes, records=len(by_case), now=now)
        return len(by_record) + len(by_case)


def _destroy(
    member: str,
    rows: Sequence[SealedFact],
    by: Viewer | None,
    *,
    guard: dict[str, Any],
    purposes: Collection[str],
    records: int,
    now: datetime,
) -> Certificate:
    # What a case still holds stays sealed under that hold alone, and is told to nobody who lifts a hold on the record.
    with_case = _case_holds_in_force(rows)
    SealedFact.objects.filter(id__in=[row.id for row in rows if row.case_hold in with_case]).update(hold=None)
    going = [row.fact for row in rows if row.case_hold not in with_case]
    erase_sealed(member, going)
    note_deletion(member, {"sealed_ended": [str(fact) for fact in going]}, now=now)
    return certify(
        member,
        by=by,
        reason=HOLD_ENDED,
        records=records,
        gone=[Gone("sealed", row.fact) for row in rows],
        counts={},
        purposes=purposes,
        guard=guard,
        now=now,
    )


def members_with_sealed() -> list[str]:
    """Whose sealed facts there are."""
    with steward(Task.RETENTION):
        return sorted(set(SealedFact.objects.values_list("member", flat=True)))


def erase_sealed(member: str, facts: Collection[UUID]) -> int:
    """Delete sealed facts with their pictures, as the steward in the caller's transaction."""
    with steward(Task.RETENTION):
        rows = SealedFact.objects.filter(member=member, fact__in=facts)
        places = [place for place in rows.values_list("picture", flat=True) if place]
        count, _by_table = rows.delete()
    for place in places:
        transaction.on_commit(partial(vault.remove, place), robust=True)
    return count


def sealed_among(member: str, facts: Collection[UUID]) -> frozenset[UUID]:
    """Which of these facts are sealed."""
    with steward(Task.RETENTION):
        return frozenset(SealedFact.objects.filter(member=member, fact__in=facts).values_list("fact", flat=True))


def _hold_of(fact: Fact, holds: Sequence[LegalHold]) -> LegalHold:
    """The hold on the fact's own record, or else one on its subject."""
    return next((hold for hold in holds if hold.item.contribution == fact.contribution), holds[0])


def _sealed_with_case(viewer: Viewer, hold_id: UUID, *, now: datetime) -> list[SealedFact] | None:
    """What a hold on a case keeps, for who laid it, or the head where that officer has left; by their clearance.

    Nothing at all where there is no such hold for this viewer.
    """
    with steward(Task.RETENTION):
        hold = CaseHold.objects.in_force().filter(id=hold_id, member=viewer.member).first()
        is_left = hold is not None and not Officer.objects.in_service().filter(id=hold.laid_by).exists()
    if hold is None or not (str(hold.laid_by) == viewer.id or (is_left and Verb.APPOINT in viewer.verbs)):
        return None
    try:
        matter_of_case(viewer, hold.case_id, now=now)
    except NotFound:
        return None
    with steward(Task.RETENTION):
        rows = list(SealedFact.objects.filter(case_hold=hold.id).order_by("subject", "fact"))
        numbers = sorted({row.label for row in rows if row.label is not None})
        terms = dict(zip(numbers, labels_of(numbers), strict=True))
    return [row for row in rows if row.label is not None and is_cleared_for(viewer, terms[row.label])]


def _case_holds_in_force(rows: Sequence[SealedFact]) -> frozenset[UUID]:
    """Which of their holds on cases stand. For the steward."""
    named = {row.case_hold for row in rows if row.case_hold is not None}
    return frozenset(CaseHold.objects.in_force().filter(id__in=named).values_list("id", flat=True))


def _seal(fact: Fact, hold: LegalHold | None, case_hold: UUID | None, *, now: datetime) -> None:
    row = SealedFact(id=uuid4(), member=fact.originator, fact=fact.id, subject=fact.subject, at=now)
    row.hold, row.case_hold, row.label = hold, case_hold, fact.label_id
    content: dict[str, JsonValue] = {
        "schema": fact.schema,
        "prop": fact.prop,
        "value": fact.value,
        "original": fact.original,
        "source": fact.source,
        "contributed": fact.created.isoformat(),
    }
    row.content = seal(_PURPOSE, canonical(content).encode(), row.id.bytes)
    row.picture = _picture_of(fact)
    row.save(force_insert=True)


def _picture_of(fact: Fact) -> str:
    """A sealed copy of the picture that the fact states: the picture itself goes with the fact."""
    if fact.prop not in PICTURES:
        return ""
    digest = fact.value.removeprefix(DIGEST_PREFIX)
    picture = Picture.objects.filter(member=fact.originator, sha256=digest).order_by("created", "id").first()
    if picture is None:
        return ""
    return vault.put(pictures.get(picture.original))


def _keeps(viewer: Viewer, hold: LegalHold) -> bool:
    """Who set it; where that officer has left, whoever heads the bureau. Never beyond level and operations."""
    if not KeptItem.objects.visible_to(viewer).filter(id=hold.item_id).exists():
        return False
    if str(hold.set_by) == viewer.id:
        return True
    return Verb.APPOINT in viewer.verbs and not Officer.objects.in_service().filter(id=hold.set_by).exists()


def _opened(row: SealedFact) -> SealedView:
    read = json.loads(open_sealed(_PURPOSE, bytes(row.content), row.id.bytes))
    return SealedView(
        fact=row.fact,
        subject=row.subject,
        schema=read["schema"],
        prop=read["prop"],
        value=read["value"],
        original=read["original"],
        source=read["source"],
        contributed=datetime.fromisoformat(read["contributed"]),
        recalled=row.at,
        has_picture=bool(row.picture),
    )


def _hand_to_other_holds(rows: Sequence[SealedFact], in_force: Mapping[UUID, Sequence[LegalHold]]) -> None:
    for row in rows:
        holds = in_force.get(row.subject, [])
        if holds and row.hold_id is not None and row.hold_id not in {hold.id for hold in holds}:
            SealedFact.objects.filter(id=row.id).update(hold=holds[0])
