"""The first minutes on site: who needs what now. Not a word about what anybody did.

Source, read 2026-11-23: procedures of the product, 6 and 7.1 (no cuffs by default; a child is always presumed a victim;
age with the benefit of the doubt); journey of the meeting (at most six taps).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum, StrEnum

ADULT_AT = 18


class Need(StrEnum):
    """What a person needs now."""

    DOCTOR = "doctor"
    PROTECTION = "protection"  # from somebody who is on site too
    WATER_FOOD = "water_food"
    INTERPRETER = "interpreter"
    CALL_HOME = "call_home"
    GUARDIAN = "guardian"
    CONSULATE = "consulate"  # only if wanted: a consulate can be a danger


class Urgency(IntEnum):
    """Who is looked after first; the lower, the sooner."""

    NOW = 1
    SOON = 2
    THEN = 3


@dataclass(frozen=True, slots=True)
class Triage:
    """What the first responder noted of one person: at most one tap a line."""

    is_hurt_or_ill: bool = False
    is_afraid_of_somebody_here: bool = False
    age_said: int | None = None
    looks_under_age: bool = False
    needs_interpreter: bool = False
    wants: frozenset[Need] = frozenset()


def is_treated_as_child(triage: Triage) -> bool:
    """Under age by what is said or, where an adult age is said or none, by what is seen: the doubt helps the person."""
    is_said_to_be = triage.age_said is not None and triage.age_said < ADULT_AT
    return is_said_to_be or triage.looks_under_age


def needs(triage: Triage) -> Collection[Need]:
    """What is arranged at once, whatever else the person wants."""
    found = set(triage.wants)
    if triage.is_hurt_or_ill:
        found.add(Need.DOCTOR)
    if triage.is_afraid_of_somebody_here:
        found.add(Need.PROTECTION)
    if triage.needs_interpreter:
        found.add(Need.INTERPRETER)
    if is_treated_as_child(triage):
        found.add(Need.GUARDIAN)
    return tuple(each for each in Need if each in found)


def urgency(triage: Triage) -> Urgency:
    """The hurt and those in danger now, children soon, all others then."""
    if triage.is_hurt_or_ill or triage.is_afraid_of_somebody_here:
        return Urgency.NOW
    return Urgency.SOON if is_treated_as_child(triage) else Urgency.THEN
