"""What scores are worth: pure arithmetic over scores and truth."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Scores = Sequence[float] | Numbers

FALSE_ALARMS = 1e-3
"""The share of wrong pairs that may pass where recall is read off."""


def average_precision(same: Scores, others: Scores) -> float:
    """The mean precision over all thresholds, weighted by the recall each adds; equal scores stand or fall together."""
    found, wrong, _ = _by_threshold(same, others)
    precision = found / (found + wrong)
    return float(np.sum(np.diff(found, prepend=0) * precision) / len(same)) if len(same) else 0.0


def recall_at(same: Scores, others: Scores, *, false_alarms: float = FALSE_ALARMS) -> float:
    """The share of the true pairs above the lowest threshold that lets at most this share of the wrong pairs by."""
    found, wrong, _ = _by_threshold(same, others)
    allowed = found[wrong <= false_alarms * len(others)]
    return float(allowed[-1] / len(same)) if len(allowed) and len(same) else 0.0


def threshold_at(same: Scores, others: Scores, *, false_alarms: float = FALSE_ALARMS) -> float:
    """That threshold itself: the lowest score that still passes."""
    _, wrong, thresholds = _by_threshold(same, others)
    passing = thresholds[wrong <= false_alarms * len(others)]
    return float(passing[-1]) if len(passing) else float("inf")


def _by_threshold(same: Scores, others: Scores) -> tuple[Numbers, Numbers, Numbers]:
    """True and wrong pairs at or above every score that occurs, from the highest down."""
    scores = np.concatenate([np.asarray(same, dtype=float), np.asarray(others, dtype=float)])
    is_same = np.concatenate([np.ones(len(same)), np.zeros(len(others))])
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    last_of_equals = np.flatnonzero(np.diff(ranked, append=-np.inf))
    found = np.cumsum(is_same[order])[last_of_equals]
    return found, last_of_equals + 1 - found, ranked[last_of_equals]
