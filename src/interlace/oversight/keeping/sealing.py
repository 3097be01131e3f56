"""Facts that were recalled under a legal hold: gone for every reader, their content sealed for the hold's keeper.

A recall is carried out as everywhere else: store, index, hits, pictures and copies lose the fact. Before it goes, what
a hold lies on is sealed here. When the last hold on it ends, the sealed content is destroyed with a certificate.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.ledger import JsonValue, canonical
from interlace.facts.models import Fact, Picture
from interlace.facts.pictures import vault as pictures
from interlace.facts.pictures.kinds import DIGEST_PREFIX, PICTURES
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb
from interlace.foundation.vault.node import open_sealed, seal
from interlace.foundation.vault.objects import SealedObjects
from interlace.oversight.keeping.certificates import Gone, certify
from interlace.oversight.keeping.in_force import holds_of
from interlace.oversight.keeping.items import joined_guard
from interlace.oversight.keeping.ledger import note_deletion
from interlace.oversight.ledger_events import SEALED_READ
from interlace.oversight.models import KeptItem, KeptState, LegalHold, SealedFact

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
        leaving = Fact.objects.filter(originator=member, id__in=facts, subject__in=list(held))
        rows = list(leaving.order_by("id")) if held else []
        for fact in rows:
            _seal(fact, _hold_of(fact, held[fact.subject]), now=now)
        return len(rows)


def sealed_of(viewer: Viewer, hold: UUID, *, now: datetime) -> list[SealedView]:
    """What is sealed under a hold, for its keeper alone; the look is logged. `NotFound` for everybody else."""
    with acting(viewer, now=now):
        found = LegalHold.objects.select_related("item").filter(id=hold, member=viewer.member, lifted=None).first()
        if found is None or not _keeps(viewer, found) or not found.as_hold().binds(now):
            raise NotFound(_("There is no such hold."))
        with steward(Task.RETENTION):
            rows = list(SealedFact.objects.filter(hold=found.id).order_by("subject", "fact"))
        record(
            SEALED_READ,
            by=viewer.id,
            member=viewer.member,
            on=found.id,
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
        _hand_to_other_holds(rows, in_force)
        ended = [row for row in rows if row.subject not in in_force]
        if not ended:
            return 0
        items = list(KeptItem.objects.filter(id__in=LegalHold.objects.filter(sealed__in=ended).values("item")))
        erase_sealed(member, [row.fact for row in ended])
        note_deletion(member, {"sealed_ended": [str(row.fact) for row in ended]}, now=now)
        certificate = certify(
            member,
            by=by,
            reason=HOLD_ENDED,
            records=len(items),
            gone=[Gone("sealed", row.fact) for row in ended],
            counts={},
            purposes=[item.purpose for item in items],
            guard=joined_guard(items),
            now=now,
        )
        KeptItem.objects.filter(id__in=[item.id for item in items], state=KeptState.SEALED).update(
            state=KeptState.DELETED, certificate=certificate.id
        )
        return len(ended)


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


def _seal(fact: Fact, hold: LegalHold, *, now: datetime) -> None:
    row = SealedFact(id=uuid4(), member=fact.originator, hold=hold, fact=fact.id, subject=fact.subject, at=now)
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
        if holds and row.hold_id not in {hold.id for hold in holds}:
            SealedFact.objects.filter(id=row.id).update(hold=holds[0])
