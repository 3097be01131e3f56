"""The board and its targets as they leave the node, in the one shape that API and command line share."""

from typing import Any

from interlace.core.readiness import CRITERIA, Band, Gap, MissingLevel, MissingPoints
from interlace.operations.models import PanelOpinion
from interlace.operations.queries import Board, BoardRow, TargetView
from interlace.operations.schemas import (
    ArrestStandardOut,
    ReadyBoardOut,
    ReadyCellOut,
    ReadyCriterionOut,
    ReadyGapOut,
    ReadyOpinionOut,
    ReadyRowOut,
    ReadyTargetOut,
)


def board_out(board: Board) -> ReadyBoardOut:
    """The board with its counts."""
    return ReadyBoardOut(
        criteria_met=board.count(Band.CRITERIA_MET),
        one_gap=board.count(Band.ONE_GAP),
        not_ready=board.count(Band.NOT_READY),
        items=[ReadyRowOut(**_row(row)) for row in board.rows],
    )


def target_out(seen: TargetView) -> ReadyTargetOut:
    """One target."""
    counted = seen.row.readiness.counted
    return ReadyTargetOut(
        **_row(seen.row),
        own=seen.is_own,
        criteria=[
            ReadyCriterionOut(
                code=code,
                dimension=each.dimension,
                gate=None if each.gate is None else int(each.gate),
                level=int(counted[code].level),
                doubt=counted[code].doubt,
                support=list(found.support) if (found := seen.findings.get(code)) else [],
                note=found.note if found else "",
                by=found.by_name if found else "",
            )
            for code, each in CRITERIA.items()
        ],
        opinions=[_opinion(each) for each in seen.opinions],
        standards=[
            ArrestStandardOut(state=state, stage=stage, standard=standard)
            for stage, by_state in seen.standards.items()
            for state, standard in by_state.items()
        ],
    )


def _row(row: BoardRow) -> dict[str, Any]:
    target = row.target
    return {
        "id": target.id,
        "name": target.name,
        "reference": target.reference,
        "requesting": target.member,
        "requested": target.requested,
        "band": row.readiness.band.name.lower(),
        "points": float(row.readiness.points),
        "gaps": [_gap(each) for each in row.readiness.gaps],
        "cells": [
            ReadyCellOut(dimension=dimension, criterion=cell.criterion, level=int(cell.level), gap=cell.is_gap)
            for dimension, cell in row.cells.items()
        ],
        "flags": list(target.flags),
        "decision": row.decision,
        "dissent": [_opinion(each) for each in row.dissent],
    }


def _gap(gap: Gap) -> ReadyGapOut:
    if isinstance(gap, MissingLevel):
        return ReadyGapOut(kind="gate", what=gap.criterion, has=int(gap.has), needs=int(gap.needs))
    if isinstance(gap, MissingPoints):
        return ReadyGapOut(kind="points", what="points", has=int(gap.has), needs=gap.needs)
    return ReadyGapOut(kind="flag", what=gap)


def _opinion(said: PanelOpinion) -> ReadyOpinionOut:
    return ReadyOpinionOut(
        officer=said.officer_name, member=said.member, vote=said.vote, reason=said.reason, at=said.at
    )
