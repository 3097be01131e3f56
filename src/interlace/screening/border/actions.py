"""One scan at the border: the zone is read, the lists are asked, and what the first line may know is one answer.

A scan is one check about the document and, where that is in no list, one about its holder: each under the officer's
purpose and reference, in the ledger like any other. All of an officer's day are one act, as the lines of a list are.
What a document says is kept as a check keeps it; of whoever met nothing it is erased within a day (`erasing.py`), and
the number of scans stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.identifiers import MachineReadableZone, Problem, RejectedZone, parse_country, parse_mrz
from interlace.core.matching import Band, Field
from interlace.core.procedure.border import BorderAnswer, Resemblance, border_answer
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Refused
from interlace.foundation.identity.roles import Verb
from interlace.screening.asking import entity_of_zone
from interlace.screening.border.lists import Lists, lists_of
from interlace.screening.border.models import BorderScan
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.checks.bands import is_identifier
from interlace.screening.checks.granted import LeftOut
from interlace.screening.hits.sides import Likeness
from interlace.screening.holdings import Holding
from interlace.screening.models import CheckAnswer
from interlace.screening.questions import question_about
from interlace.screening.rules import require_matter, require_verb

SHIFT = timedelta(hours=12)
"""How far back an officer's own numbers reach."""

PROTECTED_STATUSES = frozenset({"victim", "witness", "missing"})
"""Of persons whom a list names to protect them (procedures 1.5 and 7); with any other status they are compared."""

TOLD_FROM = Band.STRONG
"""A document states a whole birth date: with the own name it is strong. Less is one traveller in eighteen where a list
has no dates (`docs/decisions/0035`), whom the first line would stop, and of whom the list's bureau would be told."""

ENDING = 4
"""Signs of a document's number."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What one scan gave."""

    answer: BorderAnswer
    lists: Lists
    id: UUID = field(compare=False)
    """By which it is named when somebody is called about it."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the zone: the field, never the character."""
    remarks: tuple[Problem, ...] = ()
    """What the first line should look at on the document itself."""
    ending: str = ""
    """The last signs of the document's number, by which it is told from the one before."""


@transaction.atomic
def scan(viewer: Viewer, zone: str, *, today: date, now: datetime, scan_id: UUID | None = None) -> Scanned:
    """Read the zone of a travel document and ask the lists about its holder. A device may have given the scan its id.

    Raises `Refused` without role, purpose or reference, and where no list may be asked at all.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    lists = lists_of(viewer, now=now)
    if not lists.count:
        raise Refused(
            _("There is no list that you may ask."), code="no_list", fix=_("Ask your bureau to check for you.")
        )
    read, scan_id = parse_mrz(zone, today=today), scan_id or uuid4()
    if isinstance(read, RejectedZone):
        _count(viewer, scan_id, BorderAnswer.SCAN_AGAIN, now=now)
        return Scanned(BorderAnswer.SCAN_AGAIN, lists, scan_id, problems=read.problems)
    return _ask(viewer, zone, read, lists, scan_id=scan_id, today=today, now=now)


def _ask(
    viewer: Viewer, zone: str, read: MachineReadableZone, lists: Lists, *, scan_id: UUID, today: date, now: datetime
) -> Scanned:
    """The document first and by itself: whoever carries it, and whatever name and birth date stand in it now."""
    asked = [_put(viewer, _document_asked(read), lists, check_id=document_check_of(scan_id), now=now)]
    if not any(_likenesses(asked)):
        asked.append(_put(viewer, entity_of_zone(zone, today=today), lists, check_id=scan_id, now=now))
    answer = border_answer(
        {_resemblance(each) for each in _likenesses(asked)},
        has_everybody_answered=all(map(_has_everybody_answered, asked)),
    )
    _count(viewer, scan_id, answer, now=now, met=[each.holding for each in _likenesses(asked)])
    return Scanned(answer, lists, scan_id, remarks=read.warnings, ending=read.document.detail["number"][-ENDING:])


def _has_everybody_answered(result: CheckResult) -> bool:
    """Whether every list was looked through: only what was not granted may be left out, for that stays so."""
    is_whole = set(result.own.left_out) <= {LeftOut.OWN_NOT_GRANTED}
    return is_whole and all(each.state != CheckAnswer.State.WAITING for each in result.answers)


def _put(viewer: Viewer, entity: Mapping[str, Any], lists: Lists, *, check_id: UUID, now: datetime) -> CheckResult:
    return ask_holders(
        viewer,
        question_about(entity),
        scope=lists.scope,
        batch=_shift_of(viewer, now),
        check_id=check_id,
        now=now,
        told_from=TOLD_FROM,
    )


def _document_asked(read: MachineReadableZone) -> dict[str, Any]:
    """The document with its issuer, and without: a list that names no issuers must still meet it."""
    number, issuer = read.document.detail["number"], parse_country(read.issuer)
    named = [] if isinstance(issuer, Problem) else [f"{issuer}:{number}"]
    return {"schema": "Passport", "properties": {"number": [*named, number]}}


def document_check_of(scan_id: UUID) -> UUID:
    """The check about the document alone that belongs to a scan; the one about the person has the scan's own id."""
    return uuid5(scan_id, "document")


