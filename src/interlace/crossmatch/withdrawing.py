"""Taking back what rests on recalled facts, or on entries that a register has no more."""

from uuid import UUID

from django.db.models import Q, QuerySet

from interlace.crossmatch.models import CandidateLink, LinkedEnds, LinkStatement
from interlace.facts.events import FactsRecalled
from interlace.foundation.disclosure.steward import Task, steward


def withdraw(recalled: FactsRecalled) -> None:
    """Remove the candidate links that rest on what is recalled, and mark what was said about them, for every member."""
    with steward(Task.RECALL):
        if recalled.register is not None:
            _withdraw_entries(recalled.register, frozenset(recalled.subjects), recalled)
        elif recalled.facts:
            touching = Q(left__in=recalled.subjects) | Q(right__in=recalled.subjects)
            resting = touching & Q(facts__overlap=list(recalled.facts))
            _withdraw(CandidateLink.objects.filter(resting), LinkStatement.objects.filter(resting), recalled)


def _withdraw_entries(register: UUID, subjects: frozenset[UUID], recalled: FactsRecalled) -> None:
    # A register may lose a million entries, and has few links: its links are asked, not its entries.
    of_register = Q(left_register=register) | Q(right_register=register)
    rows = [each.pk for each in CandidateLink.objects.filter(of_register) if _rests_on(each, register, subjects)]
    statements = LinkStatement.objects.filter(of_register, withdrawn=None)
    said = [each.pk for each in statements if _rests_on(each, register, subjects)]
    _withdraw(CandidateLink.objects.filter(id__in=rows), LinkStatement.objects.filter(id__in=said), recalled)


def _rests_on(pair: LinkedEnds, register: UUID, subjects: frozenset[UUID]) -> bool:
    return any(of == register and subject in subjects for subject, of in pair.entries.items())


def _withdraw(rows: "QuerySet[CandidateLink]", statements: "QuerySet[LinkStatement]", recalled: FactsRecalled) -> None:
    rows.delete()
    statements.filter(withdrawn=None).update(withdrawn=recalled.at)
