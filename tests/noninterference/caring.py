"""Somebody received into care by a bureau, for the walks of other bureaus."""

from datetime import datetime
from typing import Any

from interlace.core.victims.standing import Matter
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.victims.models import Found, Reception, StandingProposal
from interlace.victims.receiving import ReceptionTerms, open_reception, receive
from interlace.victims.standing import propose_standing


def keep_care(member: str, *, now: datetime) -> None:
    """A place and somebody there, received by a protection officer of this bureau."""
    officer = Officer.objects.create(
        username=f"{member.lower()}.carer",
        display_name=f"Carer of {member}",
        bureau=Bureau.objects.filter(member__code=member).order_by("id")[0],
        roles=[Role.PROTECTION_OFFICER],
        level=1,
        purposes=["protection", "trafficking"],
    )
    carer = viewer_of(officer, purpose="protection", reference=f"{member}-CARE")
    place = open_reception(carer, ReceptionTerms("School hall", "Golden Reed", "trafficking"), now=now)
    receive(carer, place.id, matter=Matter.NONE, now=now)
    held = receive(carer, place.id, matter=Matter.ARRESTED, now=now)
    propose_standing(carer, held.id, Matter.NONE, reason="She was made to do it.", now=now)


def in_care_of(*members: str) -> dict[str, Any]:
    """Ids of what these have in care, for the steward."""
    return {
        "place": Reception.objects.filter(member__in=members).values_list("id", flat=True),
        "found": Found.objects.filter(member__in=members).values_list("id", flat=True),
        "proposal": StandingProposal.objects.filter(member__in=members).values_list("id", flat=True),
    }
