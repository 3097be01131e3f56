"""The clock of an exhibit that is no longer what was sealed: somebody looks while there is a backup."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from interlace.core.procedure.escalation import Clock
from interlace.desk.waking.clocks import Hurry, Owed, watch
from interlace.evidence.checking import flawed_exhibits
from interlace.foundation.disclosure.viewer import Viewer

FLAW = "exhibit.flaw"
ANSWERED_BY = timedelta(hours=4)
"""From the night's check until somebody has said what is done about it. Policy of the product: backups are kept for
days, and a disk that fails goes on failing."""


class ExhibitClocks:
    """Exhibits that a check found altered or missing, and that nobody has answered."""

    def running(self, viewer: Viewer, *, now: datetime) -> Iterator[Owed]:
        """Those of cases that this officer may see; nobody is woken for a case closed to it."""
        for exhibit in flawed_exhibits(viewer, now=now):
            found = exhibit.flawed or exhibit.checked
            if found is not None:
                yield Owed(FLAW, exhibit.id, exhibit.member, Clock(found, found + ANSWERED_BY), Hurry.URGENT)


watch(ExhibitClocks())
