"""One JSON object per line. Keys are headers, recognised like those of a sheet."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import orjson

from interlace.core.problems import Problem
from interlace.facts.entities import Finding, ParsedRow
from interlace.facts.imports.headers import columns_of
from interlace.facts.imports.limits import LONGEST_LINE, open_bytes
from interlace.facts.imports.reader import Column, Defaults, Format, UnreadableFile
from interlace.facts.imports.rows import RowReader, SheetRow
from interlace.facts.values import RawValue

_KEYS_WITHIN = 1000  # lines


def json_lines(path: Path) -> Iterator[tuple[int, object]]:
    """Line number and what the line says; nothing (`None`) for a line that is not JSON."""
    with open_bytes(path) as file:
        number = 0
        while line := file.readline(LONGEST_LINE):
            number += 1
            if len(line) >= LONGEST_LINE:
                raise UnreadableFile("line_too_long", most=LONGEST_LINE)
            if not line.strip():
                continue
            try:
                yield number, orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except orjson.JSONDecodeError:
                yield number, None


class NdjsonRows:
    """Objects whose keys are recognised as fields."""

    format = Format.NDJSON

    def __init__(self, path: Path, defaults: Defaults) -> None:
        self.path = path
        self._defaults = defaults
        self._keys = self._found_keys()
        self.columns: tuple[Column, ...] = columns_of(self._keys, defaults.columns)

    def _found_keys(self) -> list[str]:
        keys: dict[str, None] = {}
        for (_, record), _ in zip(json_lines(self.path), range(_KEYS_WITHIN), strict=False):
            if isinstance(record, dict):
                keys.update(dict.fromkeys(record))
        return list(keys)

    def __iter__(self) -> Iterator[ParsedRow]:
        """Every object, and every line that is none with what is wrong."""
        reader = RowReader(self.columns, self._defaults)
        for number, (line, record) in enumerate(json_lines(self.path), start=1):
            if not isinstance(record, dict):
                finding = Finding(Problem("json_unreadable"), cell=f"line {line}")
                yield ParsedRow(number, (), findings=(finding,))
                continue
            cells = [_value(record.get(key)) for key in self._keys]
            parsed = reader.read(SheetRow(number, line, cells, has_letters=False))
            if parsed is not None:
                yield parsed


def _value(raw: object) -> RawValue | None:
    if raw is None or isinstance(raw, (str, int, float, date)):
        return str(raw) if isinstance(raw, bool) else raw
    return orjson.dumps(raw).decode()
