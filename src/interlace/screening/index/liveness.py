"""Which records of a segment still count. Immutable: a search keeps the state with which it began."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Self

import numpy as np
from numpy.typing import NDArray

from interlace.screening.index.columns import Numbers, spread
from interlace.screening.index.names import LENGTHS
from interlace.screening.index.segment import Segment

_NONE_DEAD = np.zeros(0, dtype=np.uint8)
UNKNOWN = -1
MOST_COUNTED = 8
"""Viewers of whom is kept in how many names each word stands, as far as their searches counted it."""


@dataclass(slots=True)
class _Counted:
    """How often words stand where somebody may discover them. Only ever counted for one viewer and told to that one."""

    lock: Lock = field(default_factory=Lock)
    by_viewer: dict[bytes, Numbers] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Liveness:
    """The dead by row and by name, and how many names each token and each label has lost. Empty while all live.

    The losses are counted so that a deleted record leaves no trace in frequencies, hence none in scores.
    """

    dead_rows: Numbers
    dead_names: Numbers
    token_losses: Numbers
    label_losses: Numbers
    _counted: _Counted = field(default_factory=_Counted)

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

    def counted_for(self, segment: Segment, visible: NDArray[np.bool_]) -> Numbers:
        """Room for counts of words over what stands under these local labels, with what was counted before."""
        viewer = np.packbits(visible).tobytes()
        with self._counted.lock:
            kept = self._counted.by_viewer
            counts = kept.pop(viewer, None)
            if counts is None:
                counts = np.full(segment.token_identity.size, UNKNOWN, dtype=np.int32)
            kept[viewer] = counts  # the latest last
            if len(kept) > MOST_COUNTED:
                del kept[next(iter(kept))]
        return counts

    def without(self, segment: Segment, rows: Sequence[int]) -> "Liveness":
        """The state after these rows have died too."""
        dying = np.unique(np.asarray([row for row in rows if not self.is_dead(row)], dtype=np.int64))
        if not dying.size:
            return self
        arrays = segment.arrays
        counts = (segment.record_count, arrays["name_row"].size, segment.token_identity.size, segment.labels.size)
        state = (self.dead_rows, self.dead_names, self.token_losses, self.label_losses)
        dead_rows, dead_names, token_losses, label_losses = (
            part.copy() if self.anything_dead else np.zeros(count, dtype=part.dtype)
            for part, count in zip(state, counts, strict=True)
        )
        names = segment.names_of_rows(dying)
        dead_rows[dying] = 1
        dead_names[names] = 1
        np.add.at(label_losses, arrays["name_label"][names], 1)
        np.add.at(token_losses, _tokens_of(segment, names), 1)
        return Liveness(dead_rows, dead_names, token_losses, label_losses)


def _tokens_of(segment: Segment, names: Numbers) -> Numbers:
    """The tokens of these names, each once for each name."""
    arrays = segment.arrays
    lengths, starts = arrays["name_length"], arrays["name_start"]
    first = np.array(
        [starts[name // LENGTHS] + int(lengths[name // LENGTHS * LENGTHS : name].sum()) for name in names.tolist()],
        dtype=np.int64,
    )
    tokens = arrays["name_token"][spread(first, lengths[names].astype(np.int64))]
    pairs = np.unique(np.stack([np.repeat(names, lengths[names]), tokens.astype(np.int64)]), axis=1)
    return np.asarray(pairs[1])
