"""Looking at what one officer released alone: in the inbox at once, a page to decide on, and the list for the head."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Seat, Section, Table
from interlace.core.handling import Action
from interlace.core.procedure.emergency import EmergencyGround, EmergencyVerdict
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import Conflict, FieldProblem, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_word
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.shown import ShownField, Trail
from interlace.screening.acts_alone import ActAlone, AloneKind, acts_alone
from interlace.screening.emergency_schemas import LONGEST_REASON
from interlace.screening.hits.release_reviews import (
    MadeAlone,
    is_late,
    made_alone_of,
    may_review,
    review_release,
    taken_back_from,
    taken_back_unread,
    to_review,
    unreviewed,
)
from interlace.screening.models import EmergencyRelease, HitSide
from interlace.screening.pages.comparison import asked_label
from interlace.screening.pages.desk import thing_name
from interlace.screening.pages.release_view import sentence_of
from interlace.screening.presenting import Act, Pair, Preview, QueueItem
from interlace.screening.queue import Place, Work, provide_seldom
from interlace.screening.words import ALONE_KINDS, GROUNDS, REVIEWS

_SEES = (Action.DISCOVER, Action.READ)
_STATES = {"": "waiting", EmergencyVerdict.RIGHT: "in_force", EmergencyVerdict.WRONG: "withdrawn"}


@provide_seldom(lambda desk: unreviewed(desk.viewer))
def reviews_for(desk: Desk) -> Iterator[Work]:
    """What waits for the reader's word, by when it is due."""
    for made in to_review(desk.viewer, now=desk.now):
        emergency = made.emergency
        yield Work(
            item=_review_item(desk, emergency),
            came=emergency.at,
            due=emergency.review_due,
            place=Place.OWN_TURN,
            preview=lambda emergency=emergency: _review_preview(desk, emergency),  # type: ignore[misc]
        )


@provide_seldom(lambda desk: taken_back_unread(desk.viewer))
def taken_back_for(desk: Desk) -> Iterator[Work]:
    """What other bureaus took back, until somebody here has read it."""
    for side in taken_back_from(desk.viewer, now=desk.now):
        yield Work(
            item=_taken_back_item(desk, side),
            came=side.taken_back or side.changed,
            due=None,
            place=Place.OWN_TURN,
            preview=lambda side=side: _taken_back_preview(side),  # type: ignore[misc]
        )


