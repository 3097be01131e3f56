"""How ready a target is for a coordinated arrest: criteria, gates, gaps, standards, and what a panel says."""

from interlace.core.readiness.assessment import (
    NEAR,
    THRESHOLD,
    Band,
    Cell,
    Counted,
    Doubt,
    Finding,
    Gap,
    MissingLevel,
    MissingPoints,
    Readiness,
    RedFlag,
    Support,
    assess,
    case_band,
    cells,
)
from interlace.core.readiness.criteria import CRITERIA, Criterion, Dimension, Level

__all__ = [
    "CRITERIA",
    "NEAR",
    "THRESHOLD",
    "Band",
    "Cell",
    "Counted",
    "Criterion",
    "Dimension",
    "Doubt",
    "Finding",
    "Gap",
    "Level",
    "MissingLevel",
    "MissingPoints",
    "Readiness",
    "RedFlag",
    "Support",
    "assess",
    "case_band",
    "cells",
]
