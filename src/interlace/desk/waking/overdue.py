"""What a secretariat is told of duties whose time is over: two bureaus, the kind of duty, and when it was due."""

from datetime import datetime
from uuid import UUID

from interlace.core.handling import Action
from interlace.desk.shift.models import OverdueNotice
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Bureau, Officer

SHOWN_AT_MOST = 100


def notices_for(viewer: Viewer, *, now: datetime) -> list[OverdueNotice]:
    """The latest notices, for an officer of a secretariat; nobody else of its member reads them."""
    kind = Officer.objects.filter(pk=UUID(viewer.id)).values_list("bureau__kind", flat=True).first()
    if kind != Bureau.Kind.SECRETARIAT:
        return []
    with acting(viewer, Action.READ, now=now):
        return list(OverdueNotice.objects.filter(member=viewer.member)[:SHOWN_AT_MOST])
