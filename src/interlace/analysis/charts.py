"""Link charts as one viewer may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.analysis.loading import Loading
from interlace.cases.finding import matter_of_case
from interlace.cases.models import CaseEntry
from interlace.core.charting import Chart, Drawing, Likeness, Statement, assemble, choose
from interlace.core.handling import Action
from interlace.core.identifiers import canonical_key
from interlace.core.identifiers.recognition import recognise
from interlace.facts.models import Fact
from interlace.facts.queries import contribution_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput, NotFound

MOST_STARTS = 25_000


@dataclass(frozen=True, slots=True)
class Start:
    """What a chart starts from: things, an import of the viewer's own bureau, or whoever has a number."""

    things: tuple[UUID, ...] = ()
    """Subjects; for a number a fact that states it."""
    contribution: UUID | None = None
    keys: tuple[str, ...] = ()
    case: UUID | None = None
    """A case of the viewer's own bureau: what stands in it, under its purpose."""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.things or self.contribution or self.keys or self.case)


@dataclass(frozen=True, slots=True)
class LinkChart:
    """A chart, where it starts, and what of it is drawn."""

    viewer: Viewer
    """At work under the purpose of the case, where it starts from one."""
    title: str
    """Of the case."""
    statements: tuple[Statement, ...]
    likenesses: tuple[Likeness, ...]
    chart: Chart
    starts: tuple[int, ...]
    drawing: Drawing


def link_chart(viewer: Viewer, start: Start, *, stages: Sequence[UUID | None] = (), now: datetime) -> LinkChart:
    """The chart from this start, grown by these stages: a thing whose surroundings come, or the next by strength.

    `NotFound` where nothing of the start is for this viewer: what does not exist answers alike. A stage about a thing
    that is not on the chart, or not any more, changes nothing.
    """
    title = ""
    if start.case is not None:
        viewer, case = matter_of_case(viewer, start.case, now=now)
        title = case.title
    loading = Loading(viewer, now=now)
    subjects = _subjects_of(viewer, loading, start, now=now)
    if not subjects and start.case is None:
        raise NotFound(_("There is nothing to draw here."))
    loading.add(subjects)
    for stage in stages:
        if stage is not None:
            loading.add(loading.subjects_of([stage]))
    statements, likenesses = tuple(loading.statements.values()), tuple(loading.likenesses.values())
    chart = assemble(statements, likenesses)
    starts = _starts_of(chart, start, subjects)
    if not starts:  # what it starts from is a link between two others: then these are what it is about
        starts = tuple(range(len(chart.items)))
    known = [None if each is None else chart.places.get(str(each)) for each in stages]
    kept = [place for place, stage in zip(known, stages, strict=True) if stage is None or place is not None]
    return LinkChart(viewer, title, statements, likenesses, chart, starts, choose(chart, starts, kept))


def _starts_of(chart: Chart, start: Start, subjects: Sequence[UUID]) -> tuple[int, ...]:
    """A number is where it starts itself, and not those who have it."""
    wanted = set(map(str, start.things))
    if start.contribution is not None or start.case is not None:
        wanted |= set(map(str, subjects))
    found = {chart.places[each] for each in wanted if each in chart.places}
    found |= {place for place, item in enumerate(chart.items) if item.key and item.key in start.keys}
    return tuple(sorted(found))


def typed_keys(text: str) -> tuple[str, ...]:
    """The canonical keys that a typed number may have, the likeliest kind first."""
    return tuple(dict.fromkeys(canonical_key(each) for each in recognise(text)))


def _subjects_of(viewer: Viewer, loading: Loading, start: Start, *, now: datetime) -> list[UUID]:
    subjects = set(loading.subjects_of(start.things)) if start.things else set()
    if start.keys:
        subjects |= set(loading.subjects_with(start.keys))
    if start.contribution is not None:
        contribution_of(viewer, start.contribution)
        with acting(viewer, Action.READ, now=now):
            own = Fact.objects.visible_to(viewer, action=Action.READ).filter(contribution=start.contribution)
            subjects |= set(own.order_by("subject").values_list("subject", flat=True).distinct()[: MOST_STARTS + 1])
    if start.case is not None:
        with acting(viewer, Action.READ, now=now):
            entries = CaseEntry.objects.visible_to(viewer).filter(case=start.case)
            subjects |= set(entries.values_list("subject", flat=True))
    if len(subjects) > MOST_STARTS:
        raise InvalidInput(
            _("A chart starts from {most} things at most.").format(most=MOST_STARTS),
            fix=_("Start from one person, company or number, and expand from there."),
        )
    return sorted(subjects)
