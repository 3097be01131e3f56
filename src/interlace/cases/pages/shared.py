"""What the pages of cases have in common: a case before an officer, and an act that leads back to it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from interlace.cases.actions import colleagues_for
from interlace.cases.finding import at_work
from interlace.cases.joint.queries import joint_cases_of, joint_view
from interlace.cases.queries import case_view
from interlace.cases.showing.page import Shown
from interlace.cases.showing.said import Said, refused
from interlace.core.handling import Action
from interlace.foundation.errors import InterlaceError, NotFound
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.http.problems import status_of

SEES = (Action.DISCOVER, Action.READ)
CITES = (*SEES, Action.CITE)


def shown_case(desk: Desk, case_id: UUID, *, said: Said | None = None) -> Shown:
    """A case with everything that its page is made of. `NotFound` where there is none for this officer."""
    view = case_view(desk.viewer, case_id, now=desk.now)
    with at_work(desk.viewer, case_id, now=desk.now):
        colleagues = tuple(colleagues_for(view.case, now=desk.now))
    joint = joint_cases_of(desk.viewer, case_id, now=desk.now)
    others = {code for side in joint for code in joint_view(desk.viewer, side.joint, now=desk.now).parties}
    return Shown(
        desk,
        view,
        colleagues=colleagues,
        joint=joint,
        others=sorted(others - {view.case.member}),
        said=said,
    )


def said_in(request: HttpRequest, form: str, error: InterlaceError, *, boxes: str = "") -> Said:
    """What a form held when it was refused."""
    return refused(request.POST, form, error, boxes=boxes)


def done_in_case(
    request: HttpRequest,
    case_id: UUID,
    act: Callable[[Desk], object],
    *,
    form: str,
    part: str,
    boxes: str = "",
) -> HttpResponse:
    """Do something in a case and show that part of it; where it is refused, the form again as it was typed."""
    desk = desk_of(request)
    try:
        act(desk)
    except NotFound:
        raise
    except InterlaceError as error:
        page = shown_case(desk, case_id, said=said_in(request, form, error, boxes=boxes)).page(part)
        return render(request, "cases/case.html", {"page": page}, status=status_of(error))
    return redirect(f"{reverse('case', args=[case_id])}?part={part}")
