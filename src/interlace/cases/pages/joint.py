"""Joint cases: proposed, read, answered; what lies before the parties; the task force."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.bureaus.people.presenting import PeoplePage, Section
from interlace.cases.joint.actions import (
    JointTerms,
    accept_terms,
    change_terms,
    decline_terms,
    end_joint_case,
    invite_to_joint_case,
    propose_joint_case,
    withdraw_from_joint_case,
)
from interlace.cases.joint.items import lay_lead, lay_subject, take_back
from interlace.cases.joint.models import JointSide
from interlace.cases.joint.queries import JointView, joint_page, joint_view
from interlace.cases.joint.rooms import join_task_force, leave_task_force, officers_for
from interlace.cases.pages.shared import SEES, said_in, shown_case
from interlace.cases.queries import case_view, cases_page
from interlace.cases.showing import parts
from interlace.cases.showing.joint import JointShown
from interlace.cases.showing.joint_forms import Means
from interlace.cases.showing.said import Said, end_of_day, id_typed
from interlace.core.procedure.cases import JointMove
from interlace.facts.ordering import codes_in
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.http.problems import status_of

MOST = 200
_BY_REASON: Mapping[JointMove, Callable[..., JointSide]] = {
    JointMove.DECLINE: decline_terms,
    JointMove.WITHDRAW: withdraw_from_joint_case,
    JointMove.END: end_joint_case,
}


@require_GET
@declare("page.joint.list", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def joint_cases(request: HttpRequest) -> HttpResponse:
    """The joint cases that one's bureau was asked to."""
    desk = desk_of(request)
    sides = joint_page(desk.viewer, now=desk.now, most=MOST)
    page = PeoplePage(
        title=_("Joint cases"),
        lead=_("For your bureau alone."),
        handling=_("Whoever was not asked to a joint case learns nothing of it."),
        sections=(Section("joint", _("Joint cases"), table=parts.joint_table(desk, sides)),),
    )
    return render(request, "bureaus/people/page.html", {"page": page})


