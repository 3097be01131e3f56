"""The questions that stay open: about whom, until when, and stopping one. What was found before stays."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.facts.shown_names import shown_name
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound, Refused
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import day_text, list_text
from interlace.foundation.localize.shown import Notice, Trail
from interlace.screening import open_questions as questions
from interlace.screening.open_questions import OpenQuestion
from interlace.screening.presenting import Act, Handling, OpenPage, OpenRow
from interlace.screening.standing.keeping import ask_again, stop_asking

SHOWN = 100
VALUES = 3
_SEES = (Action.DISCOVER, Action.READ)


@require_GET
@declare("page.open", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def open_questions(request: HttpRequest) -> HttpResponse:
    """All of the own bureau's, the latest first."""
    return _page(request, desk_of(request))


@require_POST
@declare("page.open.stop", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def stop(request: HttpRequest, standing_id: UUID) -> HttpResponse:
    """Compare nothing with it any more."""
    return _done(request, lambda viewer, now: stop_asking(viewer, standing_id, now=now))


@require_POST
@declare("page.open.resume", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def resume(request: HttpRequest, standing_id: UUID) -> HttpResponse:
    """Undo that."""
    return _done(request, lambda viewer, now: ask_again(viewer, standing_id, now=now))


def _done(request: HttpRequest, act: Callable[[Viewer, datetime], object]) -> HttpResponse:
    desk = desk_of(request)
    try:
        act(desk.viewer, desk.now)
    except NotFound:
        raise
    except (Conflict, Refused) as error:
        return _page(request, desk, notices=(notice_of(error),), status=status_of(error))
    return redirect("open-questions")


def _page(request: HttpRequest, desk: Desk, *, notices: tuple[Notice, ...] = (), status: int = 200) -> HttpResponse:
    found = questions.open_questions(desk.viewer, now=desk.now, most=SHOWN + 1)
    shown = found[:SHOWN]
    still = sum(each.standing.stopped is None for each in shown)
    page = OpenPage(
        trail=(Trail(_("Check"), reverse("check")), Trail(_("Questions that stay open"))),
        summary=ngettext("{count} question stays open", "{count} questions stay open", still).format(count=still),
        handling=Handling(
            lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
            text=_("Later facts of other bureaus are compared with these by themselves. They learn only of a hit."),
        ),
        rows=tuple(_row(desk, each) for each in shown),
        notices=notices,
        more=_("The latest {count} are shown.").format(count=SHOWN) if len(found) > SHOWN else "",
    )
    return render(request, "screening/open.html", {"page": page}, status=status)


def _row(desk: Desk, question: OpenQuestion) -> OpenRow:
    standing = question.standing
    first, *others = question.values or (_("not for your eyes"),)
    is_stopped = standing.stopped is not None
    act = None
    if Verb.CHECK in desk.viewer.verbs:
        act = (
            Act(_("Ask again"), reverse("open-resume", args=[standing.id]), is_form=True)
            if is_stopped
            else Act(_("Stop asking"), reverse("open-stop", args=[standing.id]), is_form=True)
        )
    return OpenRow(
        name=shown_name(first),
        values=list_text(others[:VALUES], language=desk.reader.language) if others else "",
        matter=desk.matter_text(standing.purpose, standing.reference),
        asked=desk.when(standing.created),
        until=day_text(
            (standing.would_end or standing.until).astimezone(desk.reader.zone).date(), language=desk.reader.language
        ),
        state="stopped" if is_stopped else "waiting",
        state_text="" if is_stopped else _("Open"),
        act=act,
    )
