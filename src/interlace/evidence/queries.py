"""Reads of exhibits: lists, and one exhibit with its story, for whoever may see its case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from interlace.cases.finding import matter_of_case
from interlace.cases.holds.queries import may_hold
from interlace.cases.models import Case
from interlace.cases.rules import is_on, may_read, may_work
from interlace.evidence.custody import Story, story_within
from interlace.evidence.finding import case_of_exhibit
from interlace.evidence.models import Exhibit
from interlace.evidence.outside import is_outside
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.queries import Place


@dataclass(frozen=True, slots=True)
class ExhibitView:
    """One exhibit as this officer may see it."""

    story: Story
    case: Case
    may_work: bool
    is_on_it: bool
    is_offered_to_viewer: bool
    may_hold: bool
    """Whether this officer may put it under a legal hold."""
    is_outside: bool
    """Whether somebody outside the bureau has it."""

    @property
    def exhibit(self) -> Exhibit:
        """What the story is about."""
        return self.story.exhibit


def exhibits_page(
    viewer: Viewer, *, now: datetime, most: int, case: UUID | None = None, after: Place | None = None
) -> Sequence[Exhibit]:
    """Exhibits of the cases that this viewer may see, or of one of them, the one added last first."""
    found: dict[UUID, Exhibit] = {}
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                cases = Case.objects.visible_to(matter)
                rows = Exhibit.objects.filter(case__in=cases if case is None else cases.filter(id=case))
                if after is not None:
                    rows = rows.filter(Q(added__lt=after[0]) | Q(added=after[0], id__gt=after[1]))
                found |= {each.id: each for each in rows.select_related("case").order_by("-added", "id")[:most]}
    return sorted(found.values(), key=lambda each: (-each.added.timestamp(), each.id))[:most]


def exhibit_view(viewer: Viewer, exhibit_id: UUID, *, now: datetime) -> ExhibitView:
    """One exhibit with its custody; `NotFound` when there is none or it is not for this viewer."""
    matter, case = matter_of_case(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now)
    with acting(matter, now=now):
        exhibit = Exhibit.objects.select_related("case").get(pk=exhibit_id)
        story = story_within(matter, exhibit)
        return ExhibitView(
            story=story,
            case=case,
            may_work=may_work(matter),
            is_on_it=may_work(matter) and is_on(matter, case),
            may_hold=exhibit.sealed is not None and may_hold(matter, case),
            is_outside=is_outside(exhibit, story.holder),
            is_offered_to_viewer=story.offered_to_id == matter.id,
        )
