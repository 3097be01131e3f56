"""Every number of the model in one place, with its version.

Weights are in bits: the base-2 logarithm of how many times likelier an agreement is between two records of one person
than between records of two. They were set by hand from published shares and from false-alarm rates measured on public
name lists (`benchmarks/names_quality.py`, 2026-11), not trained on anybody's records.
"""

from collections.abc import Mapping
from enum import StrEnum

MODEL = "interlace-names-2"


class Band(StrEnum):
    """How strong a possible hit is, in the words that people see."""

    NONE = "none"  # not a hit
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"
    VERY_STRONG = "very_strong"


# Published thresholds, in bits: the least that a band takes.
THRESHOLDS: tuple[tuple[float, Band], ...] = (
    (16.0, Band.VERY_STRONG),
    (10.0, Band.STRONG),
    (5.0, Band.FAIR),
    (2.0, Band.WEAK),
)

PRIOR_BITS = -8.0
"""Among the candidates that an index brings, about one in 256 is the person looked for."""

# An identical value of a kind that is meant to be one person's.
# A phone number is passed on, a wallet is not typed by chance.
IDENTIFIERS: Mapping[str, float] = {
    "phone": 11.2,
    "email": 12.5,
    "document": 14.0,
    "wallet": 14.0,
    "iban": 13.0,
    "account": 12.5,
    "card": 13.0,
    "imei": 12.0,
    "registration": 13.0,
    "handle": 9.0,
    "plate": 9.0,
    "domain": 8.0,
    "url": 8.0,
    "ip": 4.0,
}
OTHER_IDENTIFIER = 8.0
# The second identical value of one kind, and every further one, adds only this share: they are seldom independent.
FURTHER_IDENTIFIER_SHARE = 0.25
IDENTIFIERS_AT_MOST = 30.0

# Dates
BIRTH_DATE_IDENTICAL = 8.3
BIRTH_DATE_FIRST_OF_JANUARY = 4.0  # often stands for an unknown day
BIRTH_MONTH_IDENTICAL = 6.0
BIRTH_DATE_DAY_AND_MONTH_SWAPPED = 6.0
BIRTH_YEAR_IDENTICAL = 3.2
BIRTH_DATE_ONE_DIGIT_DIFFERS = 3.0
BIRTH_YEAR_CLOSE = 0.5
BIRTH_DATE_DIFFERS = -2.0
BIRTH_YEAR_DIFFERS = -6.0

# Names
INFORMATION_BY_LETTERS = (0.0, 0.8, 2.2, 3.0, 4.0, 4.8, 5.4, 6.0)
"""Bits that an agreeing word of so many letters can give (the last for longer ones)."""
LIGHT_WORD = 0.15
NAME_AT_MOST = 12.0
WHOLE_NAME_BONUS = 1.0
NAME_PART_DIFFERS = -3.5
NAME_PART_MISSING = -0.4
NAME_PARTS_MISSING_AT_LEAST = -1.2
ONE_PART_ONLY = -1.5
ORDER_DIFFERS = -0.3

# Other facts
SCHEMA_DIFFERS = -6.0
GENDER_IDENTICAL = 0.6
GENDER_DIFFERS = -3.0
COUNTRY_IDENTICAL = 1.5
COUNTRY_DIFFERS = -1.0
ADDRESS_IDENTICAL = 4.0
ADDRESS_CLOSE = 2.0
BIRTH_PLACE_IDENTICAL = 2.5
BIRTH_PLACE_CLOSE = 1.5
PLACE_CLOSE_FROM = 88.0
"""Of 100: how much of the words of two places must agree to be called close."""
