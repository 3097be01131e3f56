"""Imports of uploaded files: begun by an officer, carried out by a job."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from interlace.facts.actions import begin_import, import_failed
from interlace.facts.jobs import import_upload
from interlace.facts.ordering import ImportOrder, carry_out, try_out
from interlace.facts.schemas import ImportIn
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.uploads import discard_upload, finished_upload
from interlace.foundation.identity.models import Officer
from interlace.foundation.jobs.actions import Progress, running, start_job
from interlace.foundation.jobs.models import Job

KIND = "import"


def start_import(viewer: Viewer, body: ImportIn, order: ImportOrder) -> Job:
    """Begin the import of an uploaded file; its job carries it out."""
    now = timezone.now()
    upload = finished_upload(viewer=viewer, upload_id=body.upload)
    contribution = begin_import(viewer, order.sharing, file_name=upload.name, now=now)
    job = start_job(
        viewer=viewer,
        kind=KIND,
        defer=import_upload.defer,
        now=now,
        order=body.model_dump(mode="json", by_alias=True),
        contribution_id=str(contribution.id),
    )
    job.result = {"import": str(contribution.id)}
    job.save(update_fields=["result"])
    return job


def run_import(*, job_id: UUID, order: Mapping[str, Any], contribution_id: UUID) -> None:
    """Carry the import out as the officer who began it, under that officer's rights of now."""
    with running(job_id) as (job, progress):
        officer = Officer.objects.select_related("bureau__member").get(pk=job.officer)
        body = ImportIn.model_validate(order)
        viewer = viewer_of(officer, purpose=body.sharing.purpose, reference=body.reference)
        try:
            _carry_out(viewer, body, contribution_id, job=job, progress=progress)
        except InterlaceError as error:
            import_failed(viewer, contribution_id, problem=error.code, now=timezone.now())
            raise


def _carry_out(viewer: Viewer, body: ImportIn, contribution_id: UUID, *, job: Job, progress: Progress) -> None:
    upload = finished_upload(viewer=viewer, upload_id=body.upload)
    order, now = body.order(), timezone.now()
    with upload.plain_file() as path:
        if body.dry_run:
            outcome = try_out(viewer, path, order, now=now, file_name=upload.name)
            import_failed(viewer, contribution_id, problem="dry_run", now=now)
        else:
            outcome = carry_out(
                viewer, path, order, now=now, file_name=upload.name, progress=progress, contribution_id=contribution_id
            )
    if not body.dry_run:
        discard_upload(viewer=viewer, upload_id=body.upload)
    done = outcome.contribution
    job.result = {
        "import": str(contribution_id),
        "read": done.rows_read,
        "stored": done.rows_stored,
        "refused": done.rows_refused,
        "known": done.rows_known,
        "facts": done.facts_stored,
    }
