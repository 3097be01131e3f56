"""Finding records by identifiers: hash, entries, label, alive. No compiler, no frequency, no score."""

from collections.abc import Collection, Sequence

import numpy as np

from interlace.screening.index.columns import Numbers
from interlace.screening.index.keys import identifier_hash
from interlace.screening.index.parts import Part, Place
from interlace.screening.index.records import PermittedLabels, Within

FEW = 8  # below this plain Python is faster than setting up array operations


def find_identifiers(
    parts: Sequence[Part],
    identifiers: Sequence[str],
    permitted: PermittedLabels,
    within: Within,
    *,
    most: int,
    wanted: Collection[Place] = (),
) -> dict[Place, list[str]]:
    """For each (part, row) the identifiers of the query that stand there under a permitted label, in query order.

    Where thousands share one number, only those of each part that are the first by what they share, then by row, and
    those that are wanted: rows are in the order of keys, so nobody else could come to stand among the first.
    """
    asked = [(identifier, identifier_hash(identifier)) for identifier in dict.fromkeys(identifiers)]
    met: dict[Place, list[str]] = {}
    for number, part in enumerate(parts):
        found = [(identifier, _rows(part, value, permitted, within)) for identifier, value in asked]
        if sum(len(rows) for _, rows in found) > most:
            chosen = _first([rows for _, rows in found], most, wanted=[row for at, row in wanted if at == number])
            found = [(identifier, _among(rows, chosen)) for identifier, rows in found]
        for identifier, rows in found:
            for row in rows:
                met.setdefault((number, row), []).append(identifier)
    return met


def _first(found: Sequence[Sequence[int] | Numbers], most: int, *, wanted: Sequence[int]) -> Numbers:
    """The rows that share most, of equals the first; and those that are wanted."""
    rows, shared = np.unique(np.concatenate([np.asarray(each, dtype=np.int64) for each in found]), return_counts=True)
    return np.concatenate([rows[np.lexsort((rows, -shared))[:most]], np.asarray(wanted, dtype=np.int64)])


def _among(rows: Sequence[int] | Numbers, chosen: Numbers) -> Sequence[int]:
    array = np.asarray(rows, dtype=np.int64)
    return [int(row) for row in array[np.isin(array, chosen)]]


def _rows(part: Part, value: int, permitted: PermittedLabels, within: Within) -> Sequence[int] | Numbers:
    segment = part.segment
    first, end = segment.identifiers.entries(value)
    if first == end:
        return ()
    arrays = segment.arrays
    rows, local = arrays["identifier_row"], arrays["identifier_label"]
    if end - first <= FEW:
        return list(
            {
                int(rows[entry]): None
                for entry in range(first, end)
                if segment.is_visible(int(local[entry]), permitted, within) and not part.life.is_dead(int(rows[entry]))
            }
        )
    chosen = rows[first:end][segment.visible(permitted, within)[local[first:end]]]
    if part.life.anything_dead:
        chosen = chosen[part.life.dead_rows[chosen] == 0]
    return np.asarray(np.unique(chosen))
