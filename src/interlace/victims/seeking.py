"""Which records may seek a person in care: compared by the identity engine, proposed to a protection officer.

Compared is only what the bureau may read, a search may find and a machine may match. Nobody is asked, so nobody learns
that somebody was looked up. Each look is counted, as a check is, and leaves a line in the ledger without detail.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from interlace.core.handling import Action
from interlace.core.matching import Band, Score, compare_from
from interlace.core.victims.reunion import is_sought_for_help, seeks_to_hold
from interlace.facts.describing import describe
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import Acting, acting
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Member
from interlace.screening.access import permitted_labels, screening_index
from interlace.screening.checks.bands import BITS_OF
from interlace.screening.checks.budget import Kind, spend
from interlace.screening.holdings import Holding, Statement, holdings_found
from interlace.screening.questions import question_about
from interlace.victims import ledger_events
from interlace.victims.files import Named
from interlace.victims.rules import at_care

CANDIDATES = 50
"""How many records one name is compared with, counted among those that may be compared."""
SHOWN_FROM = Band.FAIR


@dataclass(frozen=True, slots=True)
class Seeker:
    """A record of a bureau that may seek the person, with how alike the two are and by what."""

    holding: Holding
    score: Score

    @property
    def record(self) -> str:
        """By which the proposal is named: the id of the record's subject."""
        return str(self.holding.subject)

    @property
    def name(self) -> str:
        """The first name in the record."""
        return next((each.original for each in self.holding.statements if each.prop == "name"), "")

    @property
    def birth_date(self) -> str:
        """The birth date in the record."""
        return next((each.original for each in self.holding.statements if each.prop == "birthDate"), "")


def seekers_for(viewer: Viewer, named: Named, *, file: UUID, now: datetime) -> Sequence[Seeker]:
    """The records that may seek somebody of this name, the most alike first. One look, counted and in the ledger."""
    asked = question_about(named.entity)
    with acting(at_care(viewer), Action.READ, now=now) as context:
        _count(context, file)
        compared = _compared(context)
        candidates = screening_index().find(asked.query, permitted_labels(compared), limit=CANDIDATES).candidates
        read = holdings_found(context, list(candidates))
        active = set(Member.objects.filter(status=Member.Status.ACTIVE).values_list("code", flat=True))
    least = BITS_OF[SHOWN_FROM]
    alike = []
    for holding in read:
        if (matched := _only(holding, compared)) is None:
            continue
        if (score := compare_from(least, asked.description, matched.description)) is not None:
            # What the record says of its person counts whole, also where a machine may not match by it.
            alike.append((matched, _statuses(holding), score))
    holds = {holding.holder for holding, statuses, _score in alike if seeks_to_hold(statuses)}
    found = [
        Seeker(holding, score)
        for holding, statuses, score in alike
        if is_sought_for_help(statuses) and holding.holder in active - holds
    ]
    return sorted(found, key=lambda each: (-each.score.bits, each.holding.holder, each.record))


def _count(context: Acting, file: UUID) -> None:
    viewer = context.viewer
    spend(viewer, Kind.CARE, subjects=[viewer.id], now=context.now)
    record(
        ledger_events.SEEKERS_LOOKED_FOR,
        by=viewer.id,
        member=viewer.member,
        on=file,
        now=context.now,
        purpose=viewer.purpose,
        reference=viewer.reference,
        detail={},
    )


def _compared(context: Acting) -> Permitted:
    """What may be read, found by a search and matched by a machine: the rule asked three times.

    The machine matches, and not the officer, whose role alone holds no matching; the originator's reservation counts.
    """
    viewer = context.viewer
    machine = replace(viewer.person, ceiling=viewer.person.ceiling | {Action.MATCH})
    matched = book.permitted(machine, Action.MATCH, purpose=viewer.purpose, now=context.now)
    asked = (context.permitted, context.discover, matched)
    facts = {
        fact: label
        for fact, label in context.permitted.facts.items()
        if all(each.permits_fact(fact, label=label) for each in asked)
    }
    return Permitted.of(
        (label for label in context.permitted.labels if all(each.permits(label) for each in asked)),
        facts=facts,
        valid_until=context.now,
    )


def _only(holding: Holding, compared: Permitted) -> Holding | None:
    """The holding reduced to what may be compared; nothing when that is nothing."""
    left = tuple(each for each in holding.statements if _may_be_compared(each, compared))
    return replace(holding, statements=left, description=describe(left)) if left else None


def _may_be_compared(statement: Statement, compared: Permitted) -> bool:
    if statement.id is None:
        return compared.permits(statement.label)
    return compared.permits_fact(statement.id, label=statement.label)


def _statuses(holding: Holding) -> list[str]:
    return [each.value for each in holding.statements if each.prop == "status"]
