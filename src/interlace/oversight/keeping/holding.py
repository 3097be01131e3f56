"""Legal holds: nothing under one is deleted, by nobody and by no path, until it ends or is lifted."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.procedure.keeping import Category
from interlace.facts.registers import hold_version, release_version
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput
from interlace.oversight.keeping.deciding import SHORTEST_REASON, items_in, open_items
from interlace.oversight.keeping.in_force import holds_of
from interlace.oversight.keeping.sealing import destroy_sealed
from interlace.oversight.keeping.versions import versions_of
from interlace.oversight.ledger_events import HOLD_LIFTED, HOLD_SET
from interlace.oversight.models import KeptItem, KeptState, LegalHold


def hold_records(
    viewer: Viewer,
    items: Collection[UUID],
    *,
    reason: str,
    basis: str,
    now: datetime,
    ends: datetime | None = None,
    review: datetime | None = None,
) -> list[LegalHold]:
    """Put records under a legal hold: nothing of them is deleted until it ends or is lifted."""
    _refuse_bad_hold(reason, basis, now=now, ends=ends, review=review)
    with acting(viewer, now=now):
        rows = open_items(viewer, items)
        held = set(LegalHold.objects.filter(item__in=rows, lifted=None).values_list("item_id", flat=True))
        made = LegalHold.objects.bulk_create(
            LegalHold(
                member=viewer.member,
                item=item,
                subject=item.subject,
                reason=reason.strip(),
                basis=basis.strip(),
                begins=now,
                ends=ends,
                review=review,
                set_by=UUID(viewer.id),
                set_by_name=viewer.officer_name,
            )
            for item in rows
            if item.id not in held
        )
        if not made:
            raise Conflict(_("These records are under a hold already."))
        _mark_versions(viewer.member, rows, hold_version)
        record(
            HOLD_SET,
            by=viewer.id,
            member=viewer.member,
            on=made[0].id,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"holds": [str(each.id) for each in made], "basis": basis.strip()},
        )
        return made


def lift_holds(viewer: Viewer, items: Collection[UUID], *, now: datetime) -> int:
    """End the holds of these records: they are due again as they were; what was sealed under them is destroyed."""
    with acting(viewer, now=now):
        rows = items_in(viewer, items, states=(KeptState.OPEN, KeptState.SEALED))
        holds = LegalHold.objects.select_for_update().filter(item__in=rows, lifted=None)
        ids = [str(each) for each in holds.values_list("id", flat=True)]
        if not ids:
            raise Conflict(_("No hold is in force for these records."))
        holds.update(lifted=now, lifted_by=UUID(viewer.id))
        record(
            HOLD_LIFTED,
            by=viewer.id,
            member=viewer.member,
            on=ids[0],
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"holds": ids},
        )
        _mark_versions(viewer.member, rows, release_version)
        destroy_sealed(viewer.member, by=viewer, now=now)
        return len(ids)


def release_ended(*, now: datetime) -> None:
    """Let versions of registers go whose hold has ended by its day."""
    with transaction.atomic(), steward(Task.RETENTION):
        ended = LegalHold.objects.filter(item__category=Category.REGISTERS, lifted=None, ends__lte=now)
        for hold in ended.select_related("item"):
            if not holds_of(hold.member, now=now).get(hold.subject):
                _mark_versions(hold.member, [hold.item], release_version)


def _mark_versions(member: str, rows: Sequence[KeptItem], mark: Callable[[str], None]) -> None:
    """Files of registers go by themselves when newer ones come: a mark beside them keeps those that are held."""
    for version in versions_of(member, [item for item in rows if item.category == Category.REGISTERS]):
        transaction.on_commit(partial(mark, version.folder), robust=True)


def _refuse_bad_hold(reason: str, basis: str, *, now: datetime, ends: datetime | None, review: datetime | None) -> None:
    problems = []
    if len(reason.strip()) < SHORTEST_REASON:
        problems.append(FieldProblem("/reason", "reason_missing", _("A hold needs a reason."), _("Say why.")))
    if len(basis.strip()) < SHORTEST_REASON:
        problems.append(
            FieldProblem("/basis", "basis_missing", _("A hold needs a legal basis."), _("Name the law or the order."))
        )
    dates = [each for each in (ends, review) if each is not None]
    if not dates or min(dates) <= now:
        problems.append(
            FieldProblem(
                "/review",
                "date_missing",
                _("A hold has an end, or a day on which it is looked at again."),
                _("Give a later day."),
            )
        )
    if problems:
        raise InvalidInput(_("The hold cannot be set like this."), problems=problems)
