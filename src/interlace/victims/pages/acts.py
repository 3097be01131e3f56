"""What is done on the page of a person: needs, what was seen, steps, agreements, a prosecutor, standings."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from interlace.core.victims.agreeing import Use
from interlace.core.victims.standing import Matter, ProtectionMove
from interlace.core.victims.triage import Need
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of
from interlace.victims.agreeing import Decided, Wish, agree, keep_non_punishment, take_back
from interlace.victims.models import Found
from interlace.victims.pages.care import READS
from interlace.victims.pages.person import show
from interlace.victims.receiving import arrange
from interlace.victims.rules import error_of, require_carer, require_looker
from interlace.victims.standing import propose_standing, sign_standing, withdraw_standing
from interlace.victims.talking import note_seen, step


@sensitive_post_parameters()
@require_POST
@declare("page.care.needs", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def needs(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """What the person needs now."""
    wanted = frozenset(Need(each) for each in request.POST.getlist("needs") if each in set(Need))
    return cared(request, found_id, lambda desk: arrange(desk.viewer, found_id, wanted, now=desk.now))


@sensitive_post_parameters()
@require_POST
@declare("page.care.seen", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def seen(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """What others saw, or a specialist was told."""
    codes = request.POST.getlist("seen")
    return cared(request, found_id, lambda desk: note_seen(desk.viewer, found_id, codes, now=desk.now))


@sensitive_post_parameters()
@require_POST
@declare("page.care.step", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def take_step(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """What a specialist decides."""

    def act(desk: Desk) -> object:
        move = typed(request, "step")
        if move not in set(ProtectionMove):
            raise error_of("step_not_now")
        return step(desk.viewer, found_id, ProtectionMove(move), reason=typed(request, "reason"), now=desk.now)

    return cared(request, found_id, act)


@sensitive_post_parameters()
@require_POST
@declare("page.care.agree", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def agree_to(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """The person lets one bureau read one answer for one use."""
    return cared(request, found_id, lambda desk: agree(desk.viewer, found_id, _wish(request), now=desk.now))


@sensitive_post_parameters()
@require_POST
@declare("page.care.take-back", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def take_back_answer(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """The person agrees no longer."""
    return cared(request, found_id, lambda desk: take_back(desk.viewer, found_id, _wish(request), now=desk.now))


@sensitive_post_parameters()
@require_POST
@declare("page.care.prosecutor", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def prosecutor(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """What a prosecutor decided about not punishing."""

    def act(desk: Desk) -> object:
        try:
            review = date.fromisoformat(typed(request, "review"))
        except ValueError:
            raise error_of("decision_missing") from None
        decided = Decided(
            authority=typed(request, "authority"),
            test=typed(request, "test"),
            outcome=typed(request, "outcome"),
            review=review,
        )
        return keep_non_punishment(desk.viewer, found_id, decided, now=desk.now)

    return cared(request, found_id, act)


@sensitive_post_parameters()
@require_POST
@declare("page.care.standing", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def propose(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """The first of two persons."""
    desk = desk_of(request)
    require_looker(desk.viewer)
    to = typed(request, "to")
    try:
        if to not in set(Matter):
            raise error_of("standing_not_now")
        propose_standing(desk.viewer, found_id, Matter(to), reason=typed(request, "reason"), now=desk.now)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        return show(request, desk, found_id, error=error)
    return redirect("care-person", found_id=found_id)


@sensitive_post_parameters()
@require_POST
@declare("page.care.sign", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def sign(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The second of two persons."""
    return _decided(request, lambda desk: sign_standing(desk.viewer, proposal_id, now=desk.now))


@sensitive_post_parameters()
@require_POST
@declare("page.care.withdraw", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The first of two persons thinks better of it."""
    return _decided(request, lambda desk: withdraw_standing(desk.viewer, proposal_id, now=desk.now).proposal.found)


def _decided(request: HttpRequest, act: Callable[[Desk], Found]) -> HttpResponse:
    desk = desk_of(request)
    require_looker(desk.viewer)
    found_id = typed(request, "person")
    try:
        found = act(desk)
    except NotFound:
        raise
    except (Conflict, InvalidInput, Refused) as error:
        try:
            shown = UUID(found_id)
        except ValueError:
            raise error from None
        return show(request, desk, shown, error=error)
    return redirect("care-person", found_id=found.id)


def cared(request: HttpRequest, found_id: UUID, act: Callable[[Desk], object]) -> HttpResponse:
    """Run an act of a protection officer and show the person again, with what went wrong where something did."""
    desk = desk_of(request)
    require_carer(desk.viewer)
    try:
        act(desk)
    except NotFound:
        raise
    except (Conflict, InvalidInput) as error:
        return show(request, desk, found_id, error=error)
    return redirect("care-person", found_id=found_id)


def _wish(request: HttpRequest) -> Wish:
    use = typed(request, "use")
    if use not in set(Use):
        raise error_of("nothing_agreed")
    return Wish(typed(request, "question"), typed(request, "recipient"), Use(use))


def typed(request: HttpRequest, name: str) -> str:
    """What stands in a field of the form."""
    return request.POST.get(name, "").replace("\x00", "").strip()[:600]
