"""Whom a bureau can wake, in order: who is on duty, who comes next, and then everybody else who could answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from interlace.core.handling import Action
from interlace.core.procedure.escalation import Target
from interlace.core.procedure.rota import Post, Seat, on_duty, order_of_waking
from interlace.desk.shift.rotas import people_behind, rotas_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.roles import Verb

_CAN_ACT = frozenset({Verb.ANSWER, Verb.ASK, Verb.SUPERVISE, Verb.RECALL})
"""Who can do anything about a duty; which of them may know of it, its source says."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The officers of one member, as they would be woken at one moment."""

    member: str
    order: tuple[Officer, ...]
    leads: tuple[Officer, ...]
    heads: tuple[Officer, ...]

    @property
    def keeper(self) -> Viewer:
        """Somebody of the member under whom the node keeps its own notes; it gives no sight of anything."""
        return viewer_of(self.order[0])

    def reached(self, target: Target, *, knowing: Collection[UUID]) -> tuple[Officer, ...]:
        """Whom a step reaches, of those who may know of its duty; where none of them may, the next in order."""
        fitting = [officer for officer in self._meant(target) if officer.pk in knowing]
        return tuple(fitting) or self.next_after((), knowing=knowing)

    def next_after(self, tried: Collection[UUID], *, knowing: Collection[UUID]) -> tuple[Officer, ...]:
        """The first in order who may know of it and has not been tried; nobody when all have."""
        return tuple(each for each in self.order if each.pk in knowing and each.pk not in tried)[:1]

    def _meant(self, target: Target) -> Sequence[Officer]:
        match target:
            case Target.ON_DUTY:
                return ()
            case Target.LEAD:
                return self.leads
            case Target.HEAD | Target.SECRETARIAT:
                return self.heads


def members_here() -> list[str]:
    """The members who have somebody on this node to wake."""
    active = Member.objects.filter(status=Member.Status.ACTIVE, bureaus__officers__is_active=True)
    return sorted(set(active.values_list("code", flat=True)))


def roster_of(member: str, *, now: datetime) -> Roster | None:
    """The member's officers as they would be woken now; nothing when it has none who could act."""
    found = Officer.objects.in_service().filter(bureau__member=member, is_service=False).order_by("username")
    officers = [officer for officer in found if _CAN_ACT & officer.verbs]
    if not officers:
        return None
    kinds = list(Bureau.Kind)
    bureaus = sorted(
        {officer.bureau_id: officer.bureau for officer in officers}.values(),
        key=lambda bureau: (kinds.index(Bureau.Kind(bureau.kind)), bureau.name),
    )
    with acting(viewer_of(officers[0]), Action.READ, now=now):
        rotas = rotas_of(bureaus, today=now.date())
    planned: list[Officer] = []
    leads: list[Officer] = []
    for bureau in bureaus:
        planned += people_behind(order_of_waking(rotas[bureau.pk], now), officers, bureau)
        leads += people_behind(on_duty(rotas[bureau.pk], now).posts(Seat.LEAD), officers, bureau)
    # Without a rota the desk is woken before its head: better somebody than nobody.
    rest = sorted(officers, key=lambda each: (Verb.ANSWER not in each.verbs, Verb.SUPERVISE in each.verbs))
    return Roster(
        member=member,
        order=tuple({officer.pk: officer for officer in [*planned, *rest]}.values()),
        leads=tuple({officer.pk: officer for officer in leads}.values()),
        heads=tuple(officer for officer in officers if Verb.SUPERVISE in officer.verbs),
    )


def on_duty_now(bureau: Bureau, posts: Sequence[Post]) -> list[Officer]:
    """The officers behind the posts of one bureau."""
    found = Officer.objects.in_service().filter(bureau__member=bureau.member_id, is_service=False)
    return people_behind(posts, list(found.order_by("username")), bureau)
