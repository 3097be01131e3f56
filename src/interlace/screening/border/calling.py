"""Calling the bureau from the border: one press beside an answer that the first line does not settle by itself.

What goes to the bureau is which scan, what the first line read, who calls and for what; the bureau looks the check up
under its own rights. The first line learns who takes it, and never why.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from interlace.bureaus.models import Contact
from interlace.core.handling import Action
from interlace.core.procedure.border import NEEDS_SOMEBODY
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.identity.roles import Verb
from interlace.screening.border.actions import SHIFT, document_check_of
from interlace.screening.border.models import BorderCall, BorderScan
from interlace.screening.ledger_events import BORDER_CALL_TAKEN, BORDER_CALLED
from interlace.screening.models import Check
from interlace.screening.rules import require_matter, require_verb

TAKEN_WITHIN = timedelta(minutes=15)
"""A traveller stands there and waits. Source: default of the product."""
LISTED_FOR = timedelta(hours=24)
"""What nobody took in a day is no call any more; it stays in the ledger."""
SHOWN = 3


@transaction.atomic
def call_bureau(viewer: Viewer, scan: UUID, *, now: datetime) -> BorderCall:
    """Tell the own bureau that an officer waits with a traveller; pressed again, it is the same call.

    Raises `NotFound` for a scan that is not the officer's own, of this shift, and in need of somebody.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    with acting(viewer, Action.DISCOVER, now=now):
        mine = BorderScan.objects.filter(member=viewer.member, officer=UUID(viewer.id), at__gt=now - SHIFT)
        found = mine.filter(id=scan, answer__in=NEEDS_SOMEBODY).first()
        if found is None:
            raise NotFound(_("There is no such scan to call about."))
        call, is_new = BorderCall.objects.get_or_create(
            scan=found.id,
            defaults={
                "member": viewer.member,
                "answer": found.answer,
                "purpose": viewer.purpose,
                "reference": viewer.reference,
                "officer": UUID(viewer.id),
                "officer_name": viewer.officer_name,
                "bureau": viewer.bureau,
                "at": now,
            },
        )
        if is_new:
            record(
                BORDER_CALLED,
                by=viewer.id,
                member=viewer.member,
                on=call.id,
                now=now,
                purpose=viewer.purpose,
                reference=viewer.reference,
                detail={"scan": str(found.id)},
            )
    return call


@transaction.atomic
def take_call(viewer: Viewer, call_id: UUID, *, now: datetime) -> BorderCall:
    """Say as an officer of the bureau that one has it."""
    if not may_take(viewer):
        raise NotFound(_("There is no such call."))
    with acting(viewer, Action.DISCOVER, now=now):
        call = _listed(viewer, now=now).select_for_update().filter(id=call_id).first()
        if call is None or not _known_to(viewer, [call], now=now):
            raise NotFound(_("There is no such call."))
        if call.taken is not None and call.taken_by != UUID(viewer.id):
            raise Conflict(_("{officer} has taken this call.").format(officer=call.taken_by_name))
        if call.taken is None:
            call.taken, call.taken_by, call.taken_by_name = now, UUID(viewer.id), viewer.officer_name
            call.save()
            record(BORDER_CALL_TAKEN, by=viewer.id, member=viewer.member, on=call.id, now=now, purpose=call.purpose)
    return call


def may_take(viewer: Viewer) -> bool:
    """The bureau itself answers; a unit at the border calls."""
    return not viewer.unit and Verb.ANSWER in viewer.verbs


def calls_waiting(viewer: Viewer, *, now: datetime) -> list[BorderCall]:
    """What colleagues at the border wait for, the oldest first. A viewer context must be open."""
    if not may_take(viewer):
        return []
    return _known_to(viewer, _listed(viewer, now=now).filter(taken=None).order_by("at"), now=now)


def own_calls(viewer: Viewer, *, now: datetime) -> list[BorderCall]:
    """The officer's latest calls of this shift, with who took them."""
    with acting(viewer, Action.DISCOVER, now=now):
        mine = BorderCall.objects.filter(member=viewer.member, officer=UUID(viewer.id), at__gt=now - SHIFT)
        return list(mine.order_by("-at")[:SHOWN])


def check_of_call(call: BorderCall) -> UUID | None:
    """The check that answered the first line: about the person, or about the document alone. A context must be open."""
    about = Check.objects.filter(member=call.member, id__in=[call.scan, document_check_of(call.scan)])
    known = set(about.values_list("id", flat=True))
    return call.scan if call.scan in known else next(iter(known), None)


def duty_point(viewer: Viewer, *, now: datetime) -> Contact | None:
    """How the own bureau is reached by telephone, as the directory says: round the clock before everything else."""
    kinds = [Contact.Kind.DUTY_POINT, Contact.Kind.NATIONAL_BUREAU]
    with acting(viewer, Action.DISCOVER, now=now):
        found = list(Contact.objects.filter(member=viewer.member, kind__in=kinds))
    return min(found, key=lambda each: (kinds.index(Contact.Kind(each.kind)), each.name), default=None)


def _known_to(viewer: Viewer, calls: Iterable[BorderCall], *, now: datetime) -> list[BorderCall]:
    """Those where the viewer may discover all that the answer rests on: that there is a call says that it is there."""
    listed = list(calls)
    scans = BorderScan.objects.filter(member=viewer.member, id__in=[each.scan for each in listed])
    rests_on = dict(scans.values_list("id", "labels"))

    def may_know_of(call: BorderCall) -> bool:
        found = book.permitted(viewer.person, Action.DISCOVER, purpose=call.purpose, now=now)
        return call.scan in rests_on and all(found.permits(label) for label in rests_on[call.scan])

    return [each for each in listed if may_know_of(each)]


def _listed(viewer: Viewer, *, now: datetime) -> "models.QuerySet[BorderCall]":
    of_others = BorderCall.objects.filter(member=viewer.member, at__gt=now - LISTED_FOR)
    return of_others.filter(purpose__in=viewer.person.purposes).exclude(officer=UUID(viewer.id))
