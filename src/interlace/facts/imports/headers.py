"""Recognising columns by their headers, in the languages of the region, or by a saved map."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from interlace.core.characters import plain
from interlace.facts.imports.reader import Column, UnreadableFile
from interlace.facts.tables import table

NOT_USED = ""
RESULT_MARK = "\u2060"
"""A word joiner, invisible to people: it tells our own Status, Problem and Fix columns from a sender's."""

_IN_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
_ORNAMENT = re.compile(r"[\s_*:：.\-/'’]+")
_NUMBERED = re.compile(r"^(.*?\D)\s*\d$")


@cache
def _fields() -> Mapping[str, str]:
    recognised: dict[str, str] = {}
    for row in table("headers.csv"):
        for word in (row["field"], *row["words"].split("|")):
            recognised.setdefault(_folded(word), row["field"])
    return recognised


@cache
def field_names() -> frozenset[str]:
    """The fields of the import vocabulary."""
    return frozenset(_fields().values())


def _folded(header: str) -> str:
    return _ORNAMENT.sub("", plain(header).casefold())


def field_of(header: str) -> str:
    """The field a header names; `Phone 2` and `Birth date (YYYY-MM-DD)` are recognised as well."""
    for candidate in (header, _IN_BRACKETS.sub("", header), _NUMBERED.sub(r"\1", header)):
        if found := _fields().get(_folded(candidate)):
            return found
    return NOT_USED


def letter_of(index: int) -> str:
    """The letters a spreadsheet gives to a column, counted from 0."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def columns_of(headers: Sequence[str], saved: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """The columns of a header row. A saved map is followed to the letter; without one, headers are recognised."""
    columns: list[Column] = []
    seen: Counter[str] = Counter()
    for index, written in enumerate(headers):
        header = written.strip()
        if header.startswith(RESULT_MARK):
            continue
        field = saved.get(header, NOT_USED) if saved is not None else field_of(header)
        seen[header] += 1
        # A row's cells are kept and mended by their header, so two columns of one name need two.
        unique = header if seen[header] == 1 else f"{header} ({seen[header]})"
        columns.append(Column(index, letter_of(index), unique, field))
    if not any(column.field for column in columns):
        raise UnreadableFile("no_column_recognised")
    return tuple(columns)


def header_row(rows: Sequence[Sequence[str]], saved: Mapping[str, str] | None = None) -> int:
    """Which of the first rows holds the headers: the one with the most recognised, at least one; else the first."""

    def recognised(row: Sequence[str]) -> int:
        if saved is not None:
            return sum(1 for cell in row if cell.strip() in saved)
        return sum(1 for cell in row if cell and field_of(cell))

    counts = [recognised(row) for row in rows]
    if not counts or max(counts) == 0:
        raise UnreadableFile("no_column_recognised")
    return counts.index(max(counts))
