"""What an officer does with a case as a whole: opens it, describes it, answers its questions, closes it, staffs it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.cases import ledger_events
from interlace.cases.closing_in import admit, is_cleared, is_closed_in, name_again
from interlace.cases.finding import at_work, case_to_change, matter_of_case
from interlace.cases.labels import case_label, kept_until
from interlace.cases.models import Case, CaseOfficer
from interlace.cases.recording import log_on_case
from interlace.cases.rules import error_of, may_direct, require_move, require_on, require_worker
from interlace.core.problems import Problem
from interlace.core.procedure.cases import CaseMove, Flag, NeutralityGround
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Officer

LONGEST_TITLE = 200
LONGEST_SUMMARY = 8000
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class CaseTerms:
    """What is said about a case when it is opened. Purpose and reference are those of the matter at hand."""

    title: str
    summary: str = ""
    legal_basis: str = ""
    level: int = 0
    rooms: frozenset[str] = frozenset()
    is_closed_in: bool = False
    """Whether only those who are on it may know of it, whatever others of the bureau are cleared for."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An officer's answers to what is asked of every case."""

    neutrality: NeutralityGround
    minors: Flag
    asylum: Flag
    reason: str = ""


@transaction.atomic
def open_case(viewer: Viewer, terms: CaseTerms, *, now: datetime, case_id: UUID | None = None) -> Case:
    """Open a case of the own bureau; who opens it is on it. `Conflict` where the reference is that of another one."""
    require_worker(viewer)
    title, summary = _described(terms.title, terms.summary)
    if terms.level > viewer.person.level or not terms.rooms <= viewer.person.rooms:
        raise error_of(Problem("case_above_you"))
    label = case_label(
        viewer.member,
        purpose=viewer.purpose,
        level=terms.level,
        rooms=terms.rooms,
        until=kept_until(now),
        named={viewer.id} if terms.is_closed_in else (),
    )
    label_id = intern(label)
    with acting(viewer, now=now):
        _refuse_used_reference(viewer, now=now)
        case = Case(
            member=viewer.member,
            unit=UUID(viewer.unit) if viewer.unit else None,
            label_id=label_id,
            purpose=viewer.purpose,
            reference=viewer.reference.strip(),
            title=title,
            summary=summary,
            legal_basis=terms.legal_basis.strip()[:300],
            level=terms.level,
            rooms=sorted(terms.rooms),
            opened=now,
            opened_by=UUID(viewer.id),
            opened_by_name=viewer.officer_name,
        )
        if case_id is not None:
            case.id = case_id
        case.save(force_insert=True)
        _put_on(viewer, case, Officer.objects.get(pk=viewer.id), now=now)
        if terms.is_closed_in:
            admit(case)
        log_on_case(ledger_events.CASE_OPENED, viewer, case, now=now, detail={"level": case.level})
        return case


