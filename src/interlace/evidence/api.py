"""REST routes of exhibits and packages. What is sent is sealed chunk by chunk as it comes; none lies in plain."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from interlace.cases.holds.schemas import CaseHoldIn
from interlace.core.handling import Action
from interlace.evidence.actions import begin_exhibit, put_chunk, seal_exhibit
from interlace.evidence.bundle.redacting import Hidden
from interlace.evidence.checking import answer_flaw, check_exhibit
from interlace.evidence.custody import offer_exhibit, record_step, take_exhibit
from interlace.evidence.finding import case_of_exhibit
from interlace.evidence.holding import hold_exhibit
from interlace.evidence.outside import give_out, take_back
from interlace.evidence.packages import case_of_package, make_package, package_of, packages_of, take_package
from interlace.evidence.queries import exhibit_view, exhibits_page
from interlace.evidence.rendering import exhibit_out, exhibit_row, package_out
from interlace.evidence.schemas import (
    CustodyStepIn,
    ExhibitIn,
    ExhibitOfferIn,
    ExhibitOut,
    ExhibitRowOut,
    ExhibitsIn,
    FlawAnswerIn,
    HandOutIn,
    PackageIn,
    PackageOut,
    RedactionIn,
)
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, require_fresh_code, viewer_without_purpose
from interlace.foundation.http.failures import TooLarge, UnsupportedBody
from interlace.foundation.http.paging import open_cursor, seal_cursor
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, answers_file, make_router
from interlace.foundation.vault.envelopes import CHUNK_BYTES

router = make_router("exhibits")
USES = (Action.DISCOVER, Action.READ)
EXPORTS = (Action.DISCOVER, Action.READ, Action.EXPORT, Action.CITE)
BYTES, ZIP = "application/octet-stream", "application/zip"
_CHUNK_BODY = {
    "requestBody": {
        "required": True,
        "content": {BYTES: {"schema": {"type": "string", "format": "binary", "maxLength": CHUNK_BYTES}}},
    }
}
_PACKAGE = answers_file("The package, to be checked with verify.py.", ZIP)


@router.get("/exhibits", response={200: Listing[ExhibitRowOut], **PROBLEMS})
@declare("exhibits.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_exhibits(request: OfficerRequest, page: Query[ExhibitsIn]) -> dict[str, Any]:
    """List exhibits of the cases that the caller may see, the one added last first."""
    viewer, name = viewer_without_purpose(request), f"exhibits {page.case or ''}"
    after = None
    if page.cursor is not None:
        moment, key = open_cursor(page.cursor, viewer=viewer, name=name, length=2)
        after = datetime.fromisoformat(moment), UUID(key)
    rows = exhibits_page(viewer, now=timezone.now(), most=page.limit + 1, case=page.case, after=after)
    shown, rest = rows[: page.limit], rows[page.limit :]
    following = seal_cursor((shown[-1].added, shown[-1].id), viewer=viewer, name=name) if rest else None
    return {"items": [exhibit_row(each) for each in shown], "next": following}


@router.post("/cases/{case_id}/exhibits", response={201: ExhibitOut, **PROBLEMS})
@declare("exhibits.begin", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit(request: OfficerRequest, case_id: UUID, body: ExhibitIn) -> Status[ExhibitOut]:
    """Announce an exhibit. The same announcement again is the one to go on with, from chunk `received`."""
    viewer = viewer_without_purpose(request)
    terms = body.terms(by=viewer.officer_name)
    done = once(request, lambda: begin_exhibit(viewer, case_id, terms, now=timezone.now()).id)
    return Status(done.status, _exhibit(viewer, done.object_id))


@router.get("/exhibits/{exhibit_id}", response={200: ExhibitOut, **PROBLEMS})
@declare("exhibits.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_exhibit(request: OfficerRequest, exhibit_id: UUID) -> ExhibitOut:
    """Show an exhibit with its digests, its acquisition and its custody, gaps and overlaps named."""
    return _exhibit(viewer_without_purpose(request), exhibit_id)


@router.put("/exhibits/{exhibit_id}/chunks/{number}", response={200: ExhibitOut, **PROBLEMS}, openapi_extra=_CHUNK_BODY)
@declare("exhibits.chunk", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def put_exhibit_chunk(request: OfficerRequest, exhibit_id: UUID, number: int) -> ExhibitOut:
    """Send one chunk: 4,194,304 bytes, the last one what is left. It is sealed before it counts."""
    viewer = viewer_without_purpose(request)
    case_of_exhibit(viewer, exhibit_id, now=timezone.now())
    if request.content_type != BYTES:
        raise UnsupportedBody(_("A chunk is plain bytes."), fix=_("Send it as application/octet-stream."))
    content = request.read(CHUNK_BYTES + 1)
    if len(content) > CHUNK_BYTES:
        raise TooLarge(_("A chunk is larger than 4 MiB."), fix=_("Send smaller chunks."))
    put_chunk(viewer, exhibit_id, number, content, now=timezone.now())
    return _exhibit(viewer, exhibit_id)


@router.post("/exhibits/{exhibit_id}/seal", response={200: ExhibitOut, **PROBLEMS})
@declare("exhibits.seal", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit_seal(request: OfficerRequest, exhibit_id: UUID) -> ExhibitOut:
    """Close an exhibit that has arrived: two digests, and the first entry of its custody."""
    viewer = viewer_without_purpose(request)
    seal_exhibit(viewer, exhibit_id, now=timezone.now())
    return _exhibit(viewer, exhibit_id)


@router.post("/exhibits/{exhibit_id}/steps", response={201: ExhibitOut, **PROBLEMS})
@declare("exhibits.step", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit_step(request: OfficerRequest, exhibit_id: UUID, body: CustodyStepIn) -> Status[ExhibitOut]:
    """Record what was done with an exhibit. What is odd about it is flagged, not refused."""
    return _done(request, exhibit_id, lambda viewer, now: record_step(viewer, exhibit_id, body.terms(), now=now))


@router.post("/exhibits/{exhibit_id}/offer", response={201: ExhibitOut, **PROBLEMS})
@declare("exhibits.offer", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit_offer(request: OfficerRequest, exhibit_id: UUID, body: ExhibitOfferIn) -> Status[ExhibitOut]:
    """Offer an exhibit to another officer of the bureau; it changes hands when that one takes it."""
    return _done(
        request, exhibit_id, lambda viewer, now: offer_exhibit(viewer, exhibit_id, **body.model_dump(), now=now)
    )


@router.post("/exhibits/{exhibit_id}/take", response={201: ExhibitOut, **PROBLEMS})
@declare("exhibits.take", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit_take(request: OfficerRequest, exhibit_id: UUID) -> Status[ExhibitOut]:
    """Take an exhibit that is offered to the caller: the entry bears both names."""
    return _done(request, exhibit_id, lambda viewer, now: take_exhibit(viewer, exhibit_id, now=now))


@router.post("/exhibits/{exhibit_id}/give-out", response={201: ExhibitOut, **PROBLEMS})
@declare("exhibits.give-out", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit_give_out(request: OfficerRequest, exhibit_id: UUID, body: HandOutIn) -> Status[ExhibitOut]:
    """Hand an exhibit that the caller holds to a laboratory, a court or another holder outside the bureau."""
    return _done(request, exhibit_id, lambda viewer, now: give_out(viewer, exhibit_id, body.terms(), now=now))


@router.post("/exhibits/{exhibit_id}/take-back", response={201: ExhibitOut, **PROBLEMS})
@declare("exhibits.take-back", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit_take_back(request: OfficerRequest, exhibit_id: UUID, body: HandOutIn) -> Status[ExhibitOut]:
    """Take an exhibit back from the holder outside who has it."""
    return _done(request, exhibit_id, lambda viewer, now: take_back(viewer, exhibit_id, body.terms(), now=now))


@router.post("/exhibits/{exhibit_id}/holds", response={201: ExhibitOut, **PROBLEMS})
@declare("exhibits.hold", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit_hold(request: OfficerRequest, exhibit_id: UUID, body: CaseHoldIn) -> Status[ExhibitOut]:
    """Put an exhibit under a legal hold: it is neither destroyed nor given back until another officer lifts it."""
    return _done(request, exhibit_id, lambda viewer, now: hold_exhibit(viewer, exhibit_id, body.terms(), now=now))


@router.post("/exhibits/{exhibit_id}/check", response={200: ExhibitOut, **PROBLEMS})
@declare("exhibits.check", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit_check(request: OfficerRequest, exhibit_id: UUID) -> ExhibitOut:
    """Hash an exhibit again; `flaw` says what is wrong with it, or nothing."""
    viewer = viewer_without_purpose(request)
    check_exhibit(viewer, exhibit_id, now=timezone.now())
    return _exhibit(viewer, exhibit_id)


@router.post("/exhibits/{exhibit_id}/answer", response={201: ExhibitOut, **PROBLEMS})
@declare("exhibits.answer", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_exhibit_answer(request: OfficerRequest, exhibit_id: UUID, body: FlawAnswerIn) -> Status[ExhibitOut]:
    """Say what became of an exhibit that is no longer what was sealed; nobody else is woken for it."""
    return _done(request, exhibit_id, lambda viewer, now: answer_flaw(viewer, exhibit_id, text=body.text, now=now))


@router.get("/cases/{case_id}/packages", response={200: Listing[PackageOut], **PROBLEMS})
@declare("packages.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_packages(request: OfficerRequest, case_id: UUID) -> dict[str, Any]:
    """List the packages that were made of a case, the latest first."""
    packages = packages_of(viewer_without_purpose(request), case_id, now=timezone.now())
    return {"items": [package_out(each) for each in packages], "next": None}


@router.post("/cases/{case_id}/packages", response={201: PackageOut, **PROBLEMS})
@declare("packages.make", SurfaceKind.ROUTE, actions=EXPORTS, purpose=PurposeFrom.OBJECT)
def post_package(request: OfficerRequest, case_id: UUID, body: PackageIn) -> Status[PackageOut]:
    """Put exhibits of a case into a signed package for a court. It stays with the node, sealed, until it is taken."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    done = once(request, lambda: make_package(viewer, case_id, now=now, names=body.exhibits, consent=body.consent).id)
    return Status(done.status, package_out(package_of(viewer, done.object_id, now=now)))


