"""Pairs of records of different holders that share a rare enough key and reach so many bits.

Imported late: compiled.
"""
# Loops take what they need by place.

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled import Encoder, Records, Vocabulary
from interlace.core.compiled.hashing import number_of
from interlace.core.compiled.machine import compiled
from interlace.core.compiled.scoring import score_pairs
from interlace.core.matching import Description

Numbers = NDArray[Any]

READINGS = 2
"""Of a word, under which it may be found."""
WORDS_OF_A_NAME = 6
MOST_SHARING = 100
"""Records that may share a key: of what more share, two records are compared if they share another key."""
SCORED_AT_ONCE = 500_000
_HALF = 32
_LOWER = (1 << _HALF) - 1
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of records by their numbers, the lower one on the left."""

    left: Numbers
    right: Numbers
    compared: int

    def __len__(self) -> int:
        return len(self.left)


def pairs_alike(descriptions: Iterable[Description], holders: Sequence[int], *, least: int) -> Pairs:
    """The pairs of different holders with at least so many hundredths of a bit. `holders` names each record's."""
    encoder = Encoder()
    records = encoder.records(descriptions)
    packed = _candidates(encoder.vocabulary, records, np.asarray(holders, np.int32))
    kept = [packed[:0]]
    for start in range(0, len(packed), SCORED_AT_ONCE):
        some = packed[start : start + SCORED_AT_ONCE]
        bits = score_pairs(encoder, records, records, some >> _HALF, some & _LOWER)
        kept.append(some[bits >= least])
    alike = np.concatenate(kept)
    return Pairs(alike >> _HALF, alike & _LOWER, len(packed))


def _candidates(vocabulary: Vocabulary, records: Records, holders: Numbers) -> Numbers:
    """Pairs that share a key, both numbers in one, each pair once and in order."""
    keys, owners = (np.concatenate(parts) for parts in zip(*_keys(vocabulary, records), strict=True))
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    found = np.empty(_pairs_into(keys, owners, holders, np.empty(0, np.int64)), np.int64)
    _pairs_into(keys, owners, holders, found)
    return np.unique(found)


def _keys(vocabulary: Vocabulary, records: Records) -> Iterator[tuple[Numbers, Numbers]]:
    """Keys with the records that have them: identifiers; dates; words of a name with each other and with a date."""
    rows = records.rows
    of_identifiers = np.repeat(np.arange(len(rows) - 1), np.diff(rows["identifiers"]))
    yield _key(1, records.identifiers["number"], 0), of_identifiers
    dates = records.dates.astype(np.uint64)
    of_dates = np.repeat(np.arange(len(rows) - 1), np.diff(rows["dates"]))
    is_whole = (dates >> np.uint64(9) & np.uint64(15) != 0) & (dates >> np.uint64(4) & np.uint64(31) != 0)
    yield _key(2, _either_way(dates[is_whole]), 0), of_dates[is_whole]
    words, places, of_words = _words(vocabulary, records)
    for first in range(words.shape[1]):
        has = words[:, first] != 0
        yield _key(3, words[has, first], 0), of_words[has]
        yield from _with_dates(words[has, first], of_words[has], records)
        for second in range(words.shape[1]):
            for apart in range(1, WORDS_OF_A_NAME):
                if len(words) <= apart:
                    break
                ours, theirs = words[:-apart, first], words[apart:, second]
                together = (places[:-apart] == places[apart:]) & (ours != 0) & (theirs != 0)
                a, b = ours[together], theirs[together]
                yield _key(4, np.minimum(a, b), np.maximum(a, b)), of_words[:-apart][together]


def _with_dates(words: Numbers, owners: Numbers, records: Records) -> Iterator[tuple[Numbers, Numbers]]:
    """Each word with the year, and with the day and month, of the first date of its record."""
    starts, ends = records.rows["dates"][owners], records.rows["dates"][owners + 1]
    has = ends > starts
    dates = records.dates[starts[has]].astype(np.uint64)
    yield _key(5, words[has], dates >> np.uint64(13)), owners[has]
    yield _key(6, words[has], _either_way(dates) & np.uint64((1 << 10) - 1)), owners[has]


def _either_way(dates: Numbers) -> Numbers:
    """Year, and day and month in either order."""
    month, day = dates >> np.uint64(9) & np.uint64(15), dates >> np.uint64(4) & np.uint64(31)
    lower, upper = np.minimum(month, day), np.maximum(month, day)
    found: Numbers = dates >> np.uint64(13) << np.uint64(10) | lower << np.uint64(5) | upper
    return found


def _words(vocabulary: Vocabulary, records: Records) -> tuple[Numbers, Numbers, Numbers]:
    """Of every word of every name its readings, the name it stands in, and the record that is called so."""
    readings = np.zeros((len(vocabulary), READINGS), np.uint64)
    for number in range(len(vocabulary)):
        token = vocabulary.token(number)
        if not token.is_light:
            for place, key in enumerate(sorted(token.keys)[:READINGS]):
                readings[number, place] = number_of(key)
    names = np.repeat(np.arange(len(records.names) - 1), np.diff(records.names["words"]))
    owners = np.repeat(np.arange(len(records.rows) - 1), np.diff(records.rows["names"]))
    return readings[records.words], names, owners[names]


def _key(kind: int, first: Numbers, second: Numbers | int) -> Numbers:
    with np.errstate(over="ignore"):
        mixed = (first.astype(np.uint64) ^ (np.uint64(1) * second + np.uint64(kind)) * _MIX) * _MIX
        found: Numbers = mixed ^ mixed >> np.uint64(29)
    return found


@compiled
def _pairs_into(keys: Numbers, owners: Numbers, holders: Numbers, room: Numbers) -> int:
    """The pairs within each run of one key, as many as there is room for; how many there are."""
    count, start = 0, 0
    while start < keys.size:
        end = start
        while end < keys.size and keys[end] == keys[start]:
            end += 1
        if end - start <= MOST_SHARING:
            for i in range(start, end):
                for j in range(i + 1, end):
                    if owners[i] != owners[j] and holders[owners[i]] != holders[owners[j]]:
                        if count < room.size:
                            room[count] = owners[i] << _HALF | owners[j]
                        count += 1
        start = end
    return count
