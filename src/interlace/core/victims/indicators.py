"""What may show that a person is a victim of trafficking: strength, dimension, and how it is learnt.

Source: `indicators.csv`, which names its own source and date.
"""

from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources


class Strength(StrEnum):
    """How much one indicator says."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    CONTRA = "contra"  # speaks against; corroborated before anybody relies on it, for victims are promoted under duress


class Element(StrEnum):
    """What it is an indicator of (Palermo protocol, article 3); for a child the means need not be shown."""

    ACT = "act"
    MEANS = "means"
    PURPOSE = "purpose"
    CONTEXT = "context"
    CHILD = "child"
    CONTRA = "contra"


class How(StrEnum):
    """How it becomes known."""

    ASKED = "asked"
    SEEN = "seen"
    TRIAGE = "triage"
    SPECIALIST = "specialist"  # never asked in the talk: a trained interviewer of the person's choice is offered


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator."""

    code: str
    element: Element
    dimension: str
    strength: Strength
    how: How
    turn: int | None
    """Its place in the talk."""


def _indicators() -> Mapping[str, Indicator]:
    text = resources.files(__package__).joinpath("indicators.csv").read_text(encoding="utf-8")
    rows = DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {
        row["code"]: Indicator(
            code=row["code"],
            element=Element(row["element"]),
            dimension=row["dimension"],
            strength=Strength(row["strength"]),
            how=How(row["how"]),
            turn=int(row["turn"]) if row["turn"] else None,
        )
        for row in rows
    }


INDICATORS: Mapping[str, Indicator] = _indicators()

QUESTIONS: tuple[str, ...] = tuple(
    each.code for each in sorted(INDICATORS.values(), key=lambda each: each.turn or 0) if each.how is How.ASKED
)
"""The questions of the talk in their order, one a page; any may be skipped."""
