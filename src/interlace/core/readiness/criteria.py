"""The sixteen criteria as data: dimension, weight, and the gate that must be passed.

Source: `criteria.csv`, which names its own source and date.
"""

from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from importlib import resources


class Dimension(StrEnum):
    """One column of the readiness board."""

    IDENTITY = "identity"
    LOCATION = "location"
    OFFENCE = "offence"
    EVIDENCE = "evidence"
    VICTIMS = "victims"
    LEGAL = "legal"
    REQUESTED_STATE = "requested_state"
    ASSETS = "assets"


class Level(IntEnum):
    """How far one criterion is shown; what each level means for a criterion is said where words are chosen."""

    NONE = 0
    SOME = 1
    ENOUGH = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is asked of every target."""

    code: str
    dimension: Dimension
    weight: int
    gate: Level | None
    exhibit_from: Level | None
    """The level from which leads alone do not carry it."""

    def is_passed_at(self, level: Level) -> bool:
        return self.gate is None or level >= self.gate


def _criteria() -> Mapping[str, Criterion]:
    text = resources.files(__package__).joinpath("criteria.csv").read_text(encoding="utf-8")
    rows = DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {
        row["code"]: Criterion(
            code=row["code"],
            dimension=Dimension(row["dimension"]),
            weight=int(row["weight"]),
            gate=_level(row["gate"]),
            exhibit_from=_level(row["exhibit_from"]),
        )
        for row in rows
    }


def _level(cell: str) -> Level | None:
    return Level(int(cell)) if cell else None


CRITERIA: Mapping[str, Criterion] = _criteria()
"""By code, in the order in which they are read out."""