def _likenesses(asked: Iterable[CheckResult]) -> Iterator[Likeness]:
    for result in asked:
        yield from result.ours
        yield from (found.likeness for answer in result.answers for found in answer.found)


def _resemblance(likeness: Likeness) -> Resemblance:
    """Whether the document itself is known, and whether the record protects its person; nothing else is told apart.

    Somebody who is looked for to be helped is not stopped, not even by the own document.
    """
    told = likeness.told.statements if likeness.told is not None else ()
    statuses = {each.value for each in told if each.prop == "status"}
    if statuses and statuses <= PROTECTED_STATUSES:
        return Resemblance.PROTECTED
    reasons = likeness.score.reasons
    is_document = any(is_identifier(reason) and reason.field is Field.DOCUMENT for reason in reasons)
    return Resemblance.DOCUMENT if is_document else Resemblance.PERSON


def _shift_of(viewer: Viewer, now: datetime) -> UUID:
    """The scans of one officer on one day are one act."""
    return uuid5(UUID(viewer.id), f"border {now.date().isoformat()}")


def _count(viewer: Viewer, scan_id: UUID, answer: BorderAnswer, *, now: datetime, met: Sequence[Holding] = ()) -> None:
    entries: defaultdict[str, list[str]] = defaultdict(list)
    for holding in met:
        if holding.register:
            entries[holding.register.partition("/")[0]].append(str(holding.subject))
    with acting(viewer, Action.DISCOVER, now=now):
        BorderScan.objects.create(
            id=scan_id,
            member=viewer.member,
            officer=UUID(viewer.id),
            answer=answer,
            at=now,
            labels=sorted({each.label for holding in met for each in holding.statements}),
            entries=entries,
        )


@dataclass(frozen=True, slots=True)
class ShiftCount:
    """The officer's own scans of this shift, in numbers."""

    scanned: int
    by_answer: dict[BorderAnswer, int]
    since: datetime | None


def shift_count(viewer: Viewer, *, now: datetime) -> ShiftCount:
    """How many documents the officer has scanned in this shift, and what they were answered."""
    with acting(viewer, Action.DISCOVER, now=now):
        mine = BorderScan.objects.filter(member=viewer.member, officer=UUID(viewer.id), at__gt=now - SHIFT)
        rows = list(mine.order_by("at").values_list("answer", "at"))
    return ShiftCount(
        scanned=len(rows),
        by_answer=_counted(answer for answer, _at in rows),
        since=rows[0][1] if rows else None,
    )


def _counted(answers: Iterable[str]) -> dict[BorderAnswer, int]:
    counts = dict.fromkeys(BorderAnswer, 0)
    for answer in answers:
        counts[BorderAnswer(answer)] += 1
    return counts
