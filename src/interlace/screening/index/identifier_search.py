"""Finding records by identifiers: hash, entries, label, alive. No compiler, no frequency, no score."""

from collections.abc import Collection, Sequence

import numpy as np

from interlace.screening.index.keys import identifier_hash
from interlace.screening.index.parts import Part
from interlace.screening.index.records import PermittedLabels, Within

FEW = 8  # below this plain Python is faster than setting up array operations


def find_identifiers(
    parts: Sequence[Part], identifiers: Sequence[str], permitted: PermittedLabels, within: Within
) -> dict[tuple[int, int], list[str]]:
    """For each (part, row) the identifiers of the query that stand there under a permitted label, in query order."""
    met: dict[tuple[int, int], list[str]] = {}
    for identifier in dict.fromkeys(identifiers):
        value = identifier_hash(identifier)
        for number, part in enumerate(parts):
            for row in _rows(part, value, permitted, within):
                met.setdefault((number, row), []).append(identifier)
    return met


def _rows(part: Part, value: int, permitted: PermittedLabels, within: Within) -> Collection[int]:
    segment = part.segment
    first, end = segment.identifiers.entries(value)
    if first == end:
        return ()
    arrays = segment.arrays
    rows, local = arrays["identifier_row"], arrays["identifier_label"]
    if end - first <= FEW:
        return {
            int(rows[entry])
            for entry in range(first, end)
            if segment.is_visible(int(local[entry]), permitted, within) and not part.life.is_dead(int(rows[entry]))
        }
    chosen = rows[first:end][segment.visible(permitted, within)[local[first:end]]]
    if part.life.anything_dead:
        chosen = chosen[part.life.dead_rows[chosen] == 0]
    return [int(row) for row in np.unique(chosen)]
