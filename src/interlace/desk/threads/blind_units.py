"""Units that may know of their threads and read none of them: what is their turn within their bureau waits for it."""

from uuid import UUID

from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.rules import may_read
from interlace.foundation.disclosure.viewer import UNITS, viewer_of
from interlace.foundation.identity.models import Bureau, Officer


def blind_units(member: str) -> frozenset[UUID]:
    """The units of this member in which nobody in service may read what stands in threads."""
    units = Bureau.objects.filter(member=member, kind__in=UNITS).values_list("id", flat=True)
    officers = Officer.objects.in_service().filter(bureau__member=member, bureau__kind__in=UNITS)
    reading = {officer.bureau_id for officer in officers if may_read(viewer_of(officer))}
    return frozenset(units) - reading


def waits_for_bureau(side: ThreadSide) -> bool:
    """Whether the next step in a thread within one bureau is a blind unit's, in an open context."""
    if side.counterpart != side.member or side.closed is not None:
        return False
    turn = ThreadSide.objects.filter(thread=side.thread, member=side.member, is_ours=True, unit__isnull=False).first()
    return turn is not None and turn.unit in blind_units(side.member)
