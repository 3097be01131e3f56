"""Whom the attacks are about, and who tries them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.people import make_officer
from tests.screening.network import NOW, PURPOSES, person

from interlace.facts.models import Fact
from interlace.facts.shared import shared_by_us, shared_with_us
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Bureau, Officer

PHONE = "+82 10 0000 0142"
KOREAN = person("한지섭", phone=PHONE, birthDate="1991-04-17")
THAI = person("ฮัน จีซอบ", phone=PHONE, birthDate="1991-04-17")
NEAR_END = NOW + timedelta(days=300)


def chief_of(member: str) -> None:
    """Somebody who sees more than the desk, with a second person to sign."""
    Officer.objects.filter(username=f"{member.lower()}.second").update(level=3)
    bureau = Bureau.objects.get(member=member)
    make_officer(member, username=f"{member.lower()}.chief", bureau=bureau, level=3, purposes=tuple(PURPOSES))


def facts_read_by(who: Viewer) -> dict[str, UUID]:
    with acting(who, now=NOW):
        return dict(Fact.objects.visible_to(who).values_list("prop", "id"))


def shared_with(who: Viewer) -> list[Any]:
    """What the officer is told of facts that go to and fro."""
    return [
        (each.originator, each.source, each.facts)
        for read in (shared_by_us, shared_with_us)
        for each in read(who, now=NOW)
    ]
