"""Adding an exhibit from a browser: the file is sealed as it arrives, and never lies in plain."""

from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from interlace.cases.finding import matter_of_case
from interlace.core.handling import Action
from interlace.evidence.acquiring import Acquisition, Method
from interlace.evidence.actions import ExhibitTerms, begin_exhibit, put_chunk, seal_exhibit
from interlace.evidence.models import Exhibit
from interlace.evidence.pages.showing import case_page, typed_moment
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.http.sealed_uploads import SealedUpload, SealingHandler
from interlace.foundation.vault.envelopes import CHUNK_BYTES

_BODY_AROUND_A_FILE = 1024 * 1024


@csrf_exempt  # the body must not be read before it is sealed on its way; it is checked below
@require_POST
@declare("page.exhibit.add", SurfaceKind.PAGE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def add(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Seal a file as an exhibit of a case."""
    most = int(settings.INTERLACE_UPLOAD_LIMIT)
    if int(request.META.get("CONTENT_LENGTH") or 0) > most + _BODY_AROUND_A_FILE:
        return _too_large(request, case_id, most=most)
    request.upload_handlers = [SealingHandler(request)]
    return csrf_protect(_take_in)(request, case_id)


def _too_large(request: HttpRequest, case_id: UUID, *, most: int) -> HttpResponse:
    desk = desk_of(request)
    _matter, case = matter_of_case(desk.viewer, case_id, now=desk.now)
    what = _("This node takes files of at most {count} MiB.").format(count=most // 1024**2)
    error = InvalidInput(what, code="file_too_large", fix=_("Use the command `interlace evidence add`."))
    return render(
        request, "bureaus/people/page.html", {"page": case_page(request, desk, case, error=error)}, status=413
    )


def _take_in(request: HttpRequest, case_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    _matter, case = matter_of_case(desk.viewer, case_id, now=desk.now)
    try:
        sealed = _sealed(request, desk, case_id)
    except NotFound:
        raise
    except InterlaceError as error:
        page = case_page(request, desk, case, error=error, to_add=True)
        return render(request, "bureaus/people/page.html", {"page": page}, status=status_of(error))
    return redirect(f"{reverse('exhibit', args=[sealed.id])}?done=added")


def _sealed(request: HttpRequest, desk: Desk, case_id: UUID) -> Exhibit:
    file = request.FILES.get("file")
    if not isinstance(file, SealedUpload):
        raise InvalidInput(_("No file was chosen."), fix=_("Choose a file, or drop one on the page."))
    digest = sha256()
    for piece in file.spool.pieces(CHUNK_BYTES):
        digest.update(piece)
    said = request.POST
    acquired = Acquisition(
        operator=said.get("operator", "").strip() or desk.viewer.officer_name,
        at=typed_moment(desk, said.get("at", "")),
        place=said.get("place", ""),
        source=said.get("source", ""),
        authority=said.get("authority", ""),
        method=_method(said.get("method", "")),
        tool=said.get("tool", ""),
        device=said.get("device", ""),
        seized=said.get("seized") == "yes",
    )
    terms = ExhibitTerms(
        file.name or "file",
        file.spool.size,
        acquired,
        title=said.get("title", ""),
        sha256=digest.hexdigest(),
        markings=said.get("markings", ""),
    )
    exhibit = begin_exhibit(desk.viewer, case_id, terms, now=desk.now)
    for number, piece in enumerate(file.spool.pieces(CHUNK_BYTES)):
        put_chunk(desk.viewer, exhibit.id, number, piece, now=desk.now)
    return seal_exhibit(desk.viewer, exhibit.id, now=desk.now)


def _method(typed: str) -> Method:
    return Method(typed) if typed in set(Method) else Method.COPY
