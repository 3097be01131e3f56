"""The compiled loops of everything that is not a name, and of whole descriptions. Imported late, as `kernels`."""
# As in `kernels`.
# ruff: noqa: PLR0912, PLR0917

from typing import Any

from numpy.typing import NDArray

from interlace.core.compiled.encoding import NO_FAMILY, Places, Records
from interlace.core.compiled.kernels import NOT_JOINED, Space, name_bits
from interlace.core.compiled.machine import compiled, hundredths
from interlace.core.compiled.rules import FactRules, NameRules
from interlace.core.compiled.vocabulary import Words
from interlace.core.matching.scores import FAMILIES, ORGANISATION_FAMILY

Numbers = NDArray[Any]

_APPROXIMATE_YEARS = 2
_WORST = -(1 << 29)
_ORGANISATIONS = FAMILIES.index(ORGANISATION_FAMILY)


@compiled
def _digits_differ(a: int, b: int) -> int:
    """Places at which two numbers of four digits differ."""
    count = 0
    for _ in range(4):
        count += a % 10 != b % 10
        a, b = a // 10, b // 10
    return count


@compiled
def date_bits(a: int, b: int, rules: FactRules) -> int:
    """What two packed dates say."""
    year, month, day = a >> 13, a >> 9 & 15, a >> 4 & 31
    other_year, other_month, other_day = b >> 13, b >> 9 & 15, b >> 4 & 31
    is_identical = False
    if (a | b) & 8:
        distance = abs(year - other_year)
        found = rules.date_different
        if distance == 0:
            found = rules.date_same_year
        elif distance <= _APPROXIMATE_YEARS:
            found = rules.date_close_year
    elif day and other_day:
        if year == other_year and month == other_month and day == other_day:
            found, is_identical = rules.date_identical, True
        elif year == other_year and month == other_day and day == other_month:
            found = rules.date_swapped
        elif (
            _digits_differ(year, other_year) + _digits_differ(month, other_month) + _digits_differ(day, other_day) == 1
        ):
            found = rules.date_one_digit
        else:
            found = rules.date_same_year_other_day if year == other_year else rules.date_different
    elif year != other_year:
        found = rules.date_different
    elif month == 0 or other_month == 0:
        found = rules.date_same_year
    else:
        found = rules.date_same_month if month == other_month else rules.date_same_year_other_day
    if is_identical and a & 7 != b & 7:
        return found
    is_first, is_other_first = month == 1 and day == 1, other_month == 1 and other_day == 1
    if is_identical and is_first:
        return rules.date_first_of_january
    if year == other_year and (is_first or is_other_first):
        return rules.date_same_year
    return found


@compiled
def _best_date(a: Records, i: int, b: Records, j: int, rules: FactRules) -> int:
    best = _WORST
    for one in range(a.rows[i].dates, a.rows[i + 1].dates):
        for other in range(b.rows[j].dates, b.rows[j + 1].dates):
            best = max(best, date_bits(a.dates[one], b.dates[other], rules))
    return 0 if best == _WORST else best


@compiled
def _share(a: Numbers, i: int, i_end: int, b: Numbers, j: int, j_end: int, identical: int, differs: int) -> int:
    if i == i_end or j == j_end:
        return 0
    while i < i_end and j < j_end:
        if a[i] == b[j]:
            return identical
        if a[i] < b[j]:
            i += 1
        else:
            j += 1
    return differs


@compiled
def place_likeness(places: Places, a: int, b: int, least: float, row: Numbers) -> float:
    """How much the sorted words of two places have in common, of 100; 0 where it is less than asked for."""
    start, end = int(places.letters_from[a]), int(places.letters_from[a + 1])
    other, other_end = int(places.letters_from[b]), int(places.letters_from[b + 1])
    total = end - start + other_end - other
    if (1.0 - abs(end - start - (other_end - other)) / total) * 100 < least:
        return 0.0
    common = 0
    while start < end and other < other_end and places.letters[start] == places.letters[other]:
        start, other, common = start + 1, other + 1, common + 1
    while start < end and other < other_end and places.letters[end - 1] == places.letters[other_end - 1]:
        end, other_end, common = end - 1, other_end - 1, common + 1
    row[: other_end - other + 1] = 0
    for i in range(start, end):
        diagonal = 0
        for j in range(other_end - other):
            above = row[j + 1]
            if places.letters[i] == places.letters[other + j]:
                row[j + 1] = diagonal + 1
            else:
                row[j + 1] = max(above, row[j])
            diagonal = above
    edits = total - 2 * (common + row[other_end - other])
    found = (1.0 - edits / total) * 100
    return found if found >= least else 0.0


@compiled
def place_bits(places: Places, a: int, b: int, identical: int, close: int, least: float, row: Numbers) -> int:
    """What two places say; 0 where they are not close."""
    if a == b or places.number[a] == places.number[b]:
        return identical
    return close if place_likeness(places, a, b, least, row) > 0 else 0


