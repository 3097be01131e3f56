"""The operation room: its page, its wall, and what officers do in it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.core.planning import Broken, Rule
from interlace.core.planning.aborting import Reach
from interlace.core.planning.going import Flag
from interlace.core.planning.what_if import Answer
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.operations.plan import day
from interlace.operations.plan.aborting import AbortTerms, abort
from interlace.operations.plan.actions import Brought, Compartment, bring, say_of_target, take_back
from interlace.operations.plan.changing import LONGEST_DELAY, Change, change_plan, what_if_delay, what_if_leak
from interlace.operations.plan.forms import Posted, moment_in, shape_of, span_of
from interlace.operations.plan.models import EntryKind, TeamState
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.presenting import glance_of
from interlace.operations.plan.queries import operation_view
from interlace.operations.plan.room_page import room_page
from interlace.operations.rules import error_of, require_board

SEES = (Action.DISCOVER, Action.READ)
Act = Callable[[Desk], object]


@require_GET
@declare("page.operation", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def room(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """One operation as the reader's bureau reads it: clocks, flags, teams, plan, what was brought, the log."""
    desk = desk_of(request)
    require_board(desk.viewer)
    return _shown(request, desk, operation_id)


@require_GET
@declare("page.operation.wall", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def wall(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """The same for a wall: large, dark, without controls, renewing itself."""
    desk = desk_of(request)
    require_board(desk.viewer)
    seen = operation_view(desk.viewer, operation_id, now=desk.now)
    return render(request, "operations/wall.html", {"glance": glance_of(desk, seen), "operation": seen.operation.id})


@require_POST
@declare("page.operation.plan", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def plan(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Let the solver propose, or change by hand: the next version of the plan."""
    posted = request.POST

    def act(desk: Desk) -> object:
        if posted.get("do") != "change":
            return propose_plan(desk.viewer, operation_id, now=desk.now)
        hour = moment_in(posted.get("hour", ""), desk.reader.zone)
        change = Change(hour, posted.get("team", ""), posted.get("site", ""))
        return change_plan(desk.viewer, operation_id, change, now=desk.now)

    return _done(request, operation_id, act)


@require_POST
@declare("page.operation.what-if", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def what_if(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """What would become of the plan; nothing is kept."""
    desk = desk_of(request)
    require_board(desk.viewer)
    operation_view(desk.viewer, operation_id, now=desk.now)
    try:
        found = _asked(request, desk, operation_id)
    except NotFound:
        raise
    except InterlaceError as error:
        return _shown(request, desk, operation_id, error=error)
    return _shown(request, desk, operation_id, what_if=found)


@require_POST
@declare("page.operation.flag", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def flag(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Set the flag of the own State."""
    said = request.POST.get("do", "")

    def act(desk: Desk) -> object:
        if said not in set(Flag):
            raise error_of("level_unknown")
        return day.raise_flag(desk.viewer, operation_id, Flag(said), seen=_version(request), now=desk.now)

    return _done(request, operation_id, act)


@require_POST
@declare("page.operation.go", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def go(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Give Go, once nothing holds it."""
    seen = _version(request)
    return _done(request, operation_id, lambda desk: day.give_go(desk.viewer, operation_id, seen=seen, now=desk.now))


@require_POST
@declare("page.operation.accept", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def accept(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Take a broken rule upon the bureau that leads, by name."""
    rule, where, detail = [*request.POST.get("broken", "").split("|"), "", "", ""][:3]

    def act(desk: Desk) -> object:
        if rule not in set(Rule):
            raise error_of("place_unknown")
        broken, seen = Broken(Rule(rule), where, detail), _version(request)
        return day.accept_by_name(desk.viewer, operation_id, broken, seen=seen, now=desk.now)

    return _done(request, operation_id, act)


@require_POST
@declare("page.operation.order", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def order(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Record an emergency order for a threat to life."""
    reason = request.POST.get("reason", "")
    return _done(
        request, operation_id, lambda desk: day.order_emergency(desk.viewer, operation_id, reason=reason, now=desk.now)
    )


@require_POST
@declare("page.operation.second", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def second(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Sign a colleague's emergency order."""
    return _done(
        request,
        operation_id,
        lambda desk: day.second_order(desk.viewer, operation_id, _id(request, "order"), now=desk.now),
    )


@require_POST
@declare("page.operation.assure", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def assure(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Say that the condition of an own target is met."""
    target, document = request.POST.get("target", ""), request.POST.get("document", "")
    return _done(
        request,
        operation_id,
        lambda desk: day.assure(desk.viewer, operation_id, target=target, document=document, now=desk.now),
    )


@require_POST
@declare("page.operation.bring", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def bring_entry(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Bring a site, a target, a team, a person, a place or an order."""
    posted = request.POST
    kind, compartment = posted.get("kind", ""), posted.get("compartment", "")

    def act(desk: Desk) -> object:
        if kind not in set(EntryKind) or compartment not in set(Compartment):
            raise error_of("place_unknown")
        shape = shape_of(EntryKind(kind), Posted(posted, desk.reader.zone))
        brought = Brought(EntryKind(kind), posted.get("code", ""), shape, Compartment(compartment))
        return bring(desk.viewer, operation_id, brought, now=desk.now)

    return _done(request, operation_id, act)


@require_POST
@declare("page.operation.target", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def target(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Say more of an own target: site, warrant, what follows the arrest, condition."""
    posted = request.POST

    def act(desk: Desk) -> object:
        typed = Posted(posted, desk.reader.zone)
        said: dict[str, object] = {}
        if typed.text("site"):
            said["site"] = typed.text("site")
        if "begins" in posted or "ends" in posted:
            said["warrant"] = span_of(typed) if typed.text("begins") or typed.text("ends") else None
        if "hand_over" in posted:
            said["hand_over"] = typed.text("hand_over") or None
        if "condition" in posted:
            said["needs_assurance"] = posted["condition"] != "no"
        return say_of_target(desk.viewer, operation_id, _id(request, "entry"), said, now=desk.now)

    return _done(request, operation_id, act)


@require_POST
@declare("page.operation.take-back", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def take_back_entry(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Take back what the own bureau brought."""
    return _done(
        request, operation_id, lambda desk: take_back(desk.viewer, operation_id, _id(request, "entry"), now=desk.now)
    )


@require_POST
@declare("page.operation.note", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def note(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Write a line into the log."""
    text = request.POST.get("text", "")
    return _done(request, operation_id, lambda desk: day.note(desk.viewer, operation_id, text=text, now=desk.now))


@require_POST
@declare("page.operation.abort", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def abort_it(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Stop the own State's part, a site, a target, or as the bureau that leads all of it."""
    posted = request.POST
    reach, _sign, where = posted.get("reach", "").partition("|")

    def act(desk: Desk) -> object:
        if reach not in set(Reach):
            raise error_of("abort_of_what")
        terms = AbortTerms(Reach(reach), posted.get("reason", ""), where, posted.get("word", ""), _version(request))
        key, at = _key(posted.get("key", "")), _moment(posted.get("at", "")) or desk.now
        return abort(desk.viewer, operation_id, terms, key=key, at=at, now=desk.now)

    return _told(request, operation_id, act)


@require_POST
@declare("page.operation.check-in", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def check_in(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Say where an own team is. A browser that kept it while its line was down sends key and time of then."""
    posted = request.POST

    def act(desk: Desk) -> object:
        team, state = posted.get("team", ""), posted.get("state", "")
        if state not in set(TeamState):
            raise error_of("state_unknown")
        return day.check_in(
            desk.viewer,
            operation_id,
            key=_key(posted.get("key", "")),
            at=_moment(posted.get("at", "")) or desk.now,
            text=posted.get("text", ""),
            of=day.Whereabouts(team, TeamState(state)),
            now=desk.now,
        )

    return _told(request, operation_id, act)


def _told(request: HttpRequest, operation_id: UUID, act: Act) -> HttpResponse:
    """What a browser kept while its line was down is answered in a sentence, and anything else by the page."""
    if "HX-Request" not in request.headers:
        return _done(request, operation_id, act)
    desk = desk_of(request)
    require_board(desk.viewer)
    try:
        act(desk)
    except NotFound:
        raise
    except InterlaceError as error:
        return HttpResponse(f"{error.message} {error.fix}", status=status_of(error), content_type="text/plain")
    return HttpResponse(_("The node has it."), content_type="text/plain")


def _asked(request: HttpRequest, desk: Desk, operation_id: UUID) -> Answer:
    posted = request.POST
    if posted.get("do") == "delay":
        minutes = posted.get("minutes", "").strip()
        if not minutes.isascii() or not minutes.isdigit() or int(minutes) > LONGEST_DELAY:
            raise error_of("minutes_wrong")
        return what_if_delay(
            desk.viewer, operation_id, team=posted.get("team", ""), by=timedelta(minutes=int(minutes)), now=desk.now
        )
    before = moment_in(posted.get("before", ""), desk.reader.zone)
    if before is None:
        raise error_of("no_hour")
    return what_if_leak(desk.viewer, operation_id, before=before, now=desk.now)


def _done(request: HttpRequest, operation_id: UUID, act: Act) -> HttpResponse:
    desk = desk_of(request)
    require_board(desk.viewer)
    operation_view(desk.viewer, operation_id, now=desk.now)
    try:
        act(desk)
    except NotFound:
        raise
    except InterlaceError as error:
        return _shown(request, desk, operation_id, error=error)
    return redirect("operation", operation_id=operation_id)


def _shown(
    request: HttpRequest,
    desk: Desk,
    operation_id: UUID,
    *,
    error: InterlaceError | None = None,
    what_if: Answer | None = None,
) -> HttpResponse:
    page = room_page(
        desk,
        operation_view(desk.viewer, operation_id, now=desk.now),
        posted=request.POST if error is not None else None,
        error=error,
        notices=() if error is None else (notice_of(error),),
        what_if=what_if,
    )
    status = 200 if error is None else status_of(error)
    return render(request, "operations/room.html", {"page": page, "glance": page.glance}, status=status)


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise NotFound(_("There is no such entry.")) from None


def _version(request: HttpRequest) -> int:
    """Of the plan that the page showed; none is none that stands."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 7 else 0


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
