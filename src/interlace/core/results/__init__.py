"""Counting honestly: what the log says, each person and object once, and the version for everybody.

`publishing` and `sheet` stand apart, for they load the solver.
"""

from interlace.core.results.counters import DEFINITIONS, PARTS, Figure, Results, results
from interlace.core.results.log import Line, Log, Money, ResultKind, person_key

__all__ = ["DEFINITIONS", "PARTS", "Figure", "Line", "Log", "Money", "ResultKind", "Results", "person_key", "results"]
