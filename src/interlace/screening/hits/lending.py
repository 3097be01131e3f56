"""Lending pictures with a question: the owner gets copies under a label of their own, for this question alone."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from interlace.core.handling import Code, HitMode, Label
from interlace.facts.models import Fact
from interlace.facts.naming import fact_digest
from interlace.facts.pictures.kinds import PICTURES
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.holdings import Statement
from interlace.screening.models import HitBasis, HitSide


def lend_pictures(viewer: Viewer, side: HitSide, lent: Sequence[Statement], *, now: datetime) -> dict[UUID, UUID]:
    """Copy each lent picture for the owner; returns the copy's fact by the original's. A READ context must be open."""
    pictures = [each for each in lent if each.prop in PICTURES and each.id is not None]
    if not pictures or side.own_subject is None:
        return {}
    originals = [book.label(each.label) for each in pictures]
    label = intern(
        Label.of(
            viewer.member,
            audience=[side.counterpart],
            purposes=[side.purpose],
            codes={Code.NO_PROCEEDINGS.value, Code.NO_ONWARD.value},
            # Of its own colleagues, nobody reads in the copy what it may not in the original.
            level=max(each.level for each in originals),
            rooms=frozenset[str]().union(*(each.rooms for each in originals)),
            until=min(each.until for each in originals),
            hit=HitMode.NONE,
        )
    )
    context_of.refresh()
    copies = {}
    for each in pictures:
        copy = Fact.objects.create(
            id=uuid.uuid4(),
            # A subject of its own: the owner must not find the asker's other facts by it.
            subject=side.hit,
            schema=each.schema,
            prop=each.prop,
            value=each.value,
            original=each.original,
            originator=viewer.member,
            label_id=label,
            contribution=side.hit,
            digest=fact_digest(viewer.member, side.hit, each.prop, each.value),
            created=now,
        )
        assert each.id is not None
        copies[each.id] = copy.id
    with steward(Task.CHECK):
        HitBasis.objects.bulk_create(
            HitBasis(hit=side.hit, fact=fact, party=side.party) for pair in copies.items() for fact in pair
        )
    return copies


def was_image_compared(side: HitSide, own: Sequence[Statement]) -> bool:
    """Whether both sides lie side by side as pictures of one kind: a lent one and one of the owner's own."""
    lent = {value["prop"] for value in side.question} & PICTURES
    return bool(lent & {each.prop for each in own})
