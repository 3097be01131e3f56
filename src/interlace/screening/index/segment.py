"""One immutable part of the index: who is in it, their names as postings, their identifiers as a hash table."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from interlace.screening.index.columns import Columns, Numbers, Vocabulary, spread, starts_of
from interlace.screening.index.records import RecordKey
from interlace.screening.index.storage import read_arrays, write_arrays
from interlace.screening.index.table import EMPTY, HashTable, build_table


class NameArrays(NamedTuple):
    """What the compiled name search reads. Postings are grouped by token, then by label: a run is one such group."""

    text: Numbers
    text_start: Numbers
    fuzzy_key: Numbers
    fuzzy_token: Numbers
    token_run: Numbers
    run_label: Numbers
    run_start: Numbers
    posting: Numbers
    name_row: Numbers
    token_start: Numbers
    name_token: Numbers
    holder: Numbers
    source: Numbers
    birth_start: Numbers
    birth_year: Numbers
    birth_label: Numbers


@dataclass(slots=True)
class Scratch:
    """Working memory of one search in one segment; reused, never shared by two searches at a time."""

    serial: int
    seen: Numbers
    found: Numbers
    similarity: Numbers
    frequency: Numbers
    slot: Numbers
    bound: Numbers
    touched: Numbers
    ordered: Numbers
    count: Numbers


class Segment:
    """Rows are ordered by subject, holder and source; label numbers inside are local to the segment."""

    def __init__(self, arrays: dict[str, NDArray[Any]], holders: Sequence[str], sources: Sequence[str]) -> None:
        for values in arrays.values():
            values.setflags(write=False)  # one compiled form for arrays from memory and from files
        self.arrays = arrays
        self.holders = tuple(holders)
        self.sources = tuple(sources)
        self.labels = arrays["labels"]
        self.names = NameArrays(**{field: arrays[field] for field in NameArrays._fields})
        self.identifiers = HashTable(arrays["identifier_key"], arrays["identifier_group"])
        self._idle: list[Scratch] = []

    @classmethod
    def assemble(cls, columns: Columns) -> Self:
        """Build the segment of these records (of equal keys the last counts)."""
        ordered = columns.in_order()
        return cls(_arrays(ordered), ordered.holders, ordered.sources)

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
        """How much memory its arrays take."""
        return sum(values.nbytes for values in self.arrays.values())

    @property
    def token_identity(self) -> Numbers:
        """The identity of each token, by its number."""
        return self.arrays["identity"]

    def key_of(self, row: int) -> RecordKey:
        """The key of the record in this row."""
        high, low = int(self.arrays["subject_high"][row]), int(self.arrays["subject_low"][row])
        return RecordKey(
            high.to_bytes(8, "big") + low.to_bytes(8, "big"),
            self.holders[self.arrays["holder"][row]],
            self.sources[self.arrays["source"][row]],
        )

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
        return [int(row) for row in np.flatnonzero(np.isin(self.arrays["source"], codes))] if codes else []

    def identifier_entries(self, value: int) -> tuple[int, int]:
        """From where to where the entries of this hash stand in `identifier_row` and `identifier_label`."""
        group = self.identifiers.group(value)
        if group == EMPTY:
            return 0, 0
        starts = self.arrays["group_start"]
        return int(starts[group]), int(starts[group + 1])

    @contextmanager
    def scratch(self) -> Iterator[Scratch]:
        """Memory for one search, taken from those that are idle."""
        try:
            taken = self._idle.pop()
        except IndexError:
            taken = self._new_scratch()
        yield taken
        # Reached only when the search ended well: memory that a failed one left unclean is dropped.
        self._idle.append(taken)

    def columns(self) -> Columns:
        """The records again, ready to be selected from and put together with others."""
        arrays = self.arrays
        group = arrays["identifier_group"]
        group_hash = np.zeros(arrays["group_start"].size - 1, dtype=np.uint64)
        group_hash[group[group != EMPTY]] = arrays["identifier_key"][group != EMPTY]
        row_births = np.diff(arrays["birth_start"])
        return Columns(
            subject_high=arrays["subject_high"],
            subject_low=arrays["subject_low"],
            holder=arrays["holder"].astype(np.int64),
            source=arrays["source"].astype(np.int64),
            row=arrays["row"],
            holders=self.holders,
            sources=self.sources,
            name_row=arrays["name_row"].astype(np.int64),
            name_label=self.labels[arrays["name_label"]],
            token_name=np.repeat(np.arange(arrays["name_row"].size), np.diff(arrays["token_start"])),
            token=arrays["name_token"].astype(np.int64),
            vocabulary=self._vocabulary(),
            identifier_row=arrays["identifier_row"].astype(np.int64),
            identifier_hash=np.repeat(group_hash, np.diff(arrays["group_start"])),
            identifier_label=self.labels[arrays["identifier_label"]],
            birth_row=np.repeat(np.arange(self.record_count), row_births),
            birth_year=arrays["birth_year"].astype(np.int64),
            birth_label=self.labels[arrays["birth_label"]],
        )

    def _vocabulary(self) -> Vocabulary:
        arrays = self.arrays
        by_token = np.argsort(arrays["fuzzy_token"], kind="stable")
        counts = np.bincount(arrays["fuzzy_token"], minlength=arrays["identity"].size)
        return Vocabulary(
            identity=arrays["identity"],
            text=arrays["text"],
            text_start=arrays["text_start"].astype(np.int64),
            key=arrays["fuzzy_key"][by_token],
            key_start=starts_of(counts),
        )

    def _new_scratch(self) -> Scratch:
        tokens, names = self.arrays["identity"].size, self.arrays["name_row"].size
        return Scratch(
            serial=0,
            seen=np.zeros(tokens, dtype=np.int32),
            found=np.zeros(tokens, dtype=np.int32),
            similarity=np.zeros(tokens, dtype=np.float64),
            frequency=np.zeros(tokens, dtype=np.int64),
            slot=np.zeros(tokens, dtype=np.int32),
            bound=np.zeros(names, dtype=np.float32),
            touched=np.zeros(names, dtype=np.int32),
            ordered=np.zeros(names, dtype=np.int32),
            count=np.zeros(1, dtype=np.int64),
        )


def _arrays(columns: Columns) -> dict[str, NDArray[Any]]:
    labels = np.unique(np.concatenate([columns.name_label, columns.identifier_label, columns.birth_label]))
    return {
        "labels": labels.astype(np.int64),
        "subject_high": columns.subject_high,
        "subject_low": columns.subject_low,
        "holder": columns.holder.astype(np.int32),
        "source": columns.source.astype(np.int32),
        "row": columns.row.astype(np.int64),
        **_name_arrays(columns, labels),
        **_vocabulary_arrays(columns.vocabulary),
        **_identifier_arrays(columns, labels),
        **_birth_arrays(columns, labels),
    }


def _name_arrays(columns: Columns, labels: Numbers) -> dict[str, NDArray[Any]]:
    name_label = np.searchsorted(labels, columns.name_label)
    pairs = columns.token * max(1, labels.size) + name_label[columns.token_name]
    order = np.argsort(pairs, kind="stable")
    pairs, posting = pairs[order], columns.token_name[order]
    new_pair = np.ones(pairs.size, dtype=np.bool_)
    new_pair[1:] = pairs[1:] != pairs[:-1]
    # A name that says one word twice ("Galang Galang") is posted once.
    new_posting = new_pair.copy()
    new_posting[1:] |= posting[1:] != posting[:-1]
    pairs, posting, new_pair = pairs[new_posting], posting[new_posting], new_pair[new_posting]
    run_pair = pairs[new_pair]
    run_token = run_pair // max(1, labels.size)
    run_count = np.bincount(run_token, minlength=columns.vocabulary.identity.size)
    token_count = np.bincount(columns.token_name, minlength=columns.name_row.size)
    return {
        "name_row": columns.name_row.astype(np.int32),
        "name_label": name_label.astype(np.int32),
        "label_names": np.bincount(name_label, minlength=labels.size).astype(np.int64),
        "token_start": starts_of(token_count).astype(np.int32),
        "name_token": columns.token.astype(np.int32),
        "token_run": starts_of(run_count).astype(np.int32),
        "run_label": (run_pair % max(1, labels.size)).astype(np.int32),
        "run_start": np.append(np.flatnonzero(new_pair), pairs.size).astype(np.int32),
        "posting": posting.astype(np.int32),
    }


def _vocabulary_arrays(vocabulary: Vocabulary) -> dict[str, NDArray[Any]]:
    key_token = np.repeat(np.arange(vocabulary.identity.size), np.diff(vocabulary.key_start))
    order = np.argsort(vocabulary.key, kind="stable")
    return {
        "identity": vocabulary.identity.astype(np.uint64),
        "text": vocabulary.text.astype(np.uint8),
        "text_start": vocabulary.text_start.astype(np.int32),
        "fuzzy_key": vocabulary.key[order].astype(np.uint64),
        "fuzzy_token": key_token[order].astype(np.int32),
    }


def _identifier_arrays(columns: Columns, labels: Numbers) -> dict[str, NDArray[Any]]:
    order = np.argsort(columns.identifier_hash, kind="stable")
    hashes = columns.identifier_hash[order].astype(np.uint64)
    groups, first = np.unique(hashes, return_index=True)
    keys, numbers = build_table(groups)
    return {
        "identifier_key": keys,
        "identifier_group": numbers,
        "group_start": np.append(first, hashes.size).astype(np.int32),
        "identifier_row": columns.identifier_row[order].astype(np.int32),
        "identifier_label": np.searchsorted(labels, columns.identifier_label)[order].astype(np.int32),
    }


def _birth_arrays(columns: Columns, labels: Numbers) -> dict[str, NDArray[Any]]:
    counts = np.bincount(columns.birth_row, minlength=columns.record_count)
    return {
        "birth_start": starts_of(counts).astype(np.int32),
        "birth_year": columns.birth_year.astype(np.int16),
        "birth_label": np.searchsorted(labels, columns.birth_label).astype(np.int32),
    }
