"""Files of the intake in the shapes of the API."""

from interlace.evidence.intake.models import Held
from interlace.evidence.intake.queries import IntakeView, Row, SeenCandidate
from interlace.evidence.intake.schemas import IntakeCandidateOut, IntakeHeldOut, IntakeOut, IntakeRowOut


def intake_row(row: Row) -> IntakeRowOut:
    """A file in the list."""
    intake = row.intake
    return IntakeRowOut(
        id=intake.id,
        case=intake.case_id,
        exhibit=intake.exhibit_id,
        exhibit_name=intake.exhibit.name,
        file_name=intake.exhibit.file_name,
        state=intake.state,
        problem=intake.problem,
        read=intake.units_read,
        of=intake.units,
        open=row.open,
        decided=row.decided,
        held=row.held,
        begun=intake.begun,
    )


def intake_out(view: IntakeView) -> IntakeOut:
    """A file with what it may say."""
    intake = view.intake
    return IntakeOut(
        id=intake.id,
        case=intake.case_id,
        exhibit=intake.exhibit_id,
        exhibit_name=intake.exhibit.name,
        file_name=intake.exhibit.file_name,
        state=intake.state,
        problem=intake.problem,
        kind=intake.kind,
        read=intake.units_read,
        of=intake.units,
        languages=dict(view.languages),
        remarks=[dict(each) for each in view.remarks],
        candidates=[candidate_out(each) for each in view.candidates],
        held=[held_out(each) for each in view.held],
        hits=list(view.hits),
    )


def candidate_out(seen: SeenCandidate) -> IntakeCandidateOut:
    """Something that the file may say."""
    row, words = seen.row, seen.words
    return IntakeCandidateOut(
        id=row.id,
        kind=row.kind,
        text=words["text"],
        normal=words["normal"],
        place=words["place"],
        part=row.part,
        start=words["start"],
        end=words["end"],
        confidence=row.confidence,
        rule=words["rule"],
        beside=words["beside"],
        more=row.more,
        state=row.state,
        reason=row.reason,
        edited=seen.edited,
        subject=row.subject,
        decided=row.decided,
        decided_by=row.decided_by_name,
    )


def held_out(held: Held) -> IntakeHeldOut:
    """Something in quarantine."""
    return IntakeHeldOut(
        id=held.id,
        whole=held.is_whole,
        part=held.part,
        reason=held.reason,
        state=held.state,
        cause=held.cause,
        asked_by=held.asked_by_name,
        opened_by=held.opened_by_name,
    )
