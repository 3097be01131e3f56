"""Eras: years counted from somewhere else than the Gregorian calendar counts."""

from collections.abc import Mapping

from interlace.core.dates.partial import Notation

ERAS: Mapping[str, tuple[Notation, int]] = {
    # What is written before or after a year, without dots and spaces, and what has to be added to reach the Gregorian
    # year. Sources: Thai Royal Institute (B.E. = C.E. + 543), Cambodian and Lao usage the same for civil dates;
    # Republic of China calendar (1 = 1912); Japanese eras by first year (Cabinet Office). Written 2026-11-22.
    # Thai years before 1941 began in April; January to March of those years would be one year later, which no register
    # in use distinguishes.
    "พศ": (Notation.BUDDHIST, -543),
    "ພສ": (Notation.BUDDHIST, -543),
    "ពស": (Notation.BUDDHIST, -543),
    "be": (Notation.BUDDHIST, -543),
    "คศ": (Notation.GREGORIAN, 0),
    "ຄສ": (Notation.GREGORIAN, 0),
    "គស": (Notation.GREGORIAN, 0),
    "ad": (Notation.GREGORIAN, 0),
    "ce": (Notation.GREGORIAN, 0),
    "公元": (Notation.GREGORIAN, 0),
    "西元": (Notation.GREGORIAN, 0),
    "서기": (Notation.GREGORIAN, 0),
    "民國": (Notation.MINGUO, 1911),
    "民国": (Notation.MINGUO, 1911),
    "大正": (Notation.JAPANESE, 1911),
    "昭和": (Notation.JAPANESE, 1925),
    "平成": (Notation.JAPANESE, 1988),
    "令和": (Notation.JAPANESE, 2018),
}

BUDDHIST_YEARS = range(2400, 2743)
"""Bare years read as Buddhist: 1857 to 2199. No bearer of a Gregorian year in this range will be met."""

PLAUSIBLE_YEARS = range(1800, 2200)
"""Years a record of a living or lately dead person, a document or an event can have."""
