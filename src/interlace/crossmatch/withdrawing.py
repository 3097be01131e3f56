"""Taking back what rests on recalled facts."""

from django.db.models import Q

from interlace.crossmatch.models import CandidateLink, LinkStatement
from interlace.facts.events import FactsRecalled
from interlace.foundation.disclosure.steward import Task, steward


def withdraw(recalled: FactsRecalled) -> None:
    """Remove the candidate links that rest on recalled facts, and mark what was said about them, for every member."""
    if not recalled.facts:
        return
    facts = list(recalled.facts)
    touching = Q(left__in=recalled.subjects) | Q(right__in=recalled.subjects)
    with steward(Task.RECALL):
        CandidateLink.objects.filter(touching, facts__overlap=facts).delete()
        said = LinkStatement.objects.filter(touching, facts__overlap=facts, withdrawn=None)
        said.update(withdrawn=recalled.at)
