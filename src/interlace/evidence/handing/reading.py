"""Hand-overs as each side may read them: what is offered, to whom, and what was said to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from interlace.cases.models import Case
from interlace.cases.rules import may_read, may_work
from interlace.core.handling import Action
from interlace.evidence.handing.rules import no_such_hand_over
from interlace.evidence.models import BureauHandOver, BureauHandOverAct, Exhibit
from interlace.foundation.disclosure.acting import acting, acting_in_every_matter
from interlace.foundation.disclosure.labels import Permitted
from interlace.foundation.disclosure.viewer import Viewer

OFFERED = "offered"
"""The state of an offer to which nothing has been said."""


@dataclass(frozen=True, slots=True)
class HandOverView:
    """One hand-over as this side may read it."""

    offer: BureauHandOver
    acts: tuple[BureauHandOverAct, ...]
    exhibit: UUID | None
    """The own exhibit that it is about, where the viewer may see it."""
    is_given: bool
    """Whether the viewer's bureau is the one that gives."""
    may_work: bool

    @property
    def state(self) -> str:
        """Offered, or what was said last."""
        return self.acts[-1].move if self.acts else OFFERED


def hand_overs_of(viewer: Viewer, *, now: datetime) -> Sequence[HandOverView]:
    """Hand-overs between the viewer's bureau and others, the latest first."""
    found: dict[UUID, HandOverView] = {}
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                for each in BureauHandOver.objects.prefetch_related("acts"):
                    found[each.id] = _merged(found.get(each.id), _view(matter, each))
    return sorted(found.values(), key=lambda each: (-each.offer.offered.timestamp(), each.offer.id))


def hand_overs_told(viewer: Viewer, *, now: datetime) -> Sequence[HandOverView]:
    """The same for an inbox: in one context for all purposes, and without the own exhibits that they are about.

    Who reads an offer follows from labels alone, so what row security lets pass for all purposes together is what it
    lets pass for any of them.
    """
    if not may_read(viewer):
        return []
    with acting_in_every_matter(viewer, Action.READ, now=now):
        offers = list(BureauHandOver.objects.prefetch_related("acts").order_by("-offered", "id"))
    return [HandOverView(each, _acts_of(each), None, each.member == viewer.member, may_work(viewer)) for each in offers]


def offers_told(viewer: Viewer) -> QuerySet[BureauHandOver]:
    """The offers that an officer reads, within a context of every matter.

    Who reads one follows from labels alone, so what row security lets pass for all purposes together is what it lets
    pass for any of them.
    """
    return BureauHandOver.objects.all() if may_read(viewer) else BureauHandOver.objects.none()


def hand_over_view(viewer: Viewer, hand_over: UUID, *, now: datetime) -> HandOverView:
    """One hand-over; `NotFound` where there is none for this viewer."""
    found: HandOverView | None = None
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                for each in BureauHandOver.objects.filter(pk=hand_over).prefetch_related("acts"):
                    found = _merged(found, _view(matter, each))
    if found is None:
        raise no_such_hand_over()
    return found


def offers_seen(case: Case, recipient: str, permitted: Permitted) -> list[str]:
    """What of this case is or was offered to that bureau, as far as its terms let a reader there read the offer.

    What went home is left out: over there it is seen with a case of which nothing is known here.
    """
    offers = BureauHandOver.objects.filter(exhibit__case=case, recipient=recipient, returns=None).order_by("offered")
    return [each.title for each in offers if each.label_id is not None and permitted.permits(each.label_id)]


def open_offer_of(exhibit: Exhibit) -> BureauHandOver | None:
    """The offer of this exhibit to which nothing has been said; a context must be open."""
    return BureauHandOver.objects.filter(exhibit=exhibit, acts=None).first()


def _view(viewer: Viewer, offer: BureauHandOver) -> HandOverView:
    is_given = offer.member == viewer.member
    if is_given:
        exhibit: UUID | None = offer.exhibit_id
    else:
        mine = Exhibit.objects.filter(id=offer.returns) if offer.returns else Exhibit.objects.filter(came_by=offer.id)
        exhibit = mine.values_list("id", flat=True).first()
    return HandOverView(offer, _acts_of(offer), exhibit, is_given, may_work(viewer))


def _acts_of(offer: BureauHandOver) -> tuple[BureauHandOverAct, ...]:
    """What was said to it, an error last."""
    return tuple(sorted(offer.acts.all(), key=lambda act: (act.move == BureauHandOverAct.Move.MISTAKEN, act.at)))


def _merged(one: HandOverView | None, other: HandOverView) -> HandOverView:
    """Under another purpose the viewer may see its own exhibit too."""
    return other if one is None or one.exhibit is None else one
