"""Task forces: a room of a joint case that officers join until a moment, and leave by themselves at that moment.

The end is kept twice. The disclosure rule asks for it at every look (`Officer.rooms_at`); a job tidies up afterwards.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.cases import ledger_events
from interlace.cases.joint.finding import at_work_jointly, side_to_change
from interlace.cases.joint.models import JointSide, RoomStay
from interlace.cases.joint.telling import end_stays
from interlace.cases.rules import error_of, require_none
from interlace.core.problems import Problem
from interlace.core.procedure.cases import room_end_problem
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb
from interlace.screening.rules import require_verb


@transaction.atomic
def join_task_force(viewer: Viewer, joint: UUID, *, officer: UUID, until: datetime, now: datetime) -> RoomStay:
    """Let an officer of the own bureau into the task force until a moment; a second time sets another end."""
    require_verb(viewer, Verb.APPOINT)
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = side_to_change(matter, joint)
        if not side.takes_part:
            raise error_of(Problem("not_a_party"))
        require_none(room_end_problem(until, joint_until=side.until, now=now))
        chosen = (
            Officer.objects.in_service()
            .select_for_update(of=("self",))
            .filter(id=officer, bureau__member=matter.member)
            .first()
        )
        if chosen is None or not _may_join(chosen, side):
            raise error_of(Problem("officer_unknown"))
        end_stays(RoomStay.objects.filter(side=side, officer=officer), now=now)
        stay = RoomStay(
            member=matter.member,
            joint=joint,
            side=side,
            officer=officer,
            officer_name=chosen.display_name,
            room=side.room,
            since=now,
            until=until,
            given_by=UUID(matter.id),
        )
        stay.save(force_insert=True)
        chosen.refresh_from_db(fields=["timed_rooms"])
        chosen.timed_rooms[side.room] = until.isoformat()
        chosen.save(update_fields=["timed_rooms"])
        record(
            ledger_events.ROOM_GIVEN,
            by=matter.id,
            member=matter.member,
            on=joint,
            now=now,
            purpose=side.purpose,
            detail={"officer": str(officer), "until": until.isoformat()},
        )
        return stay


@transaction.atomic
def leave_task_force(viewer: Viewer, joint: UUID, *, officer: UUID, now: datetime) -> None:
    """Take an officer of the own bureau, or oneself, out of the task force before its time."""
    if str(officer) != viewer.id:
        require_verb(viewer, Verb.APPOINT)
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = side_to_change(matter, joint)
        if not end_stays(RoomStay.objects.filter(side=side, officer=officer), now=now):
            raise error_of(Problem("officer_unknown"))


def officers_for(side: JointSide) -> list[Officer]:
    """Officers of the bureau of this side who may be sent into its task force, by name."""
    found = Officer.objects.in_service().filter(bureau__member=side.member, is_service=False)
    return [each for each in found.order_by("display_name", "id") if _may_join(each, side)]


def _may_join(officer: Officer, side: JointSide) -> bool:
    return side.purpose in officer.purposes and not viewer_of(officer).unit
