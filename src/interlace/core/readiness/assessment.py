"""How ready a target is: points, gaps, and a band that never advises an arrest.

Source, read 2026-11-23: procedures of the product, 5 (sixteen criteria, gates, 75 and 60 points, what blocks) and its
journey of the meeting (ready, one gap, not ready). The band says what is shown and what is missing; whether to act is
the decision of a panel of both sides (`panel.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction

from interlace.core.readiness.criteria import CRITERIA, Criterion, Dimension, Level

THRESHOLD = 75
"""Points from which, with every gate passed, the criteria are met."""
NEAR = 60
"""Points from which, with every gate passed, the points are the one gap."""


class Support(StrEnum):
    """What a finding rests on."""

    LEAD = "lead"  # graded intelligence
    EXHIBIT = "exhibit"  # evidence with custody
    DOCUMENT = "document"  # a register extract, a warrant, a letter, minutes


class RedFlag(StrEnum):
    """What blocks a target whatever its points."""

    MAY_BE_TRAFFICKED = "may_be_trafficked"
    ONLY_COURT_BARRED = "only_court_barred"  # nothing but intelligence that its source bars from court
    WARRANT_EXPIRED = "warrant_expired"
    LEAK_RISK = "leak_risk"


class Band(IntEnum):
    """In words: criteria met, one gap, not ready. Ordered, so that more evidence is never less."""

    NOT_READY = 0
    ONE_GAP = 1
    CRITERIA_MET = 2


class Doubt(StrEnum):
    """Why a level that somebody set does not count in full."""

    UNSUPPORTED = "unsupported"  # nothing is named that it rests on
    LEADS_ARE_NOT_EXHIBITS = "leads_are_not_exhibits"


@dataclass(frozen=True, slots=True)
class Finding:
    """What an officer set for one criterion, and what it rests on."""

    level: Level
    support: frozenset[Support]


@dataclass(frozen=True, slots=True)
class Counted:
    """The level that counts, and why it is lower than the one set."""

    level: Level
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class MissingLevel:
    """A gate that is not passed: what it lacks becomes somebody's task."""

    criterion: str
    has: Level
    needs: Level


@dataclass(frozen=True, slots=True)
class MissingPoints:
    """Too few points even once every gate is passed."""

    has: Fraction
    needs: int


Gap = MissingLevel | MissingPoints | RedFlag


@dataclass(frozen=True, slots=True)
class Readiness:
    """One target, measured."""

    counted: Mapping[str, Counted]
    points: Fraction
    gaps: tuple[Gap, ...]
    band: Band


def assess(findings: Mapping[str, Finding], *, flags: Iterable[RedFlag] = ()) -> Readiness:
    """A target by its findings; a criterion that nobody looked at counts as nothing shown."""
    counted = {code: counted_level(criterion, findings.get(code)) for code, criterion in CRITERIA.items()}
    levels = {code: each.level for code, each in counted.items()}
    missing = tuple(_missing_levels(levels))
    # Otherwise a target with one weak gate and few points would read "one gap", be closed, and still not be met.
    after_closing = points({**levels, **{each.criterion: each.needs for each in missing}})
    few = (MissingPoints(after_closing, THRESHOLD),) if after_closing < THRESHOLD else ()
    gaps: tuple[Gap, ...] = (*missing, *sorted(set(flags)), *few)
    return Readiness(counted=counted, points=points(levels), gaps=gaps, band=_band(gaps))


def counted_level(criterion: Criterion, finding: Finding | None) -> Counted:
    """What is claimed counts as far as something carries it."""
    if finding is None or finding.level is Level.NONE:
        return Counted(Level.NONE)
    if not finding.support:
        return Counted(Level.NONE, Doubt.UNSUPPORTED)
    needs_exhibit = criterion.exhibit_from is not None and finding.level >= criterion.exhibit_from
    if needs_exhibit and criterion.exhibit_from and finding.support == {Support.LEAD}:
        return Counted(Level(criterion.exhibit_from - 1), Doubt.LEADS_ARE_NOT_EXHIBITS)
    return Counted(finding.level)


def points(levels: Mapping[str, Level]) -> Fraction:
    """Of 100, exact: a score that is rounded would pass a threshold that it does not reach."""
    return sum((Fraction(each.weight * levels[code], Level.FULL) for code, each in CRITERIA.items()), Fraction(0))


def _missing_levels(levels: Mapping[str, Level]) -> Iterable[MissingLevel]:
    for code, criterion in CRITERIA.items():
        if criterion.gate is not None and levels[code] < criterion.gate:
            yield MissingLevel(code, has=levels[code], needs=criterion.gate)


def _band(gaps: tuple[Gap, ...]) -> Band:
    match gaps:
        case ():
            return Band.CRITERIA_MET
        case (MissingPoints(has=has),) if has < NEAR:
            return Band.NOT_READY
        case (_,):
            return Band.ONE_GAP
        case _:
            return Band.NOT_READY


@dataclass(frozen=True, slots=True)
class Cell:
    """What the board shows of one dimension: its weakest gate, and where that stands."""

    criterion: str
    level: Level
    is_gap: bool


def cells(readiness: Readiness) -> Mapping[Dimension, Cell]:
    """One cell a dimension. The weakest is what lies furthest below its gate, or least above it."""
    return {dimension: _weakest(dimension, readiness) for dimension in Dimension}


def _weakest(dimension: Dimension, readiness: Readiness) -> Cell:
    of_dimension = [each for each in CRITERIA.values() if each.dimension is dimension]
    gated = [each for each in of_dimension if each.gate is not None] or of_dimension
    weakest = min(gated, key=lambda each: _margin(each, readiness.counted[each.code].level))
    level = readiness.counted[weakest.code].level
    return Cell(weakest.code, level, is_gap=not weakest.is_passed_at(level))


def _margin(criterion: Criterion, level: Level) -> tuple[int, int, str]:
    return (level - (criterion.gate or Level.NONE), -criterion.weight, criterion.code)


def case_band(targets: Iterable[Readiness]) -> Band:
    """A case is as ready as the least ready of its targets; one without a target is not ready."""
    return min((each.band for each in targets), default=Band.NOT_READY)
