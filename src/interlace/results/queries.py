"""The result sheet of an operation as one bureau counts it: from the lines that it may read, and no others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from interlace.core.handling import Action
from interlace.core.results import Line, Log, Money, ResultKind, Results, results
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.finding import at_operation
from interlace.operations.plan.models import JointOperation
from interlace.results.actions import standing
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
    read = log_of(lines, pairs)
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
) -> tuple[ResultPair, ...]:
    """What was said last of each two of these lines; a context must be open."""
    known = {line.id for line in lines}
    said = ResultPair.objects.visible_to(matter, action=action).filter(operation=operation, at__lte=until)
    latest = {
        frozenset({each.one, each.other}): each for each in said.order_by("at", "id") if {each.one, each.other} <= known
    }
    return tuple(sorted(latest.values(), key=lambda each: (each.at, each.id)))


def log_of(lines: Sequence[ResultLine], pairs: Iterable[ResultPair]) -> Log:
    """The same for counting."""
    keys = {line.id: line.key for line in lines}
    return Log(
        tuple(_line(line) for line in lines),
        tuple((keys[each.one], keys[each.other]) for each in pairs if each.is_same),
    )


def _line(line: ResultLine) -> Line:
    return Line(
        id=str(line.id),
        kind=ResultKind(line.kind),
        key=line.key,
        state=line.member,
        at=line.at,
        is_child=line.is_child,
        # Two ways to write one amount are one line of the log.
        money=Money(line.amount.normalize(), line.currency) if line.amount is not None else None,
        corrects=str(line.corrects) if line.corrects is not None else None,
        is_withdrawal=line.is_withdrawal,
    )


def _counted(lines: Sequence[ResultLine], read: Log) -> tuple[SeenLine, ...]:
    names = read.names()
    groups: Mapping[tuple[str, str], list[ResultLine]] = defaultdict(list)
    for line in lines:
        groups[line.kind, names.get(line.key, line.key)].append(line)
    counted: dict[UUID, Counted] = {}
    for group in groups.values():
        first, *later = sorted(group, key=lambda line: (line.at, str(line.id)))
        others = any(line.member != first.member for line in later)
        counted[first.id] = Counted.ALSO_ELSEWHERE if others else Counted.HERE
        counted |= {line.id: Counted.ALREADY for line in later}
    return tuple(SeenLine(line, counted[line.id]) for line in lines)
