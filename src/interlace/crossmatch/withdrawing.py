"""Taking back what rests on recalled facts, or on entries that a register has no more."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from interlace.crossmatch.entries import label_of
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


def withdraw_relabelled(register: UUID, searched: str | None, *, at: datetime) -> None:
    """Do the same with what rests on entries that lie under another label now, or in no version that is searched.

    Who may not know of an entry any more must not keep what was found by it, nor what was said about that.
    """
    with steward(Task.RECALL):
        of_register = Q(left_register=register) | Q(right_register=register)
        rows = [each.pk for each in CandidateLink.objects.filter(of_register) if not _holds(each, register, searched)]
        statements = LinkStatement.objects.filter(of_register, withdrawn=None)
        said = [each.pk for each in statements if not _holds(each, register, searched)]
        CandidateLink.objects.filter(id__in=rows).delete()
        LinkStatement.objects.filter(id__in=said).update(withdrawn=at)


def _holds(pair: CandidateLink | LinkStatement, register: UUID, searched: str | None) -> bool:
    """Whether every entry of this register among the two lies under a label on which the pair rests."""
    subjects = [subject for subject, of in pair.entries.items() if of == register]
    return searched is not None and all(label_of(searched, each) in pair.rests_on for each in subjects)


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
