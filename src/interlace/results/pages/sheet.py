"""The sheet of an operation, the list that leads to it, and both as files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.shown import Notice
from interlace.operations.plan.queries import operations_of
from interlace.operations.rules import require_board
from interlace.results.paper import internal_paper, languages_of, public_paper
from interlace.results.presenting import list_page, public_page, sheet_page
from interlace.results.printing import MEDIA, SheetForm, Wanted, print_results, published
from interlace.results.queries import result_sheet

SEES = (Action.DISCOVER, Action.READ)
TAKES = (*SEES, Action.EXPORT)


@require_GET
@declare("page.results.list", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def operations(request: HttpRequest) -> HttpResponse:
    """The operations that the reader's bureau takes part in."""
    desk = desk_of(request)
    require_board(desk.viewer)
    page = list_page(desk, operations_of(desk.viewer, now=desk.now))
    return render(request, "bureaus/people/page.html", {"page": page})


@require_GET
@declare("page.results", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def results(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """What came of an operation, counted from what the reader's bureau may read."""
    desk = desk_of(request)
    require_board(desk.viewer)
    return show(request, desk, operation_id)


@require_GET
@declare("page.results.public", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def public(request: HttpRequest, operation_id: UUID, version: int) -> HttpResponse:
    """A published sheet, as it was frozen."""
    desk = desk_of(request)
    require_board(desk.viewer)
    found, operation = published(desk.viewer, operation_id, version, now=desk.now)
    paper = public_paper(found, title=operation.title, languages=(desk.reader.language,), zone=desk.reader.zone)
    url = reverse("results-public-file", args=[operation_id, version])
    page = public_page(desk, paper, operation, file_url=url)
    return render(request, "bureaus/people/page.html", {"page": page})


@require_POST
@declare("page.results.file", SurfaceKind.PAGE, actions=TAKES, purpose=PurposeFrom.OBJECT)
def take(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """The sheet as a file, in the reader's language and a second one."""
    desk = desk_of(request)
    require_board(desk.viewer)
    result_sheet(desk.viewer, operation_id, now=desk.now)
    try:
        return _file(request, desk, operation_id)
    except InterlaceError as error:
        return show(request, desk, operation_id, error=error)


@require_POST
@declare("page.results.public-file", SurfaceKind.PAGE, actions=TAKES, purpose=PurposeFrom.OBJECT)
def take_public(request: HttpRequest, operation_id: UUID, version: int) -> HttpResponse:
    """A published sheet as a file."""
    desk = desk_of(request)
    require_board(desk.viewer)
    published(desk.viewer, operation_id, version, now=desk.now)
    try:
        return _file(request, desk, operation_id, version)
    except InterlaceError as error:
        return show(request, desk, operation_id, error=error)


def show(
    request: HttpRequest,
    desk: Desk,
    operation_id: UUID,
    *,
    error: InterlaceError | None = None,
    notices: tuple[Notice, ...] = (),
) -> HttpResponse:
    """The page of the sheet; with an error, at the place where it was made."""
    reader = desk.reader
    sheet = result_sheet(desk.viewer, operation_id, now=desk.now)
    page = sheet_page(
        desk,
        sheet,
        internal_paper(sheet, languages=(reader.language,), zone=reader.zone),
        posted=request.POST.dict() if error is not None else {},
        notices=notices if error is None else (notice_of(error),),
    )
    status = 200 if error is None else status_of(error)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _file(request: HttpRequest, desk: Desk, operation_id: UUID, version: int | None = None) -> HttpResponse:
    asked = request.POST.get("do", "")
    form = SheetForm(asked) if asked in set(SheetForm) else SheetForm.PDF
    languages = languages_of(desk.reader.language, request.POST.get("second", ""))
    wanted = Wanted(form, languages, desk.reader.zone, version)
    answer = HttpResponse(print_results(desk.viewer, operation_id, wanted, now=desk.now), content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="results.{form.value}"'
    return answer
