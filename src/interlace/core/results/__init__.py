"""Counting honestly: what the log says, each person and object once, and the version for everybody.

`publishing` and `sheet` stand apart, for they load the solver.
"""

from interlace.core.results.counters import DEFINITIONS, PARTS, Figure, Results, results
from interlace.core.results.log import Kind, Line, Log, Money, person_key

__all__ = ["DEFINITIONS", "PARTS", "Figure", "Kind", "Line", "Log", "Money", "Results", "person_key", "results"]
