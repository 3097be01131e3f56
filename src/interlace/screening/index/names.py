"""The arrays in which names are found, and the working memory of one search in them."""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from interlace.screening.index.columns import Numbers

NO_DATE = 0
"""The year code of a name without a date of birth."""
ODD = 255
"""The year code of a name whose record has several dates, or one under another label: they stand in a table."""
YEAR_CODES = 256
FIRST_YEAR = 1850
LENGTHS = 16
"""Names whose words begin at one kept place; where the others begin is told by the lengths before them."""
MOST_WORDS = 16
"""Words of a name that are paired with those of another."""
MOST_JOINED = 64
"""Letters of a whole name that are compared: bits of a machine word."""
LETTERS = 256
BUCKETS = 64
"""Into how many heaps names are sorted by what they may reach."""
SPAN = 1 << 18
"""Names that are weighed at a time: what is kept of them meanwhile should stay in the cache."""


class NameArrays(NamedTuple):
    """What the compiled name search reads. Names are numbered by the code of their year, then by day."""

    text: Numbers
    text_start: Numbers
    shape: Numbers  # by word: its letters and its length, as bits
    key_start: Numbers  # by the first half of a key, where the second halves begin
    key_low: Numbers
    key_token: Numbers
    posting_start: Numbers
    posting: Numbers
    name_row: Numbers
    name_label: Numbers
    name_day: Numbers
    name_length: Numbers
    name_start: Numbers  # of every sixteenth name
    name_token: Numbers
    year_start: Numbers
    birth_row: Numbers  # the odd ones, by row
    birth_year: Numbers
    birth_day: Numbers
    birth_label: Numbers
    birth_by_date: Numbers  # the same by year and day
    names_by_row: Numbers
    identity: Numbers


@dataclass(slots=True)
class Scratch:
    """Working memory of one search in one segment; reused, never shared by two searches at a time."""

    serial: Numbers  # one number
    seen: Numbers  # by token: the look-up that met it last
    slot: Numbers  # by token: its line among the similar words
    bound: Numbers  # by name of a span
    touched: Numbers
    counts: Numbers  # of what was touched, of the stretches, of the names that were scored
    ordered: Numbers
    buckets: Numbers  # where each begins, and where it ends so far
    stretch_start: Numbers
    stretch_most: Numbers
    stretch_order: Numbers
    left: Numbers
    alike: Numbers  # for pairs of words
    letter_places: Numbers  # by word and letter, and of the whole name
    joined: Numbers

    @classmethod
    def of(cls, names: NameArrays) -> Self:
        """Clean memory for a search in these names."""
        tokens, span = names.posting_start.size - 1, min(SPAN, names.name_row.size)
        stretches = names.year_start.size + names.name_row.size // SPAN + 2
        return cls(
            serial=np.zeros(1, dtype=np.int64),
            seen=np.zeros(tokens, dtype=np.int32),
            slot=np.zeros(tokens, dtype=np.int32),
            bound=np.zeros(span, dtype=np.float32),
            touched=np.zeros(span, dtype=np.int32),
            counts=np.zeros(3, dtype=np.int64),
            ordered=np.zeros(span, dtype=np.int32),
            buckets=np.zeros((2, BUCKETS + 1), dtype=np.int64),
            stretch_start=np.zeros(stretches, dtype=np.int64),
            stretch_most=np.zeros(stretches),
            stretch_order=np.zeros(stretches, dtype=np.int64),
            left=np.zeros(2 * MOST_WORDS + 1),
            alike=np.zeros((MOST_WORDS, MOST_WORDS)),
            letter_places=np.zeros((MOST_WORDS + 1, LETTERS), dtype=np.uint64),
            joined=np.zeros(MOST_JOINED, dtype=np.uint8),
        )


def year_codes(years: Numbers) -> Numbers:
    """The code of each year; `ODD` for a year outside of those that have one."""
    codes = years - FIRST_YEAR + NO_DATE + 1
    return np.where((codes > NO_DATE) & (codes < ODD), codes, ODD)


def year_of(codes: Numbers) -> Numbers:
    """The year of each code."""
    return codes - NO_DATE - 1 + FIRST_YEAR
