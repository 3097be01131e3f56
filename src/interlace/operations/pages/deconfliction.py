"""Blind deconfliction as a page: say what the bureau is after, and learn whom to talk to."""

from datetime import date, datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.core.handling import Action
from interlace.core.planning.interests import InterestKind
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.shown import Choice, ShownField, Trail
from interlace.operations.deconfliction.actions import InterestTerms, Met, end_interest, interests_of, say_interest
from interlace.operations.deconfliction.models import LONGEST_NAME
from interlace.operations.plan.forms import Posted
from interlace.operations.rules import error_of, may_lay_open, require_board
from interlace.operations.words import INTEREST_WORDS

SEES = (Action.DISCOVER, Action.READ)


@require_GET
@declare("page.deconfliction", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def deconfliction(request: HttpRequest) -> HttpResponse:
    """What the reader's bureau is after, and whom to talk to about it."""
    desk = desk_of(request)
    require_board(desk.viewer)
    return _shown(request, desk)


@sensitive_post_parameters()
@require_POST
@declare("page.deconfliction.say", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.REQUIRED)
def say(request: HttpRequest) -> HttpResponse:
    """Say what the bureau is after, in the matter that the officer works for."""
    desk = desk_of(request)
    require_board(desk.viewer)
    typed = Posted(request.POST, desk.reader.zone)
    try:
        until = _day(typed.text("until"))
        if until is None:
            raise error_of("until_wrong")
        if typed.text("kind") not in set(InterestKind):
            raise error_of("interest_unreadable")
        terms = InterestTerms(
            InterestKind(typed.text("kind")),
            typed.text("value"),
            typed.text("name"),
            datetime.combine(until, time(23, 59), tzinfo=desk.reader.zone),
            _day(typed.text("born")),
        )
        say_interest(desk.viewer, terms, now=desk.now)
    except InterlaceError as error:
        return _shown(request, desk, error=error)
    return redirect("deconfliction")


@require_POST
@declare("page.deconfliction.end", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def end(request: HttpRequest) -> HttpResponse:
    """Say that the bureau is not after it any more."""
    desk = desk_of(request)
    require_board(desk.viewer)
    try:
        end_interest(desk.viewer, UUID(request.POST.get("interest", "")), now=desk.now)
    except ValueError:
        raise NotFound(_("There is no such entry.")) from None
    return redirect("deconfliction")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shown(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None) -> HttpResponse:
    found = interests_of(desk.viewer, now=desk.now)
    page = PeoplePage(
        title=_("After the same"),
        lead=_("What your bureau is after is kept as a keyed digest, never as a value."),
        handling=_(
            "Who is after the same learns how to reach your bureau, as yours learns of it, and nothing besides."
        ),
        trail=(
            Trail(_("Readiness"), reverse("readiness")),
            Trail(_("Operations"), reverse("operations")),
            Trail(_("After the same")),
        ),
        notices=() if error is None else (notice_of(error),),
        sections=(
            _list(desk, found),
            *((_new(Posted(request.POST, desk.reader.zone, error)),) if may_lay_open(desk.viewer) else ()),
        ),
    )
    return render(
        request, "bureaus/people/page.html", {"page": page}, status=200 if error is None else status_of(error)
    )


def _list(desk: Desk, found: list[Met]) -> Section:
    end_form = Form(
        reverse("deconfliction-end"),
        (Button(_("Not any more"), "stop"),),
        title=_("Say that your bureau is not after it any more"),
        fields=(
            ShownField(
                "interest",
                _("What"),
                kind="select",
                choices=tuple(Choice(str(each.interest.id), each.interest.name) for each in found),
            ),
        ),
        is_folded=True,
    )
    return Section(
        "interests",
        _("What your bureau is after"),
        table=Table(
            (_("What"), _("Kind"), _("Reference"), _("Until"), _("Whom to talk to")),
            tuple(
                Row(
                    (
                        Cell(each.interest.name),
                        Cell(str(INTEREST_WORDS[InterestKind(each.interest.kind)])),
                        Cell(each.interest.reference),
                        Cell(desk.when(each.interest.until)),
                        Cell(
                            ", ".join(f"{point.member} {point.name}".strip() for point in each.points)
                            or _("nobody now"),
                            state="gap" if each.points else "",
                            remark=", ".join(channel for point in each.points for channel in point.channels),
                        ),
                    )
                )
                for each in found
            ),
            empty=_("Your bureau has said nothing."),
        ),
        forms=(end_form,) if found and may_lay_open(desk.viewer) else (),
    )


def _new(typed: Posted) -> Section:
    form = Form(
        reverse("deconfliction-say"),
        (Button(_("Say it and ask"), "main"),),
        fields=(
            ShownField(
                "kind",
                _("Kind"),
                kind="select",
                choices=tuple(
                    Choice(each, str(words), typed.text("kind") == each) for each, words in INTEREST_WORDS.items()
                ),
            ),
            ShownField(
                "value",
                _("Name, number or coordinates"),
                value=typed.text("value"),
                error=typed.said("text"),
                hint=_("For example: Han Jisub; +66 2 000 0144; 16.69, 98.51"),
                attributes={"maxlength": "200"},
            ),
            ShownField("born", _("Born, of a person"), kind="date", value=typed.text("born"), required=False),
            ShownField(
                "name",
                _("How your bureau calls it"),
                value=typed.text("name"),
                error=typed.said("name"),
                attributes={"maxlength": str(LONGEST_NAME)},
            ),
            ShownField(
                "until",
                _("Until"),
                kind="date",
                value=typed.text("until"),
                error=typed.said("until"),
                hint=_("Seven days at least, ninety at most."),
            ),
        ),
    )
    return Section("new", _("Say what you are after"), forms=(form,))
