"""What a bureau brought, stored as its own cases, leads, people and things; nothing of other bureaus' folders.

Each case, each lead and each case's people are a transaction of their own, and none is stored twice: where an import
was broken off, the same pack goes on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from interlace.cases.actions import CaseTerms, open_case
from interlace.cases.closing_in import closed_in
from interlace.cases.entries import attach_subjects
from interlace.cases.finding import at_work
from interlace.cases.labels import kept_until
from interlace.cases.leads import LeadTerms, add_lead
from interlace.cases.models import CaseEntry, Lead
from interlace.cases.queries import case_view
from interlace.core.handling import HitMode
from interlace.facts.actions import contribute
from interlace.facts.entities import Entity, ParsedRow, RowTerms
from interlace.facts.models import Fact
from interlace.facts.naming import content_of, naming_for
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InterlaceError
from interlace.meeting.pack.describing import entities_of
from interlace.meeting.pack.records import Mention, Pack, PackCase, PackLead
from interlace.meeting.pack.values import Home

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Untouched:
    """A case of the pack that could not be worked on, and why."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored, and what was there already: the same pack may come twice."""

    cases: int
    cases_known: int
    leads: int
    leads_known: int
    subjects: int
    """People and things put into the cases."""
    subjects_known: int
    untouched: tuple[Untouched, ...] = ()


@dataclass(slots=True)
class _Count:
    cases: int = 0
    cases_known: int = 0
    leads: int = 0
    leads_known: int = 0
    subjects: int = 0
    subjects_known: int = 0
    untouched: list[Untouched] = field(default_factory=list)


def store_own(
    viewer: Viewer,
    pack: Pack,
    homes: Mapping[str, Home],
    *,
    scheme: str,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Stored:
    """Open the cases of the viewer's bureau and put its sound leads, people and things into them.

    `scheme` is the scheme of the grades in the lists: a bare B2 says nothing (`facts/grading.py`); without, leads are
    stored without grades. A case that the officer may not work on is told, and the others are stored. `progress` is
    told between two cases, and may end it there.
    """
    count = _Count()
    own = [case for case in pack.cases if case.bureau == viewer.member]
    for number, case in enumerate(own):
        progress(number, len(own))
        matter = viewer.working_for(purpose=viewer.purpose, reference=case.reference)
        try:
            _open(matter, case, count, now=now)
            there = _leads_in(matter, case.reference, now=now)
            for lead in (each for each in pack.leads if _is_of(case, each) and not each.needs_repair):
                added = add_lead(matter, case.reference, _terms(lead, scheme), now=now)
                count.leads += added.id not in there
                count.leads_known += added.id in there
            mentions = [each for each in pack.mentions if _is_of(case, each)]
            _put_in(matter, case, mentions, homes[case.bureau], count, now=now)
        except InterlaceError as error:
            count.untouched.append(Untouched(case.reference, str(error.message)))
    return Stored(
        count.cases, count.cases_known, count.leads, count.leads_known, count.subjects, count.subjects_known,
        tuple(count.untouched),
    )  # fmt: skip


def _is_of(case: PackCase, part: PackLead | Mention) -> bool:
    return (part.bureau, part.case) == case.key


def _leads_in(matter: Viewer, reference: str, *, now: datetime) -> frozenset[UUID]:
    with at_work(matter, reference, now=now) as reader:
        return frozenset(Lead.objects.visible_to(reader).filter(case__reference=reference).values_list("id", flat=True))


def _open(matter: Viewer, case: PackCase, count: _Count, *, now: datetime) -> None:
    try:
        open_case(matter, CaseTerms(title=case.title[:LONGEST_TITLE] or case.reference), now=now)
        count.cases += 1
    except Conflict as conflict:
        if conflict.code != "reference_used":
            raise
        count.cases_known += 1  # opened before: its parts are looked at again, and those that are there stay


@transaction.atomic
def _put_in(
    matter: Viewer, case: PackCase, mentions: Sequence[Mention], home: Home, count: _Count, *, now: datetime
) -> None:
    """The people and things of one case as facts of the own bureau alone; who else reads them, officers say later."""
    row = case_view(matter, case.reference, now=now).case
    own = Sharing(
        purpose=row.purpose, until=kept_until(now), hit=HitMode.NONE, level=row.level, rooms=frozenset(row.rooms)
    )
    sharing = closed_in(row, own)
    listed = list(entities_of(mentions, home))
    label = LabelRow.objects.get(pk=intern(sharing.label(matter.member, purpose=row.purpose, by=matter.id)))
    naming = naming_for(matter.member)
    subjects = {naming.subject(bytes(label.digest), content_of(entity)) for _, entity in listed}
    with at_work(matter, row.id, now=now) as reader:
        there = CaseEntry.objects.visible_to(reader).filter(case=row, subject__in=subjects)
        known = set(there.values_list("subject", flat=True))
    count.subjects_known += len(known)
    if subjects == known:
        return
    contribute(matter, _Listed(listed), sharing, now=now)
    with at_work(matter, row.id, now=now) as reader:
        facts = Fact.objects.visible_to(reader).filter(originator=reader.member, subject__in=subjects - known)
        held = set(facts.values_list("subject", flat=True))
    if held:
        attach_subjects(matter, row.id, held, now=now)
    count.subjects += len(held)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The rows of a pack as facts take them."""

    listed: Sequence[tuple[Mention, Entity]]
    file_name: str = "meeting pack"
    sha256: str = ""
    format: str = "pack"
    options: Mapping[str, Any] = field(default_factory=dict)

    def __iter__(self) -> Iterator[ParsedRow]:
        for number, (mention, entity) in enumerate(self.listed, start=1):
            place = f"{mention.source.file}: {mention.source.place}"
            yield ParsedRow(number, (entity,), terms=RowTerms(source=place))


def _terms(lead: PackLead, scheme: str) -> LeadTerms:
    kind = lead.kind.value if lead.kind is not None else ""
    text = f"{kind}: {lead.raw}" + (f" ({lead.remark})" if lead.remark else "")
    return LeadTerms(
        text=text,
        number=lead.number,
        grading=f"{scheme}:{lead.grading}" if scheme and lead.grading else "",
        source=lead.origin,
        place=f"{lead.source.file}: {lead.source.place}",
    )
