"""One case, and what is said of it as a whole."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.cases import actions
from interlace.cases.pages.shared import SEES, done_in_case, shown_case
from interlace.cases.rules import error_of
from interlace.cases.showing.said import id_typed
from interlace.core.problems import Problem
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of

_ITSELF = "case"


@require_GET
@declare("page.case", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case, or one part of it."""
    page = shown_case(desk_of(request), case_id).page(request.GET.get("part", ""))
    return render(request, "cases/case.html", {"page": page})


@sensitive_post_parameters()
@require_POST
@declare("page.case.describe", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def describe(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say anew what it is about."""
    title, summary, basis = (request.POST.get(name, "") for name in ("title", "summary", "legal_basis"))

    def act(desk: Desk) -> object:
        return actions.describe_case(
            desk.viewer, case_id, title=title, summary=summary, legal_basis=basis, now=desk.now
        )

    return done_in_case(request, case_id, act, form="describe", part=_ITSELF)


@sensitive_post_parameters()
@require_POST
@declare("page.case.check", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def check(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Answer whether it is neutral, and whether minors or asylum are concerned."""

    def act(desk: Desk) -> object:
        return actions.check_case(desk.viewer, case_id, _checked(request), now=desk.now)

    return done_in_case(request, case_id, act, form="check", part=_ITSELF)


@sensitive_post_parameters()
@require_POST
@declare("page.case.close", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Close it, with the reason."""
    reason = request.POST.get("reason", "")

    def act(desk: Desk) -> object:
        return actions.close_case(desk.viewer, case_id, reason=reason, now=desk.now)

    return done_in_case(request, case_id, act, form="close", part=_ITSELF)


@require_POST
@declare("page.case.reopen", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Open it again."""

    def act(desk: Desk) -> object:
        return actions.reopen_case(desk.viewer, case_id, now=desk.now)

    return done_in_case(request, case_id, act, form="reopen", part=_ITSELF)


@require_POST
@declare("page.case.officer.add", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def add_officer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put a colleague on it."""

    def act(desk: Desk) -> object:
        return actions.add_officer(desk.viewer, case_id, officer=_officer(request), now=desk.now)

    return done_in_case(request, case_id, act, form="officer", part=_ITSELF)


@require_POST
@declare("page.case.officer.remove", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def remove_officer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take a colleague, or oneself, off it."""

    def act(desk: Desk) -> object:
        return actions.remove_officer(desk.viewer, case_id, officer=_officer(request), now=desk.now)

    answer = done_in_case(request, case_id, act, form="off", part=_ITSELF)
    return answer if answer.status_code != _MOVED or _is_still_there(request, case_id) else redirect("cases")


_MOVED = 302


def _is_still_there(request: HttpRequest, case_id: UUID) -> bool:
    """Of a closed-in case an officer may know no more once it is off it."""
    try:
        shown_case(desk_of(request), case_id)
    except NotFound:
        return False
    return True


def _officer(request: HttpRequest) -> UUID:
    chosen = id_typed(request.POST.get("officer", ""), "officer")
    if chosen is None:
        raise error_of(Problem("officer_unknown"))
    return chosen


def _checked(request: HttpRequest) -> actions.Checked:
    ground, minors, asylum = (request.POST.get(name, "") for name in ("neutrality", "minors", "asylum"))
    if ground not in set(NeutralityGround) or not {minors, asylum} <= set(Flag):
        raise InvalidInput(_("Answer all three questions."))
    return actions.Checked(NeutralityGround(ground), Flag(minors), Flag(asylum), request.POST.get("reason", ""))
