"""Carrying a deletion out: each kind of record in its own way, one certificate for all of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from interlace.core.procedure.keeping import Category
from interlace.facts.models import Contribution, Fact
from interlace.facts.pictures.kinds import PICTURES
from interlace.facts.recalling import recall
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.oversight.keeping.certificates import Gone, certify
from interlace.oversight.keeping.closed_cases import cases_to_go, erase_cases
from interlace.oversight.keeping.erasing import erase_rejects, erase_versions, without_facts
from interlace.oversight.keeping.erasing_letters import drafts_to_go, erase_drafts, erase_threads, threads_to_go
from interlace.oversight.keeping.hits_told import hits_told
from interlace.oversight.keeping.in_force import refuse_held
from interlace.oversight.keeping.items import joined_guard
from interlace.oversight.keeping.ledger import note_deletion
from interlace.oversight.keeping.versions import versions_of
from interlace.oversight.models import Certificate, KeptItem, KeptState

OF_FACTS = (Category.FACTS, Category.PROTECTED)
HANDED_OUT = ("facts.exported", "thread.file_read")
"""Events of the ledger that say that a file has left the node: whoever took it is to destroy it."""
PERSON_ASKED = "person-asked"


@dataclass(slots=True)
class Erased:
    """What was deleted in one act."""

    guard: dict[str, Any]
    purposes: set[str]
    gone: list[Gone] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def delete_items(viewer: Viewer, rows: Sequence[KeptItem], *, reason: str, now: datetime) -> Certificate:
    """Delete what stands behind these items, and certify it; a viewer context of a keeper must be open."""
    erased = Erased(joined_guard(rows), {item.purpose for item in rows})
    of_facts = [item for item in rows if item.category in OF_FACTS]
    if of_facts:
        facts = _facts_of(viewer, of_facts)
        erased.counts["hits_withdrawn"] = hits_told(viewer.member, facts, erased.guard, now=now)
        _erase_facts(viewer, facts, erased, reason=reason, now=now)
    _erase_threads(viewer, [item for item in rows if item.category == Category.THREADS], erased, now=now)
    _erase_drafts(viewer, [item for item in rows if item.category == Category.DRAFTS], erased, now=now)
    _erase_versions(viewer, [item for item in rows if item.category == Category.REGISTERS], erased, now=now)
    _erase_cases(viewer, [item for item in rows if item.category == Category.CASES], erased, now=now)
    return _certified(viewer, rows, erased, records=len(rows), reason=reason, now=now)


def delete_for_person(viewer: Viewer, facts: Sequence[UUID], *, now: datetime) -> Certificate:
    """Delete facts because the person they are about asked for it; a viewer context of a keeper must be open."""
    with steward(Task.RETENTION):
        of_person = Fact.objects.filter(originator=viewer.member, id__in=facts)
        subjects = set(of_person.values_list("subject", flat=True))
        labels = labels_of(sorted(set(of_person.values_list("label_id", flat=True))))
        sources = Contribution.objects.filter(id__in=of_person.values("contribution"))
        purposes = set(sources.values_list("purpose", flat=True))
        of_subjects = KeptItem.objects.select_for_update().filter(member=viewer.member, subject__in=subjects)
        items = list(of_subjects.filter(state=KeptState.OPEN))
    refuse_held(viewer, subjects, now=now)
    # What is not in the queue yet is guarded by its labels alone.
    erased = Erased(joined_guard(items, labels=labels), purposes | {item.purpose for item in items})
    erased.counts["hits_withdrawn"] = hits_told(viewer.member, facts, erased.guard, now=now)
    _erase_facts(viewer, list(facts), erased, reason=PERSON_ASKED, now=now)
    return _certified(viewer, items, erased, records=len(items) or len(subjects), reason=PERSON_ASKED, now=now)


def _facts_of(viewer: Viewer, rows: Sequence[KeptItem]) -> list[UUID]:
    pairs = {(item.subject, item.contribution) for item in rows}
    with steward(Task.RETENTION):
        of_subjects = Fact.objects.filter(
            originator=viewer.member,
            subject__in={subject for subject, _contribution in pairs},
            contribution__in={contribution for _subject, contribution in pairs},
        )
        found = of_subjects.order_by("id").values_list("id", "subject", "contribution")
        return [fact for fact, subject, contribution in found if (subject, contribution) in pairs]


def _erase_facts(viewer: Viewer, facts: list[UUID], erased: Erased, *, reason: str, now: datetime) -> None:
    with steward(Task.RETENTION):
        stored = Fact.objects.filter(id__in=facts)
        erased.gone += [
            Gone("facts", fact, bytes(digest).hex())
            for fact, digest in stored.order_by("id").values_list("id", "digest")
        ]
        sources = set(stored.values_list("contribution", flat=True).distinct())
        pictures = stored.filter(prop__in=PICTURES).count()
        subjects = set(stored.values_list("subject", flat=True).distinct())
    if facts:
        recall(viewer, facts, reason=reason, now=now)
    emptied = without_facts(viewer.member, sources)
    # An import's rows that were never stored, and the name of its file, go with the last of its facts.
    rejects = erase_rejects(viewer.member, emptied)
    note_deletion(viewer.member, {"rejects": [str(each) for each in emptied]}, now=now)
    erased.counts.update(
        subjects=len(subjects),
        pictures=pictures,
        rows_of_files=rejects,
        files_handed_out_before=_handed_out(viewer, [*sources, *subjects]),
    )


def _erase_threads(viewer: Viewer, rows: Sequence[KeptItem], erased: Erased, *, now: datetime) -> None:
    threads = [item.subject for item in rows]
    if not threads:
        return
    gone, counts = threads_to_go(viewer.member, threads)
    erase_threads(viewer.member, threads)
    note_deletion(viewer.member, {"threads": [str(each) for each in threads]}, now=now)
    erased.gone += gone
    files = [each.id for each in gone if each.kind == "attachments"]
    erased.counts.update(counts, files_handed_out_before=_handed_out(viewer, files))


def _erase_drafts(viewer: Viewer, rows: Sequence[KeptItem], erased: Erased, *, now: datetime) -> None:
    drafts = [item.subject for item in rows]
    if not drafts:
        return
    erased.gone += drafts_to_go(viewer.member, drafts)
    erase_drafts(viewer.member, drafts)
    note_deletion(viewer.member, {"drafts": [str(each) for each in drafts]}, now=now)


def _erase_versions(viewer: Viewer, rows: Sequence[KeptItem], erased: Erased, *, now: datetime) -> None:
    if not rows:
        return
    versions = versions_of(viewer.member, rows)
    erased.gone += [Gone("versions", version.id, version.sha256) for version in versions]
    erased.counts.update(entries=sum(version.records for version in versions))
    note_deletion(viewer.member, {"versions": [str(version.id) for version in versions]}, now=now)
    erase_versions(viewer.member, [version.id for version in versions], at=now)


def _erase_cases(viewer: Viewer, rows: Sequence[KeptItem], erased: Erased, *, now: datetime) -> None:
    cases = [item.subject for item in rows]
    if not cases:
        return
    erased.gone += cases_to_go(viewer.member, cases)
    note_deletion(viewer.member, {"cases": [str(each) for each in cases]}, now=now)
    erase_cases(viewer.member, cases)


def _handed_out(viewer: Viewer, things: Sequence[UUID]) -> int:
    names = [str(each) for each in things]
    return Leaf.objects.filter(member=viewer.member, event__in=HANDED_OUT, object_id__in=names).count()


def _certified(
    viewer: Viewer, rows: Sequence[KeptItem], erased: Erased, *, records: int, reason: str, now: datetime
) -> Certificate:
    certificate = certify(
        viewer.member,
        by=viewer,
        reason=reason,
        records=records,
        gone=erased.gone,
        counts=erased.counts,
        purposes=erased.purposes,
        guard=erased.guard,
        now=now,
    )
    KeptItem.objects.filter(id__in=[item.id for item in rows]).update(
        state=KeptState.DELETED, certificate=certificate.id
    )
    return certificate
