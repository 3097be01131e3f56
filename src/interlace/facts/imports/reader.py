"""The one interface behind which every format stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from interlace.facts.entities import ParsedRow
from interlace.facts.grading import UNGRADED, Grading
from interlace.facts.imports.files import Format as Format  # noqa: PLC0414 - every format takes both from here
from interlace.facts.imports.files import UnreadableFile as UnreadableFile  # noqa: PLC0414
from interlace.facts.values import PLAIN_READING, Reading


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for a row that does not say it itself."""

    reading: Reading = PLAIN_READING
    status: str = ""
    grading: Grading = UNGRADED
    source: str = ""
    columns: Mapping[str, str] | None = None
    """Header → field, from a saved map; without one the headers are recognised."""
    encoding: str | None = None
    sheet: str | None = None
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    """Decides the century of a birth that a machine readable zone writes with two digits."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet and the field it was recognised as ("" when it is not used)."""

    index: int
    letter: str
    header: str
    field: str


class Rows(Protocol):
    """A file that has been opened and understood. Every pass over it reads it again in bounded memory."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def format(self) -> Format:
        """What it is."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, for a sheet; nothing for other formats."""

    def __iter__(self) -> Iterator[ParsedRow]:
        """Every row with what was found in it, in order."""
