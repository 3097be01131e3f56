"""Reads of cases: lists, and one case with what this officer may read of it. Counts are of what is shown alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from interlace.cases.finding import matter_of_case
from interlace.cases.holds.models import CaseHold
from interlace.cases.models import Case, CaseEntry, CaseOfficer, CaseTask, LaneChange, Lead, NoteVersion
from interlace.cases.rules import is_on, may_direct, may_read, may_work
from interlace.core.handling import Action
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.queries import Place, behind, newest

DATES = frozenset({"date", "startDate", "endDate", "createdAt", "modifiedAt", "publishedAt", "authorizedAt"})
"""FollowTheMoney properties that say when something happened; birth dates tell of a person, not of the case."""

ExhibitCounter = Callable[[Viewer, Collection[UUID]], Mapping[UUID, int]]
_exhibit_counters: list[ExhibitCounter] = []


def count_exhibits_with(counter: ExhibitCounter) -> None:
    """Let the room that keeps exhibits say how many a case has; it lies above this one. A context is open for it."""
    _exhibit_counters.append(counter)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a case holds, each kind by itself: a lead is never counted as an exhibit."""

    subjects: int
    leads: int
    exhibits: int
    tasks: int
    """Those still to do."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or thing of a case, with the facts about it that this officer may read."""

    id: UUID
    role: str
    lanes: frozenset[str]
    """One for each originator's part, where they differ."""
    owners: tuple[str, ...]
    facts: tuple[Fact, ...]

    @property
    def schema(self) -> str:
        """What it is."""
        return self.facts[0].schema

    def values(self, *props: str) -> list[str]:
        """Its values of these properties as they were written, each once."""
        return list(dict.fromkeys(fact.original for fact in self.facts if fact.prop in props))


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that happened, as a fact says."""

    day: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as this officer may see it."""

    case: Case
    counts: Counts
    officers: tuple[CaseOfficer, ...]
    subjects: tuple[Subject, ...]
    leads: tuple[Lead, ...]
    tasks: tuple[CaseTask, ...]
    notes: tuple[NoteVersion, ...]
    """The latest version of each."""
    lane_changes: tuple[LaneChange, ...]
    timeline: tuple[Dated, ...]
    holds: tuple[CaseHold, ...]
    """Those in force on the case as a whole."""
    is_on_it: bool
    may_direct: bool


def case_view(viewer: Viewer, case_id: UUID | str, *, now: datetime) -> CaseView:
    """One case; `NotFound` when there is none or it is not for this viewer."""
    matter, found = matter_of_case(viewer, case_id, now=now)
    with acting(matter, now=now):
        case = Case.objects.visible_to(matter).get(pk=found.pk)
        subjects = subjects_of(matter, case)
        leads = tuple(Lead.objects.visible_to(matter).filter(case=case).order_by("number", "added", "id"))
        tasks = tuple(CaseTask.objects.filter(case=case).order_by("done", "due", "added", "id"))
        notes = NoteVersion.objects.filter(case=case).order_by("note", "-number").distinct("note")
        changes = LaneChange.objects.filter(case=case).order_by("at", "id")
        return CaseView(
            case=case,
            counts=Counts(
                subjects=len(subjects),
                leads=len(leads),
                exhibits=_exhibits(matter, [case.id]).get(case.id, 0),
                tasks=sum(task.done is None for task in tasks),
            ),
            officers=tuple(case.officers.order_by("since", "name", "id")),
            subjects=subjects,
            leads=leads,
            tasks=tasks,
            notes=tuple(sorted(notes, key=lambda note: (note.at, note.id), reverse=True)),
            lane_changes=tuple(changes),
            timeline=timeline_of(subjects),
            holds=tuple(CaseHold.objects.in_force().filter(case=case, thing=None).order_by("laid", "id")),
            is_on_it=may_work(matter) and is_on(matter, case),
            may_direct=may_direct(matter),
        )


def subjects_of(viewer: Viewer, case: Case, *, action: Action = Action.READ) -> tuple[Subject, ...]:
    """The people and things of a case with the facts that this viewer may use. A context must be open."""
    entries: defaultdict[UUID, list[CaseEntry]] = defaultdict(list)
    for entry in CaseEntry.objects.visible_to(viewer, action=action).filter(case=case).order_by("added", "id"):
        entries[entry.subject].append(entry)
    facts: defaultdict[UUID, list[Fact]] = defaultdict(list)
    readable = Fact.objects.visible_to(viewer, action=action).filter(subject__in=list(entries))
    for fact in readable.order_by("subject", "prop", "created", "id"):
        facts[fact.subject].append(fact)
    return tuple(
        Subject(
            id=subject,
            role=next((each.role for each in parts if each.role), ""),
            lanes=frozenset(each.lane for each in parts),
            owners=tuple(sorted({fact.originator for fact in facts[subject]})),
            facts=tuple(facts[subject]),
        )
        for subject, parts in entries.items()
        # Recalled since: nothing is left to say about it.
        if facts[subject]
    )


def timeline_of(subjects: Sequence[Subject]) -> tuple[Dated, ...]:
    """The dated facts of these, by day; partial days come before full ones of the same month or year."""
    dated = [Dated(fact.value, fact) for each in subjects for fact in each.facts if fact.prop in DATES]
    return tuple(sorted(dated, key=lambda each: (each.day, str(each.fact.id))))


def cases_page(
    viewer: Viewer, *, now: datetime, most: int, after: Place | None = None, only_open: bool = False
) -> list[Case]:
    """Cases of the own bureau, the one opened last first."""
    if not may_read(viewer):
        return []
    found: list[Case] = []
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            cases = Case.objects.visible_to(matter)
            if only_open:
                cases = cases.filter(state="open")
            found += behind(cases, after, by="id", most=most, time="opened")
    return newest(found, lambda case: (case.opened, case.id))[:most]


def counts_of(viewer: Viewer, case_id: UUID, *, now: datetime) -> Counts:
    """What one case holds, as far as this officer may read it."""
    return case_view(viewer, case_id, now=now).counts


def tasks_of(viewer: Viewer, *, now: datetime, officer: UUID) -> list[CaseTask]:
    """Open tasks of one officer in cases that the viewer may see, the next due first."""
    found: list[CaseTask] = []
    if not may_read(viewer):
        return found
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            cases = Case.objects.visible_to(matter)
            found += CaseTask.objects.filter(case__in=cases, owner=officer, done=None).select_related("case")
    return sorted(found, key=lambda task: (task.due is None, task.due or task.added, task.id))


def _exhibits(viewer: Viewer, cases: Collection[UUID]) -> Mapping[UUID, int]:
    total: defaultdict[UUID, int] = defaultdict(int)
    for counter in _exhibit_counters:
        for case, count in counter(viewer, cases).items():
            total[case] += count
    return total
