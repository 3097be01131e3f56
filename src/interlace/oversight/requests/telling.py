"""What the bureau that received a request is told by owners: nothing before the letter is ready, then all at once.

The moment is fixed when the owners are asked. What they say, in which order and how soon, changes no byte that the
other side reads before it, and no minute of it: who has nothing is not faster than who had to look.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.oversight.models import OwnerAnswer, OwnerAsked, OwnerDecision, SubjectRequest


@dataclass(frozen=True, slots=True)
class OwnerTold:
    """What may be known of one owner by now."""

    owner: str
    asked: datetime
    due: datetime
    answer: OwnerAnswer
    statement: str = ""
    """What the owner lets the person be told, in its own words."""

    @property
    def answered(self) -> datetime | None:
        """When the answer was there for the other side: never when it was given."""
        return self.due if self.answer in {OwnerAnswer.PERMIT, OwnerAnswer.NOTHING_MORE} else None


def ready_at(request: SubjectRequest) -> datetime | None:
    """When the letter is ready; nothing before the owners are asked. Of a request that was read with its owners."""
    return max((each.due for each in request.owners.all()), default=None)


def owners_told(
    viewer: Viewer, requests: Sequence[SubjectRequest], *, now: datetime
) -> Mapping[UUID, tuple[OwnerTold, ...]]:
    """What the bureau that received these requests may know of their owners now, by request."""
    asked = [each for request in requests for each in request.owners.all() if each.due <= now]
    decisions = _decisions_in_time(viewer, asked, now=now)
    return {
        request.id: tuple(
            _told(each, decisions.get(each.id, ()), now=now)
            for each in sorted(request.owners.all(), key=lambda each: each.owner)
        )
        for request in requests
    }


def _told(asked: OwnerAsked, decisions: Sequence[OwnerDecision], *, now: datetime) -> OwnerTold:
    if now < asked.due:
        return OwnerTold(asked.owner, asked.asked, asked.due, OwnerAnswer.WAITING)
    statement = "\n".join(dict.fromkeys(each.told for each in decisions if each.told))
    if statement:
        return OwnerTold(asked.owner, asked.asked, asked.due, OwnerAnswer.PERMIT, statement)
    answer = OwnerAnswer.NOTHING_MORE if decisions else OwnerAnswer.NO_ANSWER
    return OwnerTold(asked.owner, asked.asked, asked.due, answer)


def _decisions_in_time(
    viewer: Viewer, asked: Collection[OwnerAsked], *, now: datetime
) -> Mapping[UUID, Sequence[OwnerDecision]]:
    """What was decided before the moment, by the question as it was asked; what comes later reaches nobody."""
    due = {each.id: each.due for each in asked}
    found: defaultdict[UUID, list[OwnerDecision]] = defaultdict(list)
    with acting(viewer, now=now):
        own = set(OwnerDecision.objects.visible_to(viewer).values_list("id", flat=True))
        with steward(Task.RETENTION):
            rows = OwnerDecision.objects.filter(question__asked__in=due).select_related("question")
            for row in rows.order_by("decided", "id"):
                # Of the own bureau an officer is not told by this way what it may not know of there.
                is_known = row.member != viewer.member or bool(row.told) or row.id in own
                if is_known and row.decided < due[row.question.asked]:
                    found[row.question.asked].append(row)
    return found
