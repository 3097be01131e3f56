"""What one bureau's act in a joint case does to the sides of the others: written across viewers, by the steward.

Nothing is read here but where each bureau stands. Who acts has been checked before, and each bureau's ledger is told.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from interlace.cases import ledger_events
from interlace.cases.joint.models import JointEvent, JointItem, JointSide, RoomStay
from interlace.cases.labels import case_label
from interlace.core.procedure.cases import JointState
from interlace.facts.models import Fact
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Officer


def standings(joint: UUID) -> Mapping[str, JointState]:
    """Where each bureau stands, by its code. The sides are locked, so that two acts come one after the other."""
    with steward(Task.CASE):
        sides = JointSide.objects.select_for_update().filter(joint=joint).order_by("member")
        return {side.member: JointState(side.state) for side in sides}


def past_their_end(joint: UUID, *, now: datetime) -> frozenset[str]:
    """Bureaus whose own end has come, under the terms that each of them accepted."""
    with steward(Task.CASE):
        return frozenset(JointSide.objects.filter(joint=joint, until__lte=now).values_list("member", flat=True))


def next_number(joint: UUID) -> int:
    """The place of the next act. Whoever acts has locked the sides."""
    with steward(Task.CASE):
        return JointEvent.objects.filter(joint=joint).count() + 1


def ask(member: str, like: JointSide, *, now: datetime) -> None:
    """Give a bureau its side of a joint case, or ask again one that left: it answers for itself."""
    label = case_label(member, purpose=like.purpose, level=0, rooms=(), until=_end_of(like))
    label_id = intern(label)
    with steward(Task.CASE):
        JointSide.objects.update_or_create(
            joint=like.joint,
            member=member,
            defaults={
                "label_id": label_id,
                "purpose": like.purpose,
                "title": like.title,
                "leader": like.leader,
                "state": JointState.INVITED,
                "case": None,
                "room": like.room,
                "until": like.until,
                "asked": now,
                "answered": None,
            },
        )
    tell(ledger_events.JOINT_INVITED, [member], like, now=now)


def end_all(side: JointSide, members: Iterable[str], *, now: datetime) -> None:
    """End the sides of these bureaus, with their officers' time in the task force."""
    with steward(Task.CASE):
        sides = JointSide.objects.filter(joint=side.joint, member__in=list(members))
        sides.update(state=JointState.ENDED, answered=now)
        end_stays(RoomStay.objects.filter(joint=side.joint), now=now)
        JointItem.objects.filter(joint=side.joint).delete()
    tell(ledger_events.JOINT_ENDED, members, side, now=now)


def remove_items(joint: UUID, member: str) -> None:
    """Take away everything that this bureau laid before the others, at whatever level."""
    with steward(Task.CASE):
        JointItem.objects.filter(joint=joint, member=member).delete()


def tell(event: Event, members: Iterable[str], side: JointSide, *, now: datetime) -> None:
    """Write in the ledgers of other bureaus what was done by one of the joint case."""
    for member in members:
        record(event, by=SYSTEM, member=member, on=side.joint, now=now, purpose=side.purpose)


def facts_in_room(member: str, room: str) -> list[UUID]:
    """The facts that this bureau laid before a task force, whatever their level: they leave with it."""
    labels = LabelRow.objects.filter(terms__rooms__contains=[room], terms__origins=[member])
    with steward(Task.CASE):
        return list(Fact.objects.filter(originator=member, label__in=labels).values_list("id", flat=True))


def end_overdue(*, now: datetime) -> int:
    """Take from officers the task forces whose time is over. They could not use them any more; this tidies up."""
    with steward(Task.CASE):
        return end_stays(RoomStay.objects.filter(until__lte=now), now=now)


def end_stays(stays: "QuerySet[RoomStay]", *, now: datetime) -> int:
    """End these stays that still run. For the steward, or for one's own bureau's."""
    running = list(stays.filter(ended=None).select_for_update(of=("self",)).order_by("id"))
    for stay in running:
        stay.ended = min(now, stay.until)
        stay.save(update_fields=["ended"])
        _take_room(stay)
        record(
            ledger_events.ROOM_ENDED,
            by=SYSTEM,
            member=stay.member,
            on=stay.joint,
            now=now,
            detail={"officer": str(stay.officer)},
        )
    return len(running)


def _take_room(stay: RoomStay) -> None:
    officer = Officer.objects.select_for_update(of=("self",)).filter(pk=stay.officer).first()
    if officer is not None and officer.timed_rooms.pop(stay.room, None) is not None:
        officer.save(update_fields=["timed_rooms"])


def _end_of(side: JointSide) -> datetime:
    return LabelRow.objects.get(pk=side.label_id).as_label().until
