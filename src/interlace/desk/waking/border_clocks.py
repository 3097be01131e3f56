"""The clock of a call from the border: somebody of the bureau takes it while the traveller waits."""

from collections.abc import Iterator
from datetime import datetime

from interlace.core.handling import Action
from interlace.core.procedure.escalation import Clock
from interlace.desk.waking.clocks import Hurry, Owed, watch
from interlace.foundation.disclosure.acting import acting_in_every_matter
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.border.calling import TAKEN_WITHIN, calls_waiting

CALL = "border.call"


class BorderClocks:
    """Calls that nobody of the bureau has taken yet."""

    def running(self, viewer: Viewer, *, now: datetime) -> Iterator[Owed]:
        """Those that this officer may know of; never the officer's own, and none that a unit would have to take."""
        with acting_in_every_matter(viewer, Action.DISCOVER, now=now):
            waiting = calls_waiting(viewer, now=now)
        for call in waiting:
            # Of fifteen minutes the next in the rota must have some left: passed on as fast as for a person held.
            yield Owed(CALL, call.id, call.member, Clock(call.at, call.at + TAKEN_WITHIN), Hurry.HELD)


watch(BorderClocks())
