"""Leads of a case: put in, followed, put aside. They are graded and never have custody; no lead becomes an exhibit."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from interlace.cases import ledger_events
from interlace.cases.finding import at_work, case_to_change
from interlace.cases.labels import kept_until
from interlace.cases.models import Case, Lead
from interlace.cases.recording import log_on_case
from interlace.cases.rules import error_of, require_on
from interlace.core.handling import HitMode
from interlace.core.problems import Problem
from interlace.facts.grading import Grading, parse_grading
from interlace.facts.markings import Marking, lacks_text, parse_markings
from interlace.facts.problems import words_for
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound

LONGEST_LEAD = 4000
Found = TypeVar("Found", Grading, tuple[Marking, ...])


class LeadState(StrEnum):
    """What became of a lead."""

    OPEN = "open"
    FOLLOWED = "followed"
    PUT_ASIDE = "put_aside"


@dataclass(frozen=True, slots=True)
class LeadTerms:
    """A clue as its bureau gives it."""

    text: str
    number: str = ""
    grading: str = ""
    """With its scheme: `ADMIRALTY:B2`."""
    markings: str = ""
    """Handling codes with their schemes: `EUROPOL_H:H1`. They narrow who may read it, and never widen."""
    condition: str = ""
    source: str = ""
    place: str = ""
    """Where it stood: file and cell."""
    subject: UUID | None = None
    sharing: Sharing | None = None
    """Who else may read it; without, the own bureau alone."""


@transaction.atomic
def add_lead(viewer: Viewer, case_id: UUID | str, terms: LeadTerms, *, now: datetime) -> Lead:
    """Put a lead into a case. The same lead a second time is the one that is there."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        lead = _made(matter, case, terms, now=now)
        known = Lead.objects.visible_to(matter).filter(label=lead.label_id, digest=lead.digest).first()
        if known is not None:
            return known
        lead.save(force_insert=True)
        log_on_case(ledger_events.LEAD_ADDED, matter, case, now=now, detail={"lead": str(lead.id)})
        return lead


@transaction.atomic
def follow_lead(
    viewer: Viewer, case_id: UUID | str, lead_id: UUID, *, state: LeadState, outcome: str = "", now: datetime
) -> Lead:
    """Say what became of a lead."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        lead = lead_in(matter, case, lead_id)
        lead.state, lead.outcome = state, outcome.strip()[:500]
        lead.save(update_fields=["state", "outcome"])
        detail = {"lead": str(lead.id), "state": state.value}
        log_on_case(ledger_events.LEAD_FOLLOWED, matter, case, now=now, detail=detail)
        return lead


def lead_in(viewer: Viewer, case: Case, lead_id: UUID) -> Lead:
    """A lead of this case that the viewer may read; `NotFound` otherwise. A context must be open."""
    found = Lead.objects.visible_to(viewer).filter(case=case, id=lead_id).first()
    if found is None:
        raise NotFound(error_of(Problem("subject_unknown")).message)
    return found


def _made(viewer: Viewer, case: Case, terms: LeadTerms, *, now: datetime) -> Lead:
    text = terms.text.strip()
    if not 0 < len(text) <= LONGEST_LEAD:
        raise error_of(Problem("text_too_long" if text else "text_missing"))
    grading = _read(parse_grading(terms.grading), "/grading")
    markings = _read(parse_markings(f"{terms.markings} {grading.handling}"), "/markings")
    if lacks_text(markings, condition=terms.condition):
        raise _unreadable(Problem("handling_text_missing"), "/condition")
    sharing = terms.sharing or Sharing(
        purpose=case.purpose, until=kept_until(now), hit=HitMode.NONE, level=case.level, rooms=frozenset(case.rooms)
    )
    if terms.condition:
        sharing = sharing.with_condition(terms.condition)
    label = sharing.label(viewer.member, purpose=case.purpose, markings=markings, by=viewer.id)
    label_id = intern(label)
    context_of.refresh()
    if not context_of.running().permitted.permits(label_id):
        raise error_of(Problem("case_above_you"))
    return Lead(
        member=viewer.member,
        case=case,
        number=terms.number.strip()[:120],
        text=text,
        source=terms.source.strip()[:255],
        place=terms.place.strip()[:255],
        subject=terms.subject,
        grading_scheme=grading.scheme,
        grading_source=grading.source,
        grading_information=grading.information,
        markings=" ".join(marking.written for marking in markings)[:255],
        condition=terms.condition,
        label_id=label_id,
        digest=hashlib.sha256("\n".join((str(case.id), terms.number.strip(), text)).encode()).digest(),
        added=now,
        added_by=UUID(viewer.id),
        added_by_name=viewer.officer_name,
    )


def _read(found: Found | Problem, pointer: str) -> Found:
    if isinstance(found, Problem):
        raise _unreadable(found, pointer)
    return found


def _unreadable(problem: Problem, pointer: str) -> InvalidInput:
    words = words_for(problem)
    return InvalidInput(
        words.what, problems=[FieldProblem(pointer, problem.code, words.what, words.fix)], fix=words.fix
    )
