"""REST routes of imports: begin one from an upload, follow it, mend its rows, undo it."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Status

from interlace.facts import queries
from interlace.facts.mending import mend_row, retry_rows
from interlace.facts.models import Contribution, RowProblem
from interlace.facts.recalling import undo_contribution
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.facts.schemas import (
    ImportIn,
    ImportOut,
    MendIn,
    ProblemOfRow,
    StartedOut,
    import_out,
    problem_out,
)
from interlace.facts.uploaded import KIND, start_import
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_for, viewer_without_purpose
from interlace.foundation.http.paging import page_of
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn, make_router
from interlace.foundation.jobs.models import Job

router = make_router("imports")


@router.post("/imports", response={202: StartedOut, **PROBLEMS}, by_alias=True)
@declare("facts.imports.start", SurfaceKind.ROUTE, purpose=PurposeFrom.NONE)
def post_import(request: OfficerRequest, body: ImportIn) -> Status[StartedOut]:
    """Begin the import of an uploaded file. Its rows are answered one by one; the job says how far it is."""
    order = body.order()
    viewer = viewer_for(request, purpose=order.sharing.purpose, reference=body.reference)
    done = once(request, lambda: start_import(viewer, body, order).id, status=202)
    job = Job.objects.of(request.officer.pk).get(pk=done.object_id, kind=KIND)
    return Status(done.status, StartedOut(id=UUID(job.result["import"]), job=job.id))


@router.get("/imports", response={200: Listing[ImportOut], **PROBLEMS})
@declare("facts.imports.list", SurfaceKind.ROUTE, purpose=PurposeFrom.NONE)
def get_imports(request: OfficerRequest, page: Query[PageIn]) -> Any:
    """List the imports of the caller's own bureau, newest first, without their problems."""
    viewer = viewer_without_purpose(request)
    with acting(viewer):
        found = page_of(
            Contribution.objects.visible_to(viewer),
            viewer=viewer,
            name="imports",
            order=("-created", "id"),
            limit=page.limit,
            cursor=page.cursor,
        )
    return {"items": [import_out(each, ()) for each in found.items], "next": found.next}


@router.get("/imports/{import_id}", response={200: ImportOut, **PROBLEMS})
@declare("facts.imports.show", SurfaceKind.ROUTE, purpose=PurposeFrom.NONE)
def get_import(request: OfficerRequest, import_id: UUID) -> ImportOut:
    """Show one import of the caller's own bureau, with its first problems."""
    return _shown(viewer_without_purpose(request), import_id)


@router.get("/imports/{import_id}/problems", response={200: Listing[ProblemOfRow], **PROBLEMS})
@declare("facts.imports.problems", SurfaceKind.ROUTE, purpose=PurposeFrom.NONE)
def get_problems(request: OfficerRequest, import_id: UUID, page: Query[PageIn]) -> Any:
    """List the rows that still wait to be mended, each with its cell, what is wrong, and how to mend it."""
    viewer = viewer_without_purpose(request)
    queries.contribution_of(viewer, import_id)
    with acting(viewer):
        found = page_of(
            queries.problem_rows(import_id),
            viewer=viewer,
            name=f"problems {import_id}",
            order=("row", "id"),
            limit=page.limit,
            cursor=page.cursor,
        )
    return {"items": [problem_out(each) for each in found.items], "next": found.next}


@router.post("/imports/{import_id}/retry", response={200: ImportOut, **PROBLEMS})
@declare("facts.imports.retry", SurfaceKind.ROUTE, purpose=PurposeFrom.OBJECT)
def post_retry(request: OfficerRequest, import_id: UUID) -> ImportOut:
    """Try the refused rows again, for example after a row they belong to was mended."""
    viewer = viewer_without_purpose(request)
    once(request, lambda: retry_rows(viewer, import_id, now=timezone.now()).contribution.id, status=200)
    return _shown(viewer, import_id)


@router.post("/imports/{import_id}/rows/{row}", response={200: ImportOut, **PROBLEMS})
@declare("facts.imports.mend", SurfaceKind.ROUTE, purpose=PurposeFrom.OBJECT)
def post_row(request: OfficerRequest, import_id: UUID, row: int, body: MendIn) -> ImportOut:
    """Try a refused row again with other contents in some of its columns."""
    viewer = viewer_without_purpose(request)

    def mend() -> UUID:
        return mend_row(viewer, import_id, row, body.changes, now=timezone.now()).contribution.id

    once(request, mend, status=200)
    return _shown(viewer, import_id)


@router.delete("/imports/{import_id}", response={200: ImportOut, **PROBLEMS})
@declare("facts.imports.undo", SurfaceKind.ROUTE, purpose=PurposeFrom.OBJECT)
def delete_import(request: OfficerRequest, import_id: UUID) -> ImportOut:
    """Undo a wrong import in one act: its facts are gone from store, index and hits."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    undo = withdraw_version if queries.version_of(viewer, import_id) is not None else undo_contribution
    undo(viewer, import_id, now=now)
    return _shown(viewer, import_id)


def _shown(viewer: Viewer, import_id: UUID) -> ImportOut:
    contribution = queries.contribution_of(viewer, import_id)
    problems: list[RowProblem] = list(queries.problems_waiting(viewer, import_id))
    return import_out(contribution, problems)
