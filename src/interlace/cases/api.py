"""REST routes of cases and joint cases."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Schema, Status

from interlace.cases import actions
from interlace.cases.entries import attach_subjects, detach_subject
from interlace.cases.exporting import export_case
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
from interlace.cases.lanes import change_lane, profiles, set_profile
from interlace.cases.leads import LeadTerms, add_lead, follow_lead
from interlace.cases.looking import LookingTerms, look_at_case_as
from interlace.cases.notes import Typed, keep_note, versions_of
from interlace.cases.queries import case_view, cases_page
from interlace.cases.rendering import (
    case_out,
    case_row,
    copy_out,
    joint_out,
    joint_row,
    kept_out,
    note_out,
    profile_out,
    seen_out,
)
from interlace.cases.schemas import (
    CaseCheckIn,
    CaseCopyOut,
    CaseIn,
    CaseLookIn,
    CaseNoteIn,
    CaseNoteOut,
    CaseOfficerIn,
    CaseOut,
    CaseReasonIn,
    CaseRowOut,
    CaseSeenOut,
    CasesIn,
    CaseSubjectIn,
    CaseTaskIn,
    EvidenceProfileIn,
    EvidenceProfileOut,
    JointAnswerIn,
    JointIn,
    JointInviteIn,
    JointItemIn,
    JointOut,
    JointRowOut,
    JointTermsIn,
    LaneIn,
    LeadIn,
    LeadStateIn,
    NoteKeptOut,
    RoomStayIn,
)
from interlace.cases.tasks import add_task, finish_task
from interlace.core.handling import Action
from interlace.core.procedure.cases import Conversion
from interlace.facts.ordering import codes_in
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_for, viewer_without_purpose
from interlace.foundation.http.paging import open_cursor, seal_cursor
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import IF_MATCH, PROBLEMS, Listing, PageIn, make_router
from interlace.foundation.http.tags import require_match
from interlace.screening.queries import Place

router = make_router("cases")
MATCHED: dict[str, Any] = dict(IF_MATCH)
USES = (Action.DISCOVER, Action.READ)
CITES = (Action.DISCOVER, Action.READ, Action.CITE)
EXPORTS = (Action.DISCOVER, Action.READ, Action.EXPORT)

R = TypeVar("R")


@router.get("/cases", response={200: Listing[CaseRowOut], **PROBLEMS})
@declare("cases.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_cases(request: OfficerRequest, page: Query[CasesIn]) -> dict[str, Any]:
    """List the cases of one's own bureau, the one opened last first."""
    viewer, name = viewer_without_purpose(request), f"cases {page.open}"
    after = _after(viewer, name, page)
    rows = cases_page(viewer, now=timezone.now(), most=page.limit + 1, after=after, only_open=page.open)
    return _listing(viewer, name, page, rows=rows, shown=case_row, place=lambda case: (case.opened, case.id))


