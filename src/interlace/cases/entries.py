"""People and things of a case: they are facts, attached by their subject, and stay their originators'."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases import ledger_events
from interlace.cases.closing_in import closed_in
from interlace.cases.finding import at_work, case_to_change
from interlace.cases.holds.queries import require_unheld
from interlace.cases.models import Case, CaseEntry
from interlace.cases.recording import log_on_case
from interlace.cases.rules import error_of, require_crossing, require_on
from interlace.core.problems import Problem
from interlace.facts.actions import contribute
from interlace.facts.describing import statements_of_entity
from interlace.facts.entities import Entity, ParsedRow, RowTerms, Value
from interlace.facts.grading import parse_grading
from interlace.facts.models import Fact
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound

MOST_SUBJECTS = 10_000
"""Attached at once."""


@transaction.atomic
def attach_subjects(
    viewer: Viewer, case_id: UUID | str, subjects: Collection[UUID], *, role: str = "", now: datetime
) -> list[CaseEntry]:
    """Put people and things into a case, as far as the officer may read facts about them.

    Subjects of which nothing may be read are answered like those that do not exist. What is in the case already stays.
    """
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        wanted = set(subjects)
        if not 0 < len(wanted) <= MOST_SUBJECTS:
            raise error_of(Problem("subject_unknown"))
        entries = list(_entries(matter, case, wanted, role=role, now=now))
        if {each.subject for each in entries} != wanted:
            raise error_of(Problem("subject_unknown"))
        CaseEntry.objects.bulk_create(entries, ignore_conflicts=True)
        if role:
            CaseEntry.objects.visible_to(matter).filter(case=case, subject__in=wanted).update(role=role[:24])
        log_on_case(ledger_events.ENTRY_ADDED, matter, case, now=now, detail={"subjects": len(wanted)})
        return list(CaseEntry.objects.visible_to(matter).filter(case=case, subject__in=wanted))


@transaction.atomic
def detach_subject(viewer: Viewer, case_id: UUID | str, subject: UUID, *, now: datetime) -> None:
    """Take a person or thing out of a case; its facts stay as they are."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        require_unheld(case)
        removed, _by_model = CaseEntry.objects.visible_to(matter).filter(case=case, subject=subject).delete()
        if not removed:
            raise NotFound(_("There is no such person or thing in this case."))
        log_on_case(ledger_events.ENTRY_REMOVED, matter, case, now=now, detail={"subject": str(subject)})


@dataclass(frozen=True, slots=True)
class Described:
    """A person or thing as it is typed in: FollowTheMoney schema and properties."""

    schema: str
    properties: Mapping[str, Sequence[str]]
    grading: str = ""
    source: str = ""
    role: str = ""


def add_described(
    viewer: Viewer, case_id: UUID | str, described: Described, sharing: Sharing, *, now: datetime
) -> list[CaseEntry]:
    """Contribute what is known of one person or thing as facts of the own bureau, and put it into the case.

    Where others may learn of it, the case has been found neutral before.
    Out of a case that is closed in, nobody learns.
    """
    with transaction.atomic():
        with at_work(viewer, case_id, now=now) as matter:
            case = case_to_change(matter, case_id)
            require_on(matter, case)
            if sharing.life or (sharing.audience | sharing.seekers) - {matter.member}:
                require_crossing(case)
            kept = closed_in(case, sharing)
        outcome = contribute(matter, _Typed.of(described), kept, now=now)
        with at_work(viewer, case_id, now=now) as again:
            own = Fact.objects.visible_to(again).filter(originator=again.member)
            subjects = set(own.filter(contribution=outcome.contribution.id).values_list("subject", flat=True))
            if not subjects:
                # Nothing was new: the same words under the same label are one fact.
                raise _nothing_new(outcome.problems)
        return attach_subjects(viewer, case_id, subjects, role=described.role, now=now)


def _nothing_new(problems: Sequence[object]) -> InvalidInput:
    if problems:
        what = _("This person or thing cannot be stored as it is described.")
        return InvalidInput(what, problems=[FieldProblem("/properties", "refused", what)])
    what = _("Your bureau holds exactly this already.")
    return InvalidInput(what, code="known_already", fix=_("Search for it, and put it into the case from there."))


@dataclass(frozen=True, slots=True)
class _Typed:
    """One row that nobody had to read from a file."""

    row: ParsedRow
    file_name: str = ""
    sha256: str = ""
    format: str = "typed"
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, described: Described) -> "_Typed":
        properties = {name: list(values) for name, values in described.properties.items()}
        stated = statements_of_entity({"schema": described.schema, "properties": properties})
        values = tuple(Value(each.prop, each.value, each.original, key=each.key) for each in stated)
        grading = parse_grading(described.grading)
        if isinstance(grading, Problem):
            what = _("This grading cannot be read.")
            fix = _("Write it with its scheme, for example ADMIRALTY:B2.")
            raise InvalidInput(what, problems=[FieldProblem("/grading", grading.code, what, fix)], fix=fix)
        terms = RowTerms(grading=grading, source=described.source)
        return cls(ParsedRow(1, (Entity(described.schema, values),), terms=terms))

    def __iter__(self) -> Iterator[ParsedRow]:
        yield self.row


def _entries(
    viewer: Viewer, case: Case, subjects: Collection[UUID], *, role: str, now: datetime
) -> Iterable[CaseEntry]:
    facts = Fact.objects.visible_to(viewer).filter(subject__in=subjects)
    by_label = facts.order_by("subject", "label", "id").distinct("subject", "label")
    for fact in by_label:
        yield CaseEntry(
            member=viewer.member,
            case=case,
            subject=fact.subject,
            role=role[:24],
            originator=fact.originator,
            label_id=fact.label_id,
            fact=fact.id,
            added=now,
            added_by=UUID(viewer.id),
        )
