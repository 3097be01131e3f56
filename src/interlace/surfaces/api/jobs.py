"""Long work as its officer follows it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Schema

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.paging import page_of
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn, make_router
from interlace.foundation.jobs.actions import ask_to_stop, own_job
from interlace.foundation.jobs.models import Job

router = make_router("jobs")


class JobOut(Schema):
    """How far the work is. `total` is null while nobody knows; `problem` is the code of the error that ended it."""

    id: UUID
    kind: str
    state: Job.State
    progress: int
    total: int | None
    result: dict[str, Any]
    problem: str
    stop_asked: bool
    created: datetime
    started: datetime | None
    finished: datetime | None


@router.get("/jobs", response={200: Listing[JobOut], **PROBLEMS})
@declare("jobs.list", SurfaceKind.ROUTE)
def get_jobs(request: OfficerRequest, page: Query[PageIn]) -> Any:
    """List the caller's own jobs, newest first."""
    viewer = viewer_without_purpose(request)
    return page_of(
        Job.objects.of(request.officer.pk),
        viewer=viewer,
        name="jobs",
        order=("-created", "id"),
        limit=page.limit,
        cursor=page.cursor,
    )


@router.get("/jobs/{job_id}", response={200: JobOut, **PROBLEMS})
@declare("jobs.show", SurfaceKind.ROUTE)
def get_job(request: OfficerRequest, job_id: UUID) -> Job:
    """Show how far one of the caller's own jobs is."""
    return own_job(viewer=viewer_without_purpose(request), job_id=job_id)


@router.delete("/jobs/{job_id}", response={200: JobOut, **PROBLEMS})
@declare("jobs.stop", SurfaceKind.ROUTE)
def delete_job(request: OfficerRequest, job_id: UUID) -> Job:
    """Ask one of the caller's own jobs to stop."""
    return ask_to_stop(viewer=viewer_without_purpose(request), job_id=job_id, now=timezone.now())
