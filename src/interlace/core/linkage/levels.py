"""How two records of a list stand to each other, field by field, as one small number. Imported late: compiled.

The levels say nothing about weights: those are learned from the list (`learning`). `START` is what they say before it.
"""
# Loops take what they need by place and leave early.
# ruff: noqa: PLR0911, PLR0917

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled import Places
from interlace.core.compiled.facts import place_likeness
from interlace.core.compiled.machine import compiled
from interlace.core.linkage.listing import Listing
from interlace.core.linkage.naming import INITIAL, SAME, Room, Together, names_agree, room

Numbers = NDArray[Any]

FIELDS: tuple[tuple[int, int], ...] = ((0, 9), (9, 4), (13, 4), (17, 4), (21, 2), (23, 2), (25, 4))
"""Where each field stands in a code, and its bits: names, birth dates, birth places, addresses, genders, countries,
identifiers."""
FOLLOWS_NAMES = (4, 5)
"""Fields that say less where names agree: people of one country or sex share their names."""

_NAME_STEPS = 16
_BITS_OF_NAME = 2.5
_SHAPES = 24  # how many words contradict, whether one is missing, how the worst agrees
_BITS_OF_IDENTIFIER = 3.0
_IDENTIFIER_STEPS = 10
_PLACE_STEPS = (45.0, 60.0, 75.0, 88.0)
_BITS_OF_PLACE = 3.0
_RARE_PLACES = 5
_CONTRADICTING, _MISSING = 6.0, 1.5  # bits, to choose which of several names agree best, and at the start


def levels_of(listing: Listing, together: Together, lefts: Numbers, rights: Numbers, *, threads: int) -> Numbers:
    """The code of every pair."""
    place_rarity = _rarity(listing.birth_places, listing.addresses, most=len(listing.places.number), of=listing.records)
    identifier_rarity = _rarity(listing.identifiers, most=len(listing.kinds), of=listing.records)
    longest = int(np.diff(listing.places.letters_from).max(initial=0))
    codes = np.empty(len(lefts), np.int32)

    def fill(part: slice) -> None:
        _levels_into(
            codes[part], lefts[part], rights[part], listing, together, place_rarity, identifier_rarity, room(longest)
        )

    bounds = np.linspace(0, len(codes), threads + 1).astype(int).tolist()
    parts = [slice(start, end) for start, end in itertools.pairwise(bounds) if end > start]
    # Nobody holds the lock of the interpreter within the loops.
    with ThreadPoolExecutor(threads) as workers:
        list(workers.map(fill, parts))
    return codes


def _start_of_names() -> list[float]:
    found = [0.0]
    for step in range(_NAME_STEPS):
        for shape in range(_SHAPES):
            contradicting, missing = shape // 8, shape // 4 % 2
            found.append((step + 0.5) * _BITS_OF_NAME - contradicting * _CONTRADICTING - missing * _MISSING)
    return found


START: Sequence[Sequence[float]] = (
    _start_of_names(),
    (0, -8, -4, -5, -5, -4, 4, 4, 7, 3, 9, 6, 12),
    (0, -3, -2, 0, 3, 5, 6, 8, 9, 10, 12, 13),
    (0, -2, -1, 0, 3, 5, 6, 8, 9, 10, 12, 13),
    (0, -4, 1),
    (0, -3, 1),
    (0, -2, 1, 3, 6, 9, 12, 15, 18, 20, 20, 20),
)
"""Bits of the levels of each field before a list has said anything. Set by hand, 2026-11-22."""


def _rarity(*values: Numbers, most: int, of: int) -> Numbers:
    """How rare each value is among the records of this list, in bits."""
    counts = sum((np.bincount(each, minlength=most) for each in values), np.zeros(most))
    found: Numbers = np.log2(of / np.maximum(counts, 1)).clip(0)
    return found


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
def _best_date_level(dates: Numbers, i: int, i_end: int, j: int, j_end: int) -> int:
    best = 0
    for one in range(i, i_end):
        for other in range(j, j_end):
            best = max(best, _date_level(dates[one], dates[other]))
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
def _identifier_level(listing: Listing, i: int, i_end: int, j: int, j_end: int, rarity: Numbers) -> int:
    """0 where nothing can be compared, 1 for other values of one kind, from 2 on by how rare is what they share."""
    level, bits = 0, 0.0
    for one in range(i, i_end):
        for other in range(j, j_end):
            a, b = listing.identifiers[one], listing.identifiers[other]
            if a == b:
                level, bits = 2, bits + rarity[a]
            elif level == 0 and listing.kinds[a] == listing.kinds[b]:
                level = 1
    return level + min(int(bits / _BITS_OF_IDENTIFIER), _IDENTIFIER_STEPS - 1) if level == 2 else level


@compiled
def _name_level(listing: Listing, together: Together, i: int, i_end: int, j: int, j_end: int, room: Room) -> int:
    """0 where one side has no name; of several names those that agree best."""
    found, best = 0, -np.inf
    for one in range(i, i_end):
        ours = listing.names[one]
        left = listing.words[listing.words_from[ours] : listing.words_from[ours + 1]]
        for other in range(j, j_end):
            theirs = listing.names[other]
            right = listing.words[listing.words_from[theirs] : listing.words_from[theirs + 1]]
            bits, worst, contradicting, missing = names_agree(listing.book, together, left, right, room)
            if contradicting == 0 and missing == 0:
                bits = min(bits, listing.book.name_rarity[ours], listing.book.name_rarity[theirs])
            said = bits - contradicting * _CONTRADICTING - missing * _MISSING
            if said > best:
                best = said
                shape = (min(contradicting, 2) * 2 + min(missing, 1)) * SAME + max(worst, INITIAL) - INITIAL
                found = 1 + min(int(bits / _BITS_OF_NAME), _NAME_STEPS - 1) * _SHAPES + shape
    return found


@compiled
def _levels_into(
    codes: Numbers, lefts: Numbers, rights: Numbers, listing: Listing, together: Together, place_rarity: Numbers,
    identifier_rarity: Numbers, room: Room,
) -> None:  # fmt: skip
    rows, places = listing.rows, listing.places
    for pair in range(codes.size):
        ours, our_end = rows[lefts[pair]], rows[lefts[pair] + 1]
        theirs, their_end = rows[rights[pair]], rows[rights[pair] + 1]
        code = np.int64(_name_level(listing, together, ours.names, our_end.names, theirs.names, their_end.names, room))
        code |= _best_date_level(listing.dates, ours.dates, our_end.dates, theirs.dates, their_end.dates) << 9
        code |= _place_level(
            listing.birth_places, ours.birth_places, our_end.birth_places, theirs.birth_places,
            their_end.birth_places, places, place_rarity, room.row,
        ) << 13  # fmt: skip
        code |= _place_level(
            listing.addresses, ours.addresses, our_end.addresses, theirs.addresses, their_end.addresses,
            places, place_rarity, room.row,
        ) << 17  # fmt: skip
        code |= _set_level(listing.genders, ours.genders, our_end.genders, theirs.genders, their_end.genders) << 21
        code |= (
            _set_level(listing.countries, ours.countries, our_end.countries, theirs.countries, their_end.countries)
            << 23
        )
        code |= (
            _identifier_level(
                listing, ours.identifiers, our_end.identifiers, theirs.identifiers, their_end.identifiers,
                identifier_rarity,
            )
            << 25
        )  # fmt: skip
        codes[pair] = code
