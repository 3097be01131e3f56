"""Laying what bureaus brought on the table of a meeting: their counters and problems, and where their cases meet.

The host has the papers, because their bureaus gave them to it for the meeting. Of another bureau's papers a party to a
link reads which case of which bureau it is, the sort of value, and the value where it wrote the same itself.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from interlace.cases.labels import kept_until, shared_label
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.meeting import ledger_events
from interlace.meeting.actions import log_on_meeting
from interlace.meeting.finding import at_meeting
from interlace.meeting.linking.links import ProposedLink
from interlace.meeting.models import BroughtFolder, LinkPassage, Meeting, MeetingLink
from interlace.meeting.pack.records import Pack
from interlace.meeting.rules import error_of, require_caller

_SAME_WORDS = "equal"
LONGEST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Laid:
    """What is new on the table, and what is not for it."""

    folders: int
    links: int
    links_known: int
    links_of_absent: int
    """Links that name a bureau which was not invited: nobody is shown them."""


@transaction.atomic
def lay_pack(viewer: Viewer, meeting_id: UUID, pack: Pack, links: Sequence[ProposedLink], *, now: datetime) -> Laid:
    """Put a pack on the agenda. The same pack a second time adds nothing."""
    require_caller(viewer)
    with at_meeting(viewer, meeting_id, now=now) as (matter, meeting):
        if meeting.member != matter.member:
            raise error_of("not_the_host")
        table = frozenset(meeting.bureaus)
        present = [link for link in links if {link.case_a[0], link.case_b[0]} <= table]
        labels = _Labels(matter, now)
        labels.prepare([*({name} for name in table), *({link.case_a[0], link.case_b[0]} for link in present)])
        folders = sum(_lay_folder(meeting, labels, bureau, pack, now=now) for bureau in sorted(table))
        new = sum(_lay_link(meeting, labels, link, now=now) for link in present)
        laid = Laid(folders, new, len(present) - new, len(links) - len(present))
        if folders or new:
            detail = {"folders": folders, "links": new}
            log_on_meeting(ledger_events.PACK_LAID, matter, meeting, now=now, detail=dict(detail))
        return laid


class _Labels:
    """The labels of one act: for each group of readers one."""

    def __init__(self, viewer: Viewer, now: datetime) -> None:
        self._viewer, self._until = viewer, kept_until(now)
        self._known: dict[frozenset[str], int] = {}

    def prepare(self, groups: Iterable[Collection[str]]) -> None:
        """Make those that are needed, and let the open context use them."""
        for group in {frozenset(group) for group in groups}:
            terms = shared_label(self._viewer.member, audience=group, purpose=self._viewer.purpose, until=self._until)
            self._known[group] = intern(terms)
        context_of.refresh()

    def for_readers(self, *bureaus: str) -> int:
        """The label that these bureaus, and the host, read under."""
        return self._known[frozenset(bureaus)]


def _lay_folder(meeting: Meeting, labels: _Labels, bureau: str, pack: Pack, *, now: datetime) -> bool:
    counts = _counts(bureau, pack)
    if not any(counts.values()):
        return False
    problems = [
        {"file": each.source.file, "cell": each.source.place, "code": each.code, "outcome": each.outcome.value,
         "params": dict(each.params)}
        for each in pack.problems if each.bureau == bureau
    ]  # fmt: skip
    problems += [
        {"file": each.source.file, "cell": each.source.place, "code": each.code, "outcome": "not_read",
         "params": {"detail": each.detail}}
        for each in pack.not_read if each.bureau == bureau
    ]  # fmt: skip
    digest = _digest(bureau, counts, problems)
    label = labels.for_readers(bureau)
    if BroughtFolder.objects.filter(meeting=meeting, label=label, digest=digest).exists():
        return False
    BroughtFolder(
        meeting=meeting,
        member=meeting.member,
        label_id=label,
        bureau=bureau,
        counts=counts,
        problems=problems,
        digest=digest,
        read=now,
    ).save(force_insert=True)
    return True


def _counts(bureau: str, pack: Pack) -> dict[str, int]:
    """Cases, leads and exhibits apart: what stayed at home was not brought."""
    leads = [lead for lead in pack.leads if lead.bureau == bureau]
    return {
        "cases": sum(case.bureau == bureau for case in pack.cases),
        "leads": len(leads),
        "leads_to_repair": sum(lead.needs_repair for lead in leads),
        "exhibits": 0,
        "held_at_home": Counter(each.bureau for each in pack.held_at_home)[bureau],
    }


def _lay_link(meeting: Meeting, labels: _Labels, link: ProposedLink, *, now: datetime) -> bool:
    (bureau_a, case_a), (bureau_b, case_b) = link.case_a, link.case_b
    value = link.value[:LONGEST_WORDS] if link.how == _SAME_WORDS else ""
    digest = _digest(*link.case_a, *link.case_b, link.reason.value, link.value)
    label = labels.for_readers(bureau_a, bureau_b)
    if MeetingLink.objects.filter(meeting=meeting, label=label, digest=digest).exists():
        return False
    laid = MeetingLink(
        meeting=meeting,
        member=meeting.member,
        label_id=label,
        bureau_a=bureau_a,
        case_a=case_a[:120],
        bureau_b=bureau_b,
        case_b=case_b[:120],
        reason=link.reason.value,
        how=link.how,
        probability=link.probability,
        value=value,
        digest=digest,
        proposed=now,
    )
    laid.save(force_insert=True)
    for bureau, words, source in zip((bureau_a, bureau_b), link.words, link.places, strict=True):
        LinkPassage(
            link=laid,
            member=meeting.member,
            label_id=labels.for_readers(bureau),
            bureau=bureau,
            words=words[:LONGEST_WORDS],
            place=f"{source.file}: {source.place}"[:LONGEST_WORDS],
        ).save(force_insert=True)
    return True


def _digest(*parts: Any) -> bytes:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).digest()
