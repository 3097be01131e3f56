"""The life of long work: started with the act that wants it, told forward while it runs, ended once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InterlaceError, NotFound
from interlace.foundation.jobs.models import Job

Deferrer = Callable[..., object]

_NOTE = """
    update jobs_job set progress = %s, total = coalesce(%s, total) where id = %s
    returning stop_asked or not exists (
        select from identity_officer o
        join identity_bureau b on b.id = o.bureau_id join identity_member m on m.code = b.member_id
        where o.id = jobs_job.officer and o.is_active and m.status = 'active'
    )
"""


class Stopped(InterlaceError):
    """The officer asked for the work to stop, or is not in service any more."""

    code = "stopped"


@transaction.atomic
def start_job(
    *, viewer: Viewer, kind: str, defer: Deferrer, now: datetime, total: int | None = None, **parameters: Any
) -> Job:
    """Queue long work in the transaction of the act that wants it. `defer` belongs to a task; it gets `job_id` too."""
    job = Job.objects.create(member=viewer.member, officer=UUID(viewer.id), kind=kind, total=total, created=now)
    defer(job_id=str(job.pk), **parameters)
    return job


def own_job(*, viewer: Viewer, job_id: UUID) -> Job:
    """The officer's own job."""
    job = Job.objects.of(UUID(viewer.id)).filter(pk=job_id).first()
    if job is None:
        raise NotFound(_("There is no such job."))
    return job


def ask_to_stop(*, viewer: Viewer, job_id: UUID, now: datetime) -> Job:
    """Ask the officer's own job to stop; one that has not begun is over at once, one that is over stays as it is."""
    own_job(viewer=viewer, job_id=job_id)
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.state == Job.State.WAITING:
            job.state, job.finished = Job.State.CANCELLED, now
        job.stop_asked = job.stop_asked or not job.is_over
        job.save(update_fields=["state", "finished", "stop_asked"])
    return job


class Progress:
    """Tells how far the work is, over a connection of its own: the work's transaction is not visible until its end."""

    def __init__(self, job_id: UUID) -> None:
        self._job_id = job_id
        self._connection = connection.copy()

    def __call__(self, done: int, total: int | None = None) -> None:
        """Note how much is done; raise `Stopped` if the officer wants no more, or was shut out meanwhile."""
        with self._connection.cursor() as cursor:
            cursor.execute(_NOTE, [done, total, self._job_id])
            row = cursor.fetchone()
        if row is not None and row[0]:
            raise Stopped(_("The work was stopped."))

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


@contextmanager
def running(job_id: UUID) -> Iterator[tuple[Job, Progress]]:
    """Run the work of a job. Its end is noted whatever happens; an error is noted by its code and goes on.

    Work that was begun by a process that died is begun again: what it had not committed is gone.
    """
    job = _begin(job_id)
    progress = Progress(job_id)
    try:
        yield job, progress
    except Stopped:
        _end(job_id, Job.State.CANCELLED)
    except InterlaceError as error:
        # A refusal of the domain is an answer for the officer, not a failure to try again.
        _end(job_id, Job.State.FAILED, problem=error.code)
    except Exception:
        _end(job_id, Job.State.FAILED, problem="error")
        raise
    else:
        _end(job_id, Job.State.DONE, result=job.result)
    finally:
        progress.close()


def _begin(job_id: UUID) -> Job:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or job.is_over:
            raise Conflict(_("The job is over."), code="job_over")
        job.state, job.started = Job.State.RUNNING, timezone.now()
        job.save(update_fields=["state", "started"])
    return job


def _end(job_id: UUID, state: str, *, problem: str = "", result: Mapping[str, Any] | None = None) -> None:
    Job.objects.filter(pk=job_id).update(
        state=state, problem=problem, finished=timezone.now(), **({} if result is None else {"result": result})
    )
