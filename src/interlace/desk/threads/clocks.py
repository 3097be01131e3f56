"""The clocks of threads: acknowledgement and answer, against the side whose turn it is. A pause stops them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThanOrEqual

from interlace.core.handling import Action
from interlace.core.procedure.escalation import STEPS, Clock, Pause, Step
from interlace.core.procedure.threads import TYPES, ThreadStage, ThreadType, ThreadUrgency
from interlace.desk.shift.models import Alert, Escalation
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
WAKING = [urgency.value for urgency, hurry in HURRIES.items() if hurry is not Hurry.NORMAL]
"""What wakes somebody as it arrives."""


class ThreadClocks:
    """Threads in which the viewer's side has something to do by a time."""

    def running(self, viewer: Viewer, *, now: datetime) -> Iterator[Owed]:
        """Those whose words this officer may read, and of which something is to be done now.

        Nobody is woken for what it could not answer.
        """
        if not may_read(viewer):
            return
        with acting_in_every_matter(viewer, Action.READ, now=now) as every:
            every_side = ThreadSide.objects.in_every_matter(every)
            sides = every_side.listed(viewer)
            if not viewer.unit and (blind := blind_units(viewer.member)):
                # What is asked of a unit that reads no thread, nobody there could answer.
                sides |= every_side.filter(counterpart=viewer.member, unit__in=blind)
            owing = list(_with_a_step_to_take(sides.filter(is_ours=True, closed=None, due__isnull=False), now=now))
        for side in owing:
            if every.permits_words(side.purpose, side.label_id):
                yield from _owed(side)


def _with_a_step_to_take(sides: "QuerySet[ThreadSide]", *, now: datetime) -> "QuerySet[ThreadSide]":
    """Those whose latest step has come and was not taken, and those for which somebody was woken and has not answered.

    The rest, however much of it there is, is left where it lies: nobody is to be woken for it now.
    """
    moment = Value(now, output_field=DateTimeField())
    alive = Alert.objects.filter(item=OuterRef("thread"), answered=None, over=None)
    is_due = Q(to_acknowledge__isnull=False, state=ThreadStage.SENT) | Q(to_answer__isnull=False)
    to_acknowledge = Q(state=ThreadStage.SENT) & _untaken(ACKNOWLEDGEMENT, "to_acknowledge")
    to_answer = Q(answer_due__isnull=False) & _untaken(ANSWER, "to_answer")
    return sides.annotate(
        to_acknowledge=_latest_step(_time(moment - F("opened")), _time(F("due") - F("opened"))),
        to_answer=_latest_step(
            _time(moment - F("opened") - F("stood")), _time(F("answer_due") - F("opened") - F("stood"))
        ),
    ).filter(to_acknowledge | to_answer | (is_due & Q(Exists(alive))))


def _latest_step(spent: Combinable, allowed: Combinable) -> Case:
    """The last step of a clock that is due; none where not even the first wakes somebody."""
    shares = sorted(STEPS.items(), key=lambda each: each[1].per_cent, reverse=True)
    due = [
        When(GreaterThanOrEqual(_time(spent * 100), _time(allowed * terms.per_cent)), then=Value(step.value))
        for step, terms in shares
        if terms.per_cent
    ]
    return Case(*due, When(urgency__in=WAKING, then=Value(Step.ARRIVED.value)), output_field=CharField())


def _untaken(source: str, latest: str) -> Q:
    """Whether that step was not taken yet; what became urgent only later, wakes somebody as it does so."""
    taken = Escalation.objects.filter(
        member=OuterRef("member"), source=source, item=OuterRef("thread"), started=OuterRef("opened")
    )
    is_new = Q(urgency__in=WAKING) & ~Q(Exists(taken.filter(step=Step.ARRIVED)))
    return is_new | (Q(**{f"{latest}__isnull": False}) & ~Q(Exists(taken.filter(step=OuterRef(latest)))))


def _time(expression: Combinable) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(expression, output_field=DurationField())


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
