"""Keys as numbers, of which two records of one subject are likely to share at least one. Imported late: compiled."""
# Loops take what they need by place.

from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled import Encoder, Records, Vocabulary
from interlace.core.compiled.hashing import number_of
from interlace.core.compiled.machine import compiled
from interlace.core.linkage.blocking import KIND_SHIFT, KeyKind

Numbers = NDArray[Any]


READINGS = 3
"""Of a word, under which it may be found."""
_WORDS_OF_A_SUBJECT = 24
_MOST_KEYS = 1 << 15
_BELOW_KIND = np.uint64((1 << KIND_SHIFT) - 1)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_IDENTIFIER, _DATE, _TWO_WORDS, _WORD_AND_YEAR, _WORD_AND_DAY, _WORD_AND_PLACE, _DATE_AND_PLACE, _WORD = map(
    int, KeyKind
)


def keys_of(encoder: Encoder, records: Records) -> tuple[Numbers, Numbers]:
    """Every key of every record, and the records beside them."""
    readings = _readings(encoder.vocabulary)
    room = np.empty(_MOST_KEYS, np.int64)
    counts = np.empty(len(records.rows) - 1, np.int64)
    _count_keys(counts, records, readings, room)
    keys = np.empty(int(counts.sum()), np.int64)
    _fill_keys(keys, records, readings, room)
    return keys, np.repeat(np.arange(len(counts), dtype=np.int64), counts)


def _readings(vocabulary: Vocabulary) -> Numbers:
    """The numbers under which each word may be found, 0 where there are no more; none for particles and titles."""
    found = np.zeros((len(vocabulary), READINGS), np.uint64)
    for number in range(len(vocabulary)):
        token = vocabulary.token(number)
        if not token.is_light:
            for place, key in enumerate(sorted(token.keys)[:READINGS]):
                found[number, place] = number_of(key)
    return found


@compiled
def _key(kind: int, first: Any, second: Any) -> Any:
    mixed = (np.uint64(first) ^ (np.uint64(second) * _MIX + np.uint64(kind))) * _MIX
    mixed ^= mixed >> np.uint64(29)
    return np.int64(mixed & _BELOW_KIND) | (kind << KIND_SHIFT)


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
            for i in range(READINGS):
                for j in range(READINGS):
                    a, b = readings[words[one], i], readings[words[other], j]
                    if a != 0 and b != 0:
                        count = _put(room, count, _key(_TWO_WORDS, min(a, b), max(a, b)))
    return count


@compiled
def _keys_of_word(word: Any, records: Records, record: int, count: int, room: Numbers) -> int:
    ours, end = records.rows[record], records.rows[record + 1]
    count = _put(room, count, _key(_WORD, word, 0))
    for place in range(ours.dates, end.dates):
        date = records.dates[place]
        month, day = date >> 9 & 15, date >> 4 & 31
        count = _put(room, count, _key(_WORD_AND_YEAR, word, date >> 13))
        if month != 0 and day != 0:
            count = _put(room, count, _key(_WORD_AND_DAY, word, min(month, day) << 5 | max(month, day)))
    for place in range(ours.birth_places, end.birth_places):
        count = _put(room, count, _key(_WORD_AND_PLACE, word, records.places[place]))
    return count


@compiled
def _keys_into(records: Records, record: int, readings: Numbers, room: Numbers) -> int:
    """The keys of one record; how many they are. A key may come twice."""
    ours, end = records.rows[record], records.rows[record + 1]
    count = 0
    for place in range(ours.identifiers, end.identifiers):
        count = _put(room, count, _key(_IDENTIFIER, records.identifiers[place].number, 0))
    for place in range(ours.dates, end.dates):
        date = records.dates[place]
        month, day = date >> 9 & 15, date >> 4 & 31
        if month == 0 or day == 0:
            continue
        whole = date >> 13 << 10 | min(month, day) << 5 | max(month, day)
        count = _put(room, count, _key(_DATE, whole, 0))
        for at in range(ours.birth_places, end.birth_places):
            count = _put(room, count, _key(_DATE_AND_PLACE, whole, records.places[at]))
    left = _WORDS_OF_A_SUBJECT
    for name in range(ours.names, end.names):
        words = records.words[records.names[name].words : records.names[name + 1].words]
        count = _keys_of_name(words, readings, count, room)
        for at in range(words.size):
            for reading in range(READINGS):
                word = readings[words[at], reading]
                if word != 0 and left > 0:
                    count = _keys_of_word(word, records, record, count, room)
                    left -= 1
    return count


@compiled
def _count_keys(counts: Numbers, records: Records, readings: Numbers, room: Numbers) -> None:
    for record in range(counts.size):
        counts[record] = _keys_into(records, record, readings, room)


@compiled
def _fill_keys(keys: Numbers, records: Records, readings: Numbers, room: Numbers) -> None:
    at = 0
    for record in range(records.rows.size - 1):
        count = _keys_into(records, record, readings, room)
        for place in range(count):
            keys[at + place] = room[place]
        at += count
