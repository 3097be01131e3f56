"""The bureaus' answers about what was just contributed (S5, last step): they arrive one after the other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from interlace.core.handling import Action
from interlace.facts.describing import NAMES
from interlace.facts.import_rows import shown_value
from interlace.facts.queries import contribution_of
from interlace.facts.shown_names import shown_name
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.identity.models import Member
from interlace.foundation.localize.formats import duration_text, time_text
from interlace.foundation.localize.shown import Notice, Trail
from interlace.screening.checks.bands import STRENGTH
from interlace.screening.contributions import ask_about_some
from interlace.screening.models import CheckAnswer
from interlace.screening.pages.desk import state_of
from interlace.screening.presenting import Act, AnswerRow, Answers
from interlace.screening.queries import CheckView, FoundView, checks_of_batch
from interlace.screening.words import band_word, known_sentence

ASKED_AT_ONCE = 20
"""Subjects per answer of this page: the first answers are there while the others are still asked."""

SHOWN_PER_BUREAU = 5


@require_http_methods(["GET", "POST"])
@declare(
    "page.contribution.answers",
    SurfaceKind.PAGE,
    actions=(Action.DISCOVER, Action.MATCH, Action.READ),
    purpose=PurposeFrom.OBJECT,
)
def answers(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """What the bureaus answered so far; posted, some further subjects are put to them first."""
    desk = desk_of(request)
    done = contribution_of(desk.viewer, contribution_id)
    is_open, problem = request.method == "GET", None
    if request.method == "POST":
        try:
            is_open = ask_about_some(desk.viewer, done, most=ASKED_AT_ONCE, now=desk.now)
        except InterlaceError as refused:
            problem = notice_of(refused)
    views = checks_of_batch(desk.viewer, done.id, now=desk.now)
    shown = {
        "answers": _answers(desk, views, problem=problem),
        "ask_url": reverse("contribution-answers", args=[done.id]) if is_open else "",
        "title": done.file_name,
        "trail": (Trail(_("Import"), reverse("import-file", args=[done.id])), Trail(_("Answers"))),
    }
    template = "_contribution.html" if request.headers.get("HX-Request") else "contribution.html"
    return render(request, f"screening/{template}", shown)


def _answers(desk: Desk, views: Sequence[CheckView], *, problem: Notice | None) -> Answers:
    members = Member.objects.in_bulk()
    found: defaultdict[str, dict[UUID, FoundView]] = defaultdict(dict)
    states: defaultdict[str, set[str]] = defaultdict(set)
    for view in views:
        for answer in view.answers:
            states[answer.answer.holder].add(answer.state)
            found[answer.answer.holder] |= {each.side.hit: each for each in answer.standing}
    rows: list[AnswerRow] = []
    for holder in sorted(states):
        rows += _rows_of(desk, members[holder], list(found[holder].values()), states[holder])
    things = ngettext("{count} thing was put to the bureaus", "{count} things were put to the bureaus", len(views))
    return Answers(
        summary=things.format(count=len(views)) if views else _("The bureaus are being asked"),
        asked=_("Asked {time}").format(time=time_text(views[0].check.created, zone=desk.reader.zone)) if views else "",
        rows=tuple(rows),
        notices=() if problem is None else (problem,),
    )


def _rows_of(desk: Desk, holder: Member, found: Sequence[FoundView], states: Iterable[str]) -> list[AnswerRow]:
    """A bureau's possible hits, the strongest first; else whether it has not answered or has nothing."""
    if found:
        strongest = sorted(found, key=lambda each: (-STRENGTH.get(each.side.band, 0), str(each.side.hit)))  # type: ignore[call-overload]
        return [_hit_row(desk, each, holder) for each in strongest[:SHOWN_PER_BUREAU]]
    if CheckAnswer.State.WAITING in states:
        known = _("Not answered. The question stays open and is asked again by itself.")
        if holder.last_contact is not None:
            time = duration_text(desk.now - holder.last_contact)
            known = _(
                "Not answered. Last contact {time} ago. The question stays open and is asked again by itself."
            ).format(time=time)
        return [AnswerRow(holder.code, holder.name, "waiting", known)]
    if CheckAnswer.State.STOPPED in states:
        return [AnswerRow(holder.code, holder.name, "stopped", _("Not answered. The question was taken back."))]
    nothing = _("Nothing that {owner} lets {bureau} discover.").format(owner=holder.code, bureau=desk.viewer.member)
    return [AnswerRow(holder.code, holder.name, "no_hit", nothing)]


def _hit_row(desk: Desk, found: FoundView, holder: Member) -> AnswerRow:
    side = found.side
    state, _words = state_of(side, now=desk.now)
    known = known_sentence(side.reasons, withheld=side.withheld and side.released is None)
    return AnswerRow(
        holder.code,
        holder.name,
        "possible" if state == "no_answer" else state,  # type: ignore[arg-type]
        _("{thing}: {known}").format(thing=_title(side.question), known=known) if known else _title(side.question),
        band=band_word(side.band),
        acts=(Act(_("Open"), reverse("hit", args=[side.hit])),),
    )


def _title(question: Sequence[dict[str, str]]) -> str:
    """Our own thing in a word: its name, else its number."""
    named = next((value for value in question if value["prop"] in NAMES), None)
    if named is not None:
        return shown_name(named["value"]).original
    first = next((value for value in question if value["prop"] not in {"status", "schema"}), None)
    return shown_value(first["prop"], first["value"]) if first is not None else ""
