"""Partial dates: reading them as they are written, and comparing them."""

from interlace.core.dates.parsing import ParsedDate, RawDate, parse_date, parse_dates
from interlace.core.dates.partial import Ambiguous, DateRange, DateRelation, Notation, PartialDate, compare_dates

__all__ = [
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
