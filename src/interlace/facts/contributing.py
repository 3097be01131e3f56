"""Contributing a handed-in file, or trying it out in full: begun on the page, carried out by a job.

The job carries ids alone; what its officer decided lies with the draft. Where no worker runs beside this process, the
work is done by the process itself, before the page answers.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlace.facts import handed_in
from interlace.facts.actions import Outcome, contribute, refuse_unfit, try_contribution
from interlace.facts.forms import SentenceForm
from interlace.facts.handed_in import HandedIn, MendedFile
from interlace.facts.jobs import contribute_file
from interlace.facts.models import Contribution
from interlace.facts.ordering import ImportOrder
from interlace.facts.queries import register_named
from interlace.facts.registers.loading import load_register, refuse_unfit_terms, try_register
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.jobs.actions import Deferrer, Progress, ask_to_stop, running, start_job
from interlace.foundation.jobs.models import Job
from interlace.foundation.localize.reader import zone_of

CONTRIBUTION = "contribution"
TRIAL = "contribution-trial"
SHOWN_REFUSALS = 20


def start_contribution(officer: Officer, draft: HandedIn, *, now: datetime) -> Job:
    """Begin to contribute a draft under its sentence. An unfit sentence is refused here, before anything is queued."""
    return _start(officer, draft, kind=CONTRIBUTION, now=now)


def start_trial(officer: Officer, draft: HandedIn, *, now: datetime) -> Job:
    """Begin to do the same with every row, and leave nothing behind but the counts."""
    return _start(officer, draft, kind=TRIAL, now=now)


def work_on(viewer: Viewer, draft: HandedIn) -> Job | None:
    """The latest work on a draft as it stands; a change to the draft ends what an earlier trial has said."""
    return Job.objects.of(UUID(viewer.id)).filter(pk=draft.job).first() if draft.job is not None else None


def open_draft(viewer: Viewer, draft_id: UUID, *, now: datetime) -> HandedIn:
    """The officer's own draft, to be changed: not while a job reads it."""
    draft = handed_in.draft_of(viewer, draft_id, now=now)
    job = work_on(viewer, draft)
    if job is not None and not job.is_over:
        raise Conflict(_("This file is being read. Nothing about it can be changed now."), fix=_("Wait, or stop it."))
    return draft


def stop_work(viewer: Viewer, draft_id: UUID, *, now: datetime) -> None:
    """Ask the work on a draft to stop; what it did so far is undone with its transaction."""
    job = work_on(viewer, handed_in.draft_of(viewer, draft_id, now=now))
    if job is not None:
        ask_to_stop(viewer=viewer, job_id=job.pk, now=now)


def run_contribution(*, job_id: UUID, draft_id: UUID) -> None:
    """Do the work as the officer who began it, under that officer's rights of now. It can run twice."""
    if not Job.objects.filter(pk=job_id, state__in=[Job.State.WAITING, Job.State.RUNNING]).exists():
        return  # it was stopped before it began, or ended by a process that could not say so
    with running(job_id) as (job, progress):
        officer = Officer.objects.select_related("bureau__member").get(pk=job.officer)
        draft = handed_in.file_of(officer.pk, draft_id, now=timezone.now())
        if draft is None:
            raise NotFound(_("There is no such import, or it is not yours."))
        job.result = _carry_out(officer, draft, is_trial=job.kind == TRIAL, progress=progress)


def _start(officer: Officer, draft: HandedIn, *, kind: str, now: datetime) -> Job:
    viewer, order = _order_of(officer, draft, now=now)
    refuse_unfit(viewer, order.sharing, now=now)
    if order.register is not None:
        refuse_unfit_terms(order.register, now=now)
    with transaction.atomic():
        defer: Deferrer = contribute_file.defer if settings.INTERLACE_WORKER else _defer_to_commit
        job = start_job(viewer=viewer, kind=kind, defer=defer, now=now, draft_id=str(draft.id))
        # Before the commit: a worker that is quick must not find its own note written over.
        handed_in.note_job(draft, job.pk)
    return Job.objects.get(pk=job.pk)


def _defer_to_commit(*, job_id: str, draft_id: str) -> None:
    transaction.on_commit(lambda: run_contribution(job_id=UUID(job_id), draft_id=UUID(draft_id)))


def _order_of(officer: Officer, draft: HandedIn, *, now: datetime) -> tuple[Viewer, ImportOrder]:
    form = SentenceForm.kept(draft.sharing, now=now)
    viewer = viewer_of(officer, purpose=form.purpose, reference=form.reference)
    sharing = form.sharing(zone=zone_of(officer))
    if not form.register.is_wanted:
        return viewer, ImportOrder(sharing, draft.reading)
    known = register_named(viewer, form.register.name)
    return viewer, ImportOrder(sharing, draft.reading, form.register.terms(known))


def _carry_out(officer: Officer, draft: HandedIn, *, is_trial: bool, progress: Progress) -> Mapping[str, Any]:
    now = timezone.now()
    viewer, order = _order_of(officer, draft, now=now)
    file = MendedFile(draft, viewer)
    if is_trial:
        return _counts(_try(viewer, file, order, now=now, progress=progress))
    if (done := _done_already(viewer, draft.id)) is None:
        done = _store(viewer, file, order, now=now, progress=progress)
    handed_in.note_contributed(draft)
    return _counts(done)


def _try(viewer: Viewer, file: MendedFile, order: ImportOrder, *, now: datetime, progress: Progress) -> Outcome:
    if order.register is None:
        return try_contribution(viewer, file, order.sharing, now=now, progress=progress)
    return try_register(viewer, file, order.sharing, order.register, now=now, progress=progress)


def _store(viewer: Viewer, file: MendedFile, order: ImportOrder, *, now: datetime, progress: Progress) -> Outcome:
    done_as = file.draft.id
    if order.register is None:
        return contribute(viewer, file, order.sharing, now=now, progress=progress, contribution_id=done_as)
    return load_register(
        viewer, file, order.sharing, order.register, now=now, progress=progress, contribution_id=done_as
    )


def _done_already(viewer: Viewer, contribution_id: UUID) -> Outcome | None:
    """A process may have ended between the commit and the note about it."""
    with acting(viewer):
        done = Contribution.objects.visible_to(viewer).filter(pk=contribution_id).first()
    return Outcome(done, ()) if done is not None else None


def _counts(outcome: Outcome) -> dict[str, Any]:
    """Counts and row numbers; a job never holds content."""
    done, changes = outcome.contribution, outcome.changes
    refused = dict.fromkeys(problem.row for problem in outcome.problems if not problem.noted)
    counts: dict[str, Any] = {
        "read": done.rows_read,
        "stored": done.rows_stored,
        "refused": done.rows_refused,
        "known": done.rows_known,
        "facts": done.facts_stored,
        "rows": list(refused)[:SHOWN_REFUSALS],
    }
    if changes is not None:
        counts |= {"added": len(changes.added), "changed": len(changes.changed), "removed": len(changes.removed)}
    return counts
