"""Text tables: comma, semicolon, tab or bar between the columns, in any encoding that can be recognised."""

import csv
import io

from interlace.evidence.reading.documents import Block, Cell, FileKind, Grid, ReadDocument
from interlace.evidence.reading.limits import Refused
from interlace.facts.imports.detecting import encoding_of, separator_of

_LONGEST_LINE = 1024 * 1024


def decoded(data: bytes, *, country: str | None) -> tuple[str, str]:
    """The text and its encoding: Unicode by its marks or its shape, else what the sender's country writes."""
    encoding = encoding_of(data, country=country)
    text = data.decode(encoding, errors="replace").lstrip("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def read_delimited(data: bytes, *, country: str | None) -> ReadDocument:
    """The lines between empty ones are one table each; the number of a row counts the lines of the file."""
    text, encoding = decoded(data, country=country)
    if any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        raise Refused("line_too_long")
    reader = csv.reader(io.StringIO(text), delimiter=separator_of(text))
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    line = 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                rows.append(
                    tuple(Cell(f"row {line} column {at}", value.strip()) for at, value in enumerate(values, start=1))
                )
            elif rows:
                blocks.append(Grid(tuple(rows)))
                rows = []
            line = reader.line_num + 1
    except csv.Error:
        raise Refused("file_unreadable") from None
    if rows:
        blocks.append(Grid(tuple(rows)))
    return ReadDocument(FileKind.TABLE, tuple(blocks), encoding=encoding)
