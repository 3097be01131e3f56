"""Two standings of one person, side by side: in the protection of victims, and in the criminal matter.

A coerced worker may be both. State and event names of the protection follow the victim machine of the workflow table.
Source, read 2026-11-23: procedures of the product, 7; ACTIP article 14(7) on not punishing victims; journey of the
meeting (a presumed victim is never stored as a suspect by one person; 2 of 16 arrested reclassified by two persons).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from interlace.core.victims.presumption import Presumed


class Protection(StrEnum):
    """How far somebody found on site has come in the care of those who protect victims."""

    ENCOUNTERED = "ENCOUNTERED"
    PRESUMED = "PRESUMED"
    SCREENED = "SCREENED"
    IDENTIFIED = "IDENTIFIED"
    NOT_IDENTIFIED = "NOT_IDENTIFIED"
    ASSISTED = "ASSISTED"
    RETURN_ASSESSED = "RETURN_ASSESSED"
    REPATRIATED = "REPATRIATED"
    REMAINS = "REMAINS"
    REINTEGRATION = "REINTEGRATION"


class ProtectionMove(StrEnum):
    """What is done."""

    PRESUME = "presume"
    SCREEN = "screen"
    IDENTIFY = "identify"
    NOT_IDENTIFY = "not_identify"
    REVIEW = "review"
    ASSIST = "assist"
    ASSESS_RETURN = "assess_return"
    REPATRIATE = "repatriate"
    STAY = "stay"
    REINTEGRATE = "reintegrate"


MOVES: Mapping[tuple[Protection, ProtectionMove], Protection] = {
    (Protection.ENCOUNTERED, ProtectionMove.PRESUME): Protection.PRESUMED,
    (Protection.PRESUMED, ProtectionMove.SCREEN): Protection.SCREENED,
    # Ours: all who are found are screened, also those whom nothing made a presumed victim on site.
    (Protection.ENCOUNTERED, ProtectionMove.SCREEN): Protection.SCREENED,
    (Protection.SCREENED, ProtectionMove.IDENTIFY): Protection.IDENTIFIED,
    (Protection.SCREENED, ProtectionMove.NOT_IDENTIFY): Protection.NOT_IDENTIFIED,
    (Protection.NOT_IDENTIFIED, ProtectionMove.REVIEW): Protection.SCREENED,
    (Protection.IDENTIFIED, ProtectionMove.ASSIST): Protection.ASSISTED,
    (Protection.ASSISTED, ProtectionMove.ASSESS_RETURN): Protection.RETURN_ASSESSED,
    (Protection.RETURN_ASSESSED, ProtectionMove.REPATRIATE): Protection.REPATRIATED,
    (Protection.RETURN_ASSESSED, ProtectionMove.STAY): Protection.REMAINS,
    (Protection.REPATRIATED, ProtectionMove.REINTEGRATE): Protection.REINTEGRATION,
}


class Matter(StrEnum):
    """Where the same person stands in the criminal matter."""

    NONE = "none"
    WITNESS = "witness"
    ARRESTED = "arrested"  # held under a warrant; what the person is held to be is not yet said
    SUSPECT = "suspect"


class Office(StrEnum):
    """For whom somebody acts."""

    INVESTIGATION = "investigation"
    PROTECTION = "protection"
    PROSECUTION = "prosecution"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Signature:
    """One person who decides."""

    officer: str
    office: Office


class Bar(StrEnum):
    """Why a standing may not be changed so."""

    BY_A_MACHINE = "by_a_machine"
    FORM_MISSING = "form_missing"
    SECOND_PERSON_MISSING = "second_person_missing"
    PROTECTION_NOT_HEARD = "protection_not_heard"
    PROSECUTOR_NOT_HEARD = "prosecutor_not_heard"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True, slots=True)
class Person:
    """What the rule needs to know of a person, and nothing more."""

    protection: Protection
    presumed: Presumed
    is_form_complete: bool
    is_child: bool


_IDENTIFIED = frozenset(Protection) - {
    Protection.ENCOUNTERED,
    Protection.PRESUMED,
    Protection.SCREENED,
    Protection.NOT_IDENTIFIED,
}


def bars_to_suspect(person: Person, *, by: Collection[Signature], reason: str) -> tuple[Bar, ...]:
    """What stands in the way of calling somebody who was found on site a suspect; nothing, when it may be done.

    Two different persons always, and the finished form. One of the two is of protection, unless the form says "not
    presumed". For an identified victim and for a child a prosecutor is heard
    besides, whose record on not punishing is the reason.
    """
    people = {each.officer for each in by if each.office is not Office.MACHINE}
    offices = {each.office for each in by}
    needs_prosecutor = person.protection in _IDENTIFIED or person.is_child
    found = (
        (Bar.BY_A_MACHINE, Office.MACHINE in offices),
        (Bar.FORM_MISSING, not person.is_form_complete),
        (Bar.SECOND_PERSON_MISSING, len(people) < 2),
        (Bar.PROTECTION_NOT_HEARD, _is_protected(person) and Office.PROTECTION not in offices),
        (Bar.PROSECUTOR_NOT_HEARD, needs_prosecutor and Office.PROSECUTION not in offices),
        (Bar.REASON_MISSING, not reason.strip()),
    )
    return tuple(bar for bar, holds in found if holds)


def bars_to_release(*, by: Collection[Signature], reason: str) -> tuple[Bar, ...]:
    """What stands in the way of taking an arrested person out of the matter as a presumed victim: two people say so."""
    people = {each.officer for each in by if each.office is not Office.MACHINE}
    found = (
        (Bar.BY_A_MACHINE, any(each.office is Office.MACHINE for each in by)),
        (Bar.SECOND_PERSON_MISSING, len(people) < 2),
        (Bar.REASON_MISSING, not reason.strip()),
    )
    return tuple(bar for bar, holds in found if holds)


def _is_protected(person: Person) -> bool:
    if person.is_child or person.protection in _IDENTIFIED:
        return True
    return person.presumed is not Presumed.NOT_PRESUMED


class WordForInvestigators(StrEnum):
    """All that an investigator reads of somebody's protection until the person agrees."""

    IN_CARE = "in_care"  # not screened yet
    SCREENED = "screened"
    PROTECTED = "protected"


def word_for_investigators(person: Person) -> WordForInvestigators:
    """Whether to keep away, and never why: no indicator, no answer, no step of the care."""
    if person.protection in {Protection.ENCOUNTERED, Protection.PRESUMED}:
        return WordForInvestigators.IN_CARE
    return WordForInvestigators.PROTECTED if _is_protected(person) else WordForInvestigators.SCREENED
