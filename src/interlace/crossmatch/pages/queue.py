"""The links that wait for the reader, and how far the reviewers of its bureau agree."""

from uuid import UUID

from babel.numbers import format_decimal
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from interlace.bureaus.people.presenting import Cell, PeoplePage, Row, Section, Table
from interlace.core.handling import Action
from interlace.crossmatch.pages.links import judged_notice
from interlace.crossmatch.queries import Waiting, names_of_subjects, reviewer_agreement, waiting_links
from interlace.crossmatch.rules import require_reviewer
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.localize.formats import locale_of, number_text
from interlace.foundation.localize.shown import Trail
from interlace.screening.words import band_word

_SEES = (Action.DISCOVER, Action.MATCH, Action.READ)
SHOWN = 50


@require_GET
@declare("page.links", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the most informative first."""
    desk = desk_of(request)
    require_reviewer(desk.viewer)
    waiting = waiting_links(desk.viewer, now=desk.now, most=SHOWN + 1)
    shown = waiting[:SHOWN]
    names = names_of_subjects(
        desk.viewer,
        {end: each.row.purpose for each in shown for end in (each.row.left, each.row.right)},
        {end: register for each in shown for end, register in each.row.entries.items()},
        now=desk.now,
    )
    heads = (_("Records"), _("Bureaus"), _("Strength"), _("Bits"), _("What hangs on it"))
    table = Table(
        heads,
        tuple(_row(desk, each, names) for each in shown),
        empty=_("Nothing waits for your judgement."),
    )
    hint = _("The least certain come first, and those on which most hangs.")
    if len(waiting) > SHOWN:
        hint = " ".join((hint, _("The first {count} are shown.").format(count=SHOWN)))
    page = PeoplePage(
        title=_("Links to judge"),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_(
            "A machine proposes; you say what you find. A second officer says it too, without knowing your word."
        ),
        sections=(Section("waiting", _("Waiting for you"), hint=hint, table=table),),
        notices=judged_notice(request),
        links=((_("Clusters"), reverse("clusters")), (_("Agreement of reviewers"), reverse("links-agreement"))),
    )
    return render(request, "bureaus/people/page.html", {"page": page})


@require_GET
@declare("page.links.agreement", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def agreement(request: HttpRequest) -> HttpResponse:
    """Month by month, beside chance and beside the months before."""
    desk = desk_of(request)
    require_reviewer(desk.viewer)
    heads = (
        _("Month"),
        _("Reviewed twice"),
        _("Agreed"),
        _("Kappa"),
        _("Share of “same”"),
        _("Drift"),
    )
    rows = tuple(
        Row(
            (
                Cell(each.month),
                Cell(_number(desk, each.agreement.reviewed)),
                Cell(_number(desk, each.agreement.agreed)),
                Cell(_decimal(desk, each.agreement.kappa)),
                Cell(_decimal(desk, each.agreement.said_same)),
                Cell(_decimal(desk, each.drift)),
            )
        )
        for each in reviewer_agreement(desk.viewer, now=desk.now)
    )
    page = PeoplePage(
        title=_("Agreement of reviewers"),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("Of links that you may know of, and have judged yourself or that two others agree on."),
        trail=(Trail(_("Links to judge"), reverse("links")), Trail(_("Agreement of reviewers"))),
        sections=(
            Section(
                "months",
                _("Month by month"),
                hint=_(
                    "Kappa: 1 is full agreement, 0 is what chance alone would give. Drift: how far a month is from all"
                    " months before it."
                ),
                table=Table(heads, rows, empty=_("No link has been judged by two officers yet.")),
            ),
        ),
    )
    return render(request, "bureaus/people/page.html", {"page": page})


def _row(desk: Desk, waiting: Waiting, names: dict[UUID, str]) -> Row:
    row = waiting.row
    sides = [names.get(end) or _("without a name") for end in (row.left, row.right)]
    one, other = waiting.hanging
    hanging = ngettext("{count} pair of records", "{count} pairs of records", one * other).format(count=one * other)
    return Row(
        (
            Cell(_("{one} and {other}").format(one=sides[0], other=sides[1]), url=reverse("link", args=[row.link])),
            Cell(_("{one} and {other}").format(one=row.left_member, other=row.right_member)),
            Cell(band_word(row.band)),
            Cell(_decimal(desk, row.bits, pattern="0.0")),
            Cell(hanging),
        )
    )


def _number(desk: Desk, value: int) -> str:
    return number_text(value, language=desk.reader.language)


def _decimal(desk: Desk, value: float | None, *, pattern: str = "0.00") -> str:
    return "–" if value is None else format_decimal(value, format=pattern, locale=locale_of(desk.reader.language))
