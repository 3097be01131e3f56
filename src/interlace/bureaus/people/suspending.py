"""Taking an officer or a unit out of service, at once and everywhere; leaving, with everything handed over."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.bureaus.people.ledger_events import PERSON_LEFT, PERSON_SUSPENDED, UNIT_SUSPENDED
from interlace.bureaus.people.models import OfficerTerms
from interlace.bureaus.people.ports import HeldItem, hand_over_items, items_of
from interlace.bureaus.people.rules import officer_under, require_head, unit_under
from interlace.foundation.audit.actions import Detail, record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, Refused
from interlace.foundation.identity.enrolling import suspend_officer
from interlace.foundation.identity.keepers import Keeper
from interlace.foundation.identity.models import Officer

LONGEST_REASON = 500


@transaction.atomic
def suspend(viewer: Viewer, officer_id: UUID, *, reason: str, now: datetime) -> Officer:
    """Shut an officer out: sessions end and keys are revoked with this act, so that the next request is refused.

    One head is enough, because waiting for a second person would leave the account open.
    """
    require_head(viewer)
    said = _reason(reason)
    officer = _somebody_else(viewer, officer_id)
    if not officer.is_active:
        raise Conflict(_("This officer is suspended already."))
    _shut_out(viewer, officer, now=now)
    record(PERSON_SUSPENDED, by=viewer.id, member=viewer.member, on=officer.pk, now=now, detail={"reason": said})
    return Officer.objects.get(pk=officer.pk)


@transaction.atomic
def suspend_unit(viewer: Viewer, unit_id: UUID, *, reason: str, now: datetime) -> int:
    """Shut out every account of a domestic unit, systems and profiles too; how many there were."""
    require_head(viewer)
    said = _reason(reason)
    unit = unit_under(viewer, unit_id)
    active = list(Officer.objects.filter(bureau=unit, is_active=True).order_by("username"))
    for officer in active:
        _shut_out(viewer, officer, now=now)
    detail: Detail = {"reason": said, "accounts": len(active)}
    record(UNIT_SUSPENDED, by=viewer.id, member=viewer.member, on=unit.pk, now=now, detail=detail)
    return len(active)


@transaction.atomic
def leave(viewer: Viewer, officer_id: UUID, *, successor: UUID | None, now: datetime) -> int:
    """Let an officer go: open items pass to a colleague, sessions and keys end. How many items were handed over."""
    require_head(viewer)
    officer = _somebody_else(viewer, officer_id)
    items = open_items(viewer, officer.pk, now=now)
    handed_over = 0
    if items or successor is not None:  # there may be some that this head does not know of
        to = _successor(viewer, officer, successor)
        handed_over = hand_over_items(viewer, officer.pk, to, now=now)
    _shut_out(viewer, officer, now=now)
    with acting(viewer, now=now):
        OfficerTerms.objects.update_or_create(officer=officer.pk, defaults={"member": viewer.member, "left": now})
    detail: Detail = {"items": handed_over, "to": str(successor or "")}
    record(PERSON_LEFT, by=viewer.id, member=viewer.member, on=officer.pk, now=now, detail=detail)
    return handed_over


def open_items(viewer: Viewer, officer_id: UUID, *, now: datetime) -> Sequence[HeldItem]:
    """What lies with this officer of the viewer's own bureau and with nobody else."""
    return items_of(viewer, officer_under(viewer, officer_id).pk, now=now)


def colleagues_of(viewer: Viewer, officer: Officer) -> list[Officer]:
    """Who can take over from an officer: persons in service at the same office, or at the bureau above it.

    Never the viewer: what passes on includes items that the head who lets somebody go may not know of.
    """
    places = {officer.bureau_id, officer.bureau.parent_id}
    found = Officer.objects.in_service().filter(bureau__in=places - {None}, is_service=False)
    found = found.exclude(pk__in=[officer.pk, UUID(viewer.id)])
    return [each for each in found.order_by("display_name", "username") if each.member_code == viewer.member]


def _somebody_else(viewer: Viewer, officer_id: UUID) -> Officer:
    officer = officer_under(viewer, officer_id, is_locked=True)
    if str(officer.pk) == viewer.id:
        raise Refused(_("You cannot shut yourself out."), fix=_("Ask another head or your administrator."))
    return officer


def _successor(viewer: Viewer, officer: Officer, successor: UUID | None) -> Officer:
    found = next((each for each in colleagues_of(viewer, officer) if each.pk == successor), None)
    if found is None:
        what = _("There are open items, and nobody is named who takes them over.")
        problems = [FieldProblem("/successor", "successor_missing", what, _("Choose a colleague."))]
        raise InvalidInput(what, problems=problems, fix=_("Choose a colleague."))
    return found


def _shut_out(viewer: Viewer, officer: Officer, *, now: datetime) -> None:
    suspend_officer(username=officer.username, now=now, by=Keeper(officer=UUID(viewer.id)))


def _reason(text: str) -> str:
    said = text.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        what = _("A suspension has a reason of up to 500 characters.")
        raise InvalidInput(what, problems=[FieldProblem("/reason", "reason_missing", what, _("Say why."))])
    return said
