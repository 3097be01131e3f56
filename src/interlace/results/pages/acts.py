"""What is done on the page of a result sheet: report, take over, correct, withdraw, pair, publish."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from interlace.core.results import ResultKind
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.localize.shown import Notice
from interlace.operations.plan.actions import Compartment
from interlace.operations.rules import require_board
from interlace.results.actions import Corrected, Paired, Reported, correct, pair, report, withdraw
from interlace.results.pages.sheet import SEES, show
from interlace.results.publishing import publish_sheet
from interlace.results.queries import result_sheet
from interlace.results.rules import error_of
from interlace.results.taking import ResultOrigin, Taken, take_over


@sensitive_post_parameters()
@require_POST
@declare("page.results.report", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def report_lines(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Report results of the own bureau, one person or thing a line."""
    desk = desk_of(request)
    require_board(desk.viewer)
    result_sheet(desk.viewer, operation_id, now=desk.now)
    try:
        told = _told(request, desk)
        added = report(desk.viewer, operation_id, told, now=desk.now)
    except InterlaceError as error:
        return show(request, desk, operation_id, error=error)
    if left := len(told.named) - len(added):
        words = _("Reported by your bureau before, and not added again: {count}.").format(count=left)
        return show(request, desk, operation_id, notices=(Notice(words),))
    return redirect("results", operation_id=operation_id)


@require_POST
@declare("page.results.take-over", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def take(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Take over what another room of the own bureau knows."""

    def act(desk: Desk) -> object:
        origin, _colon, of = request.POST.get("of", "").partition(":")
        if origin not in set(ResultOrigin):
            raise error_of("origin_unknown")
        also = request.POST.getlist("also")
        taken = Taken(ResultOrigin(origin), _id(of, "origin_unknown"), _compartment(request), "public" in also)
        return take_over(desk.viewer, operation_id, taken, now=desk.now)

    return _done(request, operation_id, act)


@sensitive_post_parameters()
@require_POST
@declare("page.results.correct", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def correct_line(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Correct an own line, or withdraw it."""
    posted = request.POST

    def act(desk: Desk) -> object:
        line, source = _id(posted.get("line", ""), "line_unknown"), posted.get("source", "")
        if posted.get("do") == "withdraw":
            return withdraw(desk.viewer, operation_id, line, source=source, now=desk.now)
        is_child = True if "child" in posted.getlist("also") else None
        is_public = False if "not-public" in posted.getlist("also") else None
        told = Corrected(
            source,
            posted.get("named", ""),
            is_child=is_child,
            is_public=is_public,
            amount=_amount(posted.get("amount", "")),
        )
        return correct(desk.viewer, operation_id, line, told, now=desk.now)

    return _done(request, operation_id, act)


@require_POST
@declare("page.results.pair", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def pair_lines(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Say whether two lines are of the same person or account."""
    posted = request.POST

    def act(desk: Desk) -> object:
        told = Paired(
            _id(posted.get("one", ""), "pair_wrong"),
            _id(posted.get("other", ""), "pair_wrong"),
            posted.get("reason", ""),
            is_same=posted.get("do") != "different",
        )
        return pair(desk.viewer, operation_id, told, now=desk.now)

    return _done(request, operation_id, act)


@require_POST
@declare("page.results.publish", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def publish(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Freeze the next version of the sheet for everybody."""
    return _done(request, operation_id, lambda desk: publish_sheet(desk.viewer, operation_id, now=desk.now))


def _done(request: HttpRequest, operation_id: UUID, act: Callable[[Desk], object]) -> HttpResponse:
    desk = desk_of(request)
    require_board(desk.viewer)
    result_sheet(desk.viewer, operation_id, now=desk.now)
    try:
        act(desk)
    except InterlaceError as error:
        return show(request, desk, operation_id, error=error)
    return redirect("results", operation_id=operation_id)


def _told(request: HttpRequest, desk: Desk) -> Reported:
    posted = request.POST
    if posted.get("kind") not in set(ResultKind):
        raise error_of("kind_unknown")
    also = posted.getlist("also")
    return Reported(
        kind=ResultKind(posted["kind"]),
        named=tuple(filter(None, (line.strip() for line in posted.get("named", "").splitlines()))),
        at=_moment(posted.get("day", ""), posted.get("time", ""), desk),
        source=posted.get("source", ""),
        compartment=_compartment(request),
        is_child="child" in also,
        is_public="public" in also,
        amount=_amount(posted.get("amount", "")),
        currency=posted.get("currency", ""),
    )


def _compartment(request: HttpRequest) -> Compartment:
    chosen = request.POST.get("compartment", "")
    return Compartment(chosen) if chosen in set(Compartment) else Compartment.LEADER


def _moment(day: str, time: str, desk: Desk) -> datetime:
    try:
        return datetime.strptime(f"{day} {time}", "%Y-%m-%d %H:%M").replace(tzinfo=desk.reader.zone)
    except ValueError:
        raise error_of("moment_wrong") from None


def _amount(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return Decimal(text.replace(" ", ""))
    except InvalidOperation:
        raise error_of("amount_wrong") from None


def _id(text: str, otherwise: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise error_of(otherwise) from None
