"""The clocks of hits: a first answer, and the confirmation. Both stay inside the bureau that owes them."""

from collections.abc import Iterator
from datetime import datetime

from interlace.core.handling import Action
from interlace.core.procedure.escalation import Clock
from interlace.core.procedure.ladder import Party, State, Urgency
from interlace.desk.waking.clocks import Hurry, Owed, watch
from interlace.foundation.disclosure.acting import acting_in_every_matter
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.models import HitSide

FIRST_ANSWER, CONFIRMATION = "hit.first_answer", "hit.confirmation"


class HitClocks:
    """Questions of other bureaus that wait for a confirmation."""

    def running(self, viewer: Viewer, *, now: datetime) -> Iterator[Owed]:
        """Those that this officer may know of, under each purpose it works for."""
        with acting_in_every_matter(viewer, Action.DISCOVER, now=now) as every:
            asked = list(
                HitSide.objects.visible().filter(
                    member=viewer.member,
                    purpose__in=every.purposes,
                    party=Party.HOLDER,
                    state=State.CONFIRMATION_REQUESTED,
                    asked__isnull=False,
                )
            )
        for side in asked:
            if every.discovers(side.purpose, side.label_id):
                yield from _owed(side)


def _owed(side: HitSide) -> Iterator[Owed]:
    dues = [(CONFIRMATION, side.confirmation_due)]
    if side.first_answered is None:
        dues.append((FIRST_ANSWER, side.first_answer_due))
    for source, due in dues:
        if side.asked is not None and due is not None:
            clock = Clock(side.asked, due)
            yield Owed(source, side.hit, side.counterpart, clock, Hurry(Urgency(side.urgency).value))


watch(HitClocks())
