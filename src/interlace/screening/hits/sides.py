"""Making a hit known: one row per side, each with only what that side may know."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID

from interlace.core.handling import Label, join
from interlace.core.matching import Band, Description, Score
from interlace.core.procedure.ladder import Party, State, Urgency
from interlace.facts.describing import describe_entity
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.hits import reasons
from interlace.screening.holdings import Holding, Statement
from interlace.screening.models import HitBasis, HitSide


@dataclass(frozen=True, slots=True)
class Matter:
    """Who asked, for what, with which values."""

    asker: str
    asker_name: str
    purpose: str
    reference: str
    urgency: Urgency
    question: Sequence[dict[str, str]]
    """The asker's values: property, value, original, and the fact they come from where there is one."""
    lent: bool
    """Whether asking has put these values before the holder; a hit found by itself lends nothing yet."""
    check: UUID | None = None
    own_subject: UUID | None = None
    guard: Label | None = None
    """The label of the asker's own facts: what the holder needs, to be told of a hit that nobody has asked about."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A holding that resembles what was asked."""

    holding: Holding
    score: Score
    band: Band
    readable: bool
    """Whether the asker may read what it resembles; then nothing is withheld."""


def guard_of(statements: Sequence[Statement]) -> Label:
    """The label of a product of these statements: whoever may discover it may discover every one of them."""
    return reduce(join, [book.label(label) for label in sorted({statement.label for statement in statements})])


def make_known(matter: Matter, likeness: Likeness, *, now: datetime, tell_asker: bool = True) -> HitSide | None:
    """Write both sides of a hit, or find those of the same question asked before. Returns the asker's side.

    The holder is told when the values were put before it, or when the asker's own facts let it discover them.
    """
    holding = likeness.holding
    guard = intern(guard_of(basis_of(likeness)))
    with steward(Task.CHECK):
        known = _asked_before(matter, holding)
        if known is not None:
            return known if tell_asker else None
        hit = uuid.uuid4()
        asker_side = _asker_side(hit, matter, likeness, guard=guard, now=now)
        if tell_asker:
            asker_side.save(force_insert=True)
        if not tell_asker or matter.lent:
            _holder_side(hit, matter, likeness, guard=guard, now=now, silent=not tell_asker).save(force_insert=True)
        elif matter.guard is not None and holding.holder in matter.guard.seekers:
            both = intern(join_for_holder(book.label(guard), matter.guard))
            _holder_side(hit, matter, likeness, guard=both, now=now, silent=False).save(force_insert=True)
        _remember_basis(hit, matter, likeness)
    return asker_side if tell_asker else None


def join_for_holder(holders: Label, askers: Label) -> Label:
    """Guards the holder's side of a hit nobody has asked about: it must be able to discover both ends."""
    return join(holders, askers)


def basis_of(likeness: Likeness) -> list[Statement]:
    """The holder's statements that speak for the likeness; all of them when no reason points at one."""
    tags = {tag for reason in likeness.score.reasons if reason.bits > 0 for tag in reason.right_tags}
    named = [statement for statement in likeness.holding.statements if statement.tag in tags]
    return named or list(likeness.holding.statements)


def _asked_before(matter: Matter, holding: Holding) -> HitSide | None:
    same = HitSide.objects.filter(
        member=matter.asker,
        party=Party.ASKER,
        their_subject=holding.subject,
        own_subject=matter.own_subject,
        purpose=matter.purpose,
        reference=matter.reference,
        question=list(matter.question),
    ).exclude(state=State.WITHDRAWN)
    return same.first()


def _asker_side(hit: UUID, matter: Matter, likeness: Likeness, *, guard: int, now: datetime) -> HitSide:
    readable = likeness.readable
    told: list[dict[str, Any]] = (
        reasons.full(likeness.score.reasons) if readable else reasons.before_release(likeness.score.reasons)
    )
    return HitSide(
        hit=hit,
        member=matter.asker,
        party=Party.ASKER,
        counterpart=likeness.holding.holder,
        label_id=guard,
        purpose=matter.purpose,
        reference=matter.reference,
        check_asked=matter.check,
        own_subject=matter.own_subject,
        their_subject=likeness.holding.subject,
        their_register=likeness.holding.register,
        question=list(matter.question),
        band=likeness.band,
        reasons=told,
        withheld=not readable,
        bits=round(likeness.score.bits, 1) if readable else None,
        model=likeness.score.model,
        urgency=matter.urgency,
        created=now,
        changed=now,
    )


def _holder_side(hit: UUID, matter: Matter, likeness: Likeness, *, guard: int, now: datetime, silent: bool) -> HitSide:
    told = reasons.full(likeness.score.reasons) if matter.lent else []
    return HitSide(
        hit=hit,
        member=likeness.holding.holder,
        party=Party.HOLDER,
        counterpart=matter.asker,
        label_id=guard,
        purpose=matter.purpose,
        # "They learn that KR asked, not why": the reference travels when the asker asks to confirm.
        reference="",
        own_subject=likeness.holding.subject,
        own_register=likeness.holding.register,
        question=list(matter.question) if matter.lent else [],
        band=likeness.band,
        reasons=told,
        bits=round(likeness.score.bits, 1) if matter.lent else None,
        model=likeness.score.model,
        silent=silent,
        urgency=matter.urgency,
        created=now,
        changed=now,
    )


def _remember_basis(hit: UUID, matter: Matter, likeness: Likeness) -> None:
    holders = [statement.id for statement in basis_of(likeness) if statement.id is not None]
    askers = [UUID(value["fact"]) for value in matter.question if value.get("fact")]
    HitBasis.objects.bulk_create(
        [
            *(HitBasis(hit=hit, fact=fact, party=Party.HOLDER) for fact in holders),
            *(HitBasis(hit=hit, fact=fact, party=Party.ASKER) for fact in askers),
        ]
    )


def description_of_question(question: Sequence[dict[str, str]]) -> Description:
    """The asker's values, or those it lent, as the matcher reads them."""
    properties: dict[str, list[str]] = {}
    for value in question:
        properties.setdefault(value["prop"], []).append(value["value"])
    schema = next((value["schema"] for value in question if value.get("schema")), "Thing")
    return describe_entity({"schema": schema, "properties": properties})
