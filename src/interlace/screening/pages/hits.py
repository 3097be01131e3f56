"""S3 Hit comparison: ours, the reasons, theirs, and the next step of the ladder."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.core.procedure.ladder import Party, State
from interlace.facts.pictures.actions import picture_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_word
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.shown import Notice
from interlace.screening.forms import AskForm, ReleaseForm, codes_of, verdict_of
from interlace.screening.hits import actions, releases
from interlace.screening.hits.release_reviews import note_taken_back_read
from interlace.screening.pages.hit_forms import NOTHING_TYPED, Typed
from interlace.screening.pages.release_view import release_sentence as shown_sentence
from interlace.screening.pages.release_view import usual_end
from interlace.screening.pages.showing_hit import hit_page, pulse_of
from interlace.screening.queries import HitView, hit_of, release_of

_SEES = (Action.DISCOVER, Action.READ)
_TYPED = ("why", "urgency", "held_until", "until")
_FIELDS = frozenset({"/reason", "/lend", "/held_until", "/fields", "/until"})
"""Places that a form of this page has; a problem elsewhere is said at the top."""


@require_GET
@declare("page.hit", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def hit(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """One hit as this side may know it. Opening an answer takes it out of the inbox."""
    desk = desk_of(request)
    view = hit_of(desk.viewer, hit_id, now=desk.now)
    if view.side.party == Party.ASKER and view.side.answered is not None and view.side.seen is None:
        actions.mark_seen(_matter(desk, view), hit_id, now=desk.now)
    if view.side.party == Party.ASKER and view.side.taken_back is not None and view.side.taken_back_seen is None:
        note_taken_back_read(_matter(desk, view), hit_id, now=desk.now)
    return _page(request, desk, view)


@require_GET
@declare("page.hit.pulse", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def pulse(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """Whether the hit has moved on since the page was drawn. What was withdrawn leaves the screen at once."""
    desk = desk_of(request)
    try:
        view = hit_of(desk.viewer, hit_id, now=desk.now)
    except NotFound:
        return _reload()
    seen = request.GET.get("seen", "")
    if pulse_of(view) == seen:
        return HttpResponse(status=204)
    if view.side.state == State.WITHDRAWN:
        return _reload()
    notice = Notice(
        lead=_("This hit has moved on."),
        text=_("What you typed here is not lost yet."),
        link=_("Show it as it is now"),
        url=request.path.removesuffix("/pulse"),
    )
    return render(request, "interlace/notice.html", {"notice": notice})


@require_GET
@declare("page.picture", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def picture(request: HttpRequest, fact: UUID) -> HttpResponse:
    """A picture that one of the viewer's purposes lets it read: the raster, never the file."""
    desk = desk_of(request)
    for matter in desk.viewer.in_every_matter():
        with suppress(NotFound):
            shown = picture_of(matter, fact, now=desk.now)
            return HttpResponse(shown.png, content_type="image/png", headers={"Cache-Control": "no-store"})
    raise NotFound(_("There is no such picture."))


