"""Moving something between information, intelligence and evidence: by a recorded decision, never by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases import ledger_events
from interlace.cases.finding import at_work, case_to_change
from interlace.cases.models import Case, CaseEntry, EvidenceProfile, LaneChange, Lead
from interlace.cases.recording import log_on_case
from interlace.cases.rules import error_of, require_none, require_on
from interlace.core.handling import Action
from interlace.core.problems import Problem
from interlace.core.procedure.cases import Authority, Conversion, Lane, conversion_problem
from interlace.core.procedure.cases.lanes import RELEASING
from interlace.facts.models import Fact
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.roles import Verb
from interlace.screening.rules import require_verb

STRICTEST = frozenset({Authority.CENTRAL_AUTHORITY})
"""Asked of a bureau that has not said whom it asks."""


@transaction.atomic
def change_lane(
    viewer: Viewer, case_id: UUID | str, thing: UUID, asked: Conversion, *, now: datetime
) -> list[LaneChange]:
    """Move a person, thing or lead of a case into another lane, by the decision that allows it.

    Of a person or thing, what each originator states moves by that originator's profile and consent: all, or nothing.
    """
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        parts = _parts(matter, case, thing)
        if not parts:
            raise NotFound(_("There is no such person, thing or lead in this case."))
        # To cite is another action on the same facts: who may read them need not be allowed it.
        with acting(matter, Action.CITE, now=now):
            citable = {each.id for each in _parts(matter, case, thing, action=Action.CITE)}
        for each in parts:
            problem = conversion_problem(
                Lane(each.lane),
                asked,
                is_graded=_is_graded(matter, each),
                accepted=authorities_of(each.originator if isinstance(each, CaseEntry) else each.member),
                may_cite=each.id in citable,
                today=now.date(),
            )
            require_none(problem)
        changes = [_change(matter, case, each, asked, now=now) for each in parts]
        detail = {"thing": str(thing), "to": asked.to.value, "authority": asked.authority.value}
        log_on_case(ledger_events.LANE_CHANGED, matter, case, now=now, detail=detail)
        return changes


@transaction.atomic
def set_profile(
    viewer: Viewer, *, authorities: Iterable[Authority], named: dict[str, str], source: str, now: datetime
) -> EvidenceProfile:
    """Say by whose decision the own bureau's information may be shown in court. Every member reads it."""
    require_verb(viewer, Verb.APPOINT)
    if viewer.unit:
        raise Refused(_("Your role does not allow this."), fix=_("Ask the head of your bureau."))
    chosen = sorted({each.value for each in authorities})
    if not chosen or not set(chosen) <= {each.value for each in RELEASING}:
        raise error_of(Problem("profile_authority"))
    if not source.strip():
        raise error_of(Problem("profile_source"))
    with acting(viewer, now=now):
        profile, _is_new = EvidenceProfile.objects.update_or_create(
            member=viewer.member,
            defaults={
                "authorities": chosen,
                "named": {name: words.strip()[:200] for name, words in named.items() if name in chosen},
                "source": source.strip()[:300],
                "changed": now,
                "changed_by": UUID(viewer.id),
            },
        )
        record(
            ledger_events.PROFILE_SET,
            by=viewer.id,
            member=viewer.member,
            on=viewer.member,
            now=now,
            detail={"authorities": list(chosen)},
        )
        return profile


def authorities_of(member: str) -> frozenset[Authority]:
    """Whose decision this bureau's profile asks for. A context must be open."""
    profile = EvidenceProfile.objects.filter(member=member).first()
    return frozenset(map(Authority, profile.authorities)) if profile is not None else STRICTEST


@dataclass(frozen=True, slots=True)
class Required:
    """Whose decision one bureau asks for, and what each of them is called there."""

    authorities: frozenset[Authority]
    named: Mapping[str, str]


def required_authorities(originators: Iterable[str]) -> dict[str, Required]:
    """Whose decision each of these originators asks for before something is evidence. A context must be open."""
    said = {each.member: each for each in EvidenceProfile.objects.filter(member__in=list(originators))}
    return {
        member: Required(authorities_of(member), said[member].named if member in said else {}) for member in originators
    }


def profiles(viewer: Viewer, *, now: datetime) -> list[EvidenceProfile]:
    """What each bureau has said, by its code."""
    with acting(viewer, now=now):
        return list(EvidenceProfile.objects.order_by("member"))


def _parts(viewer: Viewer, case: Case, thing: UUID, *, action: Action = Action.READ) -> list[CaseEntry] | list[Lead]:
    entries = list(CaseEntry.objects.visible_to(viewer, action=action).filter(case=case, subject=thing))
    return entries or list(Lead.objects.visible_to(viewer, action=action).filter(case=case, id=thing))


def _is_graded(viewer: Viewer, part: CaseEntry | Lead) -> bool:
    if isinstance(part, Lead):
        return bool(part.grading_scheme)
    facts = Fact.objects.visible_to(viewer).filter(subject=part.subject, label=part.label_id)
    return not facts.filter(grading_scheme="").exists()


def _change(viewer: Viewer, case: Case, part: CaseEntry | Lead, asked: Conversion, *, now: datetime) -> LaneChange:
    change = LaneChange(
        member=viewer.member,
        case=case,
        thing=part.subject if isinstance(part, CaseEntry) else part.id,
        label_id=part.label_id,
        fact=part.fact if isinstance(part, CaseEntry) else None,
        before=part.lane,
        after=asked.to,
        authority=asked.authority,
        authority_name=asked.authority_name.strip()[:200],
        document=asked.document.strip()[:200],
        decided=asked.decided,
        reason=asked.reason.strip()[:500],
        by=UUID(viewer.id),
        by_name=viewer.officer_name,
        at=now,
    )
    change.save(force_insert=True)
    part.lane = asked.to
    part.save(update_fields=["lane"])
    return change
