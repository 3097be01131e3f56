"""Every attempt to reach somebody, noted before it begins and when it ends.

An attempt that a process began and never ended is begun again with the same reference: better twice than never.
"""

import re
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from interlace.core.handling import Action
from interlace.desk.shift.models import Delivery, WayKind
from interlace.desk.waking.alerts import deliver_next
from interlace.desk.waking.channels import MESSAGE_ID_HOST, Message, Outcome, Result, send
from interlace.desk.waking.people import members_here, roster_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer

BACKOFF = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15))
"""How long after each failure it is tried again; the officer's next way is begun with the first."""
ABANDONED_AFTER = timedelta(minutes=2)
AT_ONCE = 200
"""Attempts of one member in one run: a gateway that hangs must not keep the others waiting."""
_REFERENCE = re.compile(rb"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@" + MESSAGE_ID_HOST.encode() + rb">")


def deliver_due(*, now: datetime) -> int:
    """Make every attempt whose time has come, and say how many those were."""
    made = 0
    for member in members_here():
        roster = roster_of(member, now=now)
        if roster is None:
            continue
        for _number in range(AT_ONCE):
            delivery = _begun(roster.keeper, now=now)
            if delivery is None:
                break
            _attempt(roster.keeper, delivery, now=now)
            made += 1
    return made


def note_bounce(message: bytes, *, now: datetime) -> int:
    """A mail that came back, as it lies in the mailbox: the attempt is marked, and the officer's next way begun."""
    references = {UUID(found.decode()) for found in _REFERENCE.findall(message)}
    noted = 0
    for member in members_here() if references else ():
        roster = roster_of(member, now=now)
        if roster is not None:
            noted += _bounced(roster.keeper, references, now=now)
    return noted


@transaction.atomic
def _begun(keeper: Viewer, *, now: datetime) -> Delivery | None:
    with acting(keeper, Action.READ, now=now):
        free = Q(taken=None) | Q(taken__lt=now - ABANDONED_AFTER)
        waiting = Delivery.objects.filter(free, state=Delivery.State.WAITING, not_before__lte=now)
        waiting = waiting.exclude(kind=WayKind.DESKTOP).select_related("alert")
        found = waiting.select_for_update(of=("self",), skip_locked=True).first()
        if found is not None:
            found.taken = now
            found.save(update_fields=["taken"])
        return found


def _attempt(keeper: Viewer, delivery: Delivery, *, now: datetime) -> None:
    alert = delivery.alert
    officer = Officer.objects.in_service().filter(pk=alert.officer).first()
    if officer is None or alert.answered is not None or alert.over is not None:
        _ended(keeper, delivery, Outcome(Result.SENT, "not_needed"), now=now)
        return
    message = Message(
        address=delivery.address,
        language=officer.language,
        is_drill=alert.drill_id is not None,
        reference=delivery.id,
    )
    _ended(keeper, delivery, send(delivery.kind, message), now=now)


@transaction.atomic
def _ended(keeper: Viewer, delivery: Delivery, outcome: Outcome, *, now: datetime) -> None:
    with acting(keeper, Action.READ, now=now):
        held = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if held.state != Delivery.State.WAITING:
            return
        held.ended, held.code = now, outcome.code
        match outcome.result:
            case Result.SENT:
                held.state = Delivery.State.SENT if not outcome.code else Delivery.State.DROPPED
            case Result.LATER:
                held.state = Delivery.State.FAILED
                _again(held, now=now)
            case Result.NEVER:
                held.state = Delivery.State.REFUSED
        held.save(update_fields=["state", "ended", "code"])
        if held.state in {Delivery.State.FAILED, Delivery.State.REFUSED} and held.attempt == 1:
            _by_another_way(held, now=now)


def _again(failed: Delivery, *, now: datetime) -> None:
    if failed.attempt <= len(BACKOFF):
        Delivery.objects.create(
            member=failed.member,
            alert=failed.alert,
            kind=failed.kind,
            address=failed.address,
            attempt=failed.attempt + 1,
            not_before=now + BACKOFF[failed.attempt - 1],
        )


def _by_another_way(failed: Delivery, *, now: datetime) -> None:
    """The officer's next way; without one, the next in the rota is woken at once."""
    alert = failed.alert
    if deliver_next(alert, now=now) or alert.pass_on is None:
        return
    if not alert.deliveries.filter(state=Delivery.State.SENT).exists():
        type(alert).objects.filter(pk=alert.pk, answered=None).update(pass_on=min(alert.pass_on, now))


@transaction.atomic
def _bounced(keeper: Viewer, references: set[UUID], *, now: datetime) -> int:
    with acting(keeper, Action.READ, now=now):
        came_back = Delivery.objects.select_for_update(of=("self",)).select_related("alert")
        noted = 0
        for delivery in came_back.filter(id__in=references, state=Delivery.State.SENT):
            delivery.state, delivery.code = Delivery.State.BOUNCED, "bounced"
            delivery.save(update_fields=["state", "code"])
            if delivery.alert.answered is None and delivery.alert.over is None:
                _by_another_way(delivery, now=now)
            noted += 1
        return noted
