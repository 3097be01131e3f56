"""The hit ladder: from "something exists, ask us" to released fields and a person's answer.

State and event names follow the hit machine of the workflow table (RPD articles 104 to 106 on positive query results);
INCONCLUSIVE and WITHDRAWN are ours: an owner may be unable to tell, and may recall what the hit rests on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """How far a hit has climbed."""

    MATCHED = "MATCHED"  # a machine sees a likeness; reads "possible"
    PERSON_OR_OBJECT_HELD = "PERSON_OR_OBJECT_HELD"
    CONFIRMATION_REQUESTED = "CONFIRMATION_REQUESTED"
    CONFIRMED = "CONFIRMED"  # a person at the owner said "same"
    NOT_CONFIRMED = "NOT_CONFIRMED"
    INCONCLUSIVE = "INCONCLUSIVE"
    WITHDRAWN = "WITHDRAWN"


class Move(StrEnum):
    """What somebody does with a hit."""

    HOLD = "hold"  # front line: a person or object is held, under national power
    QUERY_OWNER = "query_owner"  # asker: asks the owner to confirm
    CONFIRM = "confirm"  # owner: same
    DENY = "deny"  # owner: different
    CANNOT_TELL = "cannot_tell"  # owner
    UNDO = "undo"  # owner: takes the own answer back
    WITHDRAW = "withdraw"  # owner: recalls what the hit rests on


class Party(StrEnum):
    """Which side of a hit somebody stands on."""

    ASKER = "asker"
    HOLDER = "holder"


MOVES: Mapping[tuple[State, Move], State] = {
    (State.MATCHED, Move.HOLD): State.PERSON_OR_OBJECT_HELD,
    (State.MATCHED, Move.QUERY_OWNER): State.CONFIRMATION_REQUESTED,
    (State.PERSON_OR_OBJECT_HELD, Move.QUERY_OWNER): State.CONFIRMATION_REQUESTED,
    (State.CONFIRMATION_REQUESTED, Move.CONFIRM): State.CONFIRMED,
    (State.CONFIRMATION_REQUESTED, Move.DENY): State.NOT_CONFIRMED,
    (State.CONFIRMATION_REQUESTED, Move.CANNOT_TELL): State.INCONCLUSIVE,
    (State.CONFIRMED, Move.UNDO): State.CONFIRMATION_REQUESTED,
    (State.NOT_CONFIRMED, Move.UNDO): State.CONFIRMATION_REQUESTED,
    (State.INCONCLUSIVE, Move.UNDO): State.CONFIRMATION_REQUESTED,
    (State.MATCHED, Move.WITHDRAW): State.WITHDRAWN,
    (State.PERSON_OR_OBJECT_HELD, Move.WITHDRAW): State.WITHDRAWN,
    (State.CONFIRMATION_REQUESTED, Move.WITHDRAW): State.WITHDRAWN,
    (State.CONFIRMED, Move.WITHDRAW): State.WITHDRAWN,
    (State.NOT_CONFIRMED, Move.WITHDRAW): State.WITHDRAWN,
    (State.INCONCLUSIVE, Move.WITHDRAW): State.WITHDRAWN,
}

MOVES_OF: Mapping[Party, frozenset[Move]] = {
    Party.ASKER: frozenset({Move.HOLD, Move.QUERY_OWNER}),
    Party.HOLDER: frozenset({Move.CONFIRM, Move.DENY, Move.CANNOT_TELL, Move.UNDO, Move.WITHDRAW}),
}

ANSWERS = frozenset({State.CONFIRMED, State.NOT_CONFIRMED, State.INCONCLUSIVE})


class Urgency(StrEnum):
    """Which clock runs."""

    HELD = "held"  # a person is held
    URGENT = "urgent"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Clock:
    """When the owner owes a first answer ("we have it and are working on it") and the confirmation."""

    first_answer: timedelta
    confirmation: timedelta


CLOCKS: Mapping[Urgency, Clock] = {
    Urgency.HELD: Clock(first_answer=timedelta(hours=2), confirmation=timedelta(hours=6)),
    Urgency.URGENT: Clock(first_answer=timedelta(hours=1), confirmation=timedelta(hours=1)),
    Urgency.NORMAL: Clock(first_answer=timedelta(hours=12), confirmation=timedelta(hours=12)),
}


@dataclass(frozen=True, slots=True)
class Due:
    """The moments the clocks of one question end."""

    first_answer: datetime
    confirmation: datetime


def due_times(urgency: Urgency, *, asked: datetime, held_until: datetime | None) -> Due:
    """When the answers are due. A held person's clock never runs past the holder's own limit of detention."""
    clock = CLOCKS[urgency]
    first, last = asked + clock.first_answer, asked + clock.confirmation
    if held_until is not None:
        first, last = min(first, held_until), min(last, held_until)
    return Due(first_answer=first, confirmation=last)


def next_state(state: State, move: Move) -> State | None:
    """Where the move leads, or nothing when it does not fit the state."""
    return MOVES.get((state, move))
