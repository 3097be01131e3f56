"""The purpose of saving a life: whoever reads facts of others for it leaves a notice with their originator, at once.

The notice says which bureau read of which of the originator's own subjects, and neither who nor for which case: that
stands in the reader's own ledger, where its supervisors review it. Both entries share the id of the act.
"""

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q

from interlace.core.handling import LIFE, Action
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure.acting import acting, label_filter, running
from interlace.foundation.disclosure.ledger_events import USED_FOR_LIFE
from interlace.foundation.disclosure.models import LifeUse
from interlace.foundation.disclosure.viewer import Viewer

# The reader may not look whether its notice is there already, so the statement must not either.
_LEAVE = """
    insert into disclosure_lifeuse (id, member, reader, subject, label_id, use, at)
    values (%s, %s, %s, %s, %s, %s, %s) on conflict do nothing
"""


def note_use_for_life(viewer: Viewer, *, originator: str, subject: UUID, label_id: int) -> None:
    """Tell the originator that its facts of this subject were read, where that was done to save a life.

    Runs in the transaction that reads: what is shown without its notice is shown to nobody.
    """
    if viewer.purpose != LIFE or originator == viewer.member:
        return
    now = running().now
    notice = uuid4()
    parts = (viewer.id, viewer.reference, str(subject), str(label_id), now.date().isoformat())
    use = hashlib.sha256("\n".join(parts).encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(_LEAVE, [notice, originator, viewer.member, subject, label_id, use, now])
        is_new = cursor.rowcount == 1
    if is_new:
        _record(viewer, notice, originator=originator, now=now)


def life_uses(viewer: Viewer, *, now: datetime, most: int, after: tuple[datetime, UUID] | None = None) -> list[LifeUse]:
    """What others read of the own bureau's facts to save a life, as far as the viewer may read it, the latest first."""
    found: dict[UUID, LifeUse] = {}
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            notices = LifeUse.objects.filter(member=viewer.member, label__in=label_filter(matter, Action.READ))
            if after is not None:
                notices = notices.filter(Q(at__lt=after[0]) | Q(at=after[0], id__gt=after[1]))
            found |= {notice.id: notice for notice in notices.order_by("-at", "id")[:most]}
    by_id = sorted(found.values(), key=lambda notice: notice.id)
    return sorted(by_id, key=lambda notice: notice.at, reverse=True)[:most]


def _record(viewer: Viewer, notice: UUID, *, originator: str, now: datetime) -> None:
    act = uuid4()
    for member in (viewer.member, originator):
        is_own = member == viewer.member
        record(
            USED_FOR_LIFE,
            by=viewer.id if is_own else SYSTEM,
            member=member,
            on=notice,
            purpose=LIFE,
            reference=viewer.reference if is_own else "",
            detail={"reader": viewer.member, "originator": originator},
            now=now,
            act=act,
        )
