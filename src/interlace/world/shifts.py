"""Who is on duty in Golden Reed: a desk and a lead in the bureau whose night the demo shows."""

from datetime import datetime, time

from interlace.core.procedure.rota import Seat
from interlace.desk.shift.planning import Taker, TurnTerms, add_turns
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Bureau
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.world.people import same_id

BUREAU = "TH"
EVERY_DAY = frozenset(range(7))
TURNS = (
    (time(7), time(19), "th.desk", Seat.DESK),
    (time(19), time(7), "th.second", Seat.DESK),
    (time(7), time(7), "th.lead", Seat.LEAD),
)


def plan_shifts(*, now: datetime) -> None:
    """The head plans the week: by day, by night, and who leads."""
    head = viewer_of(officer_of_profile(f"{BUREAU.lower()}.head"))
    bureau = Bureau.objects.get(id=same_id("bureau", BUREAU))
    for starts, ends, username, seat in TURNS:
        terms = TurnTerms(starts, ends, Taker(username), seat)
        add_turns(head, bureau, weekdays=EVERY_DAY, terms=terms, since=now.date(), on_holidays=True, now=now)
