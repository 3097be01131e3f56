"""What waits for somebody: one's own turn first, by due time; and facts that were withdrawn from one's threads.

Read under every purpose at once, each part through the index by which it is ordered: what is shown costs the same
however many threads a bureau has.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.expressions import RawSQL

from interlace.core.handling import Action
from interlace.core.procedure.threads import ThreadStage
from interlace.desk.threads.models import ThreadSide, Withdrawal
from interlace.desk.threads.queries import told
from interlace.foundation.disclosure.acting import DISCOVER_SQL, EveryMatter, acting_in_every_matter
from interlace.foundation.disclosure.viewer import Viewer

OTHERS_AT_MOST = 50
"""Threads of each kind for which no clock of one's own runs."""

_PART = f"""(
    select found.id
    from unnest(%s::text[]) as matter(purpose) cross join unnest(%s::text[]) as stage(state)
    cross join lateral (
        select id, due, last from desk_threadside
        where member = %s and purpose = matter.purpose and is_ours = %s and state = stage.state and closed is null
        and {{clock}} and {{seen}} and label_id in {DISCOVER_SQL}
        and (snoozed_until is null or snoozed_until <= %s)
        order by due, last desc limit %s
    ) as found
    order by found.due, found.last desc limit %s
)"""  # noqa: S608 - constants, and places for values
_RUNS, _STANDS, _EITHER = "due is not null", "due is null", "true"
_OF_THE_UNIT = "unit = %s"
# Of a thread within one bureau, the unit has its side and the bureau the other: each is listed one side.
_OF_THE_BUREAU = "(unit is null or counterpart <> %s)"

_OPEN = (ThreadStage.SENT, ThreadStage.ACKNOWLEDGED, ThreadStage.CLARIFICATION)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A thread of one's own side in which facts are gone that one could read."""

    side: ThreadSide
    originators: tuple[str, ...]
    count: int
    at: datetime


def threads_due(viewer: Viewer, *, now: datetime, most: int) -> list[ThreadSide]:
    """Open threads that were not put aside: one's own turn by due time, then what has no clock, then others' turn.

    What others owe takes no place from what is owed to them.
    """
    others = min(most, OTHERS_AT_MOST)
    parts = (
        (_RUNS, True, (ThreadStage.SENT, ThreadStage.ACKNOWLEDGED), most),
        (_STANDS, True, (ThreadStage.ACKNOWLEDGED, ThreadStage.CLARIFICATION), others),
        (_STANDS, True, (ThreadStage.ANSWERED,), others),
        (_EITHER, False, (*_OPEN, ThreadStage.ANSWERED), others),
    )
    with acting_in_every_matter(viewer, Action.READ, now=now) as every:
        sql, places = [], []
        for clock, is_ours, states, limit in parts:
            sql.append(_PART.format(clock=clock, seen=_OF_THE_UNIT if viewer.unit else _OF_THE_BUREAU))
            places += [every.purposes, [state.value for state in states], viewer.member, is_ours]
            places += [viewer.unit or viewer.member, now, limit, limit]
        chosen = RawSQL(" union all ".join(sql), places)  # noqa: S611 - constants, and places for values
        found = _visible(every, ThreadSide.objects.in_every_matter(every).filter(id__in=chosen))
    return sorted(found, key=_by_turn)


def facts_withdrawn(viewer: Viewer, *, now: datetime, most: int = OTHERS_AT_MOST) -> list[Withdrawn]:
    """Threads in which facts were withdrawn that nobody of one's side has seen go, the latest first."""
    with acting_in_every_matter(viewer, Action.READ, now=now) as every:
        sides = ThreadSide.objects.in_every_matter(every).listed(viewer)
        rows = Withdrawal.objects.filter(member=viewer.member, purpose__in=every.purposes, seen=None)
        # What stands above the reader takes no place among the latest.
        told_of = rows.filter(thread__in=sides.values("thread")).order_by("-at", "id")
        gone: defaultdict[tuple[UUID, UUID | None], list[Withdrawal]] = defaultdict(list)
        for row in told_of[: most * 4]:
            if every.permits_fact(row.purpose, row.fact, label=row.label_id):
                gone[row.thread, row.unit].append(row)
        if not gone:
            return []
        found = _visible(every, sides.filter(thread__in={thread for thread, _unit in gone}))
    shown = [(side, gone[side.thread, side.unit]) for side in found if (side.thread, side.unit) in gone]
    withdrawn = [
        Withdrawn(
            side=side,
            originators=tuple(sorted({row.originator for row in rows})),
            count=len(rows),
            at=max(row.at for row in rows),
        )
        for side, rows in shown
    ]
    return sorted(withdrawn, key=lambda each: (each.at, each.side.thread), reverse=True)[:most]


def note_withdrawals_seen(side: ThreadSide, *, now: datetime) -> None:
    """Somebody of this side has opened the thread and read that its facts are gone; a context must be open.

    Those of which the reader may not know stay to be told.
    """
    unseen = Withdrawal.objects.filter(thread=side.thread, member=side.member, seen=None)
    unseen.filter(unit=side.unit).update(seen=now)


def _visible(every: EveryMatter, sides: Iterable[ThreadSide]) -> list[ThreadSide]:
    """Those that the viewer may know of under their own purpose, as it is told of them."""
    return [
        side
        for each in sides
        if every.discovers(each.purpose, each.label_id)
        for side in told(every.matter(each.purpose), [each])
    ]


def _by_turn(side: ThreadSide) -> tuple[int, bool, datetime, UUID]:
    if not side.is_ours:
        turn = 3
    elif side.due is not None:
        turn = 0
    else:
        turn = 2 if side.state == ThreadStage.ANSWERED else 1
    return turn, side.due is None, side.due or side.last, side.thread
