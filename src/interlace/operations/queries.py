"""The readiness board: the targets that an officer's bureau laid open or was shown, measured, with what people said.

Counts are of what is shown alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from interlace.cases.rules import may_read
from interlace.core.handling import Action
from interlace.core.readiness import Band, Cell, Dimension, Finding, Level, Readiness, RedFlag, Support, assess, cells
from interlace.core.readiness.panel import Decision, Opinion, Vote, decided
from interlace.core.readiness.standards import Stage, Standard, StandardOfState, side_by_side
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer
from interlace.operations.finding import at_target
from interlace.operations.models import ArrestStandard, PanelOpinion, ReadyFinding, ReadyTarget


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One target on the board."""

    target: ReadyTarget
    readiness: Readiness
    cells: Mapping[Dimension, Cell]
    decision: Decision
    dissent: tuple[PanelOpinion, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All targets of a meeting that this officer may see, the most ready first."""

    rows: tuple[BoardRow, ...]

    def count(self, band: Band) -> int:
        """How many of them are in a band."""
        return sum(row.readiness.band is band for row in self.rows)


@dataclass(frozen=True, slots=True)
class TargetView:
    """One target with everything that was found and said, and the standards of both States."""

    row: BoardRow
    findings: Mapping[str, ReadyFinding]
    opinions: tuple[PanelOpinion, ...]
    standards: Mapping[Stage, Mapping[str, Standard]]
    is_own: bool


def board(viewer: Viewer, *, action: Action = Action.READ, now: datetime) -> Board:
    """Every target under any purpose of the officer; to be taken out, those that may leave."""
    rows: list[BoardRow] = []
    if may_read(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, action, now=now):
                rows += _rows(list(ReadyTarget.objects.visible_to(matter, action=action)))
    return Board(tuple(sorted(rows, key=lambda row: (-row.readiness.band, row.target.reference, row.target.name))))


def target_view(viewer: Viewer, target_id: UUID, *, now: datetime) -> TargetView:
    """One target; `NotFound` when there is none or it is not for this viewer."""
    with at_target(viewer, target_id, now=now) as (matter, target):
        [row] = _rows([target])
        return TargetView(
            row=row,
            findings=_latest(ReadyFinding.objects.filter(target=target)).get(target.id, {}),
            opinions=tuple(PanelOpinion.objects.filter(target=target).order_by("at", "id")),
            standards=_standards([target.member, target.requested]),
            is_own=target.member == matter.member,
        )


def colleagues_of(viewer: Viewer) -> list[tuple[UUID, str]]:
    """Officers of the own bureau who can be given a task, by name."""
    found = Officer.objects.in_service().filter(bureau__member=viewer.member, bureau__name=viewer.bureau)
    return list(found.order_by("display_name").values_list("pk", "display_name"))


def readiness_of(target: ReadyTarget) -> Readiness:
    """The target as it is measured now; a context must be open."""
    return _rows([target])[0].readiness


def decision_on(target: ReadyTarget) -> Decision:
    """What the panel has said so far; a context must be open."""
    return _rows([target])[0].decision


def _rows(targets: Sequence[ReadyTarget]) -> list[BoardRow]:
    ids = [target.id for target in targets]
    findings = _latest(ReadyFinding.objects.filter(target__in=ids))
    opinions: dict[UUID, list[PanelOpinion]] = defaultdict(list)
    for said in PanelOpinion.objects.filter(target__in=ids).order_by("at", "id"):
        opinions[said.target_id].append(said)
    return [_row(target, findings.get(target.id, {}), opinions[target.id]) for target in targets]


def _row(target: ReadyTarget, findings: Mapping[str, ReadyFinding], opinions: Sequence[PanelOpinion]) -> BoardRow:
    measured = assess(
        {
            code: Finding(Level(each.level), frozenset(Support(kind) for kind in each.support))
            for code, each in findings.items()
        },
        flags=[RedFlag(flag) for flag in target.flags],
    )
    votes = [Opinion(str(said.officer), said.member, Vote(said.vote), said.reason) for said in opinions]
    latest = {said.officer: said for said in opinions}
    return BoardRow(
        target=target,
        readiness=measured,
        cells=cells(measured),
        decision=decided(votes, requesting=target.member, requested=target.requested),
        dissent=tuple(said for said in latest.values() if said.vote == Vote.DISSENT),
    )


def _latest(findings: Iterable[ReadyFinding]) -> Mapping[UUID, Mapping[str, ReadyFinding]]:
    latest: dict[UUID, dict[str, ReadyFinding]] = defaultdict(dict)
    for each in sorted(findings, key=lambda finding: (finding.at, finding.id)):
        latest[each.target_id][each.criterion] = each
    return latest


def _standards(states: Sequence[str]) -> Mapping[Stage, Mapping[str, Standard]]:
    rows = ArrestStandard.objects.filter(member__in=states)
    return side_by_side(
        [StandardOfState(row.member, Stage(row.stage), Standard(row.standard), row.source, row.as_of) for row in rows],
        states=states,
    )
