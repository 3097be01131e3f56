"""The pages on which a head gives and takes rights, and a second person signs: thin views over actions and queries."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interlace.bureaus.people import changes, deciding, papers, queries, reset_pages, suspending
from interlace.bureaus.people.change_view import change_page
from interlace.bureaus.people.deciding import Decided
from interlace.bureaus.people.forms import officer_typed, paper_typed, unit_typed
from interlace.bureaus.people.list_view import list_page
from interlace.bureaus.people.officer_view import officer_page
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.ports import registers_of
from interlace.bureaus.people.posts import OfficerPost, UnitRights
from interlace.bureaus.people.presenting import PeoplePage
from interlace.bureaus.people.resets import propose_new_beginning
from interlace.bureaus.people.rules import bureau_of, require_head, unit_under
from interlace.bureaus.people.unit_view import unit_page
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of, take_word
from interlace.foundation.http.problems import status_of


@require_GET
@declare("page.people", SurfaceKind.PAGE)
def people(request: HttpRequest) -> HttpResponse:
    """Officers and units of the own bureau."""
    return _shown(request, list_page(request, desk_of(request)))


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@declare("page.people.officer.new", SurfaceKind.PAGE)
def new_officer(request: HttpRequest) -> HttpResponse:
    """Appoint an officer."""
    desk = desk_of(request)
    require_head(desk.viewer)
    if request.method == "GET":
        bureau = request.GET.get("bureau", "") or str(bureau_of(desk.viewer).pk)
        begun = OfficerPost(f"{desk.viewer.member.lower()}.", "", bureau, registers=None)
        return _shown(request, officer_page(request, desk, begun, Paper()))
    post, paper = officer_typed(request.POST), paper_typed(request.POST)
    try:
        signed = take_word(request)
        done = changes.propose_officer(desk.viewer, post, paper, signed=signed, now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, officer_page(request, desk, post, paper, error=error), error)
    return redirect("people-change", change_id=done.change.id)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@declare("page.people.officer", SurfaceKind.PAGE)
def officer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """One officer: rights, papers, open items, and what can be changed."""
    desk = desk_of(request)
    person = queries.person_of(desk.viewer, officer_id, now=desk.now)
    if request.method == "GET":
        return _shown(request, officer_page(request, desk, person.post, Paper(), person=person))
    require_head(desk.viewer)
    post, paper = officer_typed(request.POST), paper_typed(request.POST)
    try:
        signed = take_word(request)
        done = changes.propose_officer(desk.viewer, post, paper, officer_id=officer_id, signed=signed, now=desk.now)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, officer_page(request, desk, post, paper, person=person, error=error), error)
    return redirect("people-change", change_id=done.change.id)


@require_POST
@declare("page.people.officer.suspend", SurfaceKind.PAGE)
def suspend_officer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Shut an officer out, at once and everywhere."""
    reason = request.POST.get("reason", "")

    def act(desk: Desk) -> object:
        return suspending.suspend(desk.viewer, officer_id, reason=reason, now=desk.now)

    return _done_to_officer(request, officer_id, act)


