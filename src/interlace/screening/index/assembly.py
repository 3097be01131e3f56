"""Columns of records made into the arrays of a segment."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.screening.index.columns import Columns, Numbers, Vocabulary, spread, starts_of
from interlace.screening.index.identifier_table import take_apart
from interlace.screening.index.marks import shapes_of
from interlace.screening.index.names import LENGTHS, NO_DATE, ODD, YEAR_CODES, year_codes

Arrays = dict[str, NDArray[Any]]

HALF_KEY = 16
"""Bits of a key that its place says."""


def arrays_of(columns: Columns) -> Arrays:
    """The arrays of a segment, of columns in order."""
    origin = columns.holder * max(1, len(columns.sources)) + columns.source
    labelled = _LocalLabels(columns, origin)
    return {
        "labels": labelled.labels,
        "label_origin": labelled.origins.astype(np.int32),
        "label_names": np.bincount(labelled.name, minlength=labelled.labels.size).astype(np.int64),
        "subject_high": columns.subject_high,
        "subject_low": columns.subject_low,
        "origin": origin.astype(np.int32),
        "row": columns.row.astype(_smallest(columns.row)),
        **_name_arrays(columns, labelled),
        **_vocabulary_arrays(columns.vocabulary),
        **_identifier_arrays(columns, labelled),
    }


class _LocalLabels:
    """The labels of a segment, one by one for each holder's each source, and every entry's number among them."""

    def __init__(self, columns: Columns, origin: Numbers) -> None:
        entries = (
            (columns.name_row, columns.name_label),
            (columns.identifier_row, columns.identifier_label),
            (columns.birth_row, columns.birth_label),
        )
        every = np.unique(np.concatenate([label for _, label in entries]))
        places = [origin[row] * max(1, every.size) + np.searchsorted(every, label) for row, label in entries]
        together, local = np.unique(np.concatenate(places), return_inverse=True)
        self.labels = every[together % max(1, every.size)].astype(np.int64)
        self.origins = together // max(1, every.size)
        # One compiled form for nearly every segment, whatever it holds.
        kind = np.uint16 if together.size <= np.iinfo(np.uint16).max else np.uint32
        ends = np.cumsum([row.size for row, _ in entries])[:-1]
        self.name, self.identifier, self.birth = (part.astype(kind) for part in np.split(local, ends))


def _name_arrays(columns: Columns, labelled: _LocalLabels) -> Arrays:
    code, day, odd_births = _dates_with_names(columns, labelled)
    order = np.lexsort((columns.name_row, day, code))
    lengths = np.bincount(columns.token_name, minlength=columns.name_row.size)
    token = columns.token[spread(starts_of(lengths)[:-1][order], lengths[order])]
    lengths = lengths[order]
    name_row = columns.name_row[order].astype(np.int32)
    return {
        "name_row": name_row,
        "names_by_row": np.argsort(name_row, kind="stable").astype(np.int32),
        "name_label": labelled.name[order],
        "name_day": day[order].astype(np.uint16),
        "name_length": lengths.astype(np.uint8),
        "name_start": starts_of(lengths)[::LENGTHS].astype(np.int32),
        "name_token": token.astype(np.int32),
        "year_start": starts_of(np.bincount(code, minlength=YEAR_CODES)).astype(np.int32),
        **_postings(token, lengths, words=columns.vocabulary.identity.size),
        "birth_row": columns.birth_row[odd_births].astype(np.int32),
        "birth_year": columns.birth_year[odd_births].astype(np.int16),
        "birth_day": columns.birth_day[odd_births].astype(np.uint16),
        "birth_label": labelled.birth[odd_births],
        "birth_by_date": np.lexsort((columns.birth_day[odd_births], columns.birth_year[odd_births])).astype(np.int32),
    }


def _dates_with_names(columns: Columns, labelled: _LocalLabels) -> tuple[Numbers, Numbers, Numbers]:
    """The year code and the day of every name, and the dates that cannot be told so, by row."""
    count = columns.record_count
    dates = np.bincount(columns.birth_row, minlength=count)
    code, day = np.full(count, NO_DATE), np.zeros(count, dtype=np.int64)
    label = np.full(count, -1, dtype=np.int64)
    code[columns.birth_row] = year_codes(columns.birth_year)
    day[columns.birth_row] = columns.birth_day
    label[columns.birth_row] = labelled.birth
    is_apart = label[columns.name_row] != labelled.name
    is_odd = dates > 1
    is_odd |= np.bincount(columns.name_row[is_apart], minlength=count) > 0
    is_odd |= np.bincount(columns.name_row, minlength=count) == 0
    is_odd &= dates > 0
    code[is_odd] = ODD
    is_odd |= code == ODD
    day[is_odd] = 0
    odd_births = np.flatnonzero(is_odd[columns.birth_row])
    odd_births = odd_births[np.argsort(columns.birth_row[odd_births], kind="stable")]
    return code[columns.name_row], day[columns.name_row], odd_births


def _postings(token: Numbers, lengths: Numbers, *, words: int) -> Arrays:
    name = np.repeat(np.arange(lengths.size), lengths)
    order = np.argsort(token, kind="stable")
    token, posting = token[order], name[order]
    # A name that says one word twice ("Galang Galang") is posted once.
    is_new = np.ones(token.size, dtype=np.bool_)
    is_new[1:] = (token[1:] != token[:-1]) | (posting[1:] != posting[:-1])
    return {
        "posting": posting[is_new].astype(np.int32),
        "posting_start": starts_of(np.bincount(token[is_new], minlength=words)).astype(np.int32),
    }


def _vocabulary_arrays(vocabulary: Vocabulary) -> Arrays:
    order = np.argsort(vocabulary.key, kind="stable")
    token = np.repeat(np.arange(vocabulary.identity.size), np.diff(vocabulary.key_start))
    key = vocabulary.key[order].astype(np.int64)
    return {
        "identity": vocabulary.identity.astype(np.uint64),
        "text": vocabulary.text.astype(np.uint8),
        "text_start": vocabulary.text_start.astype(np.int32),
        "shape": shapes_of(vocabulary.text, vocabulary.text_start),
        "key_start": starts_of(np.bincount(key >> HALF_KEY, minlength=1 << HALF_KEY)).astype(np.int32),
        "key_low": (key & (1 << HALF_KEY) - 1).astype(np.uint16),
        "key_token": token[order].astype(np.int32),
    }


def _identifier_arrays(columns: Columns, labelled: _LocalLabels) -> Arrays:
    order = np.argsort(columns.identifier_hash, kind="stable")
    starts, kept, rest = take_apart(columns.identifier_hash[order].astype(np.uint64))
    return {
        "identifier_start": starts,
        "identifier_kept": kept,
        "identifier_rest": rest,
        "identifier_row": columns.identifier_row[order].astype(np.int32),
        "identifier_label": labelled.identifier[order],
    }


def _smallest(values: Numbers) -> type[np.int32] | type[np.int64]:
    fits = not values.size or (values.min() >= 0 and values.max() <= np.iinfo(np.int32).max)
    return np.int32 if fits else np.int64