@compiled
def _best_place(
    places: Places, a: Numbers, i: int, i_end: int, b: Numbers, j: int, j_end: int, identical: int, close: int,
    least: float, row: Numbers,
) -> int:  # fmt: skip
    best = 0
    for one in range(i, i_end):
        for other in range(j, j_end):
            if best < identical:
                best = max(best, place_bits(places, a[one], b[other], identical, close, least, row))
    return best


@compiled
def _identifier_bits(kinds: Numbers, a: Records, i: int, b: Records, j: int, rules: FactRules, shared: Numbers) -> int:
    one, one_end = a.rows[i].identifiers, a.rows[i + 1].identifiers
    other, other_end = b.rows[j].identifiers, b.rows[j + 1].identifiers
    if one == one_end or other == other_end:
        return 0
    count = 0
    while one < one_end and other < other_end:
        if a.identifiers[one].number == b.identifiers[other].number:
            shared[a.identifiers[one].kind] += 1
            count += 1
            one, other = one + 1, other + 1
        elif a.identifiers[one].number < b.identifiers[other].number:
            one += 1
        else:
            other += 1
    remaining, found = rules.identifiers_at_most, 0
    while count:
        best = -1
        for kind in range(kinds.size):
            if shared[kind] and (best < 0 or kinds[kind].rank < kinds[best].rank):
                best = kind
        for nth in range(shared[best]):
            bits = min(kinds[best].weight * (rules.further_identifier if nth else 1.0), remaining)
            remaining -= bits
            found += hundredths(bits)
        count -= shared[best]
        shared[best] = 0
    return found


@compiled
def fact_bits(
    a: Records, i: int, b: Records, j: int, places: Places, kinds: Numbers, rules: FactRules, room: Space
) -> int:
    """What everything but the names says, in hundredths of a bit."""
    ours, our_end, theirs, their_end = a.rows[i], a.rows[i + 1], b.rows[j], b.rows[j + 1]
    found = 0
    if ours.family != theirs.family and NO_FAMILY not in (ours.family, theirs.family):
        found = rules.sorts_differ
    found += _identifier_bits(kinds, a, i, b, j, rules, room.shared)
    found += _best_date(a, i, b, j, rules)
    found += _share(
        a.said, ours.countries, ours.genders, b.said, theirs.countries, theirs.genders,
        rules.country_identical, rules.country_differs,
    )  # fmt: skip
    found += _share(
        a.said, ours.genders, our_end.countries, b.said, theirs.genders, their_end.countries,
        rules.gender_identical, rules.gender_differs,
    )  # fmt: skip
    found += _best_place(
        places, a.places, ours.birth_places, ours.addresses, b.places, theirs.birth_places, theirs.addresses,
        rules.birth_place_identical, rules.birth_place_close, rules.place_close_from, room.edits[0],
    )  # fmt: skip
    return found + _best_place(
        places, a.places, ours.addresses, our_end.birth_places, b.places, theirs.addresses, their_end.birth_places,
        rules.address_identical, rules.address_close, rules.place_close_from, room.edits[0],
    )  # fmt: skip


@compiled
def names_into(
    scores: Numbers, lefts: Numbers, rights: Numbers, words: Words, a: Records, b: Records, rules: NameRules,
    are_organisations: bool, room: Space,
) -> int:  # fmt: skip
    """What those names say that agree best, in hundredths of a bit, or NOT_JOINED; how many pairs were passed over.

    Names of organisations and others have weights of their own, so each of the two takes a going of its own.
    """
    passed = 0
    for pair in range(lefts.size):
        i, j = lefts[pair], rights[pair]
        if (a.rows[i].family == _ORGANISATIONS and b.rows[j].family == _ORGANISATIONS) != are_organisations:
            passed += 1
            continue
        best, is_whole = _WORST, True
        for one in range(a.rows[i].names, a.rows[i + 1].names):
            ours = a.words[a.names[one].words : a.names[one + 1].words]
            for other in range(b.rows[j].names, b.rows[j + 1].names):
                theirs = b.words[b.names[other].words : b.names[other + 1].words]
                found = name_bits(words, ours, a.names[one].neighbours, theirs, b.names[other].neighbours, rules, room)
                is_whole = is_whole and found != NOT_JOINED
                best = max(best, found)
        scores[pair] = NOT_JOINED if not is_whole else 0 if best == _WORST else best
    return passed


@compiled
def facts_into(
    scores: Numbers, lefts: Numbers, rights: Numbers, a: Records, b: Records, places: Places, kinds: Numbers,
    rules: FactRules, room: Space,
) -> None:  # fmt: skip
    """What everything else says of pairs of records, in hundredths of a bit."""
    for pair in range(lefts.size):
        scores[pair] = fact_bits(a, lefts[pair], b, rights[pair], places, kinds, rules, room)