@router.get("/packages/{package_id}", response={200: PackageOut, **PROBLEMS})
@declare("packages.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_package(request: OfficerRequest, package_id: UUID) -> PackageOut:
    """Show what is in a package, and under which root it was signed."""
    return package_out(package_of(viewer_without_purpose(request), package_id, now=timezone.now()))


@router.post("/packages/{package_id}/file", response={200: None, **PROBLEMS}, openapi_extra=_PACKAGE)
@declare("packages.take", SurfaceKind.ROUTE, actions=EXPORTS, purpose=PurposeFrom.OBJECT)
def post_package_file(request: OfficerRequest, package_id: UUID) -> HttpResponse:
    """Take a package out. It needs a fresh code."""
    return _file(request, package_id, None)


@router.post("/packages/{package_id}/redacted", response={200: None, **PROBLEMS}, openapi_extra=_PACKAGE)
@declare("packages.redact", SurfaceKind.ROUTE, actions=EXPORTS, purpose=PurposeFrom.OBJECT)
def post_package_redacted(request: OfficerRequest, package_id: UUID, body: RedactionIn) -> HttpResponse:
    """Take a copy with parts closed; it checks under the root and signature of the whole. It needs a fresh code."""
    return _file(request, package_id, body.hidden())


def package_file(content: bytes, package_id: UUID, *, is_redacted: bool) -> HttpResponse:
    """A package as a file to be saved."""
    name = f"package-{package_id}{'-redacted' if is_redacted else ''}.zip"
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=ZIP, headers={"Content-Disposition": disposition})


def _file(request: OfficerRequest, package_id: UUID, hidden: Hidden | None) -> HttpResponse:
    viewer, now = viewer_without_purpose(request), timezone.now()
    case_of_package(viewer, package_id, now=now)
    require_fresh_code(request)
    content = take_package(viewer, package_id, now=now, hidden=hidden)
    return package_file(content, package_id, is_redacted=hidden is not None)


def _exhibit(viewer: Viewer, exhibit_id: UUID) -> ExhibitOut:
    return exhibit_out(exhibit_view(viewer, exhibit_id, now=timezone.now()))


def _done(request: OfficerRequest, exhibit_id: UUID, act: Callable[[Viewer, datetime], object]) -> Status[ExhibitOut]:
    """Do something with an exhibit, once for each key of the request."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def do() -> UUID:
        act(viewer, now)
        return exhibit_id

    done = once(request, do)
    return Status(done.status, _exhibit(viewer, done.object_id))
