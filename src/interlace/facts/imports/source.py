"""A file as a contribution takes it: its rows, its digest, and how it was read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from interlace.core.problems import Problem
from interlace.facts.entities import ParsedRow
from interlace.facts.grading import parse_grading
from interlace.facts.imports.opening import open_rows, sha256_of
from interlace.facts.imports.reader import Column, Defaults, Rows
from interlace.facts.values import Reading


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """An opened file with the name its sender gave it."""

    rows: Rows
    file_name: str
    sha256: str
    defaults: Defaults

    @classmethod
    def open(cls, path: Path, defaults: Defaults, *, file_name: str = "") -> Self:
        """Open a file; `UnreadableFile` says why it cannot be imported."""
        rows = open_rows(path, defaults)
        return cls(rows, file_name or path.name, sha256_of(rows), defaults)

    @property
    def format(self) -> str:
        """What the file is."""
        return self.rows.format.value

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a sheet as they are read."""
        return self.rows.columns

    @property
    def options(self) -> Mapping[str, Any]:
        """How the file was read, as JSON values, so that single rows can be read again in the same way."""
        return options_of(self.defaults) | {
            "columns": {column.header: column.field for column in self.columns},
            # The database keeps an object's keys in an order of its own, and cells are named by their column's place.
            "headers": [column.header for column in self.columns],
        }

    def __iter__(self) -> Iterator[ParsedRow]:
        """Every row."""
        return iter(self.rows)


def options_of(defaults: Defaults) -> dict[str, Any]:
    """Defaults as JSON values."""
    return {
        "country": defaults.reading.country,
        "language": defaults.reading.language,
        "day_first": defaults.reading.day_first,
        "status": defaults.status,
        "grading": str(defaults.grading),
        "source": defaults.source,
        "encoding": defaults.encoding,
        "sheet": defaults.sheet,
    }


def defaults_from(options: Mapping[str, Any]) -> Defaults:
    """Read back what `options_of` wrote."""
    grading = parse_grading(options.get("grading") or "")
    return Defaults(
        reading=Reading(options.get("country"), options.get("language"), options.get("day_first")),
        status=options.get("status") or "",
        grading=Defaults().grading if isinstance(grading, Problem) else grading,
        source=options.get("source") or "",
        columns=options.get("columns"),
        encoding=options.get("encoding"),
        sheet=options.get("sheet"),
    )
