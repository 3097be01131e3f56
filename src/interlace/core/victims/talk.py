"""The talk after rest: what must be so before it begins, one question after the other, and its end at any time.

Source, read 2026-11-23: procedures of the product, 6 and 7 (rest, food, interpreter, private space, consent; screening
within 24 to 72 hours); issue text, victims (limits of confidentiality told first, stop at any time).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from interlace.core.victims.indicators import QUESTIONS


class Condition(StrEnum):
    """What must be so before the first question."""

    SAFE = "safe"
    RESTED = "rested"
    FED = "fed"
    PRIVATE = "private"
    UNDERSTOOD = "understood"  # in a language of the person, with an interpreter of the person's choice where needed
    LIMITS_TOLD = "limits_told"  # who may come to know what is said, and what cannot be kept
    AGREED = "agreed"
    NOT_AN_INVESTIGATOR = "not_an_investigator"  # whoever asks does not work on the criminal case


CONDITIONS = frozenset(Condition)


class Reply(StrEnum):
    """What the person says to one question."""

    YES = "yes"
    SOMETIMES = "sometimes"
    NO = "no"
    RATHER_NOT_SAY = "rather_not_say"
    SKIPPED = "skipped"


AFFIRMED = frozenset({Reply.YES, Reply.SOMETIMES})
TOLD = frozenset({Reply.YES, Reply.SOMETIMES, Reply.NO})
"""Silence is neither yes nor no."""


class TalkState(StrEnum):
    """How far a talk has come."""

    NOT_YET = "not_yet"
    UNDER_WAY = "under_way"
    PAUSED = "paused"
    STOPPED = "stopped"  # by the person: nothing is lost, and nobody asks why
    FINISHED = "finished"


class TalkMove(StrEnum):
    """What happens to it."""

    BEGIN = "begin"
    PAUSE = "pause"
    GO_ON = "go_on"
    STOP = "stop"
    FINISH = "finish"


MOVES: Mapping[tuple[TalkState, TalkMove], TalkState] = {
    (TalkState.NOT_YET, TalkMove.BEGIN): TalkState.UNDER_WAY,
    (TalkState.UNDER_WAY, TalkMove.PAUSE): TalkState.PAUSED,
    (TalkState.UNDER_WAY, TalkMove.STOP): TalkState.STOPPED,
    (TalkState.UNDER_WAY, TalkMove.FINISH): TalkState.FINISHED,
    (TalkState.PAUSED, TalkMove.GO_ON): TalkState.UNDER_WAY,
    (TalkState.PAUSED, TalkMove.STOP): TalkState.STOPPED,
    # The person may want to go on another day.
    (TalkState.STOPPED, TalkMove.GO_ON): TalkState.UNDER_WAY,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """The question that is next, and how far that is."""

    question: str
    number: int
    of: int


def missing_conditions(met: Collection[Condition]) -> tuple[Condition, ...]:
    """What must still be done before anybody is asked anything."""
    return tuple(each for each in Condition if each not in met)


def next_question(replies: Mapping[str, Reply]) -> Turn | None:
    """The first question that has not come up; nothing, once all have."""
    for number, code in enumerate(QUESTIONS, start=1):
        if code not in replies:
            return Turn(code, number=number, of=len(QUESTIONS))
    return None


def is_complete(state: TalkState, replies: Mapping[str, Reply]) -> bool:
    """Whether the screening form can be relied on: the talk was finished, and every question came up."""
    return state is TalkState.FINISHED and next_question(replies) is None
