"""How two records of a list stand to each other, field by field, as one small number. Imported late: compiled.

The levels say nothing about weights: those are learned from the list (`learning`).
"""
# Loops take what they need by place and leave early.
# ruff: noqa: PLR0911, PLR0917

from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled import Encoder, Places, Records
from interlace.core.compiled.facts import place_likeness
from interlace.core.compiled.kernels import space
from interlace.core.compiled.machine import compiled

Numbers = NDArray[Any]

FIELDS: tuple[tuple[int, int], ...] = ((0, 8), (8, 4), (12, 4), (16, 4), (20, 2), (22, 2), (24, 3))
"""Where each field stands in a code, and its bits: names, birth dates, birth places, addresses, genders, countries,
identifiers."""

_LEAST_NAME, _MOST_NAME = -7, 16  # bits
_RARITIES = 8
_BITS_OF_RARITY = 4.0
_PLACE_STEPS = (45.0, 60.0, 75.0, 88.0)
_BITS_OF_PLACE = 3.0
_RARE_PLACES = 5


def levels_of(encoder: Encoder, records: Records, lefts: Numbers, rights: Numbers, names: Numbers) -> Numbers:
    """The code of every pair; `names` is what their names say, in hundredths of a bit."""
    count = len(records.rows) - 1
    rarity = _rarity(records.words, len(encoder.vocabulary), count)
    places = encoder.places()
    place_rarity = _rarity(records.places, len(places.number), count)
    codes = np.empty(len(lefts), np.int32)
    edits = space(longest=encoder.longest_place).edits
    _levels_into(codes, lefts, rights, names, records, rarity, places, place_rarity, edits[0])
    return codes


def _rarity(values: Numbers, most: int, records: int) -> Numbers:
    """How rare each value is among the records of this list, in bits."""
    found: Numbers = np.log2(records / np.maximum(np.bincount(values, minlength=most), 1)).clip(0)
    return found


@compiled
def _shared_rarity(records: Records, i: int, j: int, rarity: Numbers) -> float:
    """Bits of the words that two records have in common, in the names that have most."""
    best = 0.0
    for one in range(records.rows[i].names, records.rows[i + 1].names):
        for other in range(records.rows[j].names, records.rows[j + 1].names):
            found = 0.0
            for at in range(records.names[one].words, records.names[one + 1].words):
                for to in range(records.names[other].words, records.names[other + 1].words):
                    if records.words[at] == records.words[to]:
                        found += rarity[records.words[at]]
            best = max(best, found)
    return best


@compiled
def _date_level(a: int, b: int) -> int:
    """From 1 for the least to 12 for the same day."""
    year, month, day = a >> 13, a >> 9 & 15, a >> 4 & 31
    other_year, other_month, other_day = b >> 13, b >> 9 & 15, b >> 4 & 31
    is_whole = month != 0 and day != 0 and other_month != 0 and other_day != 0
    if not is_whole:
        if year != other_year:
            return 2
        return 6 if month == 0 or other_month == 0 else (8 if month == other_month else 3)
    is_day, is_month, is_year = day == other_day, month == other_month, year == other_year
    if is_day and is_month and is_year:
        return 11 if month == 1 and day == 1 else 12
    if is_year and month == other_day and day == other_month:
        return 10
    is_first = (month == 1 and day == 1) or (other_month == 1 and other_day == 1)
    if is_year:
        return 7 if is_first else (9 if is_day or is_month else 4)
    if is_day and is_month:
        distance = abs(year - other_year)
        is_digit = distance % 10 == 0 or (distance < 10 and year // 10 == other_year // 10)
        return 9 if is_digit and not is_first else 5
    return 1


@compiled
def _best_date_level(records: Records, i: int, j: int) -> int:
    best = 0
    for one in range(records.rows[i].dates, records.rows[i + 1].dates):
        for other in range(records.rows[j].dates, records.rows[j + 1].dates):
            best = max(best, _date_level(records.dates[one], records.dates[other]))
    return best


@compiled
def _place_level(
    values: Numbers, i: int, i_end: int, j: int, j_end: int, places: Places, rarity: Numbers, row: Numbers
) -> int:
    """0 where one side says nothing, 1 for places that have little in common, above 5 the same place, by its rarity."""
    best = 0
    for one in range(i, i_end):
        for other in range(j, j_end):
            a, b = values[one], values[other]
            if places.number[a] == places.number[b]:
                best = max(best, 6 + min(int(rarity[a] / _BITS_OF_PLACE), _RARE_PLACES))
                continue
            best = max(best, 1)
            if best < 6:
                found = place_likeness(places, a, b, _PLACE_STEPS[0], row)
                level = 1
                for step in _PLACE_STEPS:
                    if found >= step:
                        level += 1
                best = max(best, level)
    return best


@compiled
def _set_level(values: Numbers, i: int, i_end: int, j: int, j_end: int) -> int:
    """0 where one side says nothing, 1 for different values, 2 for one in common."""
    if i == i_end or j == j_end:
        return 0
    for one in range(i, i_end):
        for other in range(j, j_end):
            if values[one] == values[other]:
                return 2
    return 1


@compiled
def _identifier_level(records: Records, i: int, j: int) -> int:
    """0 where nothing can be compared, 1 for different values of one kind, from 2 on values in common."""
    shared, differs = 0, 0
    for one in range(records.rows[i].identifiers, records.rows[i + 1].identifiers):
        for other in range(records.rows[j].identifiers, records.rows[j + 1].identifiers):
            a, b = records.identifiers[one], records.identifiers[other]
            if a.number == b.number:
                shared += 1
            elif a.kind == b.kind:
                differs = 1
    return 1 + min(shared, 5) if shared else differs


@compiled
def _levels_into(
    codes: Numbers, lefts: Numbers, rights: Numbers, names: Numbers, records: Records, rarity: Numbers, places: Places,
    place_rarity: Numbers, row: Numbers,
) -> None:  # fmt: skip
    rows = records.rows
    for pair in range(codes.size):
        i, j = lefts[pair], rights[pair]
        ours, our_end, theirs, their_end = rows[i], rows[i + 1], rows[j], rows[j + 1]
        name = min(max(names[pair] // 100, _LEAST_NAME), _MOST_NAME) - _LEAST_NAME
        shared = min(int(_shared_rarity(records, i, j, rarity) / _BITS_OF_RARITY), _RARITIES - 1)
        code = np.int64(name * _RARITIES + shared)
        code |= _best_date_level(records, i, j) << 8
        code |= _place_level(
            records.places, ours.birth_places, ours.addresses, theirs.birth_places, theirs.addresses,
            places, place_rarity, row,
        ) << 12  # fmt: skip
        code |= _place_level(
            records.places, ours.addresses, our_end.birth_places, theirs.addresses, their_end.birth_places,
            places, place_rarity, row,
        ) << 16  # fmt: skip
        code |= _set_level(records.said, ours.genders, our_end.countries, theirs.genders, their_end.countries) << 20
        code |= _set_level(records.said, ours.countries, ours.genders, theirs.countries, theirs.genders) << 22
        code |= _identifier_level(records, i, j) << 24
        codes[pair] = code