@require_POST
@declare("page.people.officer.leave", SurfaceKind.PAGE)
def officer_leaves(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Let an officer go, with everything handed over."""
    successor = _identifier(request.POST.get("successor", ""))

    def act(desk: Desk) -> object:
        return suspending.leave(desk.viewer, officer_id, successor=successor, now=desk.now)

    return _done_to_officer(request, officer_id, act)


@sensitive_post_parameters("code")
@require_POST
@declare("page.people.officer.return", SurfaceKind.PAGE)
def officer_returns(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Propose that a suspended officer comes back."""
    paper = paper_typed(request.POST)

    def act(desk: Desk) -> object:
        signed = take_word(request)
        return changes.propose_return(desk.viewer, officer_id, paper, signed=signed, now=desk.now)

    return _done_to_officer(request, officer_id, act)


@sensitive_post_parameters("code")
@require_POST
@declare("page.people.officer.reset", SurfaceKind.PAGE)
def reset(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Propose that an officer who lost password or device begins anew; a second person signs it on a page of theirs."""
    desk = desk_of(request)
    person = queries.person_of(desk.viewer, officer_id, now=desk.now)
    require_head(desk.viewer)
    try:
        signed = take_word(request)
        proposed = propose_new_beginning(desk.viewer, officer_id, by=desk.officer, signed=signed, now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, officer_page(request, desk, person.post, Paper(), person=person, error=error), error)
    return redirect("people-reset", reset_id=proposed.pk)


@sensitive_post_parameters("code")
@require_POST
@declare("page.people.signing", SurfaceKind.PAGE)
def signing(request: HttpRequest) -> HttpResponse:
    """Say whether the second person of an act works at another office."""
    desk = desk_of(request)
    require_head(desk.viewer)
    elsewhere, paper = request.POST.get("elsewhere") == "yes", paper_typed(request.POST)
    try:
        signed = take_word(request)
        done = changes.propose_signing(desk.viewer, paper, elsewhere=elsewhere, signed=signed, now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, list_page(request, desk, error=error), error)
    return redirect("people-change", change_id=done.change.id)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@declare("page.people.unit.new", SurfaceKind.PAGE)
def new_unit(request: HttpRequest) -> HttpResponse:
    """Open a domestic unit."""
    desk = desk_of(request)
    require_head(desk.viewer)
    if request.method == "GET":
        zone = bureau_of(desk.viewer).time_zone
        return _shown(request, unit_page(request, desk, UnitRights("", zone), Paper()))
    rights, paper = unit_typed(request.POST, registers_of(desk.viewer)), paper_typed(request.POST)
    try:
        signed = take_word(request)
        done = changes.propose_unit(desk.viewer, rights, paper, signed=signed, now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, unit_page(request, desk, rights, paper, error=error), error)
    return redirect("people-change", change_id=done.change.id)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@declare("page.people.unit", SurfaceKind.PAGE)
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """One domestic unit: what it may where, and what can be changed."""
    desk = desk_of(request)
    found, known = queries.unit_of(desk.viewer, unit_id, now=desk.now)
    if request.method == "GET":
        return _shown(request, unit_page(request, desk, known, Paper(), unit=found))
    require_head(desk.viewer)
    rights, paper = unit_typed(request.POST, registers_of(desk.viewer)), paper_typed(request.POST)
    try:
        signed = take_word(request)
        done = changes.propose_unit(desk.viewer, rights, paper, unit_id=unit_id, signed=signed, now=desk.now)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, unit_page(request, desk, rights, paper, unit=found, error=error), error)
    return redirect("people-change", change_id=done.change.id)


@require_POST
@declare("page.people.unit.suspend", SurfaceKind.PAGE)
def suspend_unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Shut out every account of a unit."""
    desk = desk_of(request)
    require_head(desk.viewer)
    found = unit_under(desk.viewer, unit_id)
    try:
        suspending.suspend_unit(desk.viewer, unit_id, reason=request.POST.get("reason", ""), now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        _unit, known = queries.unit_of(desk.viewer, unit_id, now=desk.now)
        return _shown(request, unit_page(request, desk, known, Paper(), unit=found, error=error), error)
    return redirect("people")


@require_GET
@declare("page.people.change", SurfaceKind.PAGE)
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """One change of rights, with the exact difference."""
    desk = desk_of(request)
    return _shown(request, change_page(request, desk, deciding.change_of(desk.viewer, change_id, now=desk.now)))


@never_cache
@sensitive_post_parameters("code")
@require_POST
@declare("page.people.change.sign", SurfaceKind.PAGE)
def sign(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Put it into force as the second person."""

    def act(desk: Desk) -> Decided:
        digest, signed = request.POST.get("digest", ""), take_word(request)
        return deciding.sign_change(desk.viewer, change_id, digest=digest, signed=signed, now=desk.now)

    return _decided(request, change_id, act)


@require_POST
@declare("page.people.change.refuse", SurfaceKind.PAGE)
def refuse(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Decide against it."""
    return _decided(
        request, change_id, lambda desk: Decided(deciding.refuse_change(desk.viewer, change_id, now=desk.now))
    )


@require_POST
@declare("page.people.paper.scan", SurfaceKind.PAGE)
def add_scan(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Put the scan of an authorisation into the vault."""
    desk = desk_of(request)
    file = request.FILES.get("scan")
    data = file.read(papers.LARGEST_SCAN + 1) if file is not None else b""
    name = file.name or "" if file is not None else ""
    subject = papers.attach_scan(desk.viewer, paper_id, name, data, now=desk.now)
    is_unit = any(each.bureau.pk == subject for each in queries.people_of(desk.viewer, now=desk.now))
    return redirect("people-unit" if is_unit else "people-officer", subject)


@require_GET
@declare("page.people.paper", SurfaceKind.EXPORT)
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The scan as it came, to be saved: it is never opened here."""
    desk = desk_of(request)
    found = queries.paper_of(desk.viewer, paper_id, now=desk.now)
    answer = HttpResponse(papers.scan_of(found), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="authorisation-{found.pk}.{found.scan_name[-3:]}"'
    return answer


def _done_to_officer(request: HttpRequest, officer_id: UUID, act: Callable[[Desk], object]) -> HttpResponse:
    desk = desk_of(request)
    person = queries.person_of(desk.viewer, officer_id, now=desk.now)
    require_head(desk.viewer)
    try:
        done = act(desk)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, officer_page(request, desk, person.post, Paper(), person=person, error=error), error)
    if isinstance(done, Decided):
        return redirect("people-change", change_id=done.change.id)
    return redirect("people-officer", officer_id=officer_id)


def _decided(request: HttpRequest, change_id: UUID, act: Callable[[Desk], Decided]) -> HttpResponse:
    desk = desk_of(request)
    found = deciding.change_of(desk.viewer, change_id, now=desk.now)
    try:
        done = act(desk)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, change_page(request, desk, found, error=error), error)
    if done.password and done.until:
        return _shown(request, change_page(request, desk, done.change, made=(done.password, done.until)))
    return redirect("people-change", change_id=change_id)


def _shown(request: HttpRequest, page: PeoplePage, error: InterlaceError | None = None) -> HttpResponse:
    status = 200 if error is None else status_of(error)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


urlpatterns = [
    path("people", people, name="people"),
    path("people/officer/new", new_officer, name="people-officer-new"),
    path("people/officer/<uuid:officer_id>", officer, name="people-officer"),
    path("people/officer/<uuid:officer_id>/suspend", suspend_officer, name="people-officer-suspend"),
    path("people/officer/<uuid:officer_id>/leave", officer_leaves, name="people-officer-leave"),
    path("people/officer/<uuid:officer_id>/return", officer_returns, name="people-officer-return"),
    path("people/officer/<uuid:officer_id>/reset", reset, name="people-officer-reset"),
    path("people/unit/new", new_unit, name="people-unit-new"),
    path("people/unit/<uuid:unit_id>", unit, name="people-unit"),
    path("people/unit/<uuid:unit_id>/suspend", suspend_unit, name="people-unit-suspend"),
    path("people/change/<uuid:change_id>", change, name="people-change"),
    path("people/change/<uuid:change_id>/sign", sign, name="people-change-sign"),
    path("people/change/<uuid:change_id>/refuse", refuse, name="people-change-refuse"),
    path("people/paper/<uuid:paper_id>", paper, name="people-paper"),
    path("people/paper/<uuid:paper_id>/scan", add_scan, name="people-paper-scan"),
    path("people/signing", signing, name="people-signing"),
    *reset_pages.urlpatterns,
]
