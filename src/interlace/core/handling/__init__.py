"""Labels, and the one rule that decides on them."""

from interlace.core.handling.labels import (
    ALL_ACTIONS,
    LIFE,
    Action,
    Answer,
    Code,
    Grant,
    HitMode,
    Label,
    Viewer,
)
from interlace.core.handling.policy import KNOWN_CODES, NEEDS, can, decide, join

__all__ = [
    "ALL_ACTIONS",
    "KNOWN_CODES",
    "LIFE",
    "NEEDS",
    "Action",
    "Answer",
    "Code",
    "Grant",
    "HitMode",
    "Label",
    "Viewer",
    "can",
    "decide",
    "join",
]
