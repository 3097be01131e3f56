"""Two descriptions in, one explained score out: pure, symmetric, with published weights."""

from interlace.core.matching.descriptions import Description, Tag, Tagged
from interlace.core.matching.frequencies import DEFAULT, Frequencies
from interlace.core.matching.reasons import REASONS, Field, Reason, ReasonKind
from interlace.core.matching.scores import Score, band_of, compare, compare_from, probability_of
from interlace.core.matching.weights import MODEL, THRESHOLDS, Band

__all__ = [
    "DEFAULT",
    "MODEL",
    "REASONS",
    "THRESHOLDS",
    "Band",
    "Description",
    "Field",
    "Frequencies",
    "Reason",
    "ReasonKind",
    "Score",
    "Tag",
    "Tagged",
    "band_of",
    "compare",
    "compare_from",
    "probability_of",
]
