"""Meetings as they leave the node, in the one shape that API and command line share."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from interlace.meeting.models import Meeting
from interlace.meeting.queries import ActionView, LinkView, MeetingView
from interlace.meeting.schemas import (
    AgreedActionOut,
    BroughtOut,
    LinkVerdictOut,
    LinkWordsOut,
    MeetingLinkOut,
    MeetingOut,
    MeetingRowOut,
    MeetingsOut,
)


def meetings_out(found: Iterable[Meeting]) -> MeetingsOut:
    """Every meeting that was found."""
    return MeetingsOut(items=[MeetingRowOut(**_row(each)) for each in found])


def meeting_out(view: MeetingView, *, today: date) -> MeetingOut:
    """One meeting as the viewer may see it."""
    return MeetingOut(
        **_row(view.meeting),
        links=[_link(each) for each in view.links],
        actions=[_action(each, today=today) for each in view.actions],
        brought=[
            BroughtOut(bureau=each.bureau, counts=each.counts, problems=len(each.problems)) for each in view.folders
        ],
    )


def _row(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "title": meeting.title,
        "held_on": meeting.held_on,
        "place": meeting.place,
        "host": meeting.member,
        "bureaus": meeting.bureaus,
    }


def _link(found: LinkView) -> MeetingLinkOut:
    link = found.link
    return MeetingLinkOut(
        id=link.id,
        bureau_a=link.bureau_a,
        case_a=link.case_a,
        bureau_b=link.bureau_b,
        case_b=link.case_b,
        reason=link.reason,
        how=link.how,
        value=link.value,
        probability=round(link.probability, 4),
        words=[LinkWordsOut(bureau=each.bureau, words=each.words, place=each.place) for each in found.passages],
        verdicts=[
            LinkVerdictOut(
                bureau=each.member,
                officer=each.officer_name,
                finding=each.finding,
                reason=each.reason,
                at=each.at,
            )
            for each in found.verdicts
        ],
        agreed=found.agreed.value if found.agreed is not None else None,
    )


def _action(found: ActionView, *, today: date) -> AgreedActionOut:
    action, end = found.action, found.end
    return AgreedActionOut(
        id=action.id,
        text=action.text,
        owner=action.owner,
        due=action.due,
        carried_over=found.is_carried_over,
        overdue=found.is_overdue(today=today),
        readers=action.readers,
        ending=end.ending if end is not None else None,
        outcome=end.outcome if end is not None else "",
    )
