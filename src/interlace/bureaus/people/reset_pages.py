"""Where two persons let an officer begin anew: thin views."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.bureaus.people.officer_view import lost_page
from interlace.bureaus.people.presenting import PeoplePage
from interlace.bureaus.people.reset_view import reset_page, resets_page
from interlace.bureaus.people.resets import refuse_new_beginning, reset_known_to, sign_new_beginning
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, Refused
from interlace.foundation.http.desk import desk_of, take_word
from interlace.foundation.http.problems import status_of


@require_GET
@declare("page.people.resets", SurfaceKind.PAGE)
def resets(request: HttpRequest) -> HttpResponse:
    """Resets that the reader may sign, and what became of its own."""
    return _shown(request, resets_page(desk_of(request)))


@require_GET
@declare("page.people.reset", SurfaceKind.PAGE)
def reset(request: HttpRequest, reset_id: UUID) -> HttpResponse:
    """One of them."""
    desk = desk_of(request)
    return _shown(request, reset_page(request, desk, reset_known_to(desk.officer, reset_id, now=desk.now)))


@never_cache
@sensitive_post_parameters("code")
@require_POST
@declare("page.people.reset.sign", SurfaceKind.PAGE)
def sign_reset(request: HttpRequest, reset_id: UUID) -> HttpResponse:
    """Sign it as the second person; the new password is shown this once."""
    desk = desk_of(request)
    found = reset_known_to(desk.officer, reset_id, now=desk.now)
    try:
        done = sign_new_beginning(reset_id, by=desk.officer, signed=take_word(request), now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, reset_page(request, desk, found, error=error), error)
    return _shown(request, reset_page(request, desk, found, made=(done.password, done.until)))


@require_POST
@declare("page.people.reset.refuse", SurfaceKind.PAGE)
def refuse_reset(request: HttpRequest, reset_id: UUID) -> HttpResponse:
    """Decide against it as the second person, with a reason."""
    desk = desk_of(request)
    found = reset_known_to(desk.officer, reset_id, now=desk.now)
    try:
        refuse_new_beginning(reset_id, by=desk.officer, reason=request.POST.get("reason", ""), now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return _shown(request, reset_page(request, desk, found, error=error), error)
    return redirect("people-reset", reset_id=reset_id)


@require_GET
@declare("page.people.lost", SurfaceKind.PAGE)
def lost(request: HttpRequest) -> HttpResponse:
    """What to do about a lost password or device. It knows nobody: the same for whoever asks."""
    return render(request, "bureaus/people/lost.html", {"page": lost_page()})


def _shown(request: HttpRequest, page: PeoplePage, error: InterlaceError | None = None) -> HttpResponse:
    status = 200 if error is None else status_of(error)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


urlpatterns = [
    path("people/resets", resets, name="people-resets"),
    path("people/resets/<uuid:reset_id>", reset, name="people-reset"),
    path("people/resets/<uuid:reset_id>/sign", sign_reset, name="people-reset-sign"),
    path("people/resets/<uuid:reset_id>/refuse", refuse_reset, name="people-reset-refuse"),
    path("sign-in/lost", lost, name="sign-in-lost"),
]
