"""REST routes of written authorisations: the scan of one is kept once, and given back as it came."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Status

from interlace.bureaus.people import papers, queries
from interlace.bureaus.people.schemas import ScanIn
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, answers_file, make_router
from interlace.foundation.http.uploads import discard_upload, finished_upload

router = make_router("people")
_FILE = answers_file("The scan as it came.", "application/octet-stream")


@router.post("/authorisations/{authorisation_id}/scan", response={204: None, **PROBLEMS})
@declare("people.paper.scan", SurfaceKind.ROUTE)
def post_authorisation_scan(request: OfficerRequest, authorisation_id: UUID, body: ScanIn) -> Status[None]:
    """Keep a finished upload (PDF, PNG or JPEG) as the scan of an authorisation that has none."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def keep() -> UUID:
        upload = finished_upload(viewer=viewer, upload_id=body.upload)
        data = upload.content(at_most=papers.LARGEST_SCAN + 1)
        papers.attach_scan(viewer, authorisation_id, upload.name, data, now=now)
        discard_upload(viewer=viewer, upload_id=body.upload)
        return authorisation_id

    once(request, keep, status=204)
    return Status(204, None)


@router.get("/authorisations/{authorisation_id}/scan", response={200: None, **PROBLEMS}, openapi_extra=_FILE)
@declare("people.paper", SurfaceKind.ROUTE)
def get_authorisation_scan(request: OfficerRequest, authorisation_id: UUID) -> HttpResponse:
    """Give the scan as it came, to be saved: it is never opened here."""
    found = queries.paper_of(viewer_without_purpose(request), authorisation_id, now=timezone.now())
    answer = HttpResponse(papers.scan_of(found), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="authorisation-{found.pk}.{found.scan_name[-3:]}"'
    return answer
