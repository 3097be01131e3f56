"""Cases as kept items: due some years after they were closed, or when the label ends under which they are read.

A case goes as a whole, with its leads, notes, tasks and lanes; facts of its people and things have an end of their own.
What lies in it that is somebody else's concern too keeps it: exhibits, a joint case, a target on the readiness board.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from interlace.cases.events import CasesErased
from interlace.cases.joint.models import JointSide
from interlace.cases.models import Case
from interlace.core.procedure.cases import CaseState, JointState
from interlace.core.procedure.keeping import Category, Rule
from interlace.evidence.models import Exhibit
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict
from interlace.foundation.events import announce
from interlace.operations.models import ReadyTarget
from interlace.oversight.keeping.certificates import Gone
from interlace.oversight.keeping.items import Record, Seen
from interlace.oversight.keeping.rules import all_rules, ending_labels, shortest
from interlace.oversight.models import KeptItem

OwnRules = Mapping[str, Sequence[Rule]]
_STANDING = (JointState.INVITED, JointState.TAKING_PART)


def cases_near_end(horizon: datetime, own: OwnRules, member: str | None) -> set[Record]:
    """Cases that were closed long ago, or whose label ends."""
    is_old = Q(state=CaseState.CLOSED, closed__lte=horizon - shortest(all_rules(own), Category.CASES))
    cases = Case.objects.filter(is_old | Q(label__in=ending_labels(horizon)))
    if member is not None:
        cases = cases.filter(member=member)
    return {(case, case) for case in cases.values_list("id", flat=True)}


def cases_seen(records: Sequence[Record]) -> Iterator[Seen]:
    """These cases as they are kept now. How much is in one is not counted: it may be above who reads of the case."""
    for case in Case.objects.filter(id__in=[case for case, _same in records]):
        labels = labels_of([case.label_id])
        yield Seen(
            record=(case.id, case.id),
            member=case.member,
            category=Category.CASES,
            purpose=case.purpose,
            reference=case.reference,
            amount=1,
            started=case.closed or case.opened,
            until=labels[0].until,
            labels=labels,
            has_begun=case.state == CaseState.CLOSED,
        )


def titles_of_cases(viewer: Viewer, items: Collection[KeptItem], *, now: datetime) -> Mapping[UUID, tuple[str, ...]]:
    """By what this officer knows a case again, as far as it may read it, by item."""
    cases = {item.subject: item.id for item in items if item.category == Category.CASES}
    found: dict[UUID, tuple[str, ...]] = {}
    for matter in viewer.in_every_matter() if cases else ():
        # As with letters: row security asks for discovering, and a keeper reads and does nothing else.
        with acting(matter, now=now) as context, steward(Task.RETENTION):
            own = {"member": matter.member, "purpose": matter.purpose, "label__in": context.permitted.labels}
            found |= {cases[case.id]: (case.title, case.reference) for case in Case.objects.filter(id__in=cases, **own)}
    return found


def lock_cases(rows: Sequence[KeptItem]) -> None:
    """Let nobody hold, reopen or add to these cases until the transaction ends: what is asked next stays true."""
    cases = [item.subject for item in rows if item.category == Category.CASES]
    if cases:
        with steward(Task.RETENTION):
            list(Case.objects.select_for_update(of=("self",)).filter(id__in=cases).order_by("id").values_list("id"))


def refuse_standing_cases(rows: Sequence[KeptItem]) -> None:
    """Raise where one of these cases is open, or something in it is still needed."""
    cases = [item.subject for item in rows if item.category == Category.CASES]
    if not cases:
        return
    with steward(Task.RETENTION):
        is_open = Case.objects.filter(id__in=cases).exclude(state=CaseState.CLOSED).exists()
        has_exhibits = Exhibit.objects.filter(case__in=cases).exists()
        is_shared = JointSide.objects.filter(case__in=cases, state__in=_STANDING).exists()
        is_planned = ReadyTarget.objects.filter(case__in=cases).exists()
    if is_open:
        raise Conflict(
            _("One of these cases is still open; nothing was deleted."), fix=_("Close it first, or keep it longer.")
        )
    if has_exhibits:
        raise Conflict(
            _("One of these cases has exhibits, which no period ends; nothing was deleted."),
            code="case_has_exhibits",
            fix=_("Keep the case longer, for as long as its exhibits and their custody are needed."),
        )
    if is_shared or is_planned:
        raise Conflict(
            _("One of these cases stands in a joint case or on the readiness board; nothing was deleted."),
            code="case_is_needed",
            fix=_("End or leave the joint case first, or keep the case longer."),
        )


def cases_to_go(member: str, cases: Collection[UUID]) -> list[Gone]:
    """What a certificate says of them: that they were there. How much was in each is told to nobody."""
    with steward(Task.RETENTION):
        own = Case.objects.filter(member=member, id__in=cases).order_by("id")
        return [Gone("cases", case) for case in own.values_list("id", flat=True)]


def erase_cases(member: str, cases: Collection[UUID]) -> int:
    """Delete cases with everything that is theirs alone. Facts and what other bureaus laid open stay as they are."""
    with steward(Task.RETENTION):
        own = Case.objects.filter(member=member, id__in=cases, exhibits=None)
        ids = list(own.values_list("id", flat=True))
        JointSide.objects.filter(member=member, case__in=ids).update(case=None)
        Case.objects.filter(id__in=ids).delete()
        announce(CasesErased(member, tuple(ids)))
    return len(ids)
