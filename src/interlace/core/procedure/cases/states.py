"""Whether a case is worked on, and whether anything of it may go to another bureau.

Sources, read 2026-11-23: ICPO-INTERPOL Constitution, article 3 (no matter of a political, military, religious or racial
character); the product's journeys, 1 (the neutrality check and the flags for minors and asylum stand in every case, and
are asked again before a fugitive notice or a request).
"""

from collections.abc import Mapping
from enum import StrEnum

from interlace.core.problems import Problem


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLOSED = "closed"


class CaseMove(StrEnum):
    """What is done with a case as a whole."""

    CLOSE = "close"
    REOPEN = "reopen"


CASE_MOVES: Mapping[tuple[CaseState, CaseMove], CaseState] = {
    (CaseState.OPEN, CaseMove.CLOSE): CaseState.CLOSED,
    (CaseState.CLOSED, CaseMove.REOPEN): CaseState.OPEN,
}


class NeutralityGround(StrEnum):
    """What an officer found when asked about article 3."""

    UNANSWERED = "unanswered"
    NEUTRAL = "neutral"
    POLITICAL = "political"
    MILITARY = "military"
    RELIGIOUS = "religious"
    RACIAL = "racial"


class Flag(StrEnum):
    """Whether somebody in the case is under 18, or has asked for asylum."""

    NOT_ASKED = "not_asked"
    NONE_KNOWN = "none_known"
    YES = "yes"


def next_case_state(state: CaseState, move: CaseMove) -> CaseState | None:
    """The state that the move leads to, or nothing where it does not fit."""
    return CASE_MOVES.get((state, move))


def crossing_problem(neutrality: NeutralityGround, *, minors: Flag, asylum: Flag) -> Problem | None:
    """Why nothing of this case may be laid before another bureau yet; nothing where it may.

    A flag that says *yes* stops nothing: it is asked so that somebody has looked.
    """
    if neutrality is NeutralityGround.UNANSWERED:
        return Problem("neutrality_unanswered")
    if neutrality is not NeutralityGround.NEUTRAL:
        return Problem("not_neutral")
    if Flag.NOT_ASKED in {minors, asylum}:
        return Problem("flags_not_asked")
    return None
