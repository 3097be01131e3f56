"""A segment together with which of its records still count: what one search walks through."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interlace.screening.index.liveness import Liveness
from interlace.screening.index.segment import Segment

Place = tuple[int, int]
"""Part and row."""


@dataclass(frozen=True, slots=True)
class Part:
    """One searchable part. `since` is the first logged change that concerns it; older ones it already contains."""

    name: str
    segment: Segment
    since: int
    life: Liveness

    def visible_name_count(self, visible: NDArray[np.bool_]) -> int:
        """How many live names stand under these local labels."""
        counts = self.segment.name_counts
        if self.life.anything_dead:
            counts = counts - self.life.label_losses
        return int(counts[visible].sum())