@require_POST
@declare("page.hit.ask", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def ask(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """Ask the owner to confirm."""

    def act(viewer: Viewer, desk: Desk) -> Any:
        form = AskForm.of(request.POST, zone=desk.reader.zone)
        return actions.ask_owner(
            viewer, hit_id, lend=form.lend, urgency=form.urgency, held_until=form.held_until, now=desk.now
        )

    return _done(request, hit_id, act, form="ask")


@require_POST
@declare("page.hit.first_answer", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def first_answer(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """Say that somebody is working on it."""
    return _done(request, hit_id, lambda viewer, desk: actions.first_answer(viewer, hit_id, now=desk.now))


@sensitive_post_parameters("why")
@require_POST
@declare("page.hit.answer", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def answer(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """Answer as the owner."""

    def act(viewer: Viewer, desk: Desk) -> Any:
        why = request.POST.get("why", "")[:4000]
        return actions.answer(viewer, hit_id, verdict=verdict_of(request.POST), reason=why, now=desk.now)

    return _done(request, hit_id, act, form="answer")


@require_POST
@declare("page.hit.undo", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def undo(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """Take the answer back."""
    return _done(request, hit_id, lambda viewer, desk: actions.undo_answer(viewer, hit_id, now=desk.now))


@sensitive_post_parameters("code")
@require_POST
@declare("page.hit.release", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def propose(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """Propose a release, as the first of two persons."""

    def act(viewer: Viewer, desk: Desk) -> Any:
        form = ReleaseForm.of(request.POST, zone=desk.reader.zone, now=desk.now)
        signed = take_word(request)
        return releases.propose_release(
            viewer, hit_id, fields=form.fields, until=form.until, codes=form.codes, now=desk.now, signed=signed
        )

    return _done(request, hit_id, act, form="release")


@require_POST
@declare("page.release.sentence", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def release_sentence(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """The handling sentence that would go with what is ticked now. Nothing is proposed."""
    desk = desk_of(request)
    view = hit_of(desk.viewer, hit_id, now=desk.now)
    if view.side.party != Party.HOLDER or not view.own_fields:
        raise NotFound(_("There is no such hit."))
    with acting(_matter(desk, view), Action.READ, now=desk.now):
        until = usual_end(desk, view)
        with suppress(InvalidInput):
            until = ReleaseForm.of(request.POST, zone=desk.reader.zone, now=desk.now).until
        sentence = shown_sentence(
            desk, view, chosen=request.POST.getlist("fields"), codes=codes_of(request.POST), until=until
        )
    return render(request, "screening/_release_sentence.html", {"sentence": sentence})


@sensitive_post_parameters("code")
@require_POST
@declare("page.release.sign", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def sign(request: HttpRequest, hit_id: UUID, release_id: UUID) -> HttpResponse:
    """Sign the exact difference, as the second of two persons."""

    def act(viewer: Viewer, desk: Desk) -> Any:
        _of_hit(viewer, hit_id, release_id, desk)
        digest = request.POST.get("digest", "")
        signed = take_word(request)
        return releases.approve_release(viewer, release_id, digest=digest, now=desk.now, signed=signed)

    return _done(request, hit_id, act, form="sign")


@require_POST
@declare("page.release.refuse", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def refuse(request: HttpRequest, hit_id: UUID, release_id: UUID) -> HttpResponse:
    """Decide against a proposal."""

    def act(viewer: Viewer, desk: Desk) -> Any:
        _of_hit(viewer, hit_id, release_id, desk)
        return releases.refuse_release(viewer, release_id, now=desk.now)

    return _done(request, hit_id, act)


def _done(
    request: HttpRequest,
    hit_id: UUID,
    act: Callable[[Viewer, Desk], Any],
    *,
    form: str = "",
) -> HttpResponse:
    """Carry out one act on a hit and show the hit again; what cannot be done is said on the page, at its field."""
    desk = desk_of(request)
    view = hit_of(desk.viewer, hit_id, now=desk.now)
    try:
        act(_matter(desk, view), desk)
    except NotFound:
        raise
    except (InvalidInput, Conflict, Refused) as error:
        fresh = hit_of(desk.viewer, hit_id, now=desk.now)
        return _page(request, desk, fresh, typed=_typed(request, error, form), status=status_of(error))
    return redirect("hit", hit_id=hit_id)


def _page(
    request: HttpRequest, desk: Desk, view: HitView, *, typed: Typed = NOTHING_TYPED, status: int = 200
) -> HttpResponse:
    # The labels of the own fields are read while the page is put together.
    with acting(_matter(desk, view), Action.READ, now=desk.now):
        page = hit_page(desk, view, code=code_field(request), typed=typed)
    return render(request, "screening/hit.html", {"page": page}, status=status)


def _typed(request: HttpRequest, error: InterlaceError, form: str) -> Typed:
    problems = {each.pointer: f"{each.what} {each.fix}".strip() for each in getattr(error, "problems", ())}
    at_fields = {place: text for place, text in problems.items() if place in _FIELDS}
    chosen: Sequence[str] = request.POST.getlist("fields")
    return Typed(
        values={name: request.POST[name] for name in _TYPED if name in request.POST},
        chosen=frozenset(chosen),
        codes=codes_of(request.POST),
        problems=at_fields,
        notice=None if at_fields else notice_of(error),
        form=form,
    )


def _matter(desk: Desk, view: HitView) -> Viewer:
    """The officer at work on this hit: under its purpose and reference."""
    side = view.side
    return desk.viewer.working_for(purpose=side.purpose, reference=side.reference or desk.viewer.reference)


def _of_hit(viewer: Viewer, hit: UUID, release: UUID, desk: Desk) -> None:
    """The proposal in the address belongs to the hit in the address."""
    if release_of(viewer, release, now=desk.now)[1].hit != hit:
        raise NotFound(_("There is no such release."))


def _reload() -> HttpResponse:
    answer = HttpResponse(status=200)
    answer["HX-Refresh"] = "true"
    return answer
