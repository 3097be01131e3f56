"""Deciding on unusual ways of searching. A named head decides; nothing happens by itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interlace.bureaus.people.ledger_events import SIGNAL_DECIDED
from interlace.bureaus.people.models import Signal
from interlace.bureaus.people.rules import bureau_of, may_appoint
from interlace.bureaus.people.suspending import suspend
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb

LONGEST_REASON = 500


def may_read_signals(viewer: Viewer) -> bool:
    """Heads decide; auditors read, so that a signal about a head alone does not stay unseen."""
    return viewer.person.active and not viewer.unit and bool({Verb.APPOINT, Verb.AUDIT} & viewer.verbs)


def signals_of(
    viewer: Viewer,
    *,
    now: datetime,
    only_open: bool = False,
    most: int = 100,
    after: tuple[datetime, UUID] | None = None,
) -> list[Signal]:
    """What was noticed in the viewer's own bureau, the latest first or behind a place; never about the viewer."""
    if not may_read_signals(viewer):
        raise NotFound(_("There is nothing here for you."))
    with acting(viewer, now=now):
        found = _readable(viewer)
        if only_open:
            found = found.filter(state=Signal.State.OPEN)
        if after is not None:
            moment, key = after
            found = found.filter(Q(noticed__lt=moment) | Q(noticed=moment, id__gt=key))
        return list(found.order_by("-noticed", "id")[:most])


def names_of(signals: Iterable[Signal]) -> dict[UUID, str]:
    """The names of the officers whom these are about."""
    about = Officer.objects.filter(pk__in=[each.officer for each in signals])
    return dict(about.values_list("pk", "display_name"))


def signal_of(viewer: Viewer, signal_id: UUID, *, now: datetime) -> Signal:
    """One of them; `NotFound` otherwise."""
    found = None
    if may_read_signals(viewer):
        with acting(viewer, now=now):
            found = _readable(viewer).filter(pk=signal_id).first()
    if found is None:
        raise NotFound(_("There is no such signal."))
    return found


@transaction.atomic
def dismiss_signal(viewer: Viewer, signal_id: UUID, *, reason: str, now: datetime) -> Signal:
    """Say why it was no misuse."""
    signal = _to_decide(viewer, signal_id, reason, now=now)
    return _decided(viewer, signal, Signal.State.DISMISSED, reason, now=now)


@transaction.atomic
def suspend_over_signal(viewer: Viewer, signal_id: UUID, *, reason: str, now: datetime) -> Signal:
    """Suspend the officer it is about."""
    signal = _to_decide(viewer, signal_id, reason, now=now)
    suspend(viewer, signal.officer, reason=reason, now=now)
    return _decided(viewer, signal, Signal.State.SUSPENDED, reason, now=now)


def _readable(viewer: Viewer) -> QuerySet[Signal]:
    return Signal.objects.filter(bureau=bureau_of(viewer).pk).exclude(officer=UUID(viewer.id))


def _to_decide(viewer: Viewer, signal_id: UUID, reason: str, *, now: datetime) -> Signal:
    signal_of(viewer, signal_id, now=now)
    if not may_appoint(viewer):
        raise NotFound(_("There is no such signal."))
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        what = _("A decision has a reason of up to 500 characters.")
        raise InvalidInput(what, problems=[FieldProblem("/reason", "reason_missing", what, _("Say why."))])
    with acting(viewer, now=now):
        signal = _readable(viewer).select_for_update().get(pk=signal_id)
    if signal.state != Signal.State.OPEN:
        raise Conflict(_("This has been decided."))
    return signal


def _decided(viewer: Viewer, signal: Signal, state: Signal.State, reason: str, *, now: datetime) -> Signal:
    signal.state, signal.decided, signal.reason = state, now, reason.strip()
    signal.decided_by, signal.decided_by_name = UUID(viewer.id), viewer.officer_name
    with acting(viewer, now=now):
        signal.save()
        record(
            SIGNAL_DECIDED,
            by=viewer.id,
            member=viewer.member,
            on=signal.pk,
            now=now,
            detail={
                "officer": str(signal.officer),
                "rule": signal.rule,
                "decision": state.value,
                "reason": signal.reason,
            },
        )
    return signal
