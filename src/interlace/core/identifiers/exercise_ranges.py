"""Numbers that belong to nobody: ranges kept free for fiction, and those of the demo world.

Libraries call many of them valid. A number in the table is accepted and carries the warning `exercise_range`.
"""

from collections.abc import Mapping

# Country calling code → beginnings of the national number without its trunk prefix, and its whole length.
# Sources, as published up to 2026-11: Ofcom, "Telephone numbers for use in TV and radio drama programmes" (44);
# ATIS/NANPA, 555-0100 to 555-0199 (1, any area code: see below); ACMA, "Phone numbers for use in TV shows, films and
# creative works" (61); ARCEP decision 2009-0637, numbers for audiovisual works (33).
# Demo world "Golden Reed" (82, 84); beside it ranges that phonenumbers 9.0.43 knows as unassigned, chosen in this
# project on 2026-11-22 (66, 65, 856, 95). A range that may have subscribers must not stand here: the warning would make
# a real number look harmless.
EXERCISE_RANGES: Mapping[int, tuple[tuple[str, int], ...]] = {
    82: (("100000", 10),),
    84: (("900000", 9),),
    66: (("679000", 9),),
    65: (("80000", 8),),
    856: (("2000000", 10),),
    95: (("90000000", 10),),
    44: (
        ("7700900", 10),
        ("2079460", 10),
        ("1134960", 10),
        ("1144960", 10),
        ("1154960", 10),
        ("1164960", 10),
        ("1174960", 10),
        ("1184960", 10),
        ("1214960", 10),
        ("1314960", 10),
        ("1414960", 10),
        ("1514960", 10),
        ("1614960", 10),
        ("1914980", 10),
        ("1632960", 10),
        ("2890180", 10),
        ("2920180", 10),
        ("3069990", 10),
        ("8081570", 10),
        ("9098790", 10),
    ),
    61: (
        ("255500", 9),
        ("257010", 9),
        ("355500", 9),
        ("357010", 9),
        ("755500", 9),
        ("757010", 9),
        ("855500", 9),
        ("857010", 9),
        ("491570006", 9),
        ("491570156", 9),
        ("491570157", 9),
        ("491570158", 9),
        ("491570159", 9),
        ("491570110", 9),
        ("491570313", 9),
        ("491570737", 9),
    ),
    33: (
        ("19900", 9),
        ("26191", 9),
        ("35301", 9),
        ("46571", 9),
        ("53649", 9),
        ("63998", 9),
    ),
}


def is_exercise_number(country_code: int, national: str) -> bool:
    """Whether a national number lies in a range kept for fiction or exercises."""
    if country_code == 1:
        return len(national) == 10 and national[3:8] == "55501"
    ranges = EXERCISE_RANGES.get(country_code, ())
    return any(len(national) == length and national.startswith(beginning) for beginning, length in ranges)
