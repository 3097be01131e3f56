"""Cases and joint cases as they leave the node, in the one shape that API and command line share."""

from interlace.cases.exporting import CaseCopy
from interlace.cases.joint.models import JointSide
from interlace.cases.joint.queries import JointView
from interlace.cases.looking import SeenCase
from interlace.cases.models import Case, EvidenceProfile, LaneChange, Lead, NoteVersion
from interlace.cases.notes import TWO_AT_ONCE, Kept
from interlace.cases.queries import CaseView, Subject
from interlace.cases.schemas import (
    CaseCopyOut,
    CaseCountsOut,
    CaseFactOut,
    CaseNoteOut,
    CaseOut,
    CaseRowOut,
    CaseSeenOut,
    CaseSubjectOut,
    CaseTaskOut,
    DatedOut,
    EvidenceProfileOut,
    JointEventOut,
    JointLeadOut,
    JointOut,
    JointRowOut,
    LaneChangeOut,
    LeadOut,
    NoteKeptOut,
    RoomStayOut,
)
from interlace.facts.grading import Grading


def case_row(case: Case) -> CaseRowOut:
    """One line of the list."""
    return CaseRowOut.model_validate(case, from_attributes=True)


def case_out(view: CaseView) -> CaseOut:
    """One case."""
    case = view.case
    return CaseOut(
        **case_row(case).model_dump(),
        summary=case.summary,
        legal_basis=case.legal_basis,
        neutrality=case.neutrality,
        neutrality_by=case.neutrality_by_name,
        neutrality_at=case.neutrality_at,
        minors=case.minors,
        asylum=case.asylum,
        officers=[each.name for each in view.officers],
        counts=CaseCountsOut.model_validate(view.counts, from_attributes=True),
        subjects=[subject_out(each) for each in view.subjects],
        leads=[lead_out(each) for each in view.leads],
        tasks=[
            CaseTaskOut(id=each.id, text=each.text, owner=each.owner_name, due=each.due, done=each.done)
            for each in view.tasks
        ],
        notes=[note_out(each) for each in view.notes],
        lane_changes=[lane_change_out(each) for each in view.lane_changes],
        timeline=[DatedOut(day=each.day, property=each.fact.prop, fact=each.fact.id) for each in view.timeline],
    )


def seen_out(seen: SeenCase) -> CaseSeenOut:
    """A case as somebody else would see it."""
    return CaseSeenOut(
        member=seen.terms.member,
        role=seen.terms.role.value,
        level=seen.terms.level,
        is_known=seen.is_known,
        reads=[subject_out(each) for each in seen.reads],
        learns=[each.id for each in seen.learns],
        leads=[lead_out(each) for each in seen.leads],
        leads_to_lay=[lead_out(each) for each in seen.leads_to_lay],
        offered=list(seen.offered),
        hidden=seen.hidden,
    )


def subject_out(subject: Subject) -> CaseSubjectOut:
    """A person or thing with its facts."""
    return CaseSubjectOut(
        id=subject.id,
        kind=subject.schema,
        role=subject.role,
        lanes=sorted(subject.lanes),
        owners=list(subject.owners),
        facts=[
            CaseFactOut(
                id=fact.id,
                property=fact.prop,
                value=fact.value,
                original=fact.original,
                grading=str(Grading(fact.grading_scheme, fact.grading_source, fact.grading_information)),
                owner=fact.originator,
            )
            for fact in subject.facts
        ],
    )


def lead_out(lead: Lead) -> LeadOut:
    """A lead."""
    return LeadOut.model_validate(lead, from_attributes=True)


def note_out(version: NoteVersion) -> CaseNoteOut:
    """One version of a note."""
    return CaseNoteOut(
        note=version.note,
        version=version.number,
        based_on=version.based_on,
        text=version.text,
        by=version.by_name,
        at=version.at,
    )


def kept_out(kept: Kept) -> NoteKeptOut:
    """What was kept of a note, and whether somebody else wrote in it at the same time."""
    beside = kept.beside.number if kept.beside is not None else None
    warning = str(TWO_AT_ONCE) if beside is not None else ""
    return NoteKeptOut(**note_out(kept.version).model_dump(), beside=beside, warning=warning)


def lane_change_out(change: LaneChange) -> LaneChangeOut:
    """One change of lane."""
    return LaneChangeOut(
        thing=change.thing,
        before=change.before,
        after=change.after,
        authority=change.authority,
        authority_name=change.authority_name,
        document=change.document,
        decided=change.decided,
        reason=change.reason,
        by=change.by_name,
        at=change.at,
    )


def copy_out(copy: CaseCopy) -> CaseCopyOut:
    """A copy of a case."""
    return CaseCopyOut(
        reference=copy.case.reference,
        title=copy.case.title,
        stamp=copy.stamp,
        made=copy.made,
        by=copy.by,
        handling=list(copy.handling),
        subjects=[subject_out(each) for each in copy.subjects],
        leads=[lead_out(each) for each in copy.leads],
    )


def joint_row(side: JointSide) -> JointRowOut:
    """One line of the list."""
    return JointRowOut(id=side.joint, title=side.title, leader=side.leader, state=side.state, until=side.until)


def joint_out(view: JointView) -> JointOut:
    """One joint case."""
    return JointOut(
        **joint_row(view.side).model_dump(),
        case=view.case.id if view.case is not None else None,
        room=view.side.room,
        terms=view.terms,
        terms_digest=view.terms_digest,
        own_terms=view.own_terms,
        accepted=sorted(view.accepted),
        parties={member: state.value for member, state in sorted(view.parties.items())},
        events=[
            JointEventOut(
                kind=each.kind,
                member=each.member,
                about=each.about,
                officer=each.officer_name,
                reason=each.reason,
                at=each.at,
            )
            for each in view.events
        ],
        subjects=[subject_out(each) for each in view.subjects],
        leads=[
            JointLeadOut(
                id=each.id,
                owner=each.member,
                text=each.words["text"],
                grading=each.words["grading"],
                markings=each.words["markings"],
                condition=each.words["condition"],
            )
            for each in view.leads
        ],
        task_force=[RoomStayOut(officer=each.officer_name, until=each.until) for each in view.stays],
    )


def profile_out(profile: EvidenceProfile) -> EvidenceProfileOut:
    """An evidence profile."""
    return EvidenceProfileOut(
        member=profile.member, authorities=profile.authorities, named=profile.named, source=profile.source
    )
