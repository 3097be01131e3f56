"""What an import asks for, in one value: every surface makes it, one action carries it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from interlace.core.problems import Problem
from interlace.facts.actions import Outcome, contribute, try_contribution
from interlace.facts.grading import parse_grading
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile, defaults_from, options_of
from interlace.facts.intake import Progress
from interlace.facts.maps import saved_map
from interlace.facts.problems import words_for
from interlace.facts.registers.loading import RegisterTerms, load_register, try_register
from interlace.facts.sharing import Sharing
from interlace.facts.values import Reading
from interlace.facts.vocabulary import PERSON_STATUSES
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """How the sender's file is to be read."""

    map_name: str = ""
    country: str = ""
    language: str = ""
    day_first: bool | None = None
    status: str = ""
    grading: str = ""
    source: str = ""
    encoding: str = ""
    sheet: str = ""

    def defaults(self, viewer: Viewer) -> Defaults:
        """As the readers take it; a phone without a country code belongs to the contributor's own country."""
        saved = saved_map(viewer, self.map_name) if self.map_name else None
        kept = defaults_from(saved.options) if saved is not None else Defaults()
        grading = parse_grading(self.grading)
        if isinstance(grading, Problem):
            words = words_for(grading)
            raise InvalidInput(words.what, problems=[FieldProblem("/grading", grading.code, words.what, words.fix)])
        if self.status and self.status not in PERSON_STATUSES:
            words = words_for(Problem("status_unknown"))
            raise InvalidInput(words.what, problems=[FieldProblem("/status", "status_unknown", words.what, words.fix)])
        country = self.country.upper() or kept.reading.country or own_country(viewer.member)
        day_first = self.day_first if self.day_first is not None else kept.reading.day_first
        return Defaults(
            reading=Reading(country, self.language or kept.reading.language, day_first),
            status=self.status or kept.status,
            grading=grading if self.grading else kept.grading,
            source=self.source or kept.source,
            columns=saved.columns if saved is not None else None,
            encoding=self.encoding or kept.encoding,
            sheet=self.sheet or kept.sheet,
        )


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """A file, how to read it, on which conditions, and whether it is a register."""

    sharing: Sharing
    reading: ReadingOrder
    register: RegisterTerms | None = None


def open_file(viewer: Viewer, path: Path, order: ReadingOrder, *, file_name: str = "") -> ImportedFile:
    """Open a file as this order reads it: its columns and rows can be looked at before anything is contributed."""
    return ImportedFile.open(path, order.defaults(viewer), file_name=file_name)


def carry_out(
    viewer: Viewer,
    path: Path,
    order: ImportOrder,
    *,
    now: datetime,
    file_name: str = "",
    progress: Progress | None = None,
    contribution_id: UUID | None = None,
) -> Outcome:
    """Import a file: as facts, or as the newest version of a register."""
    source = open_file(viewer, path, order.reading, file_name=file_name)
    if order.register is None:
        return contribute(viewer, source, order.sharing, now=now, progress=progress, contribution_id=contribution_id)
    return load_register(
        viewer, source, order.sharing, order.register, now=now, progress=progress, contribution_id=contribution_id
    )


def try_out(viewer: Viewer, path: Path, order: ImportOrder, *, now: datetime, file_name: str = "") -> Outcome:
    """Say what would be stored, known and refused, and leave nothing behind."""
    source = open_file(viewer, path, order.reading, file_name=file_name)
    if order.register is not None:
        return try_register(viewer, source, order.sharing, order.register, now=now)
    return try_contribution(viewer, source, order.sharing, now=now)


def options_to_keep(defaults: Defaults) -> dict[str, Any]:
    """A sender's habits as a saved map keeps them."""
    return {name: value for name, value in options_of(defaults).items() if value not in (None, "")}


def own_country(member: str) -> str | None:
    """The country whose national numbers a member writes, where its code is one (XA and organisations have none)."""
    code = member.upper()
    return code if len(code) == 2 and not code.startswith("X") else None


def end_of(day: date, *, zone: ZoneInfo) -> datetime:
    """The moment at which a day ends in this zone: "until 30 June" includes the thirtieth."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def codes_in(text: str | Iterable[str] | None) -> frozenset[str]:
    """Member codes as people type them: `TH, VN`."""
    words = text.split(",") if isinstance(text, str) else text or ()
    return frozenset(word.strip().upper() for word in words if word.strip())
