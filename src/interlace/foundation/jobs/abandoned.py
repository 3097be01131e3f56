"""Work that a process began and never ended, because it was stopped or died: it is begun again.

A worker says every ten seconds that it lives. Without this, such work would be under way for ever, and whatever shares
its lock would wait as long.
"""

from django.db import IntegrityError, connection, transaction

STALLED_AFTER = 30
"""Seconds without a sign of life of the worker; three signs missed."""

_ABANDONED = """
    select job.id from procrastinate_jobs job left join procrastinate_workers worker on worker.id = job.worker_id
    where job.status = 'doing'
      and (worker.id is null or worker.last_heartbeat < now() - make_interval(secs => %s))
    order by job.id
"""


def take_up_abandoned_work() -> int:
    """Let the workers begin abandoned work again, and return how much there was. Every task can run twice."""
    with connection.cursor() as cursor:
        cursor.execute(_ABANDONED, [STALLED_AFTER])
        abandoned = [row[0] for row in cursor.fetchall()]
    for job in abandoned:
        _take_up(job)
    return len(abandoned)


def _take_up(job: int) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select procrastinate_retry_job_v2(%s, now(), null, null, null)", [job])
    except IntegrityError:
        # The same work has been asked for again meanwhile, and one request waiting is enough.
        with connection.cursor() as cursor:
            cursor.execute("select procrastinate_finish_job_v1(%s, 'failed', false)", [job])
