"""Two descriptions in, one explained score out: pure, symmetric, with published weights."""

from interlace.core.matching.descriptions import Description, Tag, Tagged
from interlace.core.matching.frequencies import DEFAULT, Frequencies
from interlace.core.matching.reasons import REASONS, Field, Reason, ReasonKind
from interlace.core.matching.scores import Score, band_of, compare, compare_from, probability_of
from interlace.core.matching.weights import CURRENT, MODEL, THRESHOLDS, Band, Model, model, versions

__all__ = [
    "CURRENT",
    "DEFAULT",
    "MODEL",
    "REASONS",
    "THRESHOLDS",
    "Band",
    "Description",
    "Field",
    "Frequencies",
    "Model",
    "Reason",
    "ReasonKind",
    "Score",
    "Tag",
    "Tagged",
    "band_of",
    "compare",
    "compare_from",
    "model",
    "probability_of",
    "versions",
]
