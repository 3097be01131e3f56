"""REST routes of cases."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Status

from interlace.cases import actions
from interlace.cases.entries import attach_subjects, detach_subject
from interlace.cases.exporting import export_case
from interlace.cases.lanes import change_lane, profiles, set_profile
from interlace.cases.leads import LeadTerms, add_lead, follow_lead
from interlace.cases.looking import LookingTerms, look_at_case_as
from interlace.cases.notes import Typed, keep_note, versions_of
from interlace.cases.queries import case_view, cases_page
from interlace.cases.rendering import (
    case_out,
    case_row,
    copy_out,
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
    LaneIn,
    LeadIn,
    LeadStateIn,
    NoteKeptOut,
)
from interlace.cases.tasks import add_task, finish_task
from interlace.core.handling import Action
from interlace.core.procedure.cases import Conversion
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_for, viewer_without_purpose
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import IF_MATCH, PROBLEMS, Listing, make_router
from interlace.foundation.http.tags import require_match

router = make_router("cases")
MATCHED: dict[str, Any] = dict(IF_MATCH)
USES = (Action.DISCOVER, Action.READ)
CITES = (Action.DISCOVER, Action.READ, Action.CITE)
EXPORTS = (Action.DISCOVER, Action.READ, Action.EXPORT)


@router.get("/cases", response={200: Listing[CaseRowOut], **PROBLEMS})
@declare("cases.list", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.OBJECT)
def get_cases(request: OfficerRequest, page: Query[CasesIn]) -> dict[str, Any]:
    """List the cases of one's own bureau, the one opened last first."""
    viewer, name = viewer_without_purpose(request), f"cases {page.open}"
    rows = cases_page(
        viewer, now=timezone.now(), most=page.limit + 1, after=after(viewer, name, page), only_open=page.open
    )
    return listing(viewer, name, page, rows=rows, shown=case_row, place=lambda case: (case.opened, case.id))


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


def _case(viewer: Viewer, case_id: UUID) -> CaseOut:
    return case_out(case_view(viewer, case_id, now=timezone.now()))


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
