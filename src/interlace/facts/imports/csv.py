"""Text tables: comma, semicolon, tab or bar between the columns, in any encoding that can be recognised."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from interlace.facts.entities import ParsedRow
from interlace.facts.imports.detecting import SAMPLE, decoded_sample, encoding_of, separator_of
from interlace.facts.imports.headers import columns_of, header_row
from interlace.facts.imports.limits import bounded_lines, open_bytes
from interlace.facts.imports.reader import Column, Defaults, Format, UnreadableFile
from interlace.facts.imports.rows import RowReader, SheetRow

_HEADER_WITHIN = 20  # lines
# A phone starts with +, an account may start with -, and a handle with @: only what calls a function is a formula.
_FORMULA = re.compile(r"\s*(?:=|[+\-@][A-Za-z][A-Za-z0-9_.]*\(|[+\-@=].*\|.*!)")
_QUOTED = re.compile(r"^'(?=[=+\-@])")  # how exports, ours too, say that a cell is text
_COMMENT = "#"


class CsvRows:
    """A text table that has been opened and whose columns are known."""

    format = Format.CSV

    def __init__(self, path: Path, defaults: Defaults) -> None:
        self.path = path
        self._defaults = defaults
        with open_bytes(path) as file:
            sample = file.read(SAMPLE)
        self.encoding = _checked(defaults.encoding) or encoding_of(sample, country=defaults.reading.country)
        text = decoded_sample(sample, self.encoding).lstrip("\ufeff")
        self.separator = separator_of(text)
        first = [record for record, _ in zip(self._records(), range(_HEADER_WITHIN), strict=False)]
        self._header = header_row([cells for _, cells in first], defaults.columns)
        self.columns: tuple[Column, ...] = columns_of(first[self._header][1], defaults.columns)

    def __iter__(self) -> Iterator[ParsedRow]:
        """Every row below the headers that is not empty."""
        reader = RowReader(self.columns, self._defaults)
        for row in self.sheet_rows():
            parsed = reader.read(row)
            if parsed is not None:
                yield parsed

    def sheet_rows(self) -> Iterator[SheetRow]:
        """Every row below the headers as it stands."""
        for position, (line, cells) in enumerate(self._records()):
            if position > self._header:
                formulas = frozenset(index for index, cell in enumerate(cells) if _FORMULA.match(cell))
                texts = [_QUOTED.sub("", cell) for cell in cells]
                yield SheetRow(position - self._header, line, texts, formulas)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells. Lines that begin with # before the headers are remarks, as our exports write them."""
        errors = "replace" if self.encoding.startswith("utf-16") else "surrogateescape"
        with open_bytes(self.path) as raw, io.TextIOWrapper(raw, self.encoding, errors=errors, newline="") as text:
            reader = csv.reader(bounded_lines(text), delimiter=self.separator)
            in_remarks, line = True, 1
            try:
                for cells in reader:
                    in_remarks = in_remarks and bool(cells) and cells[0].lstrip("\ufeff").startswith(_COMMENT)
                    if not in_remarks:
                        yield line, cells
                    line = reader.line_num + 1
            except (csv.Error, UnicodeError):
                raise UnreadableFile("file_unreadable") from None


def _checked(encoding: str | None) -> str | None:
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise UnreadableFile("encoding_unknown") from None
    return encoding
