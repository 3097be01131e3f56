"""Tasks of a case: what is to be done, by whom, until when."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases import ledger_events
from interlace.cases.closing_in import is_cleared
from interlace.cases.finding import at_work, case_to_change
from interlace.cases.models import Case, CaseTask
from interlace.cases.recording import log_on_case
from interlace.cases.rules import error_of, require_on
from interlace.core.problems import Problem
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer

LONGEST_TASK = 300


@transaction.atomic
def add_task(
    viewer: Viewer,
    case_id: UUID | str,
    *,
    text: str,
    owner: UUID | None = None,
    due: datetime | None = None,
    about: str = "",
    now: datetime,
) -> CaseTask:
    """Set a task. `about` is the code of what it mends, for the room that asked for it."""
    said = text.strip()
    if not 0 < len(said) <= LONGEST_TASK:
        raise error_of(Problem("text_too_long" if said else "text_missing"))
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        given = _owner(matter, case, owner, now=now)
        task = CaseTask(
            member=matter.member,
            case=case,
            text=said,
            owner=given.pk if given is not None else None,
            owner_name=given.display_name if given is not None else "",
            due=due,
            about=about[:64],
            added=now,
            added_by=UUID(matter.id),
        )
        task.save(force_insert=True)
        log_on_case(ledger_events.TASK_ADDED, matter, case, now=now, detail={"task": str(task.id)})
        return task


@transaction.atomic
def give_task(viewer: Viewer, case_id: UUID | str, task_id: UUID, *, owner: UUID | None, now: datetime) -> CaseTask:
    """Give a task to a colleague, or to nobody."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        task = _open_task(case, task_id)
        given = _owner(matter, case, owner, now=now)
        task.owner, task.owner_name = (given.pk, given.display_name) if given is not None else (None, "")
        task.save(update_fields=["owner", "owner_name"])
        detail = {"task": str(task.id), "officer": str(task.owner or "")}
        log_on_case(ledger_events.TASK_GIVEN, matter, case, now=now, detail=detail)
        return task


@transaction.atomic
def finish_task(viewer: Viewer, case_id: UUID | str, task_id: UUID, *, now: datetime) -> CaseTask:
    """Say that a task has been done."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        task = _open_task(case, task_id)
        task.done, task.done_by_name = now, matter.officer_name
        task.save(update_fields=["done", "done_by_name"])
        log_on_case(ledger_events.TASK_DONE, matter, case, now=now, detail={"task": str(task.id)})
        return task


def _open_task(case: Case, task_id: UUID) -> CaseTask:
    task = CaseTask.objects.filter(case=case, id=task_id).first()
    if task is None:
        raise NotFound(_("There is no such task."))
    if task.done is not None:
        raise error_of(Problem("task_done"))
    return task


def _owner(viewer: Viewer, case: Case, owner: UUID | None, *, now: datetime) -> Officer | None:
    if owner is None:
        return None
    found = Officer.objects.in_service().filter(id=owner, bureau__member=viewer.member).first()
    if found is None or not is_cleared(found, case, now=now):
        raise error_of(Problem("officer_unknown"))
    return found
