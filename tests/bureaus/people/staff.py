"""A bureau with a head, a second person and a unit, for the tests of people and of what they do."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.people import make_bureau, make_officer

from interlace.bureaus.people.changes import propose_officer, propose_unit
from interlace.bureaus.people.deciding import Decided, sign_change
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.posts import OfficerPost, UnitRights
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PAPER = Paper("KR-ORD-2026-14", date(2026, 11, 2), "Director Han")


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works at the bureau of KR."""

    bureau: Bureau
    head: Officer
    second: Officer
    duty: Officer
    unit: Bureau

    def by(self, officer: Officer, *, purpose: str = "fraud") -> Viewer:
        """The officer as somebody who acts."""
        known = Officer.objects.select_related("bureau__member").get(pk=officer.pk)
        return viewer_of(known, purpose=purpose, reference="KR-1")

    def post(self, **changed: Any) -> OfficerPost:
        """The post of somebody new."""
        post = OfficerPost(
            username="kr.y.seo",
            name="Y. Seo",
            bureau=str(self.bureau.pk),
            roles=(Role.DUTY_OFFICER,),
            purposes=("fraud",),
            level=1,
            trained=date(2026, 3, 1),
            training_ends=date(2027, 3, 1),
        )
        return replace(post, **changed)

    def appointed(self, **changed: Any) -> tuple[Officer, Decided]:
        """Somebody new, proposed and signed."""
        proposed = propose_officer(self.by(self.head), self.post(**changed), PAPER, now=NOW)
        change = proposed.change
        done = sign_change(self.by(self.second), change.id, digest=change.digest, now=LATER)
        return Officer.objects.get(pk=done.change.subject), done

    def opened(self, rights: UnitRights) -> Bureau:
        """A new unit, proposed and signed."""
        change = propose_unit(self.by(self.head), rights, PAPER, now=NOW).change
        done = sign_change(self.by(self.second), change.id, digest=change.digest, now=LATER)
        return Bureau.objects.get(pk=done.change.subject)


def make_staff(member: str = "KR") -> Staff:
    """A head and a second person of level 3, a duty officer of level 1, and a unit without anybody."""
    code = member.lower()
    bureau = make_bureau(member)
    return Staff(
        bureau=bureau,
        head=make_officer(member, username=f"{code}.head", roles=(Role.HEAD,), level=3, rooms=["reed"]),
        second=make_officer(member, username=f"{code}.second", roles=(Role.INVESTIGATOR,), level=3),
        duty=make_officer(member, username=f"{code}.duty", roles=(Role.DUTY_OFFICER,), level=1),
        unit=make_bureau(
            member,
            name=f"Anti-fraud unit {member}",
            kind=Bureau.Kind.DOMESTIC_UNIT,
            parent=bureau,
            ceiling=["discover"],
        ),
    )
