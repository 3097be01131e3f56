"""Letting an officer begin anew who lost password or device: one person proposes it, another one signs it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from interlace.bureaus.people.rules import officer_under, require_head
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer, ResetProposal
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.identity.resetting import Reset, propose_reset, refuse_reset, resets_to_sign, sign_reset
from interlace.foundation.identity.roles import Role

SHOWN_FOR = timedelta(days=7)
"""How long who proposed or refused a reset is shown what became of it."""


def propose_new_beginning(
    viewer: Viewer, officer_id: UUID, *, by: Officer, signed: Signed | None, now: datetime
) -> ResetProposal:
    """Sign as the first person that an officer of the own bureau or a unit under it begins anew."""
    require_head(viewer)
    officer = officer_under(viewer, officer_id)
    return propose_reset(username=officer.username, by=by, signed=signed, now=now)


def sign_new_beginning(reset_id: UUID, *, by: Officer, signed: Signed | None, now: datetime) -> Reset:
    """Sign it as the second person; `NotFound` for whoever could not, and where there is none."""
    _require_to_sign(reset_id, by=by, now=now)
    return sign_reset(reset_id, by=by, signed=signed, now=now)


def refuse_new_beginning(reset_id: UUID, *, by: Officer, reason: str, now: datetime) -> ResetProposal:
    """Decide against it as the second person; `NotFound` for whoever could not, and where there is none."""
    _require_to_sign(reset_id, by=by, now=now)
    return refuse_reset(reset_id, by=by, reason=reason, now=now)


def resets_known_to(officer: Officer, *, now: datetime) -> list[ResetProposal]:
    """Those that wait for this officer's signature, and what became of those that it proposed or refused."""
    require_signer_of_resets(officer)
    latest = ResetProposal.objects.filter(done=None, at__gt=now - SHOWN_FOR)
    own = latest.filter(Q(by=officer) | Q(refused_by=officer)).select_related(
        "officer__bureau__member", "by__bureau", "refused_by"
    )
    found = [*resets_to_sign(officer, now=now), *own]
    return sorted(found, key=lambda each: (each.at, str(each.pk)))


def reset_known_to(officer: Officer, reset_id: UUID, *, now: datetime) -> ResetProposal:
    """One of them; `NotFound` otherwise."""
    found = next((each for each in resets_known_to(officer, now=now) if each.pk == reset_id), None)
    if found is None:
        raise _no_reset()
    return found


def require_signer_of_resets(officer: Officer) -> None:
    """Refuse whoever stands for nobody's reset: for them these pages do not exist."""
    if not may_sign_resets(officer):
        raise NotFound(_("There is nothing here for you."))


def may_sign_resets(officer: Officer) -> bool:
    """Heads stand for their own member's officers, administrators for everybody."""
    return officer.is_in_service and bool({Role.HEAD.value, Role.ADMINISTRATOR.value}.intersection(officer.roles))


def _require_to_sign(reset_id: UUID, *, by: Officer, now: datetime) -> None:
    if all(each.pk != reset_id for each in resets_to_sign(by, now=now)):
        raise _no_reset()


def _no_reset() -> NotFound:
    return NotFound(_("There is no such reset."))
