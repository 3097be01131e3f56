"""What a bureau keeps about its people: a unit with rights, an officer, rights that wait, a lost device."""

from datetime import date, datetime
from uuid import UUID, uuid4

from interlace.bureaus.people.changes import propose_officer
from interlace.bureaus.people.models import HitLevel, Signal, UnitGrant
from interlace.bureaus.people.papers import Paper, note_paper
from interlace.bureaus.people.posts import CASE_FACTS, OfficerPost
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Bureau, Officer, ResetProposal
from interlace.foundation.identity.roles import Role

_PAPER = Paper("Order 7", date(2026, 7, 1), "The Director")


def keep_people(head: Viewer, *, bureau: Bureau, now: datetime) -> None:
    """One of everything, by the head of this bureau."""
    name = uuid4().hex[:8]
    unit = Bureau.objects.create(
        id=uuid4(),
        member_id=head.member,
        parent=bureau,
        name=f"Unit {name}",
        kind=Bureau.Kind.DOMESTIC_UNIT,
        ceiling=["discover"],
    )
    with acting(head, now=now):
        UnitGrant.objects.create(member=head.member, unit=unit.pk, register=CASE_FACTS, level=HitLevel.HIT)
    officer = Officer.objects.create(
        id=uuid4(),
        username=f"{name}.clerk",
        display_name=f"Clerk {name}",
        password="!",
        bureau=unit,
        roles=[Role.DOMESTIC_UNIT.value],
        purposes=["fraud"],
    )
    post = OfficerPost(
        username=f"{head.member.lower()}.{name}",
        name=f"Officer {name}",
        bureau=str(unit.pk),
        roles=(Role.DOMESTIC_UNIT.value,),
        purposes=("fraud",),
        trained=date(2026, 1, 1),
        training_ends=date(2027, 1, 1),
    )
    propose_officer(head, post, _PAPER, now=now)
    with acting(head, now=now):
        note_paper(
            head, _PAPER.with_scan("order.pdf", b"%PDF-1.7"), subject=unit.pk, by_name=name, by=UUID(head.id), now=now
        )
        Signal.objects.create(
            member=head.member,
            bureau=bureau.pk,
            officer=officer.pk,
            rule="night",
            day=now.date(),
            params={"count": 20, "before": 1},
            first=now,
            last=now,
            noticed=now,
        )
    ResetProposal.objects.create(id=uuid4(), officer=officer, by_id=head.id, at=now)
