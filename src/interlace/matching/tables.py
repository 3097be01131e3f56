"""Tables as entities: CSV, workbooks, lines of JSON and Parquet, each row one person or company."""

import codecs
import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from interlace.core.entities import known_kind
from interlace.facts.imports.detecting import SAMPLE, decoded_sample, encoding_of, separator_of
from interlace.facts.imports.fields import PARTY_FIELDS, THING_FIELDS
from interlace.facts.imports.headers import field_of
from interlace.facts.imports.limits import bounded_lines, open_bytes
from interlace.facts.imports.rows import EMPTY_MARKS
from interlace.matching.lines import json_lines
from interlace.matching.words import no_column, no_parquet

Row = Mapping[str, Any]

STANDARD_INPUT = Path("-")
_KEY = "id"
_REFERENCE = "reference"
_COMPANY = "company"
_PROPERTIES: Mapping[str, str] = {
    **{name: field.prop for name, field in PARTY_FIELDS.items() if name not in {"status", "position"}},
    **{name: thing.prop for name, thing in THING_FIELDS.items()},
    **{companion: prop for thing in THING_FIELDS.values() for companion, prop in (thing.companions or {}).items()},
}
"""Field of the import vocabulary → FollowTheMoney property."""


def fields() -> Sequence[str]:
    """What a column may be mapped to, besides FollowTheMoney properties and nothing."""
    return sorted(_PROPERTIES)


def is_field(name: str) -> bool:
    """Whether a column may be mapped to this."""
    return not name or name in _PROPERTIES or known_kind("Person", name) is not None


def entities_in(
    path: Path, *, columns: Mapping[str, str], key: str | None, tell: Callable[[str], None]
) -> Iterator[object]:
    """The rows of a file as entities; a line that is no object comes as nothing (`None`).

    `columns` says what a column means where its header does not: header → field of the import vocabulary or
    FollowTheMoney property, or "" to leave it out. `key` is the column that names a record. `tell` hears in which
    encoding a table is read that is not UTF-8: it was recognised by its letters, and may be another.
    """
    match path.suffix.lower():
        case _ if path == STANDARD_INPUT:
            rows: Iterable[object] = _piped_rows(sys.stdin.buffer, tell)
        case ".parquet":
            rows = _parquet_rows(path)
        case ".xlsx":
            rows = _workbook_rows(path, columns)
        case ".ndjson" | ".jsonl" | ".json":
            rows = _json_rows(path)
        case _:
            rows = _csv_rows(path, tell)
    read = _RowReader(columns, key)
    return (read(row) for row in rows)


class _RowReader:
    """Reads rows by their headers; each header is looked up once."""

    def __init__(self, columns: Mapping[str, str], key: str | None) -> None:
        self._columns = columns
        self._key = key
        self._fields: dict[str, str] = {}

    def __call__(self, row: object) -> object:
        if not isinstance(row, Mapping):
            return None
        if isinstance(row.get("properties"), Mapping):
            return row if self._key is None else {**row, "id": row.get(self._key)}
        if not self._fields and self._key is not None and self._key not in row:
            raise no_column(self._key)
        properties: dict[str, list[str]] = {}
        schema, reference = "Person", row.get(self._key or _KEY)
        for header, cell in row.items():
            field = self._field(header)
            if field == _REFERENCE and reference is None and self._key is None:
                reference = cell
            prop = _PROPERTIES.get(field, field if field != _REFERENCE else "")
            values = list(_texts(cell)) if prop and header != self._key else []
            if not values:
                continue
            schema = "Company" if field == _COMPANY else schema
            properties.setdefault(prop, []).extend(values)
        return {"id": reference, "schema": schema, "properties": properties}

    def _field(self, header: str) -> str:
        if header not in self._fields:
            found = self._columns.get(header)
            recognised = field_of(header)
            kept = recognised if recognised in _PROPERTIES or recognised == _REFERENCE else ""
            self._fields[header] = kept if found is None else found
        return self._fields[header]


def _texts(cell: object) -> Iterator[str]:
    for value in cell if isinstance(cell, (list, tuple)) else (cell,):
        text = "" if value is None else str(value).strip()
        if text.casefold() not in EMPTY_MARKS:
            yield text


def _csv_rows(path: Path, tell: Callable[[str], None]) -> Iterator[Row]:
    with open_bytes(path) as file:
        sample = file.read(SAMPLE)
    with open_bytes(path) as raw:
        yield from _separated_rows(sample, raw, tell)


def _piped_rows(file: IO[bytes], tell: Callable[[str], None]) -> Iterator[object]:
    """Lines of JSON or CSV, whichever the first letter says. Nothing of it is laid down on the disk."""
    everything = file.read()
    if everything[:SAMPLE].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return (said for _line, said in json_lines(io.BytesIO(everything)))
    return _separated_rows(everything[:SAMPLE], io.BytesIO(everything), tell)


def _separated_rows(sample: bytes, raw: IO[bytes], tell: Callable[[str], None]) -> Iterator[Row]:
    encoding = encoding_of(sample)
    if not sample.isascii() and not encoding.startswith("utf"):
        tell(encoding)
    separator = separator_of(decoded_sample(sample, encoding).lstrip("\ufeff"))
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    with io.TextIOWrapper(raw, encoding, errors=errors, newline="") as text:
        rows = csv.reader(bounded_lines(text), delimiter=separator)
        headers = [header.strip().lstrip("\ufeff") for header in next(rows, [])]
        for cells in rows:
            if any(cells):
                yield dict(zip(headers, cells, strict=False))


def _workbook_rows(path: Path, columns: Mapping[str, str]) -> Iterator[Row]:
    # Late: reading workbooks takes as long to load as a small list takes to compare.
    from interlace.facts.imports.reader import Defaults
    from interlace.facts.imports.xlsx import XlsxRows

    sheet = XlsxRows(path, Defaults(columns=columns if any(columns.values()) else None))
    for row in sheet.sheet_rows():
        cells = {column.header: row.cells[column.index] for column in sheet.columns if column.index < len(row.cells)}
        if any(cell not in {None, ""} for cell in cells.values()):
            yield cells


def _json_rows(path: Path) -> Iterator[object]:
    with open_bytes(path) as file:
        for _line, said in json_lines(file):
            yield said


def _parquet_rows(path: Path) -> Iterator[Row]:
    if find_spec("pyarrow") is None:
        raise no_parquet()
    # Late, and by its name: the package is no part of what a node needs.
    parquet = import_module("pyarrow.parquet")
    for batch in parquet.ParquetFile(path).iter_batches():
        yield from batch.to_pylist()
