"""One immutable part of the index: who is in it, their names as postings, their identifiers in a table.

Names are numbered by date of birth: postings in that order are in the order of years as well, so that a search reads
the years that are likely first, and often no other; and who was born on one day stands together. Arrays in
`RARELY_READ` are mapped and seldom touched; the rest is what a search works in.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from interlace.screening.index.assembly import arrays_of
from interlace.screening.index.columns import Columns, Numbers, Vocabulary, spread, starts_of
from interlace.screening.index.identifier_table import IdentifierTable, put_together
from interlace.screening.index.names import NO_DATE, ODD, NameArrays, Scratch, year_of
from interlace.screening.index.records import PermittedLabels, RecordKey, Within
from interlace.screening.index.storage import read_arrays, write_arrays

RARELY_READ = frozenset({"subject_high", "subject_low", "origin", "row", "names_by_row", "identity", "identifier_rest"})


class Segment:
    """Rows are ordered by subject, holder and source.

    A local label is a label of one holder's one source: what a search is narrowed to is told from it as well.
    """

    def __init__(self, arrays: dict[str, NDArray[Any]], holders: Sequence[str], sources: Sequence[str]) -> None:
        for values in arrays.values():
            values.setflags(write=False)  # one compiled form for arrays from memory and from files
        self.arrays = arrays
        self.holders = tuple(holders)
        self.sources = tuple(sources)
        self.labels = arrays["labels"]
        self.names = NameArrays(**{field: arrays[field] for field in NameArrays._fields})
        self.identifiers = IdentifierTable(arrays["identifier_start"], arrays["identifier_kept"])
        self.name_counts = arrays["label_names"]
        self._idle: list[Scratch] = []

    @classmethod
    def assemble(cls, columns: Columns) -> Self:
        """Build the segment of these records (of equal keys the last counts)."""
        ordered = columns.in_order()
        return cls(arrays_of(ordered), ordered.holders, ordered.sources)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Map the file of a segment into memory."""
        arrays, description = read_arrays(path)
        return cls(arrays, description["holders"], description["sources"])

    def write(self, path: Path) -> None:
        """Write the segment to a file that can be mapped."""
        write_arrays(path, self.arrays, {"holders": self.holders, "sources": self.sources})

    @property
    def record_count(self) -> int:
        """How many records the segment holds, dead ones too."""
        return int(self.arrays["row"].size)

    @property
    def byte_count(self) -> int:
        """How much its arrays take, mapped and worked in together."""
        return sum(values.nbytes for values in self.arrays.values())

    @property
    def working_byte_count(self) -> int:
        """How much of them a search works in: what should stay in memory."""
        return sum(values.nbytes for name, values in self.arrays.items() if name not in RARELY_READ)

    @property
    def token_identity(self) -> Numbers:
        """The identity of each token, by its number."""
        return self.arrays["identity"]

    def visible(
        self, permitted: PermittedLabels, within: Within, local: Numbers | slice = slice(None)
    ) -> NDArray[np.bool_]:
        """For each local label (or those given) whether this viewer may discover it and this search looks there."""
        allowed = permitted.among(self.labels[local])
        if within.is_everywhere:
            return allowed
        return np.asarray(allowed & self._origins_within(within)[self.arrays["label_origin"][local]])

    def is_visible(self, local: int, permitted: PermittedLabels, within: Within) -> bool:
        """The same for one local label."""
        if not permitted.permits(int(self.labels[local])):
            return False
        holder, source = divmod(int(self.arrays["label_origin"][local]), len(self.sources))
        return within.has_holder(self.holders[holder]) and within.has_source(self.sources[source])

    def key_of(self, row: int) -> RecordKey:
        """The key of the record in this row."""
        high, low = int(self.arrays["subject_high"][row]), int(self.arrays["subject_low"][row])
        holder, source = divmod(int(self.arrays["origin"][row]), len(self.sources))
        return RecordKey(high.to_bytes(8, "big") + low.to_bytes(8, "big"), self.holders[holder], self.sources[source])

    def row_number(self, row: int) -> int:
        """The record's own row number, as its source counts."""
        return int(self.arrays["row"][row])

    def rows_of_keys(self, keys: Collection[RecordKey]) -> list[int]:
        """The rows that bear one of these keys."""
        subjects = sorted({key.subject for key in keys})
        return [row for row in self.rows_of_subjects(subjects) if self.key_of(row) in keys]

    def rows_of_subjects(self, subjects: Collection[bytes]) -> list[int]:
        """The rows of these subjects."""
        if not subjects or not self.record_count:
            return []
        high = np.array([int.from_bytes(subject[:8], "big") for subject in subjects], dtype=np.uint64)
        low = np.array([int.from_bytes(subject[8:], "big") for subject in subjects], dtype=np.uint64)
        first = np.searchsorted(self.arrays["subject_high"], high, side="left")
        counts = np.searchsorted(self.arrays["subject_high"], high, side="right") - first
        rows = spread(first, counts)
        same = self.arrays["subject_low"][rows] == np.repeat(low, counts)
        return [int(row) for row in rows[same]]

    def rows_of_sources(self, sources: Collection[str]) -> list[int]:
        """The rows that came from these sources."""
        codes = [code for code, source in enumerate(self.sources) if source in sources]
        if not codes:
            return []
        return [int(row) for row in np.flatnonzero(np.isin(self.arrays["origin"] % len(self.sources), codes))]

    def names_of_rows(self, rows: Numbers) -> Numbers:
        """The numbers of the names that stand in these rows."""
        by_row, name_row = self.arrays["names_by_row"], self.arrays["name_row"]
        found = [
            by_row[_first_at_least(name_row, by_row, row) : _first_at_least(name_row, by_row, row + 1)]
            for row in rows.tolist()
        ]
        return np.concatenate(found).astype(np.int64) if found else np.zeros(0, dtype=np.int64)

    @contextmanager
    def scratch(self) -> Iterator[Scratch]:
        """Memory for one search, taken from those that are idle."""
        try:
            taken = self._idle.pop()
        except IndexError:
            taken = Scratch.of(self.names)
        yield taken
        # Reached only when the search ended well: memory that a failed one left unclean is dropped.
        self._idle.append(taken)

    def columns(self) -> Columns:
        """The records again, ready to be selected from and put together with others."""
        arrays = self.arrays
        sources = max(1, len(self.sources))
        birth_row, birth_year, birth_day, birth_label = self._births()
        starts = arrays["identifier_start"], arrays["identifier_kept"], arrays["identifier_rest"]
        return Columns(
            subject_high=arrays["subject_high"],
            subject_low=arrays["subject_low"],
            holder=arrays["origin"].astype(np.int64) // sources,
            source=arrays["origin"].astype(np.int64) % sources,
            row=arrays["row"].astype(np.int64),
            holders=self.holders,
            sources=self.sources,
            name_row=arrays["name_row"].astype(np.int64),
            name_label=self.labels[arrays["name_label"]],
            token_name=np.repeat(np.arange(arrays["name_row"].size), arrays["name_length"]),
            token=arrays["name_token"].astype(np.int64),
            vocabulary=self._vocabulary(),
            identifier_row=arrays["identifier_row"].astype(np.int64),
            identifier_hash=put_together(*starts),
            identifier_label=self.labels[arrays["identifier_label"]],
            birth_row=birth_row,
            birth_year=birth_year,
            birth_day=birth_day,
            birth_label=self.labels[birth_label],
        )

    def _births(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Row, year, day and local label of every date: one that goes with its name is told by the name's number."""
        arrays = self.arrays
        counts = np.diff(arrays["year_start"])
        year = np.repeat(np.arange(counts.size), counts)
        names = np.flatnonzero((year != NO_DATE) & (year != ODD))
        # A record of several names has its date with each of them.
        rows, first = np.unique(arrays["name_row"][names], return_index=True)
        names = names[first]
        columns = (
            (rows, arrays["birth_row"]),
            (year_of(year[names]), arrays["birth_year"]),
            (arrays["name_day"][names], arrays["birth_day"]),
            (arrays["name_label"][names], arrays["birth_label"]),
        )
        usual, odd, day, label = (np.concatenate(both).astype(np.int64) for both in columns)
        return usual, odd, day, label

    def _vocabulary(self) -> Vocabulary:
        arrays = self.arrays
        count = arrays["identity"].size
        high = np.repeat(np.arange(arrays["key_start"].size - 1, dtype=np.uint32), np.diff(arrays["key_start"]))
        by_token = np.argsort(arrays["key_token"], kind="stable")
        return Vocabulary(
            identity=arrays["identity"],
            text=arrays["text"],
            text_start=arrays["text_start"].astype(np.int64),
            key=((high << np.uint32(16)) | arrays["key_low"])[by_token],
            key_start=starts_of(np.bincount(arrays["key_token"], minlength=count)),
        )

    def _origins_within(self, within: Within) -> NDArray[np.bool_]:
        holders = np.array([within.has_holder(holder) for holder in self.holders], dtype=np.bool_)
        sources = np.array([within.has_source(source) for source in self.sources], dtype=np.bool_)
        return np.asarray(np.outer(holders, sources).ravel())


def _first_at_least(name_row: Numbers, by_row: Numbers, row: int) -> int:
    """Where the names of this row or a later one begin, in the order of rows."""
    low, high = 0, by_row.size
    while low < high:
        middle = (low + high) // 2
        if name_row[by_row[middle]] < row:
            low = middle + 1
        else:
            high = middle
    return low
