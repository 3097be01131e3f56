"""Many identifiers looked up at once. Imported late: it brings the compiler."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from interlace.screening.index.columns import Numbers, spread
from interlace.screening.index.identifier_table import KEPT_BITS, stretch_bits
from interlace.screening.index.keys import identifier_digest
from interlace.screening.index.loops import compiled
from interlace.screening.index.parts import Part
from interlace.screening.index.records import PermittedLabels, Within

Met = tuple[int, int, int]
"""Which of the identifiers, and in which row of which part it stands."""


class _Table(NamedTuple):
    """The identifiers of one part as one viewer sees them."""

    starts: Numbers
    kept: Numbers
    row: Numbers
    label: Numbers
    permitted: Numbers  # by local label
    dead_rows: Numbers


class _Entries(NamedTuple):
    """Which of the hashes are there, and from where to where the entries of each may stand."""

    which: Numbers
    first: Numbers
    end: Numbers


def find_many(
    parts: Sequence[Part], identifiers: Sequence[str], permitted: PermittedLabels, within: Within, *, most: int
) -> list[Met]:
    """Where these identifiers stand under a permitted label: of each at most so many rows of each part, in order."""
    hashes = np.frombuffer(b"".join(map(identifier_digest, identifiers)), dtype="<u8")
    # In order, so that one look-up finds in the cache what the one before it has read.
    order = np.argsort(hashes)
    ordered = hashes[order]
    found: list[Met] = []
    for number, part in enumerate(parts):
        which, rows = _found_in(part, ordered, permitted, within, most)
        found += [(each, number, row) for each, row in zip(order[which].tolist(), rows.tolist(), strict=True)]
    return found


def _found_in(
    part: Part, hashes: Numbers, permitted: PermittedLabels, within: Within, most: int
) -> tuple[Numbers, Numbers]:
    segment = part.segment
    arrays = segment.arrays
    allowed = segment.visible(permitted, within)
    if not (arrays["identifier_row"].size and hashes.size and allowed.any()):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
    table = _Table(
        starts=arrays["identifier_start"],
        kept=arrays["identifier_kept"],
        row=arrays["identifier_row"],
        label=arrays["identifier_label"],
        permitted=allowed,
        dead_rows=part.life.dead_rows,
    )
    entries = _Entries(*(np.zeros(hashes.size, dtype=np.int64) for _ in _Entries._fields))
    hits = _find_entries(table, hashes, stretch_bits(table.kept.size), entries)
    entries = _Entries(*(each[:hits] for each in entries))
    rows, counts = np.zeros((hits, most), dtype=np.int32), np.zeros(hits, dtype=np.int64)
    _fill_rows(table, entries, rows, counts)
    return np.repeat(entries.which, counts), rows.ravel()[spread(np.arange(hits) * most, counts)]


@compiled
def _find_entries(table: _Table, hashes: Numbers, bits: int, entries: _Entries) -> int:
    """Note each hash that stands there; how many do."""
    hits = 0
    for each in range(hashes.size):
        value = hashes[each]
        stretch = np.int64(value >> np.uint64(64 - bits))
        kept = np.uint32((value << np.uint64(bits)) >> np.uint64(KEPT_BITS))
        end = table.starts[stretch + 1]
        for entry in range(table.starts[stretch], end):
            if table.kept[entry] >= kept:
                if table.kept[entry] == kept:
                    entries.which[hits], entries.first[hits], entries.end[hits] = each, entry, end
                    hits += 1
                break
    return hits


@compiled
def _fill_rows(table: _Table, entries: _Entries, rows: Numbers, counts: Numbers) -> None:
    """The first rows of each that live under a permitted label, each once: entries of one hash stand in their order."""
    for each in range(entries.first.size):
        kept, count = table.kept[entries.first[each]], 0
        for entry in range(entries.first[each], entries.end[each]):
            if count == rows.shape[1] or table.kept[entry] != kept:
                break
            row = table.row[entry]
            is_new = count == 0 or rows[each, count - 1] != row
            is_alive = table.dead_rows.size == 0 or table.dead_rows[row] == 0
            if is_new and is_alive and table.permitted[table.label[entry]]:
                rows[each, count] = row
                count += 1
        counts[each] = count
