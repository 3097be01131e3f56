"""Whether a person is presumed to be a victim: a rule with reasons, after which a specialist decides.

Source, read 2026-11-23: procedures of the product, 7.1 (one strong indicator of act, means or purpose for that person,
or two medium ones of different dimensions; indicators that speak against never cancel a strong one by themselves; a
child always). Product policy, not law.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from interlace.core.victims.indicators import INDICATORS, QUESTIONS, Element, Strength
from interlace.core.victims.talk import AFFIRMED, TOLD, Reply

_CARRIES_ALONE = frozenset({Element.ACT, Element.MEANS, Element.PURPOSE, Element.CHILD})


class Presumed(StrEnum):
    """What follows from what is known so far."""

    PRESUMED = "presumed"
    NOT_PRESUMED = "not_presumed"  # everything was asked and told, and nothing shows it
    INSUFFICIENT = "insufficient"  # too little is known to say no; treated like a presumed victim until it is


class Because(StrEnum):
    """By which rule."""

    CHILD = "child"
    STRONG = "strong"
    TWO_MEDIUM = "two_medium"
    NOT_ALL_TOLD = "not_all_told"
    NOTHING_SHOWN = "nothing_shown"


@dataclass(frozen=True, slots=True)
class Presumption:
    """The result, the rule, the indicators it rests on, and those that somebody should corroborate."""

    presumed: Presumed
    because: Because
    indicators: tuple[str, ...] = ()
    to_corroborate: tuple[str, ...] = ()


def presume(replies: Mapping[str, Reply], *, seen: Collection[str] = (), is_child: bool = False) -> Presumption:
    """By the talk and by what others saw; `seen` also holds what a specialist was told."""
    shown = [code for code in INDICATORS if code in seen or replies.get(code) in AFFIRMED]
    contra = tuple(code for code in shown if INDICATORS[code].strength is Strength.CONTRA)
    strong = tuple(code for code in shown if _carries_alone(code))
    medium = tuple(code for code in shown if INDICATORS[code].strength is Strength.MEDIUM)
    if is_child:
        return Presumption(Presumed.PRESUMED, Because.CHILD, ("CHI01", *strong), contra)
    if strong:
        return Presumption(Presumed.PRESUMED, Because.STRONG, strong, contra)
    if len({INDICATORS[code].dimension for code in medium}) > 1:
        return Presumption(Presumed.PRESUMED, Because.TWO_MEDIUM, medium, contra)
    if any(replies.get(code) not in TOLD for code in QUESTIONS):
        return Presumption(Presumed.INSUFFICIENT, Because.NOT_ALL_TOLD, medium, contra)
    return Presumption(Presumed.NOT_PRESUMED, Because.NOTHING_SHOWN, medium, contra)


def _carries_alone(code: str) -> bool:
    indicator = INDICATORS[code]
    return indicator.strength is Strength.STRONG and indicator.element in _CARRIES_ALONE
