"""Joint cases: proposed, read, answered; what lies before the parties; the task force."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.bureaus.people.presenting import PeoplePage, Section
from interlace.cases.joint.actions import JointTerms, propose_joint_case
from interlace.cases.joint.queries import joint_page, joint_view
from interlace.cases.pages.shared import SEES, said_in, shown_case
from interlace.cases.showing import parts
from interlace.cases.showing.joint import JointShown
from interlace.cases.showing.said import Said, end_of_day
from interlace.facts.ordering import codes_in
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.http.problems import status_of

MOST = 200


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


def _shown(request: HttpRequest, desk: Desk, joint_id: UUID, said: Said, *, status: int = 200) -> HttpResponse:
    view = joint_view(desk.viewer, joint_id, now=desk.now)
    page = JointShown(desk, view, said).page()
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)
