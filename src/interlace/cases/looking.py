"""A case as somebody else would see it: of a colleague or of another bureau, by the one rule that every read obeys.

It is told from the own bureau's labels alone, and nothing is shown that the one who tries it may not see itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.cases.finding import at_work
from interlace.cases.joint.queries import joint_cases_of, joint_view
from interlace.cases.models import Case, Lead
from interlace.cases.queries import CaseView, Subject, case_view
from interlace.cases.recording import log_on_case
from interlace.core.handling import Action
from interlace.core.handling import Viewer as Person
from interlace.core.procedure.cases import JointState
from interlace.facts.ledger_events import VIEWER_TESTED
from interlace.facts.models import Fact
from interlace.facts.viewing_as import ViewerTerms
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Role

OfferedOf = Callable[[Case, str, Permitted], list[str]]
_offers: list[OfferedOf] = []


def tell_offers_with(offers: OfferedOf) -> None:
    """Let a room above say what of a case it has offered to a bureau and who may read that. A context is open."""
    _offers.append(offers)


@dataclass(frozen=True, slots=True)
class LookingTerms:
    """Whom one looks as: an officer of this bureau, in this role, at this level, who works for the case's purpose.

    It is in no room, and no label names it: what a task force or an operation opens to some is not looked at.
    """

    member: str
    role: Role = Role.INVESTIGATOR
    level: int = 0


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A case as that officer would see it."""

    case: Case
    terms: LookingTerms
    is_known: bool
    """Whether the case itself exists for it; never in another bureau."""
    reads: tuple[Subject, ...]
    """People and things of which it reads some of the own facts, with these facts."""
    learns: tuple[Subject, ...]
    """Those of which it would only find out that they exist, when it asks about somebody who resembles them."""
    leads: tuple[Lead, ...]
    """Leads that it reads."""
    leads_to_lay: tuple[Lead, ...]
    """Leads that it would read once they are laid in a joint case in which its bureau takes part."""
    offered: tuple[str, ...]
    """Titles of what is offered to its bureau and it may read of."""
    hidden: int
    """Own people, things and leads of which it sees nothing."""


def look_at_case_as(viewer: Viewer, case_id: UUID | str, terms: LookingTerms, *, now: datetime) -> SeenCase:
    """See a case as somebody else would. The look is logged, and changes nothing."""
    view = case_view(viewer, case_id, now=now)
    case = view.case
    person = ViewerTerms(terms.member, terms.role, terms.level, case.purpose).person()
    laid = _laid_before(viewer, view, terms.member, now=now)
    with transaction.atomic(), at_work(viewer, case.id, now=now) as matter:
        permitted = _permitted(person, case, now)
        log_on_case(
            VIEWER_TESTED,
            matter,
            case,
            now=now,
            detail={"as": terms.member, "role": terms.role.value, "level": terms.level},
        )
        offered = [title for offers in _offers for title in offers(case, terms.member, permitted[Action.READ])]
    own = [replace(each, facts=_own_facts(each, case.member)) for each in view.subjects]
    own = [each for each in own if each.facts]
    read, discover = permitted[Action.READ], permitted[Action.DISCOVER]
    reads = [replace(each, facts=facts) for each in own if (facts := _within(each.facts, read))]
    known = {each.id for each in reads}
    learns = [each for each in own if each.id not in known and _within(each.facts, discover)]
    is_known = terms.member == case.member and discover.permits(case.label_id)
    readable = [each for each in view.leads if read.permits(each.label_id)]
    leads = tuple(each for each in readable if is_known or each.id in laid)
    to_lay = () if terms.member == case.member else tuple(each for each in readable if each.id not in laid)
    return SeenCase(
        case=case,
        terms=terms,
        is_known=is_known,
        reads=tuple(reads),
        learns=tuple(learns),
        leads=leads,
        leads_to_lay=to_lay,
        offered=tuple(offered),
        hidden=len(own) - len(reads) - len(learns) + len(view.leads) - len(leads),
    )


def _permitted(person: Person, case: Case, now: datetime) -> Mapping[Action, Permitted]:
    """What the same book that every query obeys permits this person."""
    return {
        action: book.permitted(person, action, purpose=case.purpose, now=now)
        for action in (Action.DISCOVER, Action.READ)
    }


def _own_facts(subject: Subject, member: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in subject.facts if fact.originator == member)


def _within(facts: tuple[Fact, ...], permitted: Permitted) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if permitted.permits_fact(fact.id, label=fact.label_id))


def _laid_before(viewer: Viewer, view: CaseView, member: str, *, now: datetime) -> set[UUID]:
    """Leads of the case that lie in a joint case in which this bureau takes part."""
    laid: set[UUID] = set()
    for side in joint_cases_of(viewer, view.case.id, now=now):
        joint = joint_view(viewer, side.joint, now=now)
        if joint.parties.get(member) is JointState.TAKING_PART and member not in joint.past_end:
            laid |= {each.id for each in joint.leads if each.member == view.case.member}
    return laid & {each.id for each in view.leads}
