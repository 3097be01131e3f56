"""Deciding over what is due. One keeper deletes; legal holds are `holding`, and `extending` needs two persons."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interlace.core.procedure.keeping import Category
from interlace.desk.threads.models import ThreadSide
from interlace.foundation.disclosure.acting import acting, running
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.roles import Verb
from interlace.oversight.keeping.closed_cases import lock_cases, refuse_standing_cases
from interlace.oversight.keeping.deleting import delete_items
from interlace.oversight.keeping.erasing import PERIOD_ENDED
from interlace.oversight.keeping.in_force import refuse_held
from interlace.oversight.models import Certificate, Extension, KeptItem, KeptState

MOST_AT_ONCE = 2_000
SHORTEST_REASON = 3


def delete_records(viewer: Viewer, items: Collection[UUID], *, now: datetime) -> Certificate:
    """Delete records of the queue everywhere on the node, and certify it. Nothing happens if one of them is held."""
    with acting(viewer, now=now):
        rows = open_items(viewer, items)
        lock_cases(rows)
        refuse_held(viewer, {item.subject for item in rows}, now=now)
        _refuse_proposed(viewer, rows)
        _refuse_open_threads(rows)
        refuse_standing_cases(rows)
        return delete_items(viewer, rows, reason=PERIOD_ENDED, now=now)


def open_items(viewer: Viewer, items: Collection[UUID]) -> list[KeptItem]:
    """These records, locked; `NotFound` unless every one is open and this officer may know of it."""
    return items_in(viewer, items, states=(KeptState.OPEN,))


def items_in(viewer: Viewer, items: Collection[UUID], *, states: Collection[KeptState]) -> list[KeptItem]:
    """The same for records in one of these states."""
    require_keeper(viewer)
    wanted = set(items)
    if not wanted or len(wanted) > MOST_AT_ONCE:
        raise InvalidInput(
            _("Choose at least one record, and at most {count} at once.").format(count=MOST_AT_ONCE),
            code="records_unfit",
        )
    own: QuerySet[KeptItem] = KeptItem.objects.visible_to(viewer).select_for_update()
    rows = list(own.filter(id__in=wanted, state__in=states).order_by("id"))
    if len(rows) != len(wanted):
        raise NotFound(_("There is no such record to decide about."))
    return rows


def may_keep(viewer: Viewer) -> bool:
    """Whoever may take facts back may decide how long they are kept. Of a unit's records its bureau decides."""
    return viewer.person.active and not viewer.unit and Verb.RECALL in viewer.verbs


def require_keeper(viewer: Viewer) -> None:
    """Raise where somebody may not."""
    if not may_keep(viewer):
        raise Refused(
            _("Your role does not allow deciding how long records are kept."),
            fix=_("Ask the data-protection officer or the head of your bureau."),
        )


def _refuse_open_threads(rows: Sequence[KeptItem]) -> None:
    """What the other side writes into a thread that has no side here any more would reach nobody."""
    threads = [item.subject for item in rows if item.category == Category.THREADS]
    with steward(Task.RETENTION):
        is_open = ThreadSide.objects.filter(member=rows[0].member, thread__in=threads, closed=None).exists()
    if is_open:
        raise Conflict(
            _("One of these threads is still open; nothing was deleted."),
            fix=_("Close it or withdraw it first, or keep it longer."),
        )


def _refuse_proposed(viewer: Viewer, rows: Sequence[KeptItem]) -> None:
    chosen = {str(item.id) for item in rows}
    proposed = Extension.objects.waiting(viewer.member, now=running().now)
    if any(chosen & set(items) for items in proposed.values_list("items", flat=True)):
        raise Conflict(
            _("A colleague has proposed to keep one of these records longer."), fix=_("Decide that proposal first.")
        )
