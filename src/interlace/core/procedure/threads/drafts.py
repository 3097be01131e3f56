"""A message before it is sent: written, read by another officer where its type demands it, and only then sent."""

from collections.abc import Mapping
from enum import StrEnum

from interlace.core.problems import Problem
from interlace.core.procedure.threads.types import TYPES, Move, ThreadStage, ThreadType, ThreadUrgency


class DraftMove(StrEnum):
    """What is done with a draft. Names follow the generic machine of the workflow table."""

    SUBMIT = "submit"
    RETURN = "return"  # the reviewer says what is to be changed
    APPROVE = "approve"
    EDIT = "edit"  # what was approved was another text
    TRANSMIT = "transmit"


DRAFT_MOVES: Mapping[tuple[ThreadStage, DraftMove], ThreadStage] = {
    (ThreadStage.DRAFT, DraftMove.EDIT): ThreadStage.DRAFT,
    (ThreadStage.DRAFT, DraftMove.SUBMIT): ThreadStage.IN_REVIEW,
    (ThreadStage.DRAFT, DraftMove.TRANSMIT): ThreadStage.SENT,  # where no review is demanded
    (ThreadStage.IN_REVIEW, DraftMove.EDIT): ThreadStage.DRAFT,
    (ThreadStage.IN_REVIEW, DraftMove.RETURN): ThreadStage.DRAFT,
    (ThreadStage.IN_REVIEW, DraftMove.APPROVE): ThreadStage.REVIEWED,
    (ThreadStage.REVIEWED, DraftMove.EDIT): ThreadStage.DRAFT,
    (ThreadStage.REVIEWED, DraftMove.TRANSMIT): ThreadStage.SENT,
}

CARRIES_CONTENT = frozenset({Move.SEND, Move.ANSWER})
"""The messages a review is about: questions back and acknowledgements go at once."""


def needs_review(kind: ThreadType, move: Move, urgency: ThreadUrgency, *, widens: bool) -> bool:
    """Whether another officer must read it first.

    `widens`: it lets the other side read own facts that it could not read before, which is an act of two persons. What
    cannot wait goes without, and stands in the ledger as such; letting facts go never does.
    """
    if widens:
        return True
    return TYPES[kind].reviewed and move in CARRIES_CONTENT and urgency is not ThreadUrgency.IMMEDIATE


def draft_problem(state: ThreadStage, move: DraftMove, *, author: str, by: str, review_needed: bool) -> Problem | None:
    """Why this cannot be done with the draft, if it cannot."""
    if (state, move) not in DRAFT_MOVES:
        return Problem("draft_not_now", {"move": move, "state": state})
    if move in {DraftMove.APPROVE, DraftMove.RETURN} and by == author:
        return Problem("review_by_author")
    if move is DraftMove.TRANSMIT and state is ThreadStage.DRAFT and review_needed:
        return Problem("review_needed")
    return None
