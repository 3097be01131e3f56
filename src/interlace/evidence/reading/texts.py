"""Plain text: lines, headings that are underlined, and tables whose columns stand between bars."""

import re
from collections.abc import Callable, Iterable, Sequence

from interlace.evidence.reading.delimited import decoded
from interlace.evidence.reading.documents import Block, Cell, FileKind, Grid, Passage, ReadDocument

_RULE = re.compile(r"\s*[-=_*─—]{4,}\s*")
_BAR = re.compile(r"\s*\|\s*")
Line = tuple[str, str]
"""Its place and its text."""


def read_text(data: bytes, *, country: str | None) -> ReadDocument:
    """A text file line by line."""
    text, encoding = decoded(data, country=country)
    lines = [(f"line {number}", line) for number, line in enumerate(text.split("\n"), start=1)]
    return ReadDocument(FileKind.TEXT, tuple(blocks_of(lines)), encoding=encoding)


def blocks_of(lines: Sequence[Line]) -> Iterable[Block]:
    """The lines as headings, tables and passages. Every cell of a line has the place of the line."""
    return _blocks(lines, table_place=lambda place, _table, _row, _column: place)


def _blocks(lines: Sequence[Line], *, table_place: Callable[[str, int, int, int], str]) -> Iterable[Block]:
    rows: list[tuple[Cell, ...]] = []
    tables = 0
    for at, (place, line) in enumerate(lines):
        text = line.strip()
        if "|" in text:
            tables += not rows
            values = _BAR.split(text)
            rows.append(
                tuple(
                    Cell(table_place(place, tables, len(rows) + 1, column), value)
                    for column, value in enumerate(values, start=1)
                )
            )
            continue
        if rows:
            yield Grid(tuple(rows))
            rows = []
        if text and not _RULE.fullmatch(text):
            is_heading = at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1][1]) is not None
            yield Passage(place, text, is_heading)
    if rows:
        yield Grid(tuple(rows))
