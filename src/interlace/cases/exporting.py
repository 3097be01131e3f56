"""A copy of a case as it leaves the node: what may leave, with its handling, stamped where it is not for court."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.bureaus.queries import members_by_code
from interlace.cases import ledger_events
from interlace.cases.finding import matter_of_case
from interlace.cases.models import Case, Lead
from interlace.cases.queries import Subject, subjects_of
from interlace.cases.recording import log_on_case
from interlace.core.handling import Action
from interlace.core.procedure.cases import Lane, is_for_court
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Refused
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.handling import handling_sentence
from interlace.screening.rules import require_verb

MOST_FACTS = 99
"""A hundred facts and more are an export of two persons (security model, 5), which `interlace export` asks for."""


@dataclass(frozen=True, slots=True)
class CaseCopy:
    """What left, and under which conditions."""

    case: Case
    stamp: str
    """*Not for court* wherever anything in it is not evidence."""
    made: datetime
    by: str
    handling: tuple[str, ...]
    subjects: tuple[Subject, ...]
    leads: tuple[Lead, ...]


@transaction.atomic
def export_case(viewer: Viewer, case_id: UUID | str, *, language: str, now: datetime) -> CaseCopy:
    """Copy what may leave the node. What its originator keeps back is not in the copy, and not counted in it."""
    require_verb(viewer, Verb.EXPORT)
    matter, found = matter_of_case(viewer, case_id, now=now)
    with acting(matter, Action.EXPORT, now=now):
        case = Case.objects.visible_to(matter).get(pk=found.pk)
        subjects = subjects_of(matter, case, action=Action.EXPORT)
        leads = tuple(
            Lead.objects.visible_to(matter, action=Action.EXPORT).filter(case=case).order_by("number", "added", "id")
        )
        facts = [fact for subject in subjects for fact in subject.facts]
        if len(facts) > MOST_FACTS:
            raise Refused(
                _("A hundred facts and more leave by two persons."), fix=_("Use `interlace export`, which asks both.")
            )
        labels = {fact.label_id for fact in facts} | {lead.label_id for lead in leads}
        log_on_case(
            ledger_events.CASE_EXPORTED,
            matter,
            case,
            now=now,
            detail={"facts": len(facts), "leads": len(leads)},
        )
        return CaseCopy(
            case=case,
            stamp=stamp_of(subjects, leads),
            made=now,
            by=matter.officer_name,
            handling=_handling(matter, labels, language=language, now=now),
            subjects=subjects,
            leads=leads,
        )


def _handling(viewer: Viewer, labels: Collection[int], *, language: str, now: datetime) -> tuple[str, ...]:
    names = members_by_code()
    sentences = {
        handling_sentence(
            book.label(label), language=language, member_names=names, now=now, viewer_member=viewer.member
        )
        for label in labels
    }
    return tuple(sorted(sentences))


def stamp_of(subjects: tuple[Subject, ...], leads: tuple[Lead, ...]) -> str:
    """What is printed on every page of a copy."""
    lanes = {lane for subject in subjects for lane in subject.lanes} | {lead.lane for lead in leads}
    is_court_copy = bool(lanes) and all(is_for_court(Lane(lane)) for lane in lanes)
    return "" if is_court_copy else _("NOT FOR COURT: copy for police use")
