"""REST routes of the register book and of standard wording."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from interlace.core.handling import Action
from interlace.desk.threads.answers import WordingOut
from interlace.desk.threads.api.routing import router
from interlace.desk.threads.register_book import CSV, XLSX, Month, export_book
from interlace.desk.threads.schemas import BookIn
from interlace.desk.threads.wording import WORDINGS
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, require_fresh_code, viewer_without_purpose
from interlace.foundation.http.routing import PROBLEMS, Listing, answers_file
from interlace.foundation.localize.reader import zone_of

BOOK = answers_file("The register of the month.", "text/csv", XLSX)


@router.post("/register-book", response={200: None, **PROBLEMS}, openapi_extra=BOOK)
@declare("threads.book", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.EXPORT), purpose=PurposeFrom.OBJECT)
def post_register_book(request: OfficerRequest, body: BookIn) -> HttpResponse:
    """Take the register of correspondence of one month along, as CSV or XLSX."""
    require_fresh_code(request)
    month = Month(body.year, body.month, zone_of(request.officer))
    as_workbook = body.format == "xlsx"
    content = export_book(viewer_without_purpose(request), month, as_workbook=as_workbook, now=timezone.now())
    disposition = content_disposition_header(True, f"register-{month.name}.{body.format}") or "attachment"
    return HttpResponse(
        content, content_type=XLSX if as_workbook else CSV, headers={"Content-Disposition": disposition}
    )


@router.get("/thread-wordings", response={200: Listing[WordingOut], **PROBLEMS})
@declare("threads.wordings", SurfaceKind.ROUTE)
def get_wordings(request: OfficerRequest) -> dict[str, Any]:  # noqa: ARG001 - every route knows its officer
    """List the forms and standard wording of messages, by type and language."""
    return {"items": [WordingOut.of(each) for each in WORDINGS], "next": None}