@router.post("/cases", response={201: CaseOut, **PROBLEMS})
@declare("cases.open", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_case(request: OfficerRequest, body: CaseIn) -> Status[CaseOut]:
    """Open a case of one's own bureau. Its reference is free where the caller knows of no other case with it."""
    viewer = viewer_for(request, purpose=body.purpose, reference=body.reference)
    terms = actions.CaseTerms(
        title=body.title,
        summary=body.summary,
        legal_basis=body.legal_basis,
        level=body.level,
        rooms=frozenset(body.rooms),
        is_closed_in=body.closed_in,
    )
    done = once(request, lambda: actions.open_case(viewer, terms, now=timezone.now()).id)
    return Status(done.status, _case(viewer, done.object_id))


@router.get("/cases/{case_id}", response={200: CaseOut, **PROBLEMS})
@declare("cases.show", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_case(request: OfficerRequest, case_id: UUID) -> CaseOut:
    """Show a case with what the caller may read of it. Leads and exhibits are counted apart."""
    return _case(viewer_without_purpose(request), case_id)


@router.post("/cases/{case_id}/check", response={200: CaseOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("cases.check", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_check(request: OfficerRequest, case_id: UUID, body: CaseCheckIn) -> CaseOut:
    """Answer whether the case is neutral, and whether minors or asylum are concerned."""
    checked = actions.Checked(body.neutrality, body.minors, body.asylum, body.reason)
    return _changed(request, case_id, lambda viewer, now: actions.check_case(viewer, case_id, checked, now=now))


@router.post("/cases/{case_id}/look", response={200: CaseSeenOut, **PROBLEMS})
@declare("cases.look", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_look(request: OfficerRequest, case_id: UUID, body: CaseLookIn) -> CaseSeenOut:
    """Look at a case as an officer of another bureau, or a colleague, would see it. The look is logged.

    It is an officer in no task force and no operation, whom no label names: what these open is not counted.
    """
    terms = LookingTerms(body.member.upper(), body.role, body.level)
    return seen_out(look_at_case_as(viewer_without_purpose(request), case_id, terms, now=timezone.now()))


@router.post("/cases/{case_id}/close", response={200: CaseOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("cases.close", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_close(request: OfficerRequest, case_id: UUID, body: CaseReasonIn) -> CaseOut:
    """Close a case, with the reason."""
    return _changed(
        request, case_id, lambda viewer, now: actions.close_case(viewer, case_id, reason=body.reason, now=now)
    )


@router.post("/cases/{case_id}/reopen", response={200: CaseOut, **PROBLEMS}, openapi_extra=MATCHED)
@declare("cases.reopen", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_reopen(request: OfficerRequest, case_id: UUID) -> CaseOut:
    """Open a closed case again."""
    return _changed(request, case_id, lambda viewer, now: actions.reopen_case(viewer, case_id, now=now))


@router.post("/cases/{case_id}/officers", response={201: CaseOut, **PROBLEMS})
@declare("cases.officers.add", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_officer(request: OfficerRequest, case_id: UUID, body: CaseOfficerIn) -> Status[CaseOut]:
    """Put a colleague on a case."""
    return _added(
        request, case_id, lambda viewer, now: actions.add_officer(viewer, case_id, officer=body.officer, now=now)
    )


@router.delete("/cases/{case_id}/officers/{officer_id}", response={204: None, **PROBLEMS})
@declare("cases.officers.remove", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def delete_case_officer(request: OfficerRequest, case_id: UUID, officer_id: UUID) -> Status[None]:
    """Take a colleague, or oneself, off a case; of a closed-in one the caller may know no more after that."""
    viewer = viewer_without_purpose(request)
    actions.remove_officer(viewer, case_id, officer=officer_id, now=timezone.now())
    return Status(204, None)


@router.post("/cases/{case_id}/subjects", response={201: CaseOut, **PROBLEMS})
@declare("cases.subjects.add", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_subject(request: OfficerRequest, case_id: UUID, body: CaseSubjectIn) -> Status[CaseOut]:
    """Put a person or thing into a case: one that the caller may read facts about."""
    return _added(
        request,
        case_id,
        lambda viewer, now: attach_subjects(viewer, case_id, [body.subject], role=body.role, now=now),
    )


@router.delete("/cases/{case_id}/subjects/{subject_id}", response={200: CaseOut, **PROBLEMS})
@declare("cases.subjects.remove", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def delete_case_subject(request: OfficerRequest, case_id: UUID, subject_id: UUID) -> CaseOut:
    """Take a person or thing out of a case; its facts stay."""
    viewer = viewer_without_purpose(request)
    detach_subject(viewer, case_id, subject_id, now=timezone.now())
    return _case(viewer, case_id)


@router.post("/cases/{case_id}/leads", response={201: CaseOut, **PROBLEMS})
@declare("cases.leads.add", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_lead(request: OfficerRequest, case_id: UUID, body: LeadIn) -> Status[CaseOut]:
    """Put a lead into a case."""
    terms = LeadTerms(
        text=body.text,
        number=body.number,
        grading=body.grading,
        markings=body.markings,
        condition=body.condition,
        source=body.source,
        subject=body.subject,
        sharing=body.sharing.terms() if body.sharing is not None else None,
    )
    return _added(request, case_id, lambda viewer, now: add_lead(viewer, case_id, terms, now=now))


@router.post("/cases/{case_id}/leads/{lead_id}/state", response={201: CaseOut, **PROBLEMS})
@declare("cases.leads.follow", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_lead_state(request: OfficerRequest, case_id: UUID, lead_id: UUID, body: LeadStateIn) -> Status[CaseOut]:
    """Say what became of a lead."""
    return _added(
        request,
        case_id,
        lambda viewer, now: follow_lead(viewer, case_id, lead_id, state=body.state, outcome=body.outcome, now=now),
    )


@router.post("/cases/{case_id}/tasks", response={201: CaseOut, **PROBLEMS})
@declare("cases.tasks.add", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_task(request: OfficerRequest, case_id: UUID, body: CaseTaskIn) -> Status[CaseOut]:
    """Set a task."""
    return _added(
        request,
        case_id,
        lambda viewer, now: add_task(viewer, case_id, text=body.text, owner=body.owner, due=body.due, now=now),
    )


@router.post("/cases/{case_id}/tasks/{task_id}/done", response={201: CaseOut, **PROBLEMS})
@declare("cases.tasks.done", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def post_case_task_done(request: OfficerRequest, case_id: UUID, task_id: UUID) -> Status[CaseOut]:
    """Say that a task has been done."""
    return _added(request, case_id, lambda viewer, now: finish_task(viewer, case_id, task_id, now=now))


@router.put("/cases/{case_id}/notes", response={200: NoteKeptOut, **PROBLEMS})
@declare("cases.notes.keep", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def put_case_note(request: OfficerRequest, case_id: UUID, body: CaseNoteIn) -> NoteKeptOut:
    """Keep what has been typed as the next version; where two wrote at once, both are kept and the answer says so."""
    typed = Typed(body.text, body.version, body.seat)
    viewer = viewer_without_purpose(request)
    return kept_out(keep_note(viewer, case_id, typed, note=body.note, now=timezone.now()))


@router.get("/cases/{case_id}/notes/{note_id}", response={200: list[CaseNoteOut], **PROBLEMS})
@declare("cases.notes.versions", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_case_note(request: OfficerRequest, case_id: UUID, note_id: UUID) -> list[CaseNoteOut]:
    """Show every version of a note, the latest first."""
    viewer = viewer_without_purpose(request)
    return [note_out(each) for each in versions_of(viewer, case_id, note_id, now=timezone.now())]


@router.post("/cases/{case_id}/lanes", response={201: CaseOut, **PROBLEMS})
@declare("cases.lanes.change", SurfaceKind.ROUTE, actions=CITES, purpose=PurposeFrom.OBJECT)
def post_case_lane(request: OfficerRequest, case_id: UUID, body: LaneIn) -> Status[CaseOut]:
    """Move something between information, intelligence and evidence, by the decision that allows it."""
    asked = Conversion(body.to, body.authority, body.authority_name, body.document, body.decided, body.reason)
    return _added(request, case_id, lambda viewer, now: change_lane(viewer, case_id, body.thing, asked, now=now))


@router.post("/cases/{case_id}/copy", response={201: CaseCopyOut, **PROBLEMS})
@declare("cases.export", SurfaceKind.ROUTE, actions=EXPORTS, purpose=PurposeFrom.OBJECT)
def post_case_copy(request: OfficerRequest, case_id: UUID) -> Status[CaseCopyOut]:
    """Copy what may leave the node, stamped *not for court* where anything in it is not evidence."""
    viewer = viewer_without_purpose(request)
    copy = export_case(viewer, case_id, language=get_language() or "en", now=timezone.now())
    return Status(201, copy_out(copy))


@router.get("/evidence-profiles", response={200: list[EvidenceProfileOut], **PROBLEMS})
@declare("cases.profiles.list", SurfaceKind.ROUTE)
def get_profiles(request: OfficerRequest) -> list[EvidenceProfileOut]:
    """Show by whose decision each bureau's information may be shown in court, where it has said so."""
    return [profile_out(each) for each in profiles(viewer_without_purpose(request), now=timezone.now())]


@router.put("/evidence-profiles", response={200: EvidenceProfileOut, **PROBLEMS})
@declare("cases.profiles.set", SurfaceKind.ROUTE)
def put_profile(request: OfficerRequest, body: EvidenceProfileIn) -> EvidenceProfileOut:
    """Say it of one's own bureau. For its head."""
    viewer = viewer_without_purpose(request)
    made = set_profile(viewer, authorities=body.authorities, named=body.named, source=body.source, now=timezone.now())
    return profile_out(made)


@router.get("/joint-cases", response={200: Listing[JointRowOut], **PROBLEMS})
@declare("joint.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_joint_cases(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the joint cases that one's bureau was asked to, the latest first."""
    viewer, name = viewer_without_purpose(request), "joint cases"
    rows = joint_page(viewer, now=timezone.now(), most=page.limit + 1, after=_after(viewer, name, page))
    return _listing(viewer, name, page, rows=rows, shown=joint_row, place=lambda side: (side.asked, side.joint))


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


def _case(viewer: Viewer, case_id: UUID) -> CaseOut:
    return case_out(case_view(viewer, case_id, now=timezone.now()))


def _joint(viewer: Viewer, joint_id: UUID) -> JointOut:
    return joint_out(joint_view(viewer, joint_id, now=timezone.now()))


def _changed(request: OfficerRequest, case_id: UUID, act: Callable[[Viewer, datetime], object]) -> CaseOut:
    """Change a case that is as the caller saw it."""
    viewer = viewer_without_purpose(request)
    require_match(request, _case(viewer, case_id))
    act(viewer, timezone.now())
    return _case(viewer, case_id)


def _added(request: OfficerRequest, case_id: UUID, act: Callable[[Viewer, datetime], object]) -> Status[CaseOut]:
    """Add something to a case, once for each key of the request."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def add() -> UUID:
        act(viewer, now)
        return case_id

    done = once(request, add)
    return Status(done.status, _case(viewer, done.object_id))


def _after(viewer: Viewer, name: str, page: PageIn) -> Place | None:
    if page.cursor is None:
        return None
    moment, key = open_cursor(page.cursor, viewer=viewer, name=name, length=2)
    return datetime.fromisoformat(moment), UUID(key)


def _listing(
    viewer: Viewer,
    name: str,
    page: PageIn,
    *,
    rows: Sequence[R],
    shown: Callable[[R], Schema],
    place: Callable[[R], Place],
) -> dict[str, Any]:
    items = rows[: page.limit]
    following = None if len(rows) <= page.limit else seal_cursor(place(items[-1]), viewer=viewer, name=name)
    return {"items": [shown(row) for row in items], "next": following}
