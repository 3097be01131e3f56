"""Reads of hits and checks that more than one surface needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.procedure.ladder import Party, State
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.screening.hits.releases import fields_of
from interlace.screening.holdings import Statement, statement_of
from interlace.screening.models import Check, CheckAnswer, HitSide, Release

OPEN_STATES = (State.MATCHED, State.PERSON_OR_OBJECT_HELD, State.CONFIRMATION_REQUESTED)


@dataclass(frozen=True, slots=True)
class HitView:
    """One hit as this viewer may see it: its side, its own fields and those released to it."""

    side: HitSide
    own_fields: tuple[Statement, ...]
    released: tuple[Statement, ...]
    """The counterpart's statements that the viewer may read."""
    releases: tuple[Release, ...]


def reads_no_answer(side: HitSide, *, now: datetime) -> bool:
    """An unanswered question whose clock has run out reads "no answer", never yes or no."""
    if side.state != State.CONFIRMATION_REQUESTED or side.confirmation_due is None:
        return False
    return now >= side.confirmation_due


def hit_of(viewer: Viewer, hit: UUID, *, now: datetime) -> HitView:
    """One hit; `NotFound` when there is none or it is not for this viewer. The viewer's purpose is the hit's."""
    for matter in matters_of(viewer):
        with acting(matter, Action.READ, now=now):
            side = HitSide.objects.visible().filter(hit=hit, member=viewer.member, purpose=matter.purpose).first()
            if side is not None:
                return _view(matter, side)
    raise NotFound(_("There is no such hit."))


def matter_of_hit(viewer: Viewer, hit: UUID, *, now: datetime) -> Viewer:
    """The viewer at work on this hit: under the hit's own purpose and reference."""
    side = hit_of(viewer, hit, now=now).side
    return viewer.working_for(purpose=side.purpose, reference=side.reference or viewer.reference)


def hits_of(
    viewer: Viewer, *, now: datetime, states: Sequence[State] = (), party: Party | None = None
) -> list[HitSide]:
    """Every hit this viewer may know of, under each of its purposes: what is due first comes first."""
    found: list[HitSide] = []
    for matter in matters_of(viewer):
        with acting(matter, Action.DISCOVER, now=now):
            sides = HitSide.objects.visible().filter(member=viewer.member, purpose=matter.purpose)
            if states:
                sides = sides.filter(state__in=states)
            if party is not None:
                sides = sides.filter(party=party)
            found += sides
    return sorted(found, key=_by_due)


def releases_to_sign(viewer: Viewer, *, now: datetime) -> list[Release]:
    """Proposals of this bureau that wait for a second person, other than the one who proposed."""
    found: list[Release] = []
    for matter in matters_of(viewer):
        with acting(matter, Action.DISCOVER, now=now):
            sides = HitSide.objects.visible().filter(member=viewer.member, purpose=matter.purpose)
            found += Release.objects.filter(
                member=viewer.member, state=Release.State.PROPOSED, hit__in=sides.values("hit")
            ).exclude(proposed_by=UUID(viewer.id))
    return sorted(found, key=lambda release: (release.proposed, str(release.id)))


def checks_of(viewer: Viewer, *, now: datetime, most: int = 20) -> list[Check]:
    """The officer's own latest checks."""
    with acting(viewer, Action.DISCOVER, now=now):
        mine = Check.objects.filter(member=viewer.member, officer=UUID(viewer.id), batch=None)
        return list(mine.prefetch_related("answers").order_by("-created", "id")[:most])


def check_of(viewer: Viewer, check: UUID, *, now: datetime) -> tuple[Check, list[CheckAnswer]]:
    """One check of the officer's own bureau with its answers; `NotFound` otherwise."""
    for matter in matters_of(viewer):
        with acting(matter, Action.DISCOVER, now=now):
            found = Check.objects.filter(id=check, member=viewer.member, purpose=matter.purpose).first()
            if found is not None:
                return found, list(found.answers.order_by("holder"))
    raise NotFound(_("There is no such check."))


def matters_of(viewer: Viewer) -> Iterator[Viewer]:
    """The viewer under each purpose it holds, its present one first: each item states its own purpose."""
    for purpose in sorted(viewer.person.purposes, key=lambda each: (each != viewer.purpose, each)):
        yield viewer.working_for(purpose=purpose, reference=viewer.reference)


def _view(viewer: Viewer, side: HitSide) -> HitView:
    own: Sequence[Statement]
    released: list[Statement] = []
    if side.party == Party.HOLDER:
        own = fields_of(viewer, side)
    else:
        own = _statements(viewer, side.own_subject, originator=viewer.member)
        released = _statements(viewer, side.their_subject, originator=side.counterpart)
    releases = Release.objects.filter(hit=side.hit, member=viewer.member).order_by("proposed")
    return HitView(side=side, own_fields=tuple(own), released=tuple(released), releases=tuple(releases))


def _statements(viewer: Viewer, subject: UUID | None, *, originator: str) -> list[Statement]:
    if subject is None:
        return []
    facts = Fact.objects.visible_to(viewer, action=Action.READ).filter(subject=subject, originator=originator)
    return sorted(map(statement_of, facts), key=lambda each: (each.prop, each.value, each.tag))


def _by_due(side: HitSide) -> tuple[bool, datetime, str]:
    due = side.confirmation_due if side.first_answered else side.first_answer_due
    waits = side.state == State.CONFIRMATION_REQUESTED and due is not None
    return (not waits, due or side.created, str(side.hit))
