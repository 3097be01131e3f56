"""To whom a thread goes, and the two sides that are made when it is opened."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from interlace.core.problems import Problem
from interlace.core.procedure.threads import ThreadParty
from interlace.desk.threads.labels import words_label
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import Draft, ThreadSide
from interlace.desk.threads.numbering import next_number
from interlace.desk.threads.rules import error_of
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import UNITS, Viewer
from interlace.foundation.identity.models import Bureau, Member


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member, and the unit under its bureau where one is named."""

    member: str
    unit: Bureau | None = None

    @property
    def unit_name(self) -> str:
        """The unit's name, or nothing for the bureau itself."""
        return self.unit.name if self.unit is not None else ""


def recipient_of(viewer: Viewer, message: Message) -> Recipient:
    """To whom an opening message goes; what cannot be is refused in words.

    Units of another member are reached through its bureau, so only one's own are named.
    """
    if not message.to:
        raise error_of(Problem("recipient_missing"))
    if not Member.objects.filter(code=message.to, status=Member.Status.ACTIVE).exists():
        raise error_of(Problem("recipient_unknown"))
    if message.to != viewer.member:
        if message.to_unit is not None:
            raise error_of(Problem("unit_unknown"))
        return Recipient(message.to)
    if message.to_unit is None:
        if not viewer.unit:
            raise error_of(Problem("recipient_is_oneself"))
        return Recipient(message.to)
    unit = Bureau.objects.filter(id=message.to_unit, member=viewer.member, kind__in=UNITS).first()
    if unit is None:
        raise error_of(Problem("unit_unknown"))
    if str(unit.id) == viewer.unit:
        raise error_of(Problem("recipient_is_oneself"))
    return Recipient(message.to, unit)


def open_sides(viewer: Viewer, draft: Draft, message: Message, *, now: datetime) -> ThreadSide:
    """Make both sides of a new thread, each with its own number, and give the opener's."""
    recipient = recipient_of(viewer, message)
    thread = uuid.uuid4()
    opener = ThreadSide(
        party=ThreadParty.OPENER,
        member=viewer.member,
        unit=draft.unit,
        unit_name=draft.unit_name,
        counterpart=recipient.member,
        counterpart_unit=recipient.unit_name,
        reference=draft.reference,
        foreign=dict(message.foreign),
    )
    addressee = ThreadSide(
        party=ThreadParty.ADDRESSEE,
        member=recipient.member,
        unit=recipient.unit.id if recipient.unit is not None else None,
        unit_name=recipient.unit_name,
        counterpart=viewer.member,
        counterpart_unit=draft.unit_name,
        counterpart_reference=draft.reference,
    )
    labels = [_words_label_id(side, viewer, message, now=now) for side in (opener, addressee)]
    context_of.refresh()
    with steward(Task.CHECK):
        for side, label_id in zip((opener, addressee), labels, strict=True):
            side.thread, side.label_id = thread, label_id
            side.purpose, side.level, side.rooms = viewer.purpose, message.level, list(message.rooms)
            side.type, side.title = message.type or "", message.title.strip()
            side.hit, side.tell_secretariat = message.hit, message.tell_secretariat
            side.opened = side.last = now
            side.number = next_number(
                side.member,
                purpose=side.purpose,
                level=side.level,
                rooms=side.rooms,
                unit_name=side.unit_name,
                now=now,
            )
            side.save(force_insert=True)
    return opener


def _words_label_id(side: ThreadSide, viewer: Viewer, message: Message, *, now: datetime) -> int:
    return intern(
        words_label(
            side.member,
            side.counterpart,
            purpose=viewer.purpose,
            level=message.level,
            rooms=message.rooms,
            now=now,
        )
    )
