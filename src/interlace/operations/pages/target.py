"""One target of the readiness board: what is shown, what is missing, what both sides say."""

from collections.abc import Callable
from datetime import datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.core.readiness import Level, RedFlag, Support
from interlace.core.readiness.panel import Vote
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.operations.assessing import Shown, set_finding, set_flags
from interlace.operations.gaps import set_tasks_for_gaps
from interlace.operations.panel import give_opinion
from interlace.operations.queries import target_view
from interlace.operations.rules import error_of, require_board
from interlace.operations.target_page import target_page

SEES = (Action.DISCOVER, Action.READ)


@require_GET
@declare("page.readiness.target", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def target(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """One target with its sixteen criteria, what was found and said, and the standards of both States."""
    desk = desk_of(request)
    require_board(desk.viewer)
    return _shown(request, desk, target_id)


@require_POST
@declare("page.readiness.finding", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def finding(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Say how far one criterion is shown, and what that rests on."""
    posted = request.POST
    return _done(
        request,
        target_id,
        lambda desk: set_finding(
            desk.viewer,
            target_id,
            Shown(
                criterion=posted.get("criterion", ""),
                level=_level(posted.get("level", "")),
                support=frozenset(Support(each) for each in posted.getlist("support") if each in set(Support)),
                note=posted.get("note", ""),
            ),
            now=desk.now,
        ),
    )


@require_POST
@declare("page.readiness.flags", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def flags(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Raise or lower red flags."""
    raised = [RedFlag(each) for each in request.POST.getlist("flag") if each in set(RedFlag)]
    return _done(request, target_id, lambda desk: set_flags(desk.viewer, target_id, raised, now=desk.now))


@require_POST
@declare("page.readiness.opinion", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def opinion(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Speak as a member of the panel."""
    said, reason = request.POST.get("vote", ""), request.POST.get("reason", "")

    def speak(desk: Desk) -> object:
        if said not in set(Vote):
            raise error_of("level_unknown")
        return give_opinion(desk.viewer, target_id, Vote(said), reason=reason, now=desk.now)

    return _done(request, target_id, speak)


@require_POST
@declare("page.readiness.tasks", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def tasks(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Make tasks of the case out of what is missing."""
    posted = request.POST
    return _done(
        request,
        target_id,
        lambda desk: set_tasks_for_gaps(
            desk.viewer,
            target_id,
            owner=_id(posted.get("owner", "")),
            due=_end_of(posted.get("due", ""), desk),
            now=desk.now,
        ),
    )


def _done(request: HttpRequest, target_id: UUID, act: Callable[[Desk], object]) -> HttpResponse:
    desk = desk_of(request)
    require_board(desk.viewer)
    target_view(desk.viewer, target_id, now=desk.now)
    try:
        act(desk)
    except InterlaceError as error:
        return _shown(request, desk, target_id, error=error)
    return redirect("readiness-target", target_id=target_id)


def _shown(request: HttpRequest, desk: Desk, target_id: UUID, *, error: InterlaceError | None = None) -> HttpResponse:
    page = target_page(
        desk,
        target_view(desk.viewer, target_id, now=desk.now),
        posted=request.POST,
        notices=() if error is None else (notice_of(error),),
    )
    status = 200 if error is None else status_of(error)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _level(text: str) -> Level:
    if text not in {str(int(each)) for each in Level}:
        raise error_of("level_unknown")
    return Level(int(text))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _end_of(text: str, desk: Desk) -> datetime | None:
    """The end of a day of the reader's own."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return datetime.combine(day, time(18), tzinfo=desk.reader.zone) if day is not None else None
