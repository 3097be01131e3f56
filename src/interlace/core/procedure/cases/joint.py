"""Where one bureau stands in a joint case, and how long its task force may last.

Sources, read 2026-11-23: UNTOC article 19 and the joint investigations of the product's procedures, 3.10 (written
agreement: parties, purpose, leader by territory, evidence use, speciality, end date).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from interlace.core.problems import Problem

LONGEST_ROOM = timedelta(days=366)
"""A task force that lasts longer is prolonged by a new decision."""


class JointState(StrEnum):
    """Where one bureau stands in a joint case."""

    INVITED = "invited"
    TAKING_PART = "taking_part"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class JointMove(StrEnum):
    """What is done in a joint case; each is one event that those who take part read."""

    PROPOSE = "propose"
    INVITE = "invite"
    ACCEPT = "accept"
    CHANGE = "change"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    END = "end"


JOINT_MOVES: Mapping[tuple[JointState | None, JointMove], JointState] = {
    (None, JointMove.PROPOSE): JointState.TAKING_PART,
    (None, JointMove.INVITE): JointState.INVITED,
    # A bureau that declined or left may be asked again, and answers again.
    (JointState.DECLINED, JointMove.INVITE): JointState.INVITED,
    (JointState.WITHDRAWN, JointMove.INVITE): JointState.INVITED,
    (JointState.INVITED, JointMove.ACCEPT): JointState.TAKING_PART,
    (JointState.INVITED, JointMove.DECLINE): JointState.DECLINED,
    (JointState.INVITED, JointMove.END): JointState.ENDED,
    # New terms: proposed by the leader, accepted anew by each; until it does, a bureau stays under those it accepted.
    (JointState.TAKING_PART, JointMove.CHANGE): JointState.TAKING_PART,
    (JointState.TAKING_PART, JointMove.ACCEPT): JointState.TAKING_PART,
    (JointState.TAKING_PART, JointMove.WITHDRAW): JointState.WITHDRAWN,
    (JointState.TAKING_PART, JointMove.END): JointState.ENDED,
}


def next_joint_state(state: JointState | None, move: JointMove) -> JointState | None:
    """The state that the move leads to, or nothing where it does not fit."""
    return JOINT_MOVES.get((state, move))


def room_end_problem(until: datetime, *, joint_until: datetime, now: datetime) -> Problem | None:
    """Why a task force cannot last until then; nothing where it can."""
    if until <= now:
        return Problem("room_end_passed")
    if until > joint_until:
        return Problem("room_outlasts_joint_case")
    return Problem("room_too_long") if until - now > LONGEST_ROOM else None
