"""Keys as numbers, of which two records of one subject are likely to share at least one. Imported late: compiled."""
# Loops take what they need by place.

from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.machine import compiled
from interlace.core.linkage.blocking import KeyKind, key_of
from interlace.core.linkage.listing import Listing
from interlace.core.linkage.words import NONE

Numbers = NDArray[Any]

_READINGS = 3
"""Of a word, under which it may be found."""
_WORDS_OF_A_SUBJECT = 24
_MOST_KEYS = 1 << 15
(
    _IDENTIFIER, _DATE_AND_COUNTRY, _TWO_WORDS, _WORD_AND_YEAR, _WORD_AND_DAY, _WORD_AND_PLACE, _DATE_AND_PLACE, _WORD
) = map(int, KeyKind)  # fmt: skip


def keys_of(listing: Listing) -> tuple[Numbers, Numbers]:
    """Every key of every record, and how many keys each record has."""
    room = np.empty(_MOST_KEYS, np.uint64)
    counts = np.empty(listing.records, np.int64)
    _count_keys(counts, listing, room)
    keys = np.empty(int(counts.sum()), np.uint64)
    _fill_keys(keys, counts, listing, room)
    return keys, counts


@compiled
def _put(room: Numbers, count: int, key: Any) -> int:
    """Of what has more keys than there is room for, the rest is left out."""
    if count < room.size:
        room[count] = key
        return count + 1
    return count


@compiled
def _keys_of_name(words: Numbers, readings: Numbers, count: int, room: Numbers) -> int:
    for one in range(words.size):
        for other in range(one + 1, words.size):
            for i in range(_READINGS):
                for j in range(_READINGS):
                    a, b = readings[words[one], i], readings[words[other], j]
                    if NONE not in (a, b):
                        count = _put(room, count, key_of(_TWO_WORDS, min(a, b), max(a, b)))
    return count


@compiled
def _keys_of_word(word: int, listing: Listing, record: int, count: int, room: Numbers) -> int:
    ours, end = listing.rows[record], listing.rows[record + 1]
    count = _put(room, count, key_of(_WORD, word, 0))
    for place in range(ours.dates, end.dates):
        date = listing.dates[place]
        month, day = date >> 9 & 15, date >> 4 & 31
        count = _put(room, count, key_of(_WORD_AND_YEAR, word, date >> 13))
        if month != 0 and day != 0:
            count = _put(room, count, key_of(_WORD_AND_DAY, word, min(month, day) << 5 | max(month, day)))
    for place in range(ours.birth_places, end.birth_places):
        count = _put(room, count, key_of(_WORD_AND_PLACE, word, listing.birth_places[place]))
    return count


@compiled
def _keys_of_dates(listing: Listing, record: int, count: int, room: Numbers) -> int:
    ours, end = listing.rows[record], listing.rows[record + 1]
    for place in range(ours.dates, end.dates):
        date = listing.dates[place]
        month, day = date >> 9 & 15, date >> 4 & 31
        if month == 0 or day == 0:
            continue
        whole = date >> 13 << 10 | min(month, day) << 5 | max(month, day)
        for at in range(ours.countries, end.countries):
            count = _put(room, count, key_of(_DATE_AND_COUNTRY, whole, listing.countries[at]))
        # Who wrote no country down may have left it out: such records are few enough to be met by the date alone.
        count = _put(room, count, key_of(_DATE_AND_COUNTRY, whole, 1 << 40))
        for at in range(ours.birth_places, end.birth_places):
            count = _put(room, count, key_of(_DATE_AND_PLACE, whole, listing.birth_places[at]))
    return count


@compiled
def _keys_into(listing: Listing, record: int, room: Numbers) -> int:
    """The keys of one record; how many they are. A key may come twice."""
    ours, end = listing.rows[record], listing.rows[record + 1]
    count = 0
    for place in range(ours.identifiers, end.identifiers):
        count = _put(room, count, key_of(_IDENTIFIER, listing.identifiers[place], 0))
    count = _keys_of_dates(listing, record, count, room)
    left = _WORDS_OF_A_SUBJECT
    readings = listing.book.keys
    for name in range(ours.names, end.names):
        number = listing.names[name]
        words = listing.words[listing.words_from[number] : listing.words_from[number + 1]]
        count = _keys_of_name(words, readings, count, room)
        for at in range(words.size):
            for reading in range(_READINGS):
                word = readings[words[at], reading]
                if word != NONE and left > 0:
                    count = _keys_of_word(word, listing, record, count, room)
                    left -= 1
    return count


@compiled
def _count_keys(counts: Numbers, listing: Listing, room: Numbers) -> None:
    for record in range(counts.size):
        counts[record] = _keys_into(listing, record, room)


@compiled
def _fill_keys(keys: Numbers, counts: Numbers, listing: Listing, room: Numbers) -> None:
    at = 0
    for record in range(counts.size):
        count = _keys_into(listing, record, room)
        for place in range(count):
            keys[at + place] = room[place]
        at += count
