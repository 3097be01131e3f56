"""Cases that only those who are on them may know of, whatever others of the bureau are cleared for.

The case itself stands under their names. What is put into it stands under a room of its own, which is theirs while they
are on it: so one who is taken off loses at once what was read there before, and whatever was built on it.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from interlace.cases.joint.models import JointSide
from interlace.cases.labels import case_label
from interlace.cases.models import Case
from interlace.cases.rules import error_of
from interlace.core.handling import Action, Code, can
from interlace.core.problems import Problem
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Officer


def is_closed_in(case: Case) -> bool:
    """Whether the case stands under the names of its officers."""
    return Code.EYES_ONLY in book.label(case.label_id).codes


def room_of(case_id: UUID) -> str:
    """The room in which lies what was put into a closed-in case."""
    return f"closed-in:{case_id}"


def closed_in(case: Case, sharing: Sharing) -> Sharing:
    """The same sharing, and in a case that is closed in: for those who are on it alone."""
    if not is_closed_in(case):
        return sharing
    if sharing.life or (sharing.audience | sharing.seekers) - {case.member}:
        raise error_of(Problem("case_closed_in"))
    return replace(sharing, rooms=sharing.rooms | {room_of(case.id)})


def is_cleared(officer: Officer, case: Case, *, now: datetime) -> bool:
    """Whether the officer might read the case once it is named on it, by its place, purpose, level and operations."""
    colleague = viewer_of(officer)
    label = case_label(
        case.member,
        purpose=case.purpose,
        level=case.level,
        rooms=case.rooms,
        until=book.label(case.label_id).until,
        named={str(officer.pk)},
    )
    is_of_the_place = not colleague.unit or colleague.unit == str(case.unit)
    return is_of_the_place and can(colleague.person, Action.READ, label, purpose=case.purpose, now=now)


def name_again(case: Case) -> None:
    """Put a case that is closed in under the names of those who are on it now. Its context is open."""
    if not is_closed_in(case):
        return
    admit(case)
    renamed = case_label(
        case.member,
        purpose=case.purpose,
        level=case.level,
        rooms=case.rooms,
        until=book.label(case.label_id).until,
        named={str(each) for each in case.officers.values_list("officer", flat=True)},
    )
    label_id = intern(renamed)
    # Who takes itself off a case may not know of it under its new names, and writes them all the same.
    with steward(Task.CASE):
        Case.objects.filter(pk=case.pk, member=case.member).update(label=label_id)
        JointSide.objects.filter(case=case.pk, member=case.member).update(label=label_id)


def admit(case: Case) -> None:
    """Open the room of a closed-in case to those who are on it now, and to nobody else. Its context is open."""
    room, until = room_of(case.id), book.label(case.label_id).until.isoformat()
    on_it = set(case.officers.values_list("officer", flat=True))
    concerned = Officer.objects.filter(Q(pk__in=on_it) | Q(timed_rooms__has_key=room))
    for officer in concerned.select_for_update(of=("self",)).order_by("pk"):
        officer.timed_rooms.pop(room, None)
        if officer.pk in on_it:
            officer.timed_rooms[room] = until
        officer.save(update_fields=["timed_rooms"])
