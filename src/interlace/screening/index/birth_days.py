"""Dates of birth: how well those of a name agree with the one asked for, and who was born on a day. Compiled loops."""

import numpy as np

from interlace.screening.index.columns import Numbers
from interlace.screening.index.loops import Place, Visible, compiled
from interlace.screening.index.names import FIRST_YEAR, NO_DATE, ODD, NameArrays
from interlace.screening.index.records import DAYS

SAME_DATE, SWAPPED, PARTIAL, HALF_A_DAY, SAME_YEAR = 1.0, 0.97, 0.93, 0.88, 0.78
LIKELY_YEAR_SAME_DAY, LIKELY_YEAR, NO_YEAR, OTHER_YEAR = 0.9, 0.72, 0.8, 0.62
"""What a score is multiplied by: evidence, never a veto. A likely year is one or ten beside the one asked for."""


@compiled
def date_factor(year: int, day: int, dates: Numbers) -> float:
    """How well one date of a record agrees with the nearest of those asked for."""
    best = OTHER_YEAR
    for place in range(dates.shape[0]):
        gap = abs(year - dates[place, 0])
        month_asked, day_asked = dates[place, 1], dates[place, 2]
        month_held, day_held = day // DAYS, day % DAYS
        is_whole = month_asked > 0 and day_asked > 0 and month_held > 0 and day_held > 0
        same_day = is_whole and month_asked == month_held and day_asked == day_held
        if gap == 0:
            if same_day:
                factor = SAME_DATE
            elif not is_whole:
                months_differ = month_asked > 0 and month_held > 0 and month_asked != month_held
                is_same = month_asked == month_held and day_asked == day_held
                factor = SAME_DATE if is_same else (SAME_YEAR if months_differ else PARTIAL)
            elif month_asked == day_held and day_asked == month_held:
                factor = SWAPPED
            else:
                factor = HALF_A_DAY if month_asked == month_held or day_asked == day_held else SAME_YEAR
        elif gap in (1, 10):
            factor = LIKELY_YEAR_SAME_DAY if same_day else LIKELY_YEAR
        else:
            factor = OTHER_YEAR
        best = max(best, factor)
    return best


@compiled
def factor_of_name(names: NameArrays, visible: Visible, name: int, dates: Numbers) -> float:
    """How well the dates agree that stand under permitted labels."""
    if dates.shape[0] == 0:
        return 1.0
    code = np.searchsorted(names.year_start, name, side="right") - 1
    if code == NO_DATE:
        return NO_YEAR
    if code != ODD:
        return date_factor(int(code) + FIRST_YEAR - 1, names.name_day[name], dates)
    row = names.name_row[name]
    place = np.searchsorted(names.birth_row, row)
    best = 0.0
    while place < names.birth_row.size and names.birth_row[place] == row:
        if visible.permitted[names.birth_label[place]]:
            best = max(best, date_factor(names.birth_year[place], names.birth_day[place], dates))
        place += 1
    return best if best > 0.0 else NO_YEAR


@compiled
def most_of_code(code: int, dates: Numbers) -> float:
    """The most that the dates of names with this year code can agree."""
    if dates.shape[0] == 0 or code == ODD:
        return 1.0
    if code == NO_DATE:
        return NO_YEAR
    best = OTHER_YEAR
    for place in range(dates.shape[0]):
        gap = abs(code + FIRST_YEAR - 1 - dates[place, 0])
        if gap == 0:
            return SAME_DATE
        if gap in (1, 10):
            best = LIKELY_YEAR_SAME_DAY
    return best


@compiled
def fill_names_of_days(place: Place, dates: Numbers, found: Numbers) -> int:
    """The live names that the viewer may discover whose record has one of these dates, or one of them swapped.

    They are filled in as far as there is room; returned is how many there are.
    """
    count = 0
    for each in range(dates.shape[0]):
        year, month, day = dates[each, 0], dates[each, 1], dates[each, 2]
        if month > 0 and day > 0:
            count = _fill_names_of_day(place, year, month * DAYS + day, found, count)
            if month != day:
                count = _fill_names_of_day(place, year, day * DAYS + month, found, count)
    return count


@compiled
def _fill_names_of_day(place: Place, year: int, day: int, found: Numbers, count: int) -> int:
    names = place.names
    code = year - FIRST_YEAR + NO_DATE + 1
    if NO_DATE < code < ODD:
        first, end = names.year_start[code], names.year_start[code + 1]
        days = names.name_day[first:end]
        for name in range(first + np.searchsorted(days, day), first + np.searchsorted(days, day, side="right")):
            count = _fill_if_visible(place, name, found, count)
    low, high = 0, names.birth_by_date.size
    while low < high:
        middle = (low + high) // 2
        each = names.birth_by_date[middle]
        held = names.birth_year[each]
        if held < year or (held == year and names.birth_day[each] < day):
            low = middle + 1
        else:
            high = middle
    while low < names.birth_by_date.size:
        each = names.birth_by_date[low]
        if names.birth_year[each] != year or names.birth_day[each] != day:
            break
        if place.visible.permitted[names.birth_label[each]]:
            count = _fill_row(place, names.birth_row[each], found, count)
        low += 1
    return count


@compiled
def _fill_row(place: Place, row: int, found: Numbers, count: int) -> int:
    names = place.names
    low, high = 0, names.names_by_row.size
    while low < high:
        middle = (low + high) // 2
        if names.name_row[names.names_by_row[middle]] < row:
            low = middle + 1
        else:
            high = middle
    while low < names.names_by_row.size and names.name_row[names.names_by_row[low]] == row:
        count = _fill_if_visible(place, names.names_by_row[low], found, count)
        low += 1
    return count


@compiled
def _fill_if_visible(place: Place, name: int, found: Numbers, count: int) -> int:
    dead, label = place.visible.dead_names, place.names.name_label[name]
    if not place.visible.permitted[label] or (dead.size and dead[name]):
        return count
    if count < found.size:
        found[count] = name
    return count + 1
