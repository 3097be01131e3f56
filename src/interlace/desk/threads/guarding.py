"""Who meets a draft: nobody who may not know of all of it, its files, its facts and its hit too.

A reviewer to whom a file is hidden would find by the digest that there is one, and would send the message without it;
of a fact the draft tells the number, and that it is not the reader's to read.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from interlace.core.handling import Code, Label
from interlace.desk.threads.labels import own_label
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import Attachment, Draft
from interlace.facts.models import Fact
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.labels import book, intern
from interlace.screening.models import HitSide


def guard_draft(draft: Draft, message: Message, *, level: int, rooms: Collection[str], now: datetime) -> None:
    """Put the draft under the terms of its words, or of what lies above them in it. A READ context is open."""
    own = own_label(draft.member, purpose=draft.purpose, level=level, rooms=rooms, now=now)
    draft.label_id = intern(_above(own, [book.label(label) for label in _labels_in(draft, message)]))
    context_of.refresh()


def _labels_in(draft: Draft, message: Message) -> Iterator[int]:
    """What is chosen and may not be known by who writes counts as nothing: it could be anything."""
    viewer = context_of.running().viewer
    yield from Attachment.objects.filter(draft=draft.id, event=None).values_list("label_id", flat=True)
    yield from Fact.objects.visible_to(viewer).filter(id__in=message.facts).values_list("label_id", flat=True)
    if message.hit is not None:
        sides = HitSide.objects.visible().filter(hit=message.hit, member=draft.member)
        yield from sides.values_list("label_id", flat=True)


def _above(own: Label, others: Collection[Label]) -> Label:
    """The label for who may know of all of these, and is otherwise as it was."""
    named = [each.named for each in others if Code.EYES_ONLY in each.codes]
    return replace(
        own,
        level=max([own.level, *(each.level for each in others)]),
        rooms=own.rooms.union(*(each.rooms for each in others)),
        codes=own.codes | ({Code.EYES_ONLY.value} if named else set()),
        named=frozenset.intersection(*named) if named else own.named,
    )
