"""Putting a contribution's own subjects to the other bureaus, so that an import is answered at once."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from interlace.core.handling import Action
from interlace.core.procedure.ladder import Urgency
from interlace.facts.models import Contribution, Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.hits.sides import guard_of
from interlace.screening.holdings import statements_by_subject
from interlace.screening.models import Check
from interlace.screening.questions import Question, question_about_own


def check_contribution(viewer: Viewer, contribution: Contribution, *, now: datetime) -> Iterator[CheckResult]:
    """Ask the holders about each subject of the viewer's own contribution that they were not asked about yet.

    Nothing of the facts goes to the holders with it: a hit found so lends nothing until its owner is asked.
    """
    matter = viewer.working_for(purpose=contribution.purpose, reference=viewer.reference or contribution.reference)
    asked = _asked(matter, contribution, now=now)
    for subject in _subjects(matter, contribution, now=now):
        if subject in asked:
            continue
        question = question_of_subject(matter, subject, now=now)
        if question is not None:
            yield ask_holders(matter, question, urgency=Urgency.NORMAL, batch=contribution.id, now=now)


def question_of_subject(viewer: Viewer, subject: UUID, *, now: datetime) -> Question | None:
    """The question about one of the viewer's own subjects; nothing when it holds nothing comparable."""
    with acting(viewer, Action.READ, now=now):
        facts = Fact.objects.visible_to(viewer, action=Action.READ).filter(subject=subject, originator=viewer.member)
        statements = statements_by_subject(facts).get(subject, [])
        if not statements:
            return None
        guard = guard_of(statements)
    question = question_about_own(statements, subject=subject, guard=guard)
    return question if question.query.names or question.query.identifiers else None


def ask_about_some(viewer: Viewer, contribution: Contribution, *, most: int, now: datetime) -> bool:
    """Ask about so many further subjects; whether some may be left."""
    return sum(1 for _ in islice(check_contribution(viewer, contribution, now=now), most)) == most


def _asked(viewer: Viewer, contribution: Contribution, *, now: datetime) -> set[UUID]:
    with acting(viewer, Action.DISCOVER, now=now):
        checks = Check.objects.filter(batch=contribution.id, member=viewer.member).exclude(subject=None)
        return {subject for subject in checks.values_list("subject", flat=True) if subject is not None}


def _subjects(viewer: Viewer, contribution: Contribution, *, now: datetime) -> list[UUID]:
    with acting(viewer, Action.READ, now=now):
        facts = Fact.objects.visible_to(viewer, action=Action.READ).filter(contribution=contribution.id)
        in_order = dict.fromkeys(facts.order_by("row", "id").values_list("subject", flat=True))
        return list(in_order)
