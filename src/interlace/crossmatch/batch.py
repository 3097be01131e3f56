"""Everything compared with everything: what comes as it may is matched one by one (`matching`), and all of it here.

Pairs are found by numbers, for each view from what it may match alone, and what is written of them is the outcome of
the same comparison as ever. So it may be stopped at any moment and leaves nothing that is not true: it goes on where it
was. Run it after a new version of the weights, after a large register, and when officers have got new rights.
"""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from interlace.core.matching import CURRENT, Description
from interlace.crossmatch.entries import Registers
from interlace.crossmatch.matching import ONE_AT_A_TIME
from interlace.crossmatch.models import CandidateLink, MatchRun
from interlace.crossmatch.network import network_now
from interlace.crossmatch.rounds import End, Round
from interlace.crossmatch.views import View
from interlace.facts.describing import describe
from interlace.facts.models import Fact
from interlace.facts.registers import open_register
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.access import compiled_loops_folder
from interlace.screening.checks.bands import POSSIBLE_FROM
from interlace.screening.holdings import STATEMENT_COLUMNS, Statement, statements_of_record
from interlace.screening.index.compiled import keep_compiled_loops_in
from interlace.screening.indexing import take_in_pending

COMPARED_AT_ONCE = 200
"""Pairs in one transaction: what comes alone meanwhile waits for no more than these."""
_READ_AT_ONCE = 20_000

Progress = Callable[[float], None]
"""Is told the share that is done, between 0 and 1, and may raise to stop."""


def _tell_nobody(_share: float) -> None:
    """Nobody waits to hear."""


def match_all(*, now: datetime, progress: Progress = _tell_nobody) -> None:
    """Compare all records with all of other originators, for every view, or go on with what was stopped."""
    take_in_pending()
    with steward(Task.MATCH):
        views = network_now(now).views
        run = _run_of(now)
    for number, view in enumerate(views):
        if _name_of(view) in run.done:
            continue
        for share in _match_view(run, view, now=now):
            progress((number + share) / len(views))
        progress((number + 1) / len(views))
    with steward(Task.MATCH):
        MatchRun.objects.filter(pk=run.pk).update(finished=now)
    progress(1.0)


def _run_of(now: datetime) -> MatchRun:
    """The run that was stopped, if the weights are still the same; else a new one."""
    stopped = MatchRun.objects.filter(finished=None, model=CURRENT.version).order_by("-id").first()
    if stopped is not None:
        return stopped
    MatchRun.objects.all().delete()
    return MatchRun.objects.create(model=CURRENT.version, begun=now)


def _match_view(run: MatchRun, view: View, *, now: datetime) -> Iterator[float]:
    """Compare all pairs of a view; tells the share that is done after each transaction."""
    name = _name_of(view)
    pairs = _pairs_in(view)
    if run.within == name and run.last_left is not None and run.last_right is not None:
        pairs = [pair for pair in pairs if _ends(pair) > (run.last_left, run.last_right)]
    for start in range(0, len(pairs), COMPARED_AT_ONCE):
        some = pairs[start : start + COMPARED_AT_ONCE]
        with steward(Task.MATCH), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
            this_round = Round(network_now(now))
            if (as_now := _as_now(view, this_round)) is not None:
                this_round.match_pairs(as_now, some)
            run.within, (run.last_left, run.last_right) = name, _ends(some[-1])
            run.save(update_fields=["within", "last_left", "last_right"])
        yield (start + len(some)) / len(pairs)
    with steward(Task.MATCH):
        run.done, run.within = [*run.done, name], ""
        run.save(update_fields=["done", "within"])


def _ends(pair: tuple[End, End]) -> tuple[UUID, UUID]:
    """What pairs are ordered by."""
    return pair[0][0], pair[1][0]


def _as_now(view: View, this_round: Round) -> View | None:
    """The same view with what labels it has by now; nothing where nobody works with it any more."""
    alike = [each for each in this_round.network.views if (each.member, each.purpose) == (view.member, view.purpose)]
    return next((each for each in alike if each.labels >= view.labels), None)


def _name_of(view: View) -> str:
    labels = ",".join(map(str, sorted(view.labels)))
    return hashlib.sha256(f"{view.member}|{view.purpose}|{labels}".encode()).hexdigest()


def _pairs_in(view: View) -> list[tuple[End, End]]:
    """Pairs that are alike or were, the lower subject on the left, in order."""
    # Late: it loads the compiler, which reads then where its cache is.
    keep_compiled_loops_in(compiled_loops_folder())
    from interlace.core.pairing.finding import pairs_alike

    told = _Told()
    with steward(Task.MATCH):
        alike = pairs_alike(_described(view, told), told.holders, least=round(POSSIBLE_FROM * 100))
        rows = CandidateLink.objects.filter(
            member=view.member, purpose=view.purpose, rests_on__contained_by=sorted(view.labels)
        )
        pairs = {((each.left, each.left_register), (each.right, each.right_register)) for each in rows}
    found = zip(alike.left.tolist(), alike.right.tolist(), strict=True)
    pairs.update(_in_order(told.ends[left], told.ends[right]) for left, right in found)
    return sorted(pairs, key=_ends)


def _in_order(one: End, other: End) -> tuple[End, End]:
    return (one, other) if one[0] < other[0] else (other, one)


@dataclass(slots=True)
class _Told:
    """Whose records have been described, in their order."""

    ends: list[End] = field(default_factory=list)
    holders: list[int] = field(default_factory=list)
    _members: dict[str, int] = field(default_factory=dict)

    def add(self, end: End, originator: str) -> None:
        """The next record."""
        self.ends.append(end)
        self.holders.append(self._members.setdefault(originator, len(self._members)))


def _described(view: View, told: _Told) -> Iterator[Description]:
    """Every record of the view, reduced to what the view may match. A register's entries come as they lie in it."""
    facts = Fact.objects.filter(label_id__in=view.labels).order_by("subject", "prop", "value", "id")
    columns = facts.values_list("subject", "originator", *STATEMENT_COLUMNS).iterator(chunk_size=_READ_AT_ONCE)
    for (subject, originator), stated in itertools.groupby(columns, key=lambda row: row[:2]):
        told.add((subject, None), originator)
        yield describe(Statement(*row[2:]) for row in stated)
    for register, folder in sorted(Registers.now().folders.items()):
        file = open_register(folder)
        if not view.labels & set(file.labels.tolist()):
            continue
        for record in file.iterate():
            if record.label in view.labels:
                told.add((record.subject, register), record.originator)
                yield describe(statements_of_record(record))
