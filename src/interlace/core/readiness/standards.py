"""What each State wants shown before it arrests, surrenders or tries somebody, side by side.

Source, read 2026-11-23: procedures of the product, 5 (sufficiency standards differ; show the standard of each State).
Which standard a State applies is law: its bureau enters it with source and date, and what is not entered is unknown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """At which step a standard is asked."""

    ARREST = "arrest"
    SURRENDER = "surrender"
    TRIAL = "trial"


class Standard(StrEnum):
    """How much has to be shown."""

    REASONABLE_SUSPICION = "reasonable_suspicion"
    PROBABLE_CAUSE = "probable_cause"
    PRIMA_FACIE = "prima_facie"
    TRIAL_PROOF = "trial_proof"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StandardOfState:
    """What one State applies at one stage, as its bureau says."""

    state: str
    stage: Stage
    standard: Standard
    source: str
    as_of: date


def side_by_side(
    standards: Iterable[StandardOfState], *, states: Sequence[str]
) -> Mapping[Stage, Mapping[str, Standard]]:
    """A row for each stage, a column for each State; the latest word of a State counts."""
    latest: dict[tuple[Stage, str], StandardOfState] = {}
    for each in standards:
        known = latest.get((each.stage, each.state))
        if known is None or known.as_of <= each.as_of:
            latest[each.stage, each.state] = each
    return {
        stage: {
            state: found.standard if (found := latest.get((stage, state))) else Standard.UNKNOWN for state in states
        }
        for stage in Stage
    }
