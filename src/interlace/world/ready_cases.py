"""Cases brought to a meeting, with what has been shown of each, and the truth about how ready they are.

The truth is planted: a case is made to have no gap, one or several, and only then given its levels. So it does not come
from the rule that is measured by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from interlace.core.readiness import CRITERIA, Band, Finding, Level, Support
from interlace.world.criminal.chance import chance

BUREAUS = ("KR", "TH", "VN", "SG", "XB")
LOSS_ALLOWED = 25
"""Points that a case may be short of 100 and still meet the threshold."""


@dataclass(frozen=True, slots=True)
class ReadyCase:
    """One case as its bureau brings it."""

    reference: str
    bureau: str
    truth: Band
    findings: Mapping[str, Finding]


def ready_cases(
    seed: int, *, met: int = 8, one_gap: int = 9, not_ready: int = 7, bureaus: Sequence[str] = BUREAUS
) -> list[ReadyCase]:
    """As many of each kind as asked for, in mixed order."""
    rng = chance("ready cases", seed)
    kinds = [Band.CRITERIA_MET] * met + [Band.ONE_GAP] * one_gap + [Band.NOT_READY] * not_ready
    rng.shuffle(kinds)
    return [
        ReadyCase(
            reference=f"{bureaus[number % len(bureaus)]}-2026-{117 + number:04d}",
            bureau=bureaus[number % len(bureaus)],
            truth=kind,
            findings=_findings(kind, rng),
        )
        for number, kind in enumerate(kinds)
    ]


def _findings(kind: Band, rng: Random) -> Mapping[str, Finding]:
    gated = [code for code, each in CRITERIA.items() if each.gate is not None]
    failing = rng.sample(gated, {Band.CRITERIA_MET: 0, Band.ONE_GAP: 1, Band.NOT_READY: rng.randint(2, 7)}[kind])
    levels = dict.fromkeys(CRITERIA, Level.FULL)
    left = LOSS_ALLOWED * int(Level.FULL)
    # First what fails: closing such a gap brings it to its gate only, and that has to be within what may be lost.
    for code in [*failing, *rng.sample(sorted(CRITERIA), len(CRITERIA))]:
        lowest = CRITERIA[code].gate or Level.NONE
        loss = CRITERIA[code].weight * (levels[code] - lowest)
        if loss <= left:
            levels[code], left = lowest, left - loss
    for code in failing:
        levels[code] = Level(rng.randrange(levels[code]))
    return {code: Finding(level, _support(rng)) for code, level in levels.items()}


def _support(rng: Random) -> frozenset[Support]:
    return frozenset({rng.choice((Support.EXHIBIT, Support.DOCUMENT)), *rng.sample(sorted(Support), rng.randint(0, 2))})
