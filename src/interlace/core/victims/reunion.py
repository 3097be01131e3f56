"""Missing and rescued: which records seek somebody to help, and what a bureau that seeks may be told.

Source, read 2026-11-23: procedures of the product, 7.4 (need-based fields, consent for each recipient and purpose, to
be taken back) and 7.3 (ACTIP 14(3): the sending State is told unless the victim says otherwise).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

SEEKING = frozenset({"missing"})
"""The standing, in a record of a bureau, of somebody who is looked for to be helped."""
BESIDE = frozenset({"missing", "victim", "witness"})
"""What may stand beside it. Whoever is also wanted is looked for to be held, and no file of care answers that."""


class Message(StrEnum):
    """What the bureau that seeks is told besides whom to call; each by the person's own word."""

    SAFE = "safe"  # is safe and looked after
    WANTS_CALL = "wants_call"  # wants to speak with the family
    NO_CALL = "no_call"  # does not want to be called by anybody now


class Hindrance(StrEnum):
    """Why nobody is told."""

    NOT_AGREED = "not_agreed"
    BOTH_CALL_AND_NO_CALL = "both_call_and_no_call"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person lets a bureau that seeks be told. Without more, it is the contact point alone."""

    is_agreed: bool
    messages: frozenset[Message] = frozenset()


def is_sought_for_help(statuses: Collection[str]) -> bool:
    """Whether a record seeks its person to help, and for nothing else."""
    named = frozenset(statuses)
    return bool(named & SEEKING) and not seeks_to_hold(named)


def seeks_to_hold(statuses: Collection[str]) -> bool:
    """Whether a record says anything of its person but that it is somebody to be helped."""
    return not frozenset(statuses) <= BESIDE


def hindrance_to_telling(answer: Answer) -> Hindrance | None:
    """What keeps a bureau from being told; nothing, when the person agrees."""
    if not answer.is_agreed:
        return Hindrance.NOT_AGREED
    if {Message.WANTS_CALL, Message.NO_CALL} <= answer.messages:
        return Hindrance.BOTH_CALL_AND_NO_CALL
    return None
