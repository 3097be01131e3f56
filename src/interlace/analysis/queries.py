"""Reads of saved views: each as far as its reader may read what it holds, now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.analysis.asking import MORE, Asked
from interlace.analysis.charts import Start
from interlace.analysis.models import SavedView
from interlace.analysis.rules import may_chart
from interlace.cases.models import Case
from interlace.core.handling import Action
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound

LISTED = 100


@dataclass(frozen=True, slots=True)
class _Read:
    """Views, and which of the facts that they hold this viewer may read now."""

    views: Sequence[SavedView]
    readable: frozenset[str]
    cases: frozenset[UUID]
    """Those at which views begin, as far as this viewer may know of them."""
    contributions: frozenset[UUID]
    """The same of imports: of each the viewer may read something, and all of one stands under one label."""

    def is_for(self, viewer: Viewer, view: SavedView) -> bool:
        """Whether this is one's own, or a colleague's of which one may read everything that it holds.

        What a view is called may tell of what it holds.
        """
        return str(view.officer) == viewer.id or (
            all(not self.readable.isdisjoint(each) for each in _held(view))
            and (view.case is None or view.case in self.cases)
            and (view.contribution is None or view.contribution in self.contributions)
        )


def views_of(viewer: Viewer, *, now: datetime) -> list[SavedView]:
    """The views that this viewer may open, the latest first."""
    if not may_chart(viewer):
        return []
    with acting(viewer, now=now):
        found = _read(viewer, SavedView.objects.visible_to(viewer).order_by("-created", "id")[: 5 * LISTED])
    return [each for each in found.views if found.is_for(viewer, each)][:LISTED]


def view_of(viewer: Viewer, view_id: UUID, *, now: datetime) -> SavedView:
    """One of them; `NotFound` for any other."""
    return _one(viewer, view_id, now=now)[0]


def asked_by_view(viewer: Viewer, view_id: UUID, *, now: datetime) -> Asked:
    """The chart that a view asks for, of what this viewer may still read: what is gone is left out."""
    view, found = _one(viewer, view_id, now=now)
    starts = (_first(facts, found.readable) for facts in view.starts)
    steps = ((verb, _first(facts, found.readable)) for verb, *facts in view.steps)
    return Asked(
        start=Start(
            things=tuple(each for each in starts if each is not None), contribution=view.contribution, case=view.case
        ),
        steps=tuple((verb, item) for verb, item in steps if verb == MORE or item is not None),
    )


def _one(viewer: Viewer, view_id: UUID, *, now: datetime) -> tuple[SavedView, _Read]:
    if may_chart(viewer):
        with acting(viewer, now=now):
            found = _read(viewer, SavedView.objects.visible_to(viewer).filter(pk=view_id))
        for view in found.views:
            if found.is_for(viewer, view):
                return view, found
    raise NotFound(_("There is no such view."))


def _read(viewer: Viewer, views: Iterable[SavedView]) -> _Read:
    listed = list(views)
    held = {fact for view in listed for facts in _held(view) for fact in facts}
    facts = Fact.objects.visible_to(viewer, action=Action.READ)
    cases = Case.objects.visible_to(viewer).filter(id__in={view.case for view in listed if view.case})
    imports = facts.filter(contribution__in={view.contribution for view in listed if view.contribution})
    return _Read(
        listed,
        readable=frozenset(map(str, facts.filter(id__in=held).values_list("id", flat=True))),
        cases=frozenset(cases.values_list("id", flat=True)),
        contributions=frozenset(imports.order_by().values_list("contribution", flat=True).distinct()),
    )


def _held(view: SavedView) -> list[list[str]]:
    return [*view.starts, *(facts for _verb, *facts in view.steps if facts)]


def _first(facts: Iterable[str], readable: frozenset[str]) -> UUID | None:
    return next((UUID(each) for each in facts if each in readable), None)
