"""The plan of a joint operation: what it needs, what is broken in it, and whether Go may be given.

`solving` and `what_if` stand apart, for they load the solver, which takes half a second that a reader of plans need not
wait for.
"""

from interlace.core.planning.checking import InterpreterPlace, Plan, TeamPlace, check
from interlace.core.planning.resources import (
    COERCIVE,
    Custody,
    Freeze,
    HandOver,
    Interpreter,
    Kits,
    Operation,
    Reception,
    Site,
    Span,
    Target,
    Team,
    Work,
)
from interlace.core.planning.rules import OF_VICTIMS, REMEDIES, Broken, Remedy, Rule, is_compliant

__all__ = [
    "COERCIVE",
    "OF_VICTIMS",
    "REMEDIES",
    "Broken",
    "Custody",
    "Freeze",
    "HandOver",
    "Interpreter",
    "InterpreterPlace",
    "Kits",
    "Operation",
    "Plan",
    "Reception",
    "Remedy",
    "Rule",
    "Site",
    "Span",
    "Target",
    "Team",
    "TeamPlace",
    "Work",
    "check",
    "is_compliant",
]
