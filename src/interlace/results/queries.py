"""The result sheet of an operation as one bureau counts it: from the lines that it may read, and no others."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from interlace.core.handling import Action
from interlace.core.results import Line, Log, Money, ResultKind, Results, results
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.finding import at_operation
from interlace.operations.plan.models import JointOperation
from interlace.results.actions import readers_of, standing
from interlace.results.models import PublicSheet, ResultLine, ResultPair


class Counted(StrEnum):
    """How a line that stands enters the count."""

    HERE = "here"  # nobody else reports it, as far as the reader may know
    ALSO_ELSEWHERE = "also_elsewhere"  # counted for its bureau; another one reports it too
    ALREADY = "already"  # another line of the same person or object is counted


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line that stands, and how it is counted."""

    line: ResultLine
    counted: Counted


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """One operation's results as one bureau counts them."""

    operation: JointOperation
    member: str
    """Whose sheet it is."""
    as_of: datetime
    results: Results
    lines: tuple[SeenLine, ...]
    corrected: int
    """Lines that no longer count: corrected or withdrawn."""
    pairs: tuple[ResultPair, ...]
    public: tuple[PublicSheet, ...]
    """What was published, the latest first."""

    @property
    def is_leader(self) -> bool:
        """Whether this bureau leads, and so publishes."""
        return self.operation.member == self.member


def result_sheet(
    viewer: Viewer, operation_id: UUID, *, now: datetime, action: Action = Action.READ, as_of: datetime | None = None
) -> ResultSheet:
    """The sheet; `NotFound` when there is no such operation or the bureau takes no part in it."""
    until = min(as_of, now) if as_of is not None else now
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        public = tuple(PublicSheet.objects.visible_to(matter).filter(operation=operation).order_by("-version"))
    with acting(matter, action, now=now):
        rows = ResultLine.objects.visible_to(matter, action=action).filter(operation=operation, added__lte=until)
        lines = list(rows.order_by("at", "id"))
        pairs = pairs_among(matter, operation, lines, until=until, action=action)
    read = log_of(lines, pairs, keys=keys_for(matter.member, lines))
    seen = _counted(standing(lines), read)
    return ResultSheet(
        operation=operation,
        member=matter.member,
        as_of=until,
        results=results(read),
        lines=seen,
        corrected=len(lines) - len(seen),
        pairs=pairs,
        public=public,
    )


def pairs_among(
    matter: Viewer,
    operation: JointOperation,
    lines: Iterable[ResultLine],
    *,
    until: datetime,
    action: Action = Action.READ,
    by: Callable[[ResultPair], bool] = lambda _said: True,
) -> tuple[ResultPair, ...]:
    """What was said last of each two of these lines, by those whose word counts; a context must be open."""
    known = {line.id for line in lines}
    said = ResultPair.objects.visible_to(matter, action=action).filter(operation=operation, at__lte=until)
    latest = {
        frozenset({each.one, each.other}): each
        for each in said.order_by("at", "id")
        if {each.one, each.other} <= known and by(each)
    }
    return tuple(sorted(latest.values(), key=lambda each: (each.at, each.id)))


def keys_for(member: str, lines: Iterable[ResultLine]) -> Mapping[tuple[str, str], str]:
    """What stands for some own keys on the sheet of this bureau, so that they are compared with nobody else's.

    Whoever reports somebody is told that others report the same person only where those others read it too: otherwise
    anybody's line could be tried with names, and its bureau would see nothing of it.
    """
    others: dict[str, set[str]] = defaultdict(set)
    readers: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.member == member:
            readers[line.key] |= readers_of(line)
        else:
            others[line.key].add(line.member)
    return {(member, key): f"{member} {key}" for key, told in readers.items() if not others[key] <= told}


def log_of(
    lines: Sequence[ResultLine],
    pairs: Iterable[ResultPair],
    *,
    keys: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Log:
    """The same for counting; `keys` has what stands for keys that are compared with nobody else's."""
    counted_by = {line.id: keys.get((line.member, line.key), line.key) for line in lines}
    by_id = {line.id: line for line in lines}
    return Log(
        tuple(_line(line, key=counted_by[line.id], reported=_first_reported(line, by_id)) for line in lines),
        tuple((counted_by[each.one], counted_by[each.other]) for each in pairs if each.is_same),
    )


def _first_reported(line: ResultLine, by_id: Mapping[UUID, ResultLine]) -> datetime:
    """A correction keeps the place of what it corrects, as long as it speaks of the same person or object."""
    while line.corrects is not None and (earlier := by_id.get(line.corrects)) and earlier.key == line.key:
        line = earlier
    return line.added


def _line(line: ResultLine, *, key: str, reported: datetime) -> Line:
    return Line(
        id=str(line.id),
        kind=ResultKind(line.kind),
        key=key,
        state=line.member,
        at=line.at,
        reported=reported,
        is_child=line.is_child,
        # Two ways to write one amount are one line of the log.
        money=Money(line.amount.normalize(), line.currency) if line.amount is not None else None,
        corrects=str(line.corrects) if line.corrects is not None else None,
        is_withdrawal=line.is_withdrawal,
    )


def _counted(lines: Sequence[ResultLine], read: Log) -> tuple[SeenLine, ...]:
    names = read.names()
    groups: Mapping[tuple[ResultKind, str], list[Line]] = defaultdict(list)
    for each in read.standing():
        groups[each.kind, names.get(each.key, each.key)].append(each)
    counted: dict[str, Counted] = {}
    for first, *later in groups.values():
        others = any(each.state != first.state for each in later)
        counted[first.id] = Counted.ALSO_ELSEWHERE if others else Counted.HERE
        counted |= {each.id: Counted.ALREADY for each in later}
    return tuple(SeenLine(line, counted[str(line.id)]) for line in lines)
