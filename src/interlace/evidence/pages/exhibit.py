"""One exhibit: what it is, whether it is still that, whose hands it was in, and what its reader can do."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interlace.cases.showing.holds import terms_typed
from interlace.cases.showing.said import Said, refused
from interlace.core.custody import Step
from interlace.core.handling import Action
from interlace.evidence.checking import answer_flaw, check_exhibit
from interlace.evidence.custody import StepTerms, offer_exhibit, record_step, take_exhibit
from interlace.evidence.holding import hold_exhibit
from interlace.evidence.looking import outline_of, picture_of, text_of
from interlace.evidence.models import OutsideHolder
from interlace.evidence.outside import OutTerms, give_out, take_back
from interlace.evidence.pages.showing import done_notice, typed_moment
from interlace.evidence.pages.story import exhibit_page, look_page
from interlace.evidence.queries import exhibit_view
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of

SEES = (Action.DISCOVER, Action.READ)


@require_GET
@declare("page.exhibit", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def exhibit(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """The exhibit with its story."""
    return _shown(request, desk_of(request), exhibit_id)


@require_POST
@declare("page.exhibit.step", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def step(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Record what was done with it."""
    said = request.POST

    def act(desk: Desk) -> object:
        chosen = said.get("step", "")
        if chosen not in set(Step):
            raise InvalidInput(_("Say what was done."), fix=_("Choose a step."))
        terms = StepTerms(
            Step(chosen),
            typed_moment(desk, said.get("at", "")),
            said.get("place", ""),
            said.get("purpose", ""),
            taker=said.get("taker", ""),
            authority=said.get("authority", ""),
            seal=said.get("seal", ""),
            condition=said.get("condition", ""),
        )
        return record_step(desk.viewer, exhibit_id, terms, now=desk.now)

    return _done(request, exhibit_id, act, "recorded")


@require_POST
@declare("page.exhibit.offer", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def offer(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Offer it to a colleague."""
    said = request.POST

    def act(desk: Desk) -> object:
        return offer_exhibit(
            desk.viewer,
            exhibit_id,
            taker=said.get("taker", "").strip(),
            place=said.get("place", ""),
            purpose=said.get("purpose", ""),
            seal=said.get("seal", ""),
            condition=said.get("condition", ""),
            now=desk.now,
        )

    return _done(request, exhibit_id, act, "offered")


@require_POST
@declare("page.exhibit.take", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def take(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Take it from the colleague who offers it."""
    return _done(request, exhibit_id, lambda desk: take_exhibit(desk.viewer, exhibit_id, now=desk.now), "taken")


@require_POST
@declare("page.exhibit.outside", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def outside(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Hand it to somebody outside the bureau, or take it back."""
    said = request.POST

    def act(desk: Desk) -> object:
        terms = OutTerms(
            said.get("holder", ""),
            typed_moment(desk, said.get("at", "")),
            said.get("place", ""),
            said.get("purpose", ""),
            kind=said.get("kind", OutsideHolder.Kind.LABORATORY),
            receipt=said.get("receipt", ""),
            seal=said.get("seal", ""),
            condition=said.get("condition", ""),
        )
        if said.get("do") == "back":
            return take_back(desk.viewer, exhibit_id, terms, now=desk.now)
        return give_out(desk.viewer, exhibit_id, terms, now=desk.now)

    return _done(request, exhibit_id, act, "recorded")


@require_POST
@declare("page.exhibit.hold", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def hold(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Put it under a legal hold."""
    desk = desk_of(request)
    try:
        hold_exhibit(desk.viewer, exhibit_id, terms_typed(desk, request.POST), now=desk.now)
    except NotFound:
        raise
    except InterlaceError as error:
        return _shown(request, desk, exhibit_id, error=error, held=refused(request.POST, "hold", error))
    return redirect(_address(exhibit_id, "held"))


@require_POST
@declare("page.exhibit.check", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def check(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Hash it again."""
    desk = desk_of(request)
    found = check_exhibit(desk.viewer, exhibit_id, now=desk.now)
    return redirect(_address(exhibit_id, "whole" if found.flaw is None else ""))


@require_POST
@declare("page.exhibit.answer", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def answer(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Say what became of it."""
    text = request.POST.get("text", "")
    return _done(
        request, exhibit_id, lambda desk: answer_flaw(desk.viewer, exhibit_id, text=text, now=desk.now), "answered"
    )


@require_GET
@declare("page.exhibit.look", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def look(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Look at one page of its content. The ledger notes that it was looked at."""
    desk, page = desk_of(request), _page_of(request)
    try:
        found = outline_of(desk.viewer, exhibit_id, now=desk.now)
        text = text_of(desk.viewer, exhibit_id, now=desk.now) if found.is_text else ""
    except NotFound:
        raise
    except InterlaceError as error:
        return _shown(request, desk, exhibit_id, error=error)
    return render(request, "evidence/look.html", {"page": look_page(desk, exhibit_id, found, number=page, text=text)})


@require_GET
@declare("page.exhibit.picture", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def picture(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """One page, drawn in the jail: pixels, and nothing that came from others."""
    desk = desk_of(request)
    drawn = picture_of(desk.viewer, exhibit_id, page=_page_of(request) - 1, now=desk.now)
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "private, no-store"})


def _done(request: HttpRequest, exhibit_id: UUID, act: Callable[[Desk], object], done: str) -> HttpResponse:
    desk = desk_of(request)
    try:
        act(desk)
    except NotFound as missing:
        exhibit_view(desk.viewer, exhibit_id, now=desk.now)  # another thing is missing than the exhibit
        return _shown(request, desk, exhibit_id, error=missing)
    except InterlaceError as error:
        return _shown(request, desk, exhibit_id, error=error)
    return redirect(_address(exhibit_id, done))


def _shown(
    request: HttpRequest,
    desk: Desk,
    exhibit_id: UUID,
    *,
    error: InterlaceError | None = None,
    held: Said | None = None,
) -> HttpResponse:
    view = exhibit_view(desk.viewer, exhibit_id, now=desk.now)
    notices = done_notice(request) if error is None else (notice_of(error),)
    page = exhibit_page(desk, view, request.POST, notices=notices, held=held)
    status = 200 if error is None else status_of(error)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _address(exhibit_id: UUID, done: str) -> str:
    address = reverse("exhibit", args=[exhibit_id])
    return f"{address}?done={done}" if done else address


def _page_of(request: HttpRequest) -> int:
    """Which page is asked for, from 1."""
    typed = request.GET.get("page", "1")
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 6 else 1
