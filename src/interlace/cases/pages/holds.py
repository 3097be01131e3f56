"""The legal holds of a case: laid by who works on it, lifted by another."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.cases.holds.actions import lay_hold, lift_hold
from interlace.cases.holds.queries import holds_view
from interlace.cases.pages.shared import SEES, said_in
from interlace.cases.showing.holds import holds_page, terms_typed
from interlace.cases.showing.said import Said
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.http.problems import status_of


@require_GET
@declare("page.case.holds", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def holds(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every hold on the case and on what is in it."""
    return _shown(request, desk_of(request), case_id, Said())


@sensitive_post_parameters()
@require_POST
@declare("page.case.hold.lay", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def lay(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put the whole case under a hold."""

    def act(desk: Desk) -> object:
        return lay_hold(desk.viewer, case_id, terms_typed(desk, request.POST), now=desk.now)

    return _done(request, case_id, act, form="hold")


@sensitive_post_parameters()
@require_POST
@declare("page.case.hold.lift", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def lift(request: HttpRequest, case_id: UUID, case_hold_id: UUID) -> HttpResponse:
    """Lift a hold that a colleague laid."""
    reason = request.POST.get("reason", "")

    def act(desk: Desk) -> object:
        return lift_hold(desk.viewer, case_id, case_hold_id, reason=reason, now=desk.now)

    return _done(request, case_id, act, form=f"lift-{case_hold_id}")


def _done(request: HttpRequest, case_id: UUID, act: Callable[[Desk], object], *, form: str) -> HttpResponse:
    desk = desk_of(request)
    try:
        act(desk)
    except NotFound:
        raise
    except InterlaceError as error:
        return _shown(request, desk, case_id, said_in(request, form, error), status=status_of(error))
    return redirect("case-holds", case_id=case_id)


def _shown(request: HttpRequest, desk: Desk, case_id: UUID, said: Said, *, status: int = 200) -> HttpResponse:
    page = holds_page(desk, holds_view(desk.viewer, case_id, now=desk.now), said)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)
