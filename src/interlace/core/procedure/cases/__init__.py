"""The procedure of a case: whether it is open, in which lane each thing in it lies, and where a joint case stands."""

from interlace.core.procedure.cases.joint import (
    JOINT_MOVES,
    JointMove,
    JointState,
    next_joint_state,
    room_end_problem,
)
from interlace.core.procedure.cases.lanes import (
    CONVERSIONS,
    Authority,
    Conversion,
    Lane,
    conversion_problem,
    is_for_court,
)
from interlace.core.procedure.cases.states import (
    CASE_MOVES,
    CaseMove,
    CaseState,
    Flag,
    NeutralityGround,
    crossing_problem,
    next_case_state,
)

__all__ = [
    "CASE_MOVES",
    "CONVERSIONS",
    "JOINT_MOVES",
    "Authority",
    "CaseMove",
    "CaseState",
    "Conversion",
    "Flag",
    "JointMove",
    "JointState",
    "Lane",
    "NeutralityGround",
    "conversion_problem",
    "crossing_problem",
    "is_for_court",
    "next_case_state",
    "next_joint_state",
    "room_end_problem",
]
