"""Finding records by identifiers: hash, entries, label, alive. No compiler, no frequency, no score."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from interlace.screening.index.columns import Numbers
from interlace.screening.index.keys import identifier_hash
from interlace.screening.index.parts import Part, Place
from interlace.screening.index.records import PermittedLabels, Within

Rows = Sequence[int] | Numbers
FEW = 8  # below this plain Python is faster than setting up array operations
AT_A_TIME = 128  # entries of one identifier that are looked at before they are counted


class _Sight(NamedTuple):
    permitted: PermittedLabels
    within: Within


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
    # Who shares several stands before who shares one, so that of several nobody may be left out unread.
    enough = most if len(asked) == 1 else None
    sight = _Sight(permitted, within)
    met: dict[Place, list[str]] = {}
    for number, part in enumerate(parts):
        named = [row for at, row in wanted if at == number]
        found = [(identifier, _rows(part, value, sight, enough, named)) for identifier, value in asked]
        if enough is None and sum(len(rows) for _, rows in found) > most:
            chosen = _first([rows for _, rows in found], most, named)
            found = [(identifier, _among(rows, chosen)) for identifier, rows in found]
        for identifier, rows in found:
            for row in rows:
                met.setdefault((number, int(row)), []).append(identifier)
    return met


def _first(found: Sequence[Rows], most: int, wanted: Sequence[int]) -> Numbers:
    """The rows that share most, of equals the first; and those that are wanted."""
    rows, shared = np.unique(np.concatenate([np.asarray(each, dtype=np.int64) for each in found]), return_counts=True)
    return np.concatenate([rows[np.lexsort((rows, -shared))[:most]], np.asarray(wanted, dtype=np.int64)])


def _among(rows: Rows, chosen: Numbers) -> Rows:
    array = np.asarray(rows, dtype=np.int64)
    return array[np.isin(array, chosen)]


def _rows(part: Part, value: int, sight: _Sight, enough: int | None, wanted: Sequence[int]) -> Rows:
    """Where one identifier stands, each row once; once there are enough, of those that follow only the wanted ones."""
    segment = part.segment
    first, end = segment.identifiers.entries(value)
    if end - first <= FEW:
        rows, local = segment.arrays["identifier_row"], segment.arrays["identifier_label"]
        return list(
            {
                int(rows[entry]): None
                for entry in range(first, end)
                if segment.is_visible(int(local[entry]), *sight) and not part.life.is_dead(int(rows[entry]))
            }
        )
    if enough is None:
        return _living(part, slice(first, end), sight)
    rows = np.zeros(0, dtype=np.int64)
    # Entries of one identifier stand in the order of rows.
    while first < end and rows.size < enough:
        stretch = slice(first, min(first + AT_A_TIME, end))
        rows = np.union1d(rows, _living(part, stretch, sight))
        first = stretch.stop
    if not wanted:
        return rows[:enough]
    everybody = np.union1d(rows, _living(part, slice(first, end), sight))
    return np.union1d(rows[:enough], everybody[np.isin(everybody, wanted)])


def _living(part: Part, entries: slice, sight: _Sight) -> Numbers:
    """The rows of these entries that the viewer may discover, each once."""
    arrays = part.segment.arrays
    rows = arrays["identifier_row"][entries]
    rows = rows[part.segment.visible(*sight, arrays["identifier_label"][entries])]
    if part.life.anything_dead:
        rows = rows[part.life.dead_rows[rows] == 0]
    return np.asarray(np.unique(rows))
