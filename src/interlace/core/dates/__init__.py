"""Partial dates: reading them as they are written, and comparing them."""

from interlace.core.dates.parsing import ParsedDate, RawDate, parse_date, parse_dates
from interlace.core.dates.partial import Ambiguous, DateRange, DateRelation, Notation, PartialDate, compare_dates
from interlace.core.dates.problem_codes import DATE_PROBLEMS

__all__ = [
    "DATE_PROBLEMS",
    "Ambiguous",
    "DateRange",
    "DateRelation",
    "Notation",
    "ParsedDate",
    "PartialDate",
    "RawDate",
    "compare_dates",
    "parse_date",
    "parse_dates",
]
