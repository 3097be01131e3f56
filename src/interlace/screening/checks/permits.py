"""Leave to check a list above the budget: an officer asks, a supervisor signs exactly that list, within a day each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.ledger import JsonValue
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting, acting_in_every_matter
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.identity.approvals.actions import (
    SIGNED_WITHIN,
    Difference,
    give_approval,
    open_approval,
    refuse_approval,
)
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.identity.roles import Verb
from interlace.screening.checks.scope import scope_of
from interlace.screening.ledger_events import PERMIT_ASKED, PERMIT_REFUSED, PERMIT_SIGNED
from interlace.screening.models import BatchPermit
from interlace.screening.rules import require_matter, require_supervisor, require_verb

USED_WITHIN = timedelta(hours=24)
"""Leave counts from the signature for this long."""


@transaction.atomic
def ask_for_permit(
    viewer: Viewer,
    *,
    lines: int,
    list_digest: str,
    scope: Sequence[str],
    now: datetime,
    signed: Signed | None = None,
) -> BatchPermit:
    """Ask a supervisor for leave to check this list. The same question asked again is still one question."""
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    with acting(viewer, Action.DISCOVER, now=now) as context:
        asked = scope_of(context, scope).names
        difference = _difference(viewer, lines=lines, list_digest=list_digest, asked=asked)
        waiting = BatchPermit.objects.filter(
            member=viewer.member, digest=difference.digest, state=BatchPermit.State.ASKED, asked__gt=now - SIGNED_WITHIN
        ).first()
        if waiting is not None:
            return waiting
        permit = BatchPermit.objects.create(
            member=viewer.member,
            purpose=viewer.purpose,
            reference=viewer.reference,
            scope=asked,
            lines=lines,
            list_digest=list_digest,
            digest=difference.digest,
            asked_by=UUID(viewer.id),
            asked_by_name=viewer.officer_name,
            asked=now,
        )
        open_approval(difference, subject=permit.id, member=viewer.member, by=viewer.id, signed=signed, now=now)
        _log(viewer, permit, PERMIT_ASKED, now=now)
        return permit


@transaction.atomic
def sign_permit(
    viewer: Viewer, permit_id: UUID, *, digest: str, now: datetime, signed: Signed | None = None
) -> BatchPermit:
    """Give leave as the second person; the list may be checked once, by the officer who asked, within a day."""
    with acting(viewer, Action.DISCOVER, now=now):
        permit = _open_permit(viewer, permit_id, digest=digest, now=now)
        give_approval(_as_asked(permit), subject=permit.id, by=viewer.id, signed=signed, now=now)
        return _decided(viewer, permit, BatchPermit.State.SIGNED, PERMIT_SIGNED, now=now)


@transaction.atomic
def refuse_permit(viewer: Viewer, permit_id: UUID, *, now: datetime) -> BatchPermit:
    """Decide against it as the second person; nobody is asked anything."""
    with acting(viewer, Action.DISCOVER, now=now):
        permit = _open_permit(viewer, permit_id, digest=None, now=now)
        refuse_approval(_as_asked(permit), subject=permit.id, by=viewer.id, now=now)
        return _decided(viewer, permit, BatchPermit.State.REFUSED, PERMIT_REFUSED, now=now)


def permit_for(viewer: Viewer, *, lines: int, list_digest: str, asked: Sequence[str], now: datetime) -> UUID | None:
    """The batch that a supervisor has given leave for, if it is exactly this list; a context must be open.

    `asked` are the bureaus and registers that it is put to.
    """
    leave = _difference(viewer, lines=lines, list_digest=list_digest, asked=asked)
    found = BatchPermit.objects.filter(
        member=viewer.member, digest=leave.digest, state=BatchPermit.State.SIGNED, decided__gt=now - USED_WITHIN
    )
    permit = found.order_by("-decided").first()
    return permit.id if permit is not None else None


def mark_used(permit_id: UUID, *, now: datetime) -> bool:
    """Note that the list is being checked. False where it was before: sent again, it goes on where it broke off."""
    return bool(BatchPermit.objects.filter(id=permit_id, used=None).update(used=now))


def state_of(permit: BatchPermit, *, now: datetime) -> BatchPermit.State:
    """What became of the question; one that nobody decided in time, or leave that nobody used, has expired."""
    state = BatchPermit.State(permit.state)
    if state is BatchPermit.State.ASKED and now >= lapses(permit):
        return BatchPermit.State.EXPIRED
    if state is BatchPermit.State.SIGNED and permit.used is None and now >= lapses(permit):
        return BatchPermit.State.EXPIRED
    return state


def lapses(permit: BatchPermit) -> datetime:
    """Until when it can be decided, or used once it is."""
    return permit.asked + SIGNED_WITHIN if permit.decided is None else permit.decided + USED_WITHIN


def permit_of(viewer: Viewer, permit_id: UUID, *, now: datetime) -> BatchPermit:
    """One question of the viewer's own bureau for a larger list, under one of its purposes; `NotFound` otherwise."""
    with acting(viewer, Action.DISCOVER, now=now):
        found = _of_own_bureau(viewer).filter(id=permit_id).first()
    if found is None:
        raise NotFound(_("There is no such question for a larger list."))
    return found


