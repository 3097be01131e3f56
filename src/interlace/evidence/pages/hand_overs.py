"""The pages of hand-overs between bureaus: offered from an exhibit, answered by the bureau to which it is offered."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.evidence.handing.actions import call_mistaken, offer_to_bureau, refuse_offer, withdraw_offer
from interlace.evidence.handing.reading import hand_over_view
from interlace.evidence.handing.rules import OfferTerms, TakingTerms
from interlace.evidence.handing.showing import hand_over_page, said_notice
from interlace.evidence.handing.taking import take_over
from interlace.evidence.pages.showing import typed_moment
from interlace.evidence.pages.story import exhibit_page
from interlace.evidence.queries import exhibit_view
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of

SEES = (Action.DISCOVER, Action.READ)
_SAY = {
    "withdraw": (withdraw_offer, "withdrawn"),
    "refuse": (refuse_offer, "refused"),
    "mistake": (call_mistaken, "mistaken"),
}


@require_POST
@declare("page.hand-over.offer", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def offer(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Offer an exhibit to another bureau."""
    desk, said = desk_of(request), request.POST
    view = exhibit_view(desk.viewer, exhibit_id, now=desk.now)
    words = {name: said.get(name, "") for name in ("recipient", "place", "purpose", "authority")}
    words |= {name: said.get(name, "") for name in ("seal", "condition", "consent")}
    try:
        terms = OfferTerms(at=typed_moment(desk, said.get("at", "")), **words)
        made = offer_to_bureau(desk.viewer, exhibit_id, terms, now=desk.now)
    except InterlaceError as error:
        page = exhibit_page(desk, view, said, notices=(notice_of(error),))
        return render(request, "bureaus/people/page.html", {"page": page}, status=status_of(error))
    return redirect(f"{reverse('hand-over', args=[made.id])}?done=offered")


@require_GET
@declare("page.hand-over", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def hand_over(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """One hand-over, with what this side can say to it."""
    return _shown(request, desk_of(request), hand_over_id)


@require_POST
@declare("page.hand-over.take", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def take(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """Take over what is offered."""
    said = request.POST

    def act(desk: Desk) -> object:
        words = {name: said.get(name, "") for name in ("case", "place", "carrier", "seal", "condition")}
        terms = TakingTerms(at=typed_moment(desk, said.get("at", "")), **words)
        return take_over(desk.viewer, hand_over_id, terms, now=desk.now)

    return _done(request, hand_over_id, act, "taken")


@require_POST
@declare("page.hand-over.say", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def say(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """Withdraw it, refuse it, or say that it was an error."""
    chosen = _SAY.get(request.POST.get("do", ""))
    reason = request.POST.get("reason", "")

    def act(desk: Desk) -> object:
        if chosen is None:
            raise InvalidInput(_("Say what you want to do."), fix=_("Press one of the buttons."))
        return chosen[0](desk.viewer, hand_over_id, reason=reason, now=desk.now)

    return _done(request, hand_over_id, act, chosen[1] if chosen else "")


def _done(request: HttpRequest, hand_over_id: UUID, act: Callable[[Desk], object], done: str) -> HttpResponse:
    desk = desk_of(request)
    try:
        act(desk)
    except NotFound as missing:
        hand_over_view(desk.viewer, hand_over_id, now=desk.now)  # another thing is missing than the hand-over
        return _shown(request, desk, hand_over_id, error=missing)
    except InterlaceError as error:
        return _shown(request, desk, hand_over_id, error=error)
    return redirect(f"{reverse('hand-over', args=[hand_over_id])}?done={done}")


def _shown(
    request: HttpRequest, desk: Desk, hand_over_id: UUID, *, error: InterlaceError | None = None
) -> HttpResponse:
    view = hand_over_view(desk.viewer, hand_over_id, now=desk.now)
    notices = said_notice(request) if error is None else (notice_of(error),)
    page = hand_over_page(desk, view, request.POST, notices=notices)
    status = 200 if error is None else status_of(error)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)
