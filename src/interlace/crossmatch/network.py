"""Who may match what, and which members and registers there are: kept between rounds, read anew when it has changed.

Whether officers, bureaus, members and registers are as they were is asked in every round, so that a right which was
given or taken counts with the next one. Labels, consents and time are followed by the book of labels itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from interlace.crossmatch.entries import Registers
from interlace.crossmatch.views import View, Views
from interlace.facts.models import Register, RegisterVersion
from interlace.foundation.disclosure.labels import book
from interlace.foundation.identity.models import Bureau, Member, Officer

# Each version of a row has a place and a transaction of its own, and another server another start.
_MARK = "select concat_ws('/', current_database(), pg_postmaster_start_time(){})".format(
    "".join(
        f", (select md5(string_agg(xmin::text || ctid::text, '' order by ctid)) from {model._meta.db_table})"  # noqa: S608
        for model in (Officer, Bureau, Member, Register, RegisterVersion)
    )
)


@dataclass(frozen=True, slots=True)
class Network:
    """What a round has to know of everybody."""

    views: Sequence[View]
    reachable: frozenset[str]
    """The members whose facts can be matched now: those of any other one lie elsewhere."""
    registers: Registers
    """Of these members."""
    sources: frozenset[str]
    """Under which names the index may know them."""


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: str
    views: Views
    reachable: frozenset[str]
    registers: Registers
    sources: frozenset[str]


class KeptNetwork:
    """The network as it was at the last look, one per process."""

    def __init__(self) -> None:
        self._kept: _Kept | None = None

    def now(self, now: datetime) -> Network:
        """The network as it is at this moment. For the steward."""
        book.refresh()
        # Before the reading: what changes between the two is read now, and again in the next round.
        mark, kept = _mark(), self._kept
        if kept is None or kept.mark != mark:
            reachable = frozenset(Member.objects.filter(reachable=True).values_list("code", flat=True))
            registers = Registers.now(of=reachable)
            self._kept = kept = _Kept(mark, Views.of_officers(), reachable, registers, registers.sources())
        return Network(kept.views.now(now), kept.reachable, kept.registers, kept.sources)


def _mark() -> str:
    """Differs as soon as any row of these tables does."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        (mark,) = cursor.fetchone()
    return str(mark)


_network = KeptNetwork()
network_now = _network.now
