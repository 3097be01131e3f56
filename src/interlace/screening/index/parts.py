"""A segment together with which of its records still count: what one search walks through."""

from dataclasses import dataclass

from interlace.screening.index.liveness import Liveness
from interlace.screening.index.records import PermittedLabels
from interlace.screening.index.segment import Segment


@dataclass(frozen=True, slots=True)
class Part:
    """One searchable part. `since` is the first logged change that concerns it; older ones it already contains."""

    name: str
    segment: Segment
    since: int
    life: Liveness

    def permitted_name_count(self, permitted: PermittedLabels) -> int:
        """How many live names the viewer may discover here."""
        counts = self.segment.arrays["label_names"]
        if self.life.anything_dead:
            counts = counts - self.life.label_losses
        return int(counts[permitted.among(self.segment.labels)].sum())
