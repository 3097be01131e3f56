"""What a hold on a case reaches beyond it: the people and things that it stands on, wherever their facts are kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from interlace.cases.holds.models import CaseHold
from interlace.cases.models import CaseEntry, Lead


@dataclass(frozen=True, slots=True)
class Reached:
    """That a held case stands on something, by one entry or lead of it; or that it is the case itself."""

    subject: UUID
    hold: CaseHold
    label: int
    """Of the entry or lead: who may not read that does not know that the case stands on it."""


def reached_by_holds(member: str, subjects: Collection[UUID]) -> Sequence[Reached]:
    """How held cases of the member reach these, the first hold first. For the steward.

    As many statements whether anything is held or not: what a hidden case holds is not told by the time it takes.
    """
    standing = CaseHold.objects.in_force().filter(member=member, thing=None).select_related("case")
    holds = {hold.case_id: hold for hold in standing.order_by("-laid", "-id")}
    found = [Reached(case, hold, hold.case.label_id) for case, hold in holds.items() if case in set(subjects)]
    for model in (CaseEntry, Lead):
        # Never empty: Django asks nothing of the database for an empty list.
        rows = model.objects.filter(case__in=[*holds, UUID(int=0)], subject__in=[*subjects, UUID(int=0)])
        for subject, case, label in rows.values_list("subject", "case", "label_id"):
            if subject is not None:
                found.append(Reached(subject, holds[case], label))
    return sorted(found, key=lambda each: (each.hold.laid, each.hold.id, each.subject, each.label))


def on_held_entries(*, member: str, subject: str) -> Exists:
    """Whether a held case of the member in this column stands on the subject in that one. For the steward."""
    return _on_held(CaseEntry, member, subject)


def on_held_leads(*, member: str, subject: str) -> Exists:
    """The same by a lead of the case."""
    return _on_held(Lead, member, subject)


def _on_held(model: type[CaseEntry] | type[Lead], member: str, subject: str) -> Exists:
    held = CaseHold.objects.in_force().filter(thing=None).values("case")
    return Exists(model.objects.filter(case__in=held, member=OuterRef(member), subject=OuterRef(subject)))