@transaction.atomic
def describe_case(
    viewer: Viewer, case_id: UUID | str, *, title: str, summary: str, legal_basis: str, now: datetime
) -> Case:
    """Say anew what the case is about."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        case.title, case.summary = _described(title, summary)
        case.legal_basis = legal_basis.strip()[:300]
        case.save(update_fields=["title", "summary", "legal_basis"])
        log_on_case(ledger_events.CASE_CHANGED, matter, case, now=now)
        return case


@transaction.atomic
def check_case(viewer: Viewer, case_id: UUID | str, checked: Checked, *, now: datetime) -> Case:
    """Answer whether the case is neutral, and whether minors or asylum are concerned. The answer bears a name."""
    if checked.neutrality is not NeutralityGround.NEUTRAL and not checked.reason.strip():
        raise error_of(Problem("reason_missing"))
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        case.neutrality, case.neutrality_reason = checked.neutrality, checked.reason.strip()[:LONGEST_REASON]
        case.neutrality_by, case.neutrality_by_name, case.neutrality_at = UUID(matter.id), matter.officer_name, now
        case.minors, case.asylum = checked.minors, checked.asylum
        case.save()
        detail = {"neutrality": case.neutrality, "minors": case.minors, "asylum": case.asylum}
        log_on_case(ledger_events.CASE_CHECKED, matter, case, now=now, detail=detail)
        return case


@transaction.atomic
def close_case(viewer: Viewer, case_id: UUID | str, *, reason: str, now: datetime) -> Case:
    """Close a case, with the reason; nothing in it changes until it is opened again."""
    said = reason.strip()
    if not said:
        raise error_of(Problem("reason_missing"))
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        case.state = require_move(matter, case, CaseMove.CLOSE)
        case.closed, case.closed_reason = now, said[:LONGEST_REASON]
        case.save(update_fields=["state", "closed", "closed_reason"])
        log_on_case(ledger_events.CASE_CLOSED, matter, case, now=now)
        return case


@transaction.atomic
def reopen_case(viewer: Viewer, case_id: UUID | str, *, now: datetime) -> Case:
    """Open a closed case again."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        case.state = require_move(matter, case, CaseMove.REOPEN)
        case.closed, case.closed_reason = None, ""
        case.save(update_fields=["state", "closed", "closed_reason"])
        log_on_case(ledger_events.CASE_REOPENED, matter, case, now=now)
        return case


@transaction.atomic
def add_officer(viewer: Viewer, case_id: UUID | str, *, officer: UUID, now: datetime) -> CaseOfficer:
    """Put a colleague on a case: by whoever is on it, or by the head."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        if not may_direct(matter):
            require_on(matter, case)
        colleague = Officer.objects.in_service().filter(id=officer, bureau__member=matter.member).first()
        if colleague is None or not is_cleared(colleague, case, now=now):
            raise error_of(Problem("officer_unknown"))
        added = _put_on(matter, case, colleague, now=now)
        name_again(case)
        log_on_case(ledger_events.OFFICER_ADDED, matter, case, now=now, detail={"officer": str(officer)})
        return added


@transaction.atomic
def remove_officer(viewer: Viewer, case_id: UUID | str, *, officer: UUID, now: datetime) -> None:
    """Take a colleague, or oneself, off a case. Of a case that is closed in, somebody stays."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        if not may_direct(matter):
            require_on(matter, case)
        on_it = set(case.officers.values_list("officer", flat=True))
        if officer not in on_it:
            raise error_of(Problem("officer_unknown"))
        if on_it == {officer} and is_closed_in(case):
            raise error_of(Problem("last_officer"))
        case.officers.filter(officer=officer).delete()
        log_on_case(ledger_events.OFFICER_REMOVED, matter, case, now=now, detail={"officer": str(officer)})
        name_again(case)


def _put_on(viewer: Viewer, case: Case, officer: Officer, *, now: datetime) -> CaseOfficer:
    added, _is_new = CaseOfficer.objects.get_or_create(
        case=case,
        officer=officer.pk,
        defaults={
            "member": viewer.member,
            "name": officer.display_name,
            "since": now,
            "added_by": UUID(viewer.id),
        },
    )
    return added


def _refuse_used_reference(viewer: Viewer, *, now: datetime) -> None:
    """Among the cases that the officer may know of: a hidden one stays hidden, and two may have one reference."""
    try:
        matter_of_case(viewer, viewer.reference.strip(), now=now)
    except NotFound:
        return
    raise error_of(Problem("reference_used"))


def _described(title: str, summary: str) -> tuple[str, str]:
    title, summary = title.strip(), summary.strip()
    if not title:
        raise error_of(Problem("title_missing"))
    if len(title) > LONGEST_TITLE or len(summary) > LONGEST_SUMMARY:
        raise error_of(Problem("text_too_long"))
    return title, summary


def colleagues_for(case: Case, *, now: datetime) -> Iterable[Officer]:
    """Officers of the bureau who may be put on this case, by name. A context must be open."""
    found = Officer.objects.in_service().filter(bureau__member=case.member, is_service=False)
    return [each for each in found.order_by("display_name", "id") if is_cleared(each, case, now=now)]
