"""Reads of meetings. Everything is counted, ordered and numbered among what this viewer may read alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from interlace.cases.rules import may_read, may_work
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.meeting.finding import at_meeting
from interlace.meeting.models import (
    ActionEnd,
    AgreedAction,
    BroughtFolder,
    Finding,
    LinkPassage,
    LinkVerdict,
    Meeting,
    MeetingLink,
)


@dataclass(frozen=True, slots=True)
class LinkView:
    """A proposed link with what this viewer may read beside it."""

    link: MeetingLink
    passages: tuple[LinkPassage, ...]
    verdicts: tuple[LinkVerdict, ...]
    """The latest of each bureau."""
    is_mine_to_judge: bool

    @property
    def agreed(self) -> Finding | None:
        """What both bureaus say, where they say the same."""
        said = {each.member: Finding(each.finding) for each in self.verdicts}
        both = {said.get(self.link.bureau_a), said.get(self.link.bureau_b)}
        return both.pop() if len(both) == 1 else None


@dataclass(frozen=True, slots=True)
class ActionView:
    """An agreed action, and its end if it came."""

    action: AgreedAction
    end: ActionEnd | None
    is_carried_over: bool
    is_mine_to_end: bool

    def is_overdue(self, *, today: date) -> bool:
        """Whether its day has passed and it is still open."""
        return self.end is None and self.action.due < today


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting as this officer may see it."""

    meeting: Meeting
    folders: tuple[BroughtFolder, ...]
    """The latest of each bureau that may be read."""
    links: tuple[LinkView, ...]
    actions: tuple[ActionView, ...]
    is_host: bool
    may_work: bool

    @property
    def waits_for_papers(self) -> bool:
        """Whether the host has still to lay a pack."""
        return self.is_host and self.may_work and not self.folders

    def total(self, name: str) -> int:
        """A counter over the folders that are shown."""
        return sum(each.counts.get(name, 0) for each in self.folders)


def meetings(viewer: Viewer, *, now: datetime) -> list[Meeting]:
    """Every meeting that the bureau holds or was invited to, the latest day first."""
    found: list[Meeting] = []
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                found += Meeting.objects.visible_to(matter).filter(purpose=matter.purpose)
    return sorted(found, key=lambda each: (each.held_on, each.called, each.id), reverse=True)


def meeting_view(viewer: Viewer, meeting_id: UUID, *, now: datetime, action: Action = Action.READ) -> MeetingView:
    """One meeting; `NotFound` when there is none or it is not for this viewer."""
    with at_meeting(viewer, meeting_id, now=now, action=action) as (matter, meeting):
        rows = BroughtFolder.objects.visible_to(matter, action=action).filter(meeting=meeting)
        folders = rows.order_by("bureau", "-read", "id").distinct("bureau")
        return MeetingView(
            meeting=meeting,
            folders=tuple(folders),
            links=_links(matter, meeting, action),
            actions=_actions(matter, meeting, action),
            is_host=meeting.member == matter.member,
            may_work=may_work(matter),
        )


def _links(viewer: Viewer, meeting: Meeting, action: Action) -> tuple[LinkView, ...]:
    links = list(MeetingLink.objects.visible_to(viewer, action=action).filter(meeting=meeting))
    ids = [link.id for link in links]
    passages: defaultdict[UUID, list[LinkPassage]] = defaultdict(list)
    for passage in LinkPassage.objects.visible_to(viewer, action=action).filter(link__in=ids).order_by("bureau", "id"):
        passages[passage.link_id].append(passage)
    verdicts = _latest(LinkVerdict.objects.visible_to(viewer, action=action).filter(link__in=ids))
    ordered = sorted(
        links, key=lambda link: (-link.probability, link.bureau_a, link.case_a, link.bureau_b, link.case_b, link.id)
    )
    return tuple(
        LinkView(
            link=link,
            passages=tuple(passages[link.id]),
            verdicts=tuple(verdicts.get(link.id, {}).values()),
            is_mine_to_judge=may_work(viewer) and viewer.member in {link.bureau_a, link.bureau_b},
        )
        for link in ordered
    )


def _latest(verdicts: Iterable[LinkVerdict]) -> Mapping[UUID, Mapping[str, LinkVerdict]]:
    latest: dict[UUID, dict[str, LinkVerdict]] = defaultdict(dict)
    for each in sorted(verdicts, key=lambda said: (said.member, said.at, said.id)):
        latest[each.link_id][each.member] = each
    return latest


def _actions(viewer: Viewer, meeting: Meeting, action: Action) -> tuple[ActionView, ...]:
    """Those of this meeting, and those of earlier ones of its series that were open when it was held."""
    rows = AgreedAction.objects.visible_to(viewer, action=action).filter(series=meeting.series)
    agreed = list(rows.filter(meeting__held_on__lte=meeting.held_on).select_related("meeting"))
    ends = {
        end.action_id: end
        for end in ActionEnd.objects.visible_to(viewer, action=action).filter(action__in=[each.id for each in agreed])
    }
    shown = [
        ActionView(
            action=each,
            end=ends.get(each.id),
            is_carried_over=each.meeting_id != meeting.id,
            is_mine_to_end=may_work(viewer) and each.id not in ends and viewer.member in {each.owner, each.member},
        )
        for each in agreed
        if each.meeting_id == meeting.id or _was_open(each, ends.get(each.id), meeting)
    ]
    return tuple(sorted(shown, key=lambda each: (each.action.due, each.action.at, each.action.id)))


def _was_open(action: AgreedAction, end: ActionEnd | None, meeting: Meeting) -> bool:
    before = action.meeting
    is_earlier = (before.held_on, before.called) < (meeting.held_on, meeting.called)
    return is_earlier and (end is None or end.at.date() >= meeting.held_on)
