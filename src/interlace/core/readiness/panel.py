"""What people decide about a target that was measured: a panel of both sides, with dissent kept as it was said.

Source, read 2026-11-23: procedures of the product, 5 (decision by a human panel of both States, dissent field, no
automatic arrest advice). The band and the decision stand apart: neither is computed from the other, and a panel may
decide against a band with reasons.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

SHORTEST_REASON = 10
"""Characters of a written reason: "ok" explains nothing to whoever reads it in court."""


class Vote(StrEnum):
    """What one member of the panel says."""

    PLAN = "plan"  # the target may be planned for; the arrest itself stays with its authority
    WAIT = "wait"
    DISSENT = "dissent"  # does not agree, and says why; the reason stands beside the decision


class Decision(StrEnum):
    """What the panel has said so far."""

    OPEN = "open"  # a side has not spoken
    PLAN = "plan"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One officer's vote for one side; a later one of the same officer takes its place."""

    officer: str
    bureau: str
    vote: Vote
    reason: str = ""


def needs_reason(vote: Vote, *, is_met: bool) -> bool:
    """Whether the vote has to be explained: whenever it goes against the band, or against the others."""
    return vote is not Vote.PLAN or not is_met


def has_reason(opinion: Opinion, *, is_met: bool) -> bool:
    return not needs_reason(opinion.vote, is_met=is_met) or len(opinion.reason.strip()) >= SHORTEST_REASON


def decided(opinions: Collection[Opinion], *, requesting: str, requested: str) -> Decision:
    """Both sides say "plan" and nobody of theirs says "wait"; one side alone decides nothing.

    Dissent does not stop a decision: it is a reason that stays beside it.
    """
    latest = {each.officer: each for each in opinions}
    votes = {side: {each.vote for each in latest.values() if each.bureau == side} for side in (requesting, requested)}
    if not all(votes.values()):
        return Decision.OPEN
    if all(Vote.PLAN in of_side and Vote.WAIT not in of_side for of_side in votes.values()):
        return Decision.PLAN
    return Decision.WAIT


def dissent(opinions: Collection[Opinion]) -> tuple[Opinion, ...]:
    """Who stands against it, with the reason, whatever was decided."""
    latest = {each.officer: each for each in opinions}
    return tuple(each for each in latest.values() if each.vote is Vote.DISSENT)