@require_GET
@declare("page.joint", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def joint_case(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """One joint case: its terms, its parties, what lies before them as far as the reader may read it."""
    return _shown(request, desk_of(request), joint_id, Said())


@sensitive_post_parameters()
@require_POST
@declare("page.joint.propose", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def propose(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Propose to other bureaus to work on a case together."""
    desk, posted = desk_of(request), request.POST
    try:
        until = end_of_day(desk, posted.get("until", ""), "until")
        if until is None:
            raise InvalidInput(_("Say on which day the joint case ends."))
        members = frozenset(codes_in(posted.getlist("members")))
        terms = JointTerms(posted.get("title", ""), posted.get("terms", ""), members, until)
        side = propose_joint_case(desk.viewer, case_id, terms, now=desk.now)
    except NotFound:
        raise
    except InterlaceError as error:
        page = shown_case(desk, case_id, said=said_in(request, "joint", error, boxes="members")).page("joint")
        return render(request, "cases/case.html", {"page": page}, status=status_of(error))
    return redirect("joint-case", joint_id=side.joint)


@sensitive_post_parameters()
@require_POST
@declare("page.joint.answer", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def answer(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Accept the terms that were read, decline them, leave, or, as the bureau that leads, end the joint case."""
    posted = request.POST
    said, reason = posted.get("answer", ""), posted.get("reason", "")

    def act(desk: Desk) -> object:
        if said == JointMove.ACCEPT:
            own, digest = id_typed(posted.get("case", ""), "case"), posted.get("digest", "")[:64]
            return accept_terms(desk.viewer, joint_id, digest=digest, case_id=own, now=desk.now)
        if said not in _BY_REASON:
            raise InvalidInput(_("Say what your bureau answers."))
        return _BY_REASON[JointMove(said)](desk.viewer, joint_id, reason=reason, now=desk.now)

    return _done(request, joint_id, act, form=said)


@sensitive_post_parameters()
@require_POST
@declare("page.joint.change", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def change(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Propose new terms, as the bureau that leads."""
    text = request.POST.get("terms", "")

    def act(desk: Desk) -> object:
        until = end_of_day(desk, request.POST.get("until", ""), "until")
        side = joint_view(desk.viewer, joint_id, now=desk.now).side
        if until is not None and until.date() == side.until.astimezone(desk.reader.zone).date():
            until = None  # the day that stood in the form already
        return change_terms(desk.viewer, joint_id, text=text, until=until, now=desk.now)

    return _done(request, joint_id, act, form="change")


@require_POST
@declare("page.joint.invite", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def invite(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Ask a further bureau, as the one that leads."""
    member = request.POST.get("member", "").strip().upper()[:16]

    def act(desk: Desk) -> object:
        return invite_to_joint_case(desk.viewer, joint_id, member=member, now=desk.now)

    return _done(request, joint_id, act, form="invite")


@require_POST
@declare("page.joint.lay", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def lay(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Lay an own person, thing or lead before the others."""
    kind, _mark, thing = request.POST.get("thing", "").partition(":")
    role = request.POST.get("role", "")

    def act(desk: Desk) -> object:
        chosen = _chosen(thing, "thing")
        if kind == "lead":
            return lay_lead(desk.viewer, joint_id, chosen, now=desk.now)
        return lay_subject(desk.viewer, joint_id, chosen, role=role, now=desk.now)

    return _done(request, joint_id, act, form="lay")


@require_POST
@declare("page.joint.take-back", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def take_it_back(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Take back what the own bureau laid there."""

    def act(desk: Desk) -> object:
        return take_back(desk.viewer, joint_id, _chosen(request.POST.get("thing", ""), "thing"), now=desk.now)

    return _done(request, joint_id, act, form="back")


@require_POST
@declare("page.joint.join", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def join(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Send an officer of the own bureau into the task force until a day."""

    def act(desk: Desk) -> object:
        officer = _chosen(request.POST.get("officer", ""), "officer")
        until = end_of_day(desk, request.POST.get("until", ""), "until")
        if until is None:
            raise InvalidInput(_("Say until which day the officer is in the task force."))
        return join_task_force(desk.viewer, joint_id, officer=officer, until=until, now=desk.now)

    return _done(request, joint_id, act, form="join")


@require_POST
@declare("page.joint.leave", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def leave(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Take an officer of the own bureau, or oneself, out of the task force now."""

    def act(desk: Desk) -> object:
        officer = _chosen(request.POST.get("officer", ""), "officer")
        return leave_task_force(desk.viewer, joint_id, officer=officer, now=desk.now)

    return _done(request, joint_id, act, form="leave")


def _chosen(text: str, name: str) -> UUID:
    found = id_typed(text, name)
    if found is None:
        raise InvalidInput(_("Choose one of the list."))
    return found


def _done(request: HttpRequest, joint_id: UUID, act: Callable[[Desk], object], *, form: str) -> HttpResponse:
    desk = desk_of(request)
    try:
        act(desk)
    except NotFound:
        raise
    except InterlaceError as error:
        return _shown(request, desk, joint_id, said_in(request, form, error), status=status_of(error))
    return redirect("joint-case", joint_id=joint_id)


def _shown(request: HttpRequest, desk: Desk, joint_id: UUID, said: Said, *, status: int = 200) -> HttpResponse:
    view = joint_view(desk.viewer, joint_id, now=desk.now)
    page = JointShown(desk, view, _means(desk, view), said).page()
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _means(desk: Desk, view: JointView) -> Means:
    """What the own bureau may bring: told to its own officers alone."""
    own = cases_page(desk.viewer, now=desk.now, most=MOST, only_open=True)
    inside = case_view(desk.viewer, view.case.id, now=desk.now) if view.case is not None else None
    return Means(
        cases=[each for each in own if each.purpose == view.side.purpose],
        compartment=inside,
        colleagues=officers_for(view.side),
    )