@sensitive_post_parameters("code", "passkey", "reason")
@require_http_methods(["GET", "POST"])
@declare("page.release.review", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def review(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """One release of one officer, and the word of another person."""
    desk = desk_of(request)
    made = made_alone_of(desk.viewer, emergency_id, now=desk.now)
    if request.method == "GET":
        return _page(request, desk, made)
    try:
        verdict = _verdict(request)
        signed = take_word(request)
        reason = request.POST.get("reason", "")[:LONGEST_REASON]
        review_release(desk.viewer, emergency_id, verdict=verdict, reason=reason, now=desk.now, signed=signed)
    except NotFound:
        raise
    except (InvalidInput, Conflict, Refused) as error:
        fresh = made_alone_of(desk.viewer, emergency_id, now=desk.now)
        return _page(request, desk, fresh, error=error)
    return redirect("release-review", emergency_id=emergency_id)


@require_GET
@declare("page.acts_alone", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def acts(request: HttpRequest) -> HttpResponse:
    """Every act of one person where two are the rule, for the head."""
    desk = desk_of(request)
    rows = tuple(_act_row(desk, each) for each in acts_alone(desk.viewer, now=desk.now))
    heads = (_("Act"), _("By"), _("When"), _("Review"), _("Reviewed by"))
    title = _("Done by one person")
    page = PeoplePage(
        title=title,
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("What one person did where two are the rule."),
        trail=(Trail(_("Inbox"), reverse("inbox")), Trail(title)),
        sections=(
            Section(
                "acts",
                title,
                hint=_("Everything else that takes two persons waits for the second, and lapses without one."),
                table=Table(heads, rows, _("Nobody did anything alone.")),
            ),
        ),
    )
    return render(request, "bureaus/people/page.html", {"page": page})


def _verdict(request: HttpRequest) -> EmergencyVerdict:
    said = request.POST.get("do", "")
    if said not in set(EmergencyVerdict):
        what = _("Say whether it was right or wrong.")
        raise InvalidInput(what, problems=[FieldProblem("/verdict", "verdict_missing", what)])
    return EmergencyVerdict(said)


def _page(request: HttpRequest, desk: Desk, made: MadeAlone, *, error: InterlaceError | None = None) -> HttpResponse:
    emergency = made.emergency
    title = _("Released alone to {bureau}").format(bureau=emergency.to)
    problems = {each.pointer: f"{each.what} {each.fix}".strip() for each in getattr(error, "problems", ())}
    page = PeoplePage(
        title=title,
        lead=_("For the bureau of {bureau} only.").format(bureau=emergency.member),
        handling=_("{bureau} knows that one officer released it, and nothing of this page.").format(
            bureau=emergency.to
        ),
        trail=(Trail(_("Inbox"), reverse("inbox")), Trail(title)),
        sections=(
            Section("left", _("Exactly this left"), pairs=tuple(_pairs(desk, made))),
            Section(
                "review",
                _("Review"),
                hint=_review_hint(desk, emergency),
                seats=_seats(desk, emergency),
                forms=_forms(request, desk, emergency, problems),
                links=((_("To the hit"), reverse("hit", args=[emergency.hit])),),
            ),
        ),
        notices=() if error is None or "/reason" in problems else (notice_of(error),),
    )
    status = 200 if error is None else status_of(error)
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _pairs(desk: Desk, made: MadeAlone) -> Iterator[tuple[str, str]]:
    for value in made.release.fields:
        yield _("Field"), asked_label(value)
    yield _("Handling"), sentence_of(desk, made.label, viewer=None)
    yield _("The risk"), str(GROUNDS[EmergencyGround(made.emergency.ground)])
    yield _("Reason"), made.emergency.reason
    yield _("Signed, SHA-256"), made.release.digest


def _review_hint(desk: Desk, emergency: EmergencyRelease) -> str:
    if emergency.verdict == EmergencyVerdict.WRONG:
        return _("What could be taken back has been, and {bureau} was told to delete what it has copied.").format(
            bureau=emergency.to
        )
    if emergency.verdict:
        return _("The regular release by two persons may follow.")
    if is_late(emergency, now=desk.now):
        return _("Nobody has reviewed it within 24 hours. It is counted as late, and still waits.")
    return _("Another person says until {when} whether it was right.").format(when=desk.when(emergency.review_due))


def _seats(desk: Desk, emergency: EmergencyRelease) -> tuple[Seat, ...]:
    own = (_("that is you"),) if str(emergency.released_by) == desk.viewer.id else ()
    first = Seat(
        emergency.released_by_name,
        (_("released it alone, {when}").format(when=desk.when(emergency.at)), *own),
        is_signed=True,
    )
    if emergency.reviewed is None:
        lines = (_("not reviewed"), _("may not be {officer}").format(officer=emergency.released_by_name))
        return first, Seat(_("Another person"), lines, is_signed=False)
    said = (str(REVIEWS[emergency.verdict]), desk.when(emergency.reviewed), emergency.review_reason)
    return first, Seat(emergency.reviewed_by_name, said, is_signed=True)


def _forms(request: HttpRequest, desk: Desk, emergency: EmergencyRelease, problems: dict[str, str]) -> tuple[Form, ...]:
    if not may_review(desk.viewer, emergency):
        return ()
    reason = ShownField(
        "reason",
        _("What you looked at, and why it was right or not"),
        kind="textarea",
        value=request.POST.get("reason", ""),
        error=problems.get("/reason", ""),
        attributes={"maxlength": str(LONGEST_REASON)},
    )
    buttons = (
        Button(_("It was right"), "two", EmergencyVerdict.RIGHT.value),
        Button(_("It was wrong: take it back"), "stop", EmergencyVerdict.WRONG.value),
    )
    hint = _("Wrong takes back what can be taken back, and tells {bureau} to delete it.").format(bureau=emergency.to)
    url = reverse("release-review", args=[emergency.id])
    return (Form(url, buttons, hint=hint, fields=(reason,), code=code_field(request)),)


def _review_item(desk: Desk, emergency: EmergencyRelease) -> QueueItem:
    return QueueItem(
        id=f"review-{emergency.id}",
        url=reverse("release-review", args=[emergency.id]),
        due=desk.when(emergency.review_due),
        clock=desk.clock(emergency.review_due, started=emergency.at),
        icon="two",
        title=_("Review: released alone to {bureau}").format(bureau=emergency.to),
        owner=emergency.member,
        line=_("{officer} released it alone {when}. Say whether it was right.").format(
            officer=emergency.released_by_name, when=desk.when(emergency.at)
        ),
    )


def _review_preview(desk: Desk, emergency: EmergencyRelease) -> Preview:
    url = reverse("release-review", args=[emergency.id])
    return Preview(
        title=_("Released alone to {bureau}").format(bureau=emergency.to),
        pairs=(Pair(_("Review"), clock=desk.clock(emergency.review_due, started=emergency.at)),),
        acts=(Act(_("Look at it"), url, is_main=True),),
    )


def _taken_back_item(desk: Desk, side: HitSide) -> QueueItem:
    return QueueItem(
        id=f"taken-back-{side.hit}",
        url=reverse("hit", args=[side.hit]),
        due=desk.when(side.taken_back or side.changed),
        clock=None,
        icon="request",
        title=_("{bureau} took back what it had released: {thing}").format(
            bureau=side.counterpart, thing=thing_name(side)
        ),
        owner=side.counterpart,
        line=_("Stop using it, and delete what you have copied of it."),
    )


def _taken_back_preview(side: HitSide) -> Preview:
    return Preview(
        title=_("Hit with {bureau}").format(bureau=side.counterpart),
        lines=(_("Stop using it, and delete what you have copied of it."),),
        acts=(Act(_("Compare"), reverse("hit", args=[side.hit]), is_main=True),),
    )


def _act_row(desk: Desk, act: ActAlone) -> Row:
    url = reverse("release-review", args=[act.id]) if act.kind is AloneKind.EMERGENCY_RELEASE else ""
    is_overdue = act.review_due is not None and (act.reviewed or desk.now) >= act.review_due
    review = Cell(_("nobody took it over"))
    if act.review_due is not None:
        remark = _("late") if is_overdue else ""
        review = Cell(str(REVIEWS[act.verdict]), state=_STATES[act.verdict], remark=remark)
    return Row(
        (
            Cell(str(ALONE_KINDS[act.kind]), url=url, remark=act.to),
            Cell(act.by),
            Cell(desk.when(act.at)),
            review,
            Cell(act.reviewed_by),
        )
    )
