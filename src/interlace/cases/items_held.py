"""What lies with one officer in cases: those that nobody else is on, and tasks that are to be done."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.ports import HeldItem, hold_items
from interlace.cases import ledger_events
from interlace.cases.closing_in import is_cleared, is_closed_in
from interlace.cases.models import Case, CaseOfficer, CaseTask
from interlace.cases.recording import log_on_case
from interlace.cases.rules import may_read
from interlace.core.procedure.cases import CaseState
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer


class CaseItems:
    """Open cases of one officer alone, and its open tasks, as far as the head who lets it go may know of them."""

    def of(self, viewer: Viewer, officer: UUID, *, now: datetime) -> Sequence[HeldItem]:
        """Of each the reference, never what it is about."""
        found: dict[UUID, HeldItem] = {}
        for matter in viewer.in_every_matter() if may_read(viewer) else ():
            with acting(matter, now=now):
                cases = Case.objects.visible_to(matter).filter(state=CaseState.OPEN)
                for case in _alone_on(cases, officer):
                    found[case.id] = _item(_("Case"), case.id, case)
                for task in CaseTask.objects.filter(case__in=cases, owner=officer, done=None).select_related("case"):
                    found[task.id] = _item(_("Task"), task.id, task.case, due=task.due)
        return list(found.values())

    def hand_over(self, viewer: Viewer, officer: UUID, to: Officer, *, now: datetime) -> int:
        """Put the colleague on each of these cases, and give it the tasks; what it is not cleared for lies with nobody.

        Cases that the head may not know of go with the others, and are not counted: left behind they would be lost. A
        case that is closed in to whoever leaves waits under that name: else one head alone could open it to anybody.
        """
        told = len(self.of(viewer, officer, now=now))
        with steward(Task.CASE):
            for task in CaseTask.objects.filter(member=viewer.member, owner=officer, done=None).select_related("case"):
                _give(viewer, task, officer, to, now=now)
            for case in _alone_on(Case.objects.filter(member=viewer.member, state=CaseState.OPEN), officer):
                if not is_closed_in(case) and is_cleared(to, case, now=now):
                    _put_in_place(viewer, case, officer, to, now=now)
        return told


def _alone_on(cases: "QuerySet[Case]", officer: UUID) -> Iterator[Case]:
    """Those of these cases that this officer is on, and nobody else."""
    single = CaseOfficer.objects.values("case").annotate(count=Count("id")).filter(count=1).values("case")
    own = CaseOfficer.objects.filter(officer=officer, case__in=single).values("case")
    yield from cases.filter(id__in=own).order_by("opened", "id")


def _give(viewer: Viewer, task: CaseTask, officer: UUID, to: Officer, *, now: datetime) -> None:
    """A task of a closed-in case stays among those who are on it, and waits with the case where nobody else is."""
    on_it = set(task.case.officers.values_list("officer", flat=True))
    if is_closed_in(task.case) and on_it == {officer}:
        return
    is_given = is_cleared(to, task.case, now=now) and (to.pk in on_it or not is_closed_in(task.case))
    task.owner, task.owner_name = (to.pk, to.display_name) if is_given else (None, "")
    task.save(update_fields=["owner", "owner_name"])
    detail = {"task": str(task.id), "officer": str(task.owner or "")}
    log_on_case(ledger_events.TASK_GIVEN, viewer, task.case, now=now, detail=detail)


def _put_in_place(viewer: Viewer, case: Case, officer: UUID, to: Officer, *, now: datetime) -> None:
    CaseOfficer.objects.get_or_create(
        case=case,
        officer=to.pk,
        defaults={"member": case.member, "name": to.display_name, "since": now, "added_by": UUID(viewer.id)},
    )
    log_on_case(ledger_events.OFFICER_ADDED, viewer, case, now=now, detail={"officer": str(to.pk)})
    case.officers.filter(officer=officer).delete()
    log_on_case(ledger_events.OFFICER_REMOVED, viewer, case, now=now, detail={"officer": str(officer)})


def _item(kind: str, identifier: UUID, case: Case, *, due: datetime | None = None) -> HeldItem:
    return HeldItem(kind, identifier, case.reference, url=reverse("case", args=[case.id]), due=due)


hold_items(CaseItems())
