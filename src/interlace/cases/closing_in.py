"""Cases that only those who are on them may know of, whatever others of the bureau are cleared for."""

from datetime import datetime

from interlace.cases.joint.models import JointSide
from interlace.cases.labels import case_label
from interlace.cases.models import Case
from interlace.core.handling import Action, Code, can
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Officer


def is_closed_in(case: Case) -> bool:
    """Whether the case stands under the names of its officers."""
    return Code.EYES_ONLY in book.label(case.label_id).codes


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