def permits_page(
    viewer: Viewer, *, now: datetime, most: int, after: tuple[datetime, UUID] | None = None
) -> list[BatchPermit]:
    """The questions of the viewer's own bureau for larger lists, the latest first, decided ones too."""
    with acting(viewer, Action.DISCOVER, now=now):
        rows = _of_own_bureau(viewer)
        if after is not None:
            moment, key = after
            rows = rows.filter(Q(asked__lt=moment) | Q(asked=moment, id__gt=key))
        return list(rows.order_by("-asked", "id")[:most])


def permits_to_sign(viewer: Viewer, *, now: datetime) -> list[BatchPermit]:
    """Those that wait for this supervisor, the oldest first; none for anybody else."""
    if Verb.SUPERVISE not in viewer.verbs:
        return []
    with acting_in_every_matter(viewer, Action.READ, now=now):
        waiting = _of_own_bureau(viewer).filter(state=BatchPermit.State.ASKED, asked__gt=now - SIGNED_WITHIN)
        return list(waiting.exclude(asked_by=UUID(viewer.id)).order_by("asked", "id"))


def _of_own_bureau(viewer: Viewer) -> QuerySet[BatchPermit]:
    return BatchPermit.objects.filter(member=viewer.member, purpose__in=viewer.person.purposes)


def _open_permit(viewer: Viewer, permit_id: UUID, *, digest: str | None, now: datetime) -> BatchPermit:
    permit = _of_own_bureau(viewer).select_for_update().filter(id=permit_id).first()
    if permit is None:
        raise NotFound(_("There is no such question for a larger list."))
    require_supervisor(permit, viewer=viewer, digest=permit.digest if digest is None else digest)
    if now >= lapses(permit):
        raise Conflict(_("This question is older than a day."), fix=_("Let your colleague ask again."))
    return permit


def _decided(
    viewer: Viewer, permit: BatchPermit, state: BatchPermit.State, event: Event, *, now: datetime
) -> BatchPermit:
    permit.state, permit.decided = state, now
    permit.decided_by, permit.decided_by_name = UUID(viewer.id), viewer.officer_name
    permit.save()
    _log(viewer, permit, event, now=now)
    return permit


def _difference(viewer: Viewer, *, lines: int, list_digest: str, asked: Sequence[str]) -> Difference:
    """What both sign: for another list, matter, bureau or officer it says nothing."""
    return _leave(list_digest, lines, viewer.purpose, viewer.reference, asked, viewer.id)


def _as_asked(permit: BatchPermit) -> Difference:
    """The same, from what was kept."""
    return _leave(
        permit.list_digest, permit.lines, permit.purpose, permit.reference, permit.scope, str(permit.asked_by)
    )


def _leave(  # noqa: PLR0917 - the parts of one sentence, in its order
    list_digest: str, lines: int, purpose: str, reference: str, asked: Sequence[str], officer: str
) -> Difference:
    content: dict[str, JsonValue] = {
        "list": list_digest,
        "lines": lines,
        "purpose": purpose,
        "reference": reference,
        "asked": list(asked),
        "officer": officer,
    }
    return Difference("screening.batch_permit", content)


def _log(viewer: Viewer, permit: BatchPermit, event: Event, *, now: datetime) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=permit.id,
        purpose=permit.purpose,
        reference=permit.reference,
        detail={"digest": permit.digest, "list": permit.list_digest, "lines": permit.lines, "asked": permit.scope},
        now=now,
    )
