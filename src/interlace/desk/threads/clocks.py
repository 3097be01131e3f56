"""The clocks of threads: acknowledgement and answer, against the side whose turn it is. A pause stops them."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, Value

from interlace.core.handling import Action
from interlace.core.procedure.escalation import Clock, Pause
from interlace.core.procedure.threads import TYPES, ThreadStage, ThreadType, ThreadUrgency
from interlace.desk.threads.blind_units import blind_units
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.rules import may_read
from interlace.desk.waking.clocks import Hurry, Owed, watch
from interlace.foundation.disclosure.acting import acting_in_every_matter
from interlace.foundation.disclosure.viewer import Viewer

ACKNOWLEDGEMENT, ANSWER = "thread.acknowledgement", "thread.answer"

HURRIES: Mapping[ThreadUrgency, Hurry] = {
    ThreadUrgency.IMMEDIATE: Hurry.HELD,
    ThreadUrgency.URGENT: Hurry.URGENT,
    ThreadUrgency.PRIORITY: Hurry.NORMAL,
    ThreadUrgency.ROUTINE: Hurry.NORMAL,
}
"""A life, a person held or a payment that moves hurries as a held person does."""


class ThreadClocks:
    """Threads in which the viewer's side has something to do by a time."""

    def running(self, viewer: Viewer, *, now: datetime) -> Iterator[Owed]:
        """Those whose words this officer may read: nobody is woken for what it could not answer."""
        if not may_read(viewer):
            return
        with acting_in_every_matter(viewer, Action.READ, now=now) as every:
            every_side = ThreadSide.objects.in_every_matter(every)
            sides = every_side.listed(viewer)
            if not viewer.unit and (blind := blind_units(viewer.member)):
                # What is asked of a unit that reads no thread, nobody there could answer.
                sides |= every_side.filter(counterpart=viewer.member, unit__in=blind)
            owing = list(_near(sides.filter(is_ours=True, closed=None, due__isnull=False), now=now))
        for side in owing:
            if every.permits_words(side.purpose, side.label_id):
                yield from _owed(side)


def _near(sides: "QuerySet[ThreadSide]", *, now: datetime) -> "QuerySet[ThreadSide]":
    """What wakes somebody as it arrives, or has used half of its time: before that, no step is due."""
    moment = Value(now, output_field=DateTimeField())
    left = ExpressionWrapper(F("due") - moment, output_field=DurationField())
    gone = ExpressionWrapper(moment - F("opened") - F("stood"), output_field=DurationField())
    waking = [urgency for urgency, hurry in HURRIES.items() if hurry is not Hurry.NORMAL]
    return sides.annotate(left=left, gone=gone).filter(Q(urgency__in=waking) | Q(left__lte=F("gone")))


def _owed(side: ThreadSide) -> Iterator[Owed]:
    hurry = HURRIES[ThreadUrgency(side.urgency)]
    if side.state == ThreadStage.SENT and side.due is not None:
        yield Owed(ACKNOWLEDGEMENT, side.thread, side.counterpart, Clock(side.opened, side.due), hurry)
    if side.answer_due is None:
        return
    # When it stood makes no difference to what is gone now, so the pauses stand as one at the beginning.
    pauses = (Pause(side.opened, side.opened + side.stood),) if side.stood else ()
    clock = Clock(side.opened, side.answer_due - side.stood, pauses)
    yield Owed(ANSWER, side.thread, side.counterpart, clock, hurry, tells_secretariat=_tells_secretariat(side))


def _tells_secretariat(side: ThreadSide) -> bool:
    """Where the type of the thread allows it and the sender left it ticked; never of what stays within a bureau."""
    is_between_bureaus = side.counterpart != side.member
    return is_between_bureaus and side.tell_secretariat and TYPES[ThreadType(side.type)].tells_secretariat


watch(ThreadClocks())
