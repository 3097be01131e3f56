"""What was measured of a model before it was shipped: the figures of `docs/quality.md`, as the node shows them.

Written by `python -m benchmarks.matching.published`, never by hand.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

_FOLDER = resources.files(__package__).joinpath("measured")


@dataclass(frozen=True, slots=True)
class Measured:
    """One set of true pairs and the hardest others; shares, 1.0 is all."""

    name: str
    pairs: int
    precision: float
    recall: float
    missed: float
    """True pairs below the band from which on a possible hit is told."""
    false: float
    """Hard others in it or above."""


@dataclass(frozen=True, slots=True)
class Rate:
    """False alarms in 10,000 checks. Where none was met, it is below what one would have made."""

    checks: float
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class Alarms:
    """How often persons with names of one tradition, none of whom is on a list, met somebody there."""

    tradition: str
    persons: int
    latin: Rate
    """Asked about by the Latin name."""
    native: Rate
    """Asked about by the name in its own script."""


@dataclass(frozen=True, slots=True)
class Measures:
    """All that was measured of one model."""

    sets: tuple[Measured, ...]
    alarms: tuple[Alarms, ...]


def measures_of(version: str) -> Measures | None:
    """The figures of this version; None for one that was measured before they were kept."""
    file = _FOLDER.joinpath(f"{version}.json")
    if not file.is_file():
        return None
    written = json.loads(file.read_text(encoding="utf-8"))
    return Measures(
        sets=tuple(Measured(**each) for each in written["sets"]),
        alarms=tuple(_alarms(each) for each in written["alarms"]),
    )


def _alarms(written: Mapping[str, Any]) -> Alarms:
    return Alarms(written["tradition"], written["persons"], Rate(**written["latin"]), Rate(**written["native"]))
