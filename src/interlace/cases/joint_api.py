"""REST routes of joint cases: proposed, answered, changed, filled, and the task force that stays a while."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Status

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
from interlace.cases.joint.queries import joint_page, joint_view
from interlace.cases.joint.rooms import join_task_force, leave_task_force
from interlace.cases.rendering import joint_out, joint_row
from interlace.cases.schemas import (
    JointAnswerIn,
    JointIn,
    JointInviteIn,
    JointItemIn,
    JointOut,
    JointRowOut,
    JointTermsIn,
    RoomStayIn,
)
from interlace.core.handling import Action
from interlace.facts.ordering import codes_in
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import IF_MATCH, PROBLEMS, Listing, PageIn, make_router
from interlace.foundation.http.tags import require_match

router = make_router("cases")
MATCHED: dict[str, Any] = dict(IF_MATCH)
USES = (Action.DISCOVER, Action.READ)
CITES = (Action.DISCOVER, Action.READ, Action.CITE)


@router.get("/joint-cases", response={200: Listing[JointRowOut], **PROBLEMS})
@declare("joint.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_joint_cases(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the joint cases that one's bureau was asked to, the latest first."""
    viewer, name = viewer_without_purpose(request), "joint cases"
    rows = joint_page(viewer, now=timezone.now(), most=page.limit + 1, after=after(viewer, name, page))
    return listing(viewer, name, page, rows=rows, shown=joint_row, place=lambda side: (side.asked, side.joint))


@router.post("/cases/{case_id}/joint-cases", response={201: JointOut, **PROBLEMS})
@declare("joint.propose", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_joint_case(request: OfficerRequest, case_id: UUID, body: JointIn) -> Status[JointOut]:
    """Propose to other bureaus to work on a case together, under written terms of reference."""
    viewer = viewer_without_purpose(request)
    terms = JointTerms(body.title, body.terms, frozenset(codes_in(body.members)), body.until)
    done = once(request, lambda: propose_joint_case(viewer, case_id, terms, now=timezone.now()).joint)
    return Status(done.status, _joint(viewer, done.object_id))


@router.get("/joint-cases/{joint_id}", response={200: JointOut, **PROBLEMS})
@declare("joint.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_joint_case(request: OfficerRequest, joint_id: UUID) -> JointOut:
    """Show a joint case: what each bureau laid there, as far as the caller may read it, and no count of the rest."""
    return _joint(viewer_without_purpose(request), joint_id)


@router.post("/joint-cases/{joint_id}/answer", response={200: JointOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("joint.answer", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_joint_answer(request: OfficerRequest, joint_id: UUID, body: JointAnswerIn) -> JointOut:
    """Accept the terms, decline them, leave, or, as the bureau that leads, end the joint case."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    require_match(request, _joint(viewer, joint_id))
    if body.answer == "accept":
        accept_terms(viewer, joint_id, digest=body.digest, case_id=body.case, now=now)
    elif body.answer == "decline":
        decline_terms(viewer, joint_id, reason=body.reason, now=now)
    elif body.answer == "withdraw":
        withdraw_from_joint_case(viewer, joint_id, reason=body.reason, now=now)
    else:
        end_joint_case(viewer, joint_id, reason=body.reason, now=now)
    return _joint(viewer, joint_id)


@router.post("/joint-cases/{joint_id}/terms", response={200: JointOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("joint.change", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_joint_terms(request: OfficerRequest, joint_id: UUID, body: JointTermsIn) -> JointOut:
    """Propose new terms, as the bureau that leads: each stays under those it accepted until it accepts these."""
    viewer = viewer_without_purpose(request)
    require_match(request, _joint(viewer, joint_id))
    change_terms(viewer, joint_id, text=body.terms, until=body.until, now=timezone.now())
    return _joint(viewer, joint_id)


@router.post("/joint-cases/{joint_id}/members", response={201: JointOut, **PROBLEMS})
@declare("joint.invite", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_joint_member(request: OfficerRequest, joint_id: UUID, body: JointInviteIn) -> Status[JointOut]:
    """Ask a further bureau. For the bureau that leads."""
    viewer = viewer_without_purpose(request)
    member = body.member.strip().upper()
    done = once(request, lambda: invite_to_joint_case(viewer, joint_id, member=member, now=timezone.now()).joint)
    return Status(done.status, _joint(viewer, done.object_id))


@router.post("/joint-cases/{joint_id}/items", response={201: JointOut, **PROBLEMS})
@declare("joint.lay", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_joint_item(request: OfficerRequest, joint_id: UUID, body: JointItemIn) -> Status[JointOut]:
    """Lay an own person, thing or lead before the others, as far as labels let them read it."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def lay() -> UUID:
        if body.kind == "subject":
            lay_subject(viewer, joint_id, body.thing, role=body.role, now=now)
        else:
            lay_lead(viewer, joint_id, body.thing, now=now)
        return joint_id

    done = once(request, lay)
    return Status(done.status, _joint(viewer, done.object_id))


@router.delete("/joint-cases/{joint_id}/items/{subject_id}", response={200: JointOut, **PROBLEMS})
@declare("joint.take-back", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def delete_joint_item(request: OfficerRequest, joint_id: UUID, subject_id: UUID) -> JointOut:
    """Take back what one's own bureau laid there."""
    viewer = viewer_without_purpose(request)
    take_back(viewer, joint_id, subject_id, now=timezone.now())
    return _joint(viewer, joint_id)


@router.post("/joint-cases/{joint_id}/task-force", response={201: JointOut, **PROBLEMS})
@declare("joint.task-force", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_task_force(request: OfficerRequest, joint_id: UUID, body: RoomStayIn) -> Status[JointOut]:
    """Let an officer of one's own bureau into the task force until a moment, or out of it now."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def let() -> UUID:
        if body.until is None:
            leave_task_force(viewer, joint_id, officer=body.officer, now=now)
        else:
            join_task_force(viewer, joint_id, officer=body.officer, until=body.until, now=now)
        return joint_id

    done = once(request, let)
    return Status(done.status, _joint(viewer, done.object_id))


def _joint(viewer: Viewer, joint_id: UUID) -> JointOut:
    return joint_out(joint_view(viewer, joint_id, now=timezone.now()))
