"""Hashing sealed exhibits again, every night: what is no longer what was sealed is told, never repaired.

One exhibit is one transaction, so a check that is ended midway has lost nothing: the ones longest unchecked come first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from interlace.cases.finding import at_work, matter_of_case
from interlace.cases.models import Case
from interlace.cases.recording import log_on_case
from interlace.cases.rules import may_read, require_worker
from interlace.core.ledger import JsonValue
from interlace.evidence import ledger_events
from interlace.evidence.actions import digests_of
from interlace.evidence.finding import case_of_exhibit, require_sealed
from interlace.evidence.models import Exhibit
from interlace.evidence.sealing import sealed_object
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput
from interlace.foundation.vault.keys import SealBroken

EVERY = timedelta(hours=20)
"""What was hashed more recently is left for the next night."""


class Flaw(StrEnum):
    """What a check found."""

    ALTERED = "altered"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Checked:
    """One exhibit after a check."""

    exhibit: Exhibit
    flaw: Flaw | None


def check_due_exhibits(*, now: datetime) -> tuple[int, int]:
    """Hash again whatever is due, on the whole node; how many were hashed, and how many are not what was sealed."""
    checked = flawed = 0
    while (exhibit_id := _next_due(now)) is not None:
        with transaction.atomic(), steward(Task.VERIFY):
            exhibit = Exhibit.objects.select_for_update().get(pk=exhibit_id)
            flaw = _check(exhibit, by=SYSTEM, now=now)
        checked, flawed = checked + 1, flawed + (flaw is not None)
    return checked, flawed


def check_exhibits_of(viewer: Viewer, case_id: UUID | str, *, now: datetime) -> list[Checked]:
    """Hash the sealed exhibits of one case again, for whoever may see it."""
    matter, case = matter_of_case(viewer, case_id, now=now)
    with acting(matter, now=now):
        exhibits = list(Exhibit.objects.filter(case=case, sealed__isnull=False).order_by("number"))
        return [Checked(each, _check(each, by=matter.id, now=now)) for each in exhibits]


@transaction.atomic
def check_exhibit(viewer: Viewer, exhibit_id: UUID, *, now: datetime) -> Checked:
    """Hash one exhibit again, for whoever may see it."""
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        exhibit = Exhibit.objects.select_for_update(of=("self",)).get(pk=exhibit_id)
        require_sealed(exhibit)
        return Checked(exhibit, _check(exhibit, by=matter.id, now=now))


def flawed_exhibits(viewer: Viewer, *, now: datetime) -> list[Exhibit]:
    """What is no longer what was sealed and nobody has said anything about, in any case that this viewer may see."""
    found: dict[UUID, Exhibit] = {}
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, now=now):
                flawed = Exhibit.objects.filter(case__in=Case.objects.visible_to(matter), flaw_answer="").exclude(
                    flaw=""
                )
                found |= {each.id: each for each in flawed.order_by("flawed", "id")}
    return list(found.values())


@transaction.atomic
def answer_flaw(viewer: Viewer, exhibit_id: UUID, *, text: str, now: datetime) -> Exhibit:
    """Say what became of an exhibit that is no longer what was sealed; nobody else is woken for it. The flaw stays."""
    if not text.strip():
        what = _("Say what was found, and what is done about it.")
        raise InvalidInput(what, problems=[FieldProblem("/text", "text_missing", what)])
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("case").get(pk=exhibit_id)
        require_worker(matter)  # whoever is on duty is woken, on the case or not
        if not exhibit.flaw or exhibit.flaw_answer:
            raise Conflict(_("Nothing about this exhibit waits for an answer."), code="no_flaw_to_answer")
        exhibit.flaw_answer = text.strip()[:300]
        exhibit.save(update_fields=["flaw_answer"])
        detail: dict[str, JsonValue] = {"exhibit": str(exhibit.id), "flaw": exhibit.flaw}
        log_on_case(ledger_events.FLAW_ANSWERED, matter, exhibit.case, now=now, detail=detail)
        return exhibit


def _next_due(now: datetime) -> UUID | None:
    with steward(Task.VERIFY):
        due = Exhibit.objects.filter(Q(checked=None) | Q(checked__lt=now - EVERY), sealed__isnull=False)
        return due.order_by("checked", "id").values_list("id", flat=True).first()


def _check(exhibit: Exhibit, *, by: str, now: datetime) -> Flaw | None:
    flaw = _found(exhibit)
    before, exhibit.flaw, exhibit.checked = exhibit.flaw, flaw or "", now
    if exhibit.flaw != before:
        # Another finding is another matter: it begins anew, and whoever answered the last one is asked again.
        exhibit.flawed, exhibit.flaw_answer = now if flaw else None, ""
    exhibit.save(update_fields=["flaw", "checked", "flawed", "flaw_answer"])
    event = ledger_events.EXHIBIT_CHECKED if flaw is None else ledger_events.EXHIBIT_FLAWED
    if flaw is None and before == "" and by == SYSTEM:
        return None  # a night in which all is well would fill the ledger with one leaf for each exhibit
    detail = {"exhibit": str(exhibit.id), "flaw": exhibit.flaw}
    record(event, by=by, member=exhibit.member, on=exhibit.case_id, now=now, detail=detail)
    return flaw


def _found(exhibit: Exhibit) -> Flaw | None:
    if not sealed_object(exhibit).path.exists():
        return Flaw.MISSING
    try:
        digests = digests_of(exhibit)
    except SealBroken:
        return Flaw.ALTERED
    return None if digests == (exhibit.sha256, exhibit.sha3_512) else Flaw.ALTERED
