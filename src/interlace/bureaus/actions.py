"""Who can be reached, as it changes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from interlace.bureaus.ledger_events import MEMBER_REACHABLE, MEMBER_SILENT
from interlace.foundation.audit.actions import record
from interlace.foundation.errors import NotFound
from interlace.foundation.events import announce
from interlace.foundation.identity.keepers import NODE, Keeper
from interlace.foundation.identity.models import Member


@dataclass(frozen=True, slots=True)
class MemberReachable:
    """A member that could not be reached is back: what waits for it can be answered."""

    member: str
    at: datetime


@transaction.atomic
def note_reachable(member: str, *, now: datetime, by: Keeper = NODE) -> None:
    """The member answers again. Questions that waited for it are asked again by themselves."""
    found = _locked(member)
    was_away = not found.reachable
    found.reachable, found.last_contact = True, now
    found.save(update_fields=["reachable", "last_contact"])
    if was_away:
        record(MEMBER_REACHABLE, by=by.by, member=member, on=member, now=now, detail=by.noting())
        announce(MemberReachable(member=member, at=now))


@transaction.atomic
def note_silent(member: str, *, now: datetime, by: Keeper = NODE) -> None:
    """The member does not answer: from now on it is *waiting*, never "no hit"."""
    found = _locked(member)
    if found.reachable:
        found.reachable = False
        found.save(update_fields=["reachable"])
        record(MEMBER_SILENT, by=by.by, member=member, on=member, now=now, detail=by.noting())


def _locked(member: str) -> Member:
    found = Member.objects.select_for_update().filter(code=member).first()
    if found is None:
        raise NotFound(_("There is no member with this code."), fix=_("`interlace admin member list` shows the codes."))
    return found
