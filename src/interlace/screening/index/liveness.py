"""Which records of a segment still count. Immutable: a search keeps the state with which it began."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from interlace.screening.index.columns import Numbers, spread
from interlace.screening.index.segment import Segment

_NONE_DEAD = np.zeros(0, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Liveness:
    """The dead by row and by name, and how many names each run and each label has lost. Empty while all live.

    The losses are counted so that a deleted record leaves no trace in frequencies, hence none in scores.
    """

    dead_rows: Numbers
    dead_names: Numbers
    run_losses: Numbers
    label_losses: Numbers

    @classmethod
    def all_live(cls) -> Self:
        """The state of a segment that has just been built."""
        return cls(_NONE_DEAD, _NONE_DEAD, np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64))

    @property
    def anything_dead(self) -> bool:
        """Whether a search has to leave out any row."""
        return self.dead_rows.size > 0

    def is_dead(self, row: int) -> bool:
        """Whether this row is left out."""
        return self.dead_rows.size > 0 and bool(self.dead_rows[row])

    def live_rows(self, segment: Segment) -> Numbers:
        """The rows that a search may find, in order."""
        if not self.anything_dead:
            return np.arange(segment.record_count)
        return np.flatnonzero(self.dead_rows == 0)

    def without(self, segment: Segment, rows: Sequence[int]) -> "Liveness":
        """The state after these rows have died too."""
        dying = np.unique(np.asarray([row for row in rows if not self.is_dead(row)], dtype=np.int64))
        if not dying.size:
            return self
        arrays = segment.arrays
        dead_rows = self.dead_rows.copy() if self.anything_dead else np.zeros(segment.record_count, dtype=np.uint8)
        dead_names = self.dead_names.copy() if self.anything_dead else np.zeros(arrays["name_row"].size, dtype=np.uint8)
        run_losses = self.run_losses.copy() if self.anything_dead else np.zeros(arrays["run_label"].size, np.int32)
        label_losses = self.label_losses.copy() if self.anything_dead else np.zeros(segment.labels.size, np.int64)
        dead_rows[dying] = 1
        first = np.searchsorted(arrays["name_row"], dying, side="left")
        names = spread(first, np.searchsorted(arrays["name_row"], dying, side="right") - first)
        dead_names[names] = 1
        np.add.at(label_losses, arrays["name_label"][names], 1)
        np.add.at(run_losses, _runs_of(segment, names), 1)
        return Liveness(dead_rows, dead_names, run_losses, label_losses)


def _runs_of(segment: Segment, names: Numbers) -> Numbers:
    """The run of every posting of these names."""
    arrays = segment.arrays
    token_start, token_run, run_label = arrays["token_start"], arrays["token_run"], arrays["run_label"]
    runs = []
    for name in names:
        label = arrays["name_label"][name]
        for token in np.unique(arrays["name_token"][token_start[name] : token_start[name + 1]]):
            first, end = token_run[token], token_run[token + 1]
            runs.append(int(first + np.searchsorted(run_label[first:end], label)))
    return np.array(runs, dtype=np.int64)
