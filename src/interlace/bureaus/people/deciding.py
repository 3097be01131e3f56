"""Deciding on proposed rights as the second person, and reading what was proposed and decided."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interlace.bureaus.people import in_force
from interlace.bureaus.people.ledger_events import CHANGE_REFUSED, CHANGE_SIGNED
from interlace.bureaus.people.models import Change
from interlace.bureaus.people.rules import bureau_of, offices_signed_elsewhere, require_signer
from interlace.bureaus.people.signed_rights import ACT, difference_to_sign, differences_of
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound, Refused
from interlace.foundation.identity.approvals.actions import (
    SIGNED_WITHIN,
    approval_of,
    give_approval,
    refuse_approval,
)
from interlace.foundation.identity.passkeys.actions import Signed


@dataclass(frozen=True, slots=True)
class Decided:
    """A change that was proposed or signed, and what to hand over to a new officer."""

    change: Change
    password: str = ""
    """Of an account just made: the only moment at which it can be read."""
    until: datetime | None = None


@transaction.atomic
def sign_change(
    viewer: Viewer, change_id: UUID, *, digest: str, signed: Signed | None = None, now: datetime
) -> Decided:
    """Put wider rights into force as the second person, exactly as they were proposed."""
    change = _open_change(viewer, change_id, now=now)
    if change.digest != digest:
        raise Conflict(_("What you saw is not what would be signed."), fix=_("Read the difference again and sign it."))
    give_approval(difference_to_sign(change), subject=change.id, by=viewer.id, signed=signed, now=now)
    made = in_force.put_into_force(viewer, change, now=now)
    decide(viewer, change, Change.State.DONE, CHANGE_SIGNED, now=now)
    return Decided(change, made.password, made.until)


@transaction.atomic
def refuse_change(viewer: Viewer, change_id: UUID, *, now: datetime) -> Change:
    """Decide against it as the second person; nothing changes."""
    change = _open_change(viewer, change_id, now=now)
    refuse_approval(difference_to_sign(change), subject=change.id, by=viewer.id, now=now)
    decide(viewer, change, Change.State.REFUSED, CHANGE_REFUSED, now=now)
    return change


def change_of(viewer: Viewer, change_id: UUID, *, now: datetime) -> Change:
    """One change of the viewer's own bureau, or one that waits for a person elsewhere; `NotFound` otherwise."""
    require_signer(viewer)
    with acting(viewer, now=now):
        found = _known(viewer).filter(pk=change_id).first()
    if found is None:
        raise _no_change()
    return found


def changes_of(
    viewer: Viewer, *, now: datetime, most: int = 50, after: tuple[datetime, UUID] | None = None
) -> list[Change]:
    """The latest changes of rights in the viewer's own bureau, or those behind a place in their order."""
    require_signer(viewer)
    with acting(viewer, now=now):
        changes = Change.objects.filter(bureau=bureau_of(viewer).pk)
        if after is not None:
            moment, key = after
            changes = changes.filter(Q(proposed__lt=moment) | Q(proposed=moment, id__gt=key))
        return list(changes.order_by("-proposed", "id")[:most])


def changes_to_sign(viewer: Viewer, *, now: datetime) -> list[Change]:
    """Those that wait for this officer's signature, the oldest first."""
    require_signer(viewer)
    own = bureau_of(viewer)
    with acting(viewer, now=now):
        waiting = _known(viewer).filter(state=Change.State.PROPOSED, proposed__gt=now - SIGNED_WITHIN)
        found = list(waiting.order_by("proposed", "id"))
    return [
        each
        for each in found
        if may_decide(viewer, each) and not (each.bureau == own.pk and must_be_signed_elsewhere(each))
    ]


def state_of(change: Change, *, now: datetime) -> Change.State:
    """What became of it; a proposal that nobody signed in time has expired."""
    state = Change.State(change.state)
    is_over = state is Change.State.PROPOSED and now >= change.proposed + SIGNED_WITHIN
    return Change.State.EXPIRED if is_over else state


def may_decide(viewer: Viewer, change: Change) -> bool:
    """Whether this is neither who proposed it nor whom it is about."""
    return viewer.id not in {str(change.proposed_by), str(change.subject)}


def must_be_signed_elsewhere(change: Change) -> bool:
    """Whether the second person has to work at another office: as the bureau asked when it was proposed."""
    approval = approval_of(ACT, change.id)
    return approval is not None and approval.needs_other_bureau


def decide(viewer: Viewer, change: Change, state: Change.State, event: Event, *, now: datetime) -> None:
    """Write down who decided what."""
    change.state, change.decided = state, now
    change.decided_by, change.decided_by_name = UUID(viewer.id), viewer.officer_name
    with acting(viewer, now=now):
        change.save()
        log(viewer, change, event, now=now)


def log(viewer: Viewer, change: Change, event: Event, *, now: datetime) -> None:
    """Write the act on a change to the ledger."""
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=change.subject,
        now=now,
        detail={
            "change": str(change.id),
            "kind": change.kind,
            "digest": change.digest,
            "what": [each.what for each in differences_of(change)],
            "document": change.paper.get("document", ""),
        },
    )


def _known(viewer: Viewer) -> QuerySet[Change]:
    """Changes of the own bureau; of another office of the member, those whose second person may work elsewhere."""
    elsewhere = offices_signed_elsewhere(viewer.member)
    theirs_to_sign = Q(state=Change.State.PROPOSED) | Q(decided_by=UUID(viewer.id))
    return Change.objects.filter(Q(bureau=bureau_of(viewer).pk) | Q(bureau__in=elsewhere) & theirs_to_sign)


def _open_change(viewer: Viewer, change_id: UUID, *, now: datetime) -> Change:
    require_signer(viewer)
    with acting(viewer, now=now):
        change = _known(viewer).select_for_update().filter(pk=change_id).first()
    if change is None:
        raise _no_change()
    if change.state != Change.State.PROPOSED:
        raise Conflict(_("This change has been decided."))
    if state_of(change, now=now) is Change.State.EXPIRED:
        raise Conflict(_("This proposal is older than a day."), fix=_("Let your head propose it again."))
    if not may_decide(viewer, change):
        raise Refused(
            _("A second person must sign: neither the one who proposes nor the one it is about."),
            code="second_person",
        )
    return change


def _no_change() -> NotFound:
    return NotFound(_("There is no such change of rights."))
