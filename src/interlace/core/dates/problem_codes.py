"""Every code a date can be answered with, and its parameters: the list the edge words."""

from collections.abc import Mapping

DATE_PROBLEMS: Mapping[str, frozenset[str]] = {
    "date_contradicts_order": frozenset(),
    "date_empty": frozenset(),
    "date_is_a_range": frozenset(),
    "date_no_such_day": frozenset(),
    "date_range_reversed": frozenset(),
    "date_two_digit_year": frozenset(),
    "date_unreadable": frozenset(),
    "date_year_missing": frozenset(),
    "date_year_out_of_range": frozenset({"first", "last"}),
}
