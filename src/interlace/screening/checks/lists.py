"""A file as the list that is checked: FollowTheMoney entities line by line, or a sheet with a question in each row.

A sheet is read as an import reads it, headers in twelve languages and birth dates of every calendar included. What of
a row is a thing of its own (an account, a wallet, a plate) is asked about by itself; what an import would keep unread
is refused here, because it would be compared with nothing and answered "no hit".
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from interlace.facts.entities import Entity, Finding, ParsedRow, Weight
from interlace.facts.imports.csv import CsvRows
from interlace.facts.imports.detecting import SAMPLE, detect, encoding_of
from interlace.facts.imports.limits import is_gzip
from interlace.facts.imports.opening import open_rows
from interlace.facts.imports.reader import Defaults, Format, Rows
from interlace.facts.problems import words_for
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.http.failures import TooLarge
from interlace.foundation.http.lines import LINES_LIMIT, Line, lines_of

SHEETS = frozenset({Format.CSV, Format.XLSX})
_ANY_STATUS = "suspect"
"""An import wants to know a person's standing, a question does not."""
_NOT_ASKED = frozenset({"status", "position", "notes"})
"""What nothing is compared with."""


@dataclass(frozen=True, slots=True)
class RowLine(Line):
    """One thing that a row of a sheet asks about, or all that is wrong with the row."""

    part: int = 0
    """Counts the things of one row."""
    problems: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedList:
    """What a file asks, and its digest: by that a supervisor gives leave, and an interrupted check goes on."""

    lines: Sequence[Line]
    digest: str
    encoding: str = ""
    """In which a table is read that is not UTF-8: it was recognised by its letters, and may be another."""


def list_of(content: bytes, path: Path | None, *, country: str | None = None) -> CheckedList:
    """Read a list; `path` is where it lies, nothing for what came by standard input.

    A table that is not UTF-8 is taken to be written as they write in the asker's `country`.
    """
    digest = hashlib.sha256(content).hexdigest()
    if not _is_sheet(content):
        return CheckedList(_not_none(lines_of(io.BytesIO(content)), path), digest)
    if path is None:
        raise InvalidInput(
            _("A sheet cannot be read from standard input."), fix=_("Name its file, or send one entity per line.")
        )
    lines: list[Line] = []
    rows = _opened(path, content[:SAMPLE], country)
    for line in (line for row in rows for line in _lines_of_row(row)):
        if len(lines) == LINES_LIMIT:
            raise TooLarge(
                _("There are more than {count} lines.").format(count=LINES_LIMIT), fix=_("Send them in several parts.")
            )
        lines.append(line)
    encoding = rows.encoding if isinstance(rows, CsvRows) and not content.isascii() else ""
    return CheckedList(_not_none(lines, path), digest, "" if encoding.startswith("utf") else encoding)


def _not_none(lines: Sequence[Line], path: Path | None) -> Sequence[Line]:
    """The lines, or an error: no answer at all reads like no hit at all."""
    if not lines:
        raise InvalidInput(
            _("There is no record in {file}.").format(file=path or "-"),
            code="file_empty",
            fix=_("Check what was saved: headers first and a record in each row below, or a JSON object in each line."),
        )
    return lines


def _is_sheet(content: bytes) -> bool:
    """Whether this is no list of JSON lines. A first line that cannot be read is answered in its place."""
    start = content.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1]
    return start not in {b"", b"{", b"["}


def _opened(path: Path, sample: bytes, country: str | None) -> Rows:
    found = detect(path)
    if found not in SHEETS:
        raise InvalidInput(
            _("This is no list that can be checked."), fix=_("Give a CSV or XLSX sheet, or one entity per line.")
        )
    is_text = found is Format.CSV and not is_gzip(path)
    encoding = encoding_of(sample, country=country) if is_text else "utf-8"
    return open_rows(path, Defaults(status=_ANY_STATUS, encoding=None if encoding.startswith("utf") else encoding))


def _lines_of_row(row: ParsedRow) -> Iterator[Line]:
    wrong = tuple(_problem(each) for each in row.findings if each.weight is not Weight.REMARK)
    asked = [entity for entity in map(_asked, row.entities) if entity is not None]
    if wrong or not asked:
        nothing = FieldProblem("", "nothing_asked", _("The row asks about nothing."), _("Give a name or a number."))
        yield RowLine(row.number, None, problems=wrong or (nothing,))
        return
    for part, entity in enumerate(asked):
        yield RowLine(row.number, entity, part=part)


def _asked(entity: Entity) -> dict[str, object] | None:
    """The entity as a question: only what is compared."""
    properties: dict[str, list[str]] = {}
    for value in entity.values:
        if value.prop not in _NOT_ASKED:
            properties.setdefault(value.prop, []).append(value.value)
    if not properties:
        return None
    name = {"id": entity.reference} if entity.reference else {}
    return {**name, "schema": entity.schema, "properties": properties}


def _problem(finding: Finding) -> FieldProblem:
    words = words_for(finding.problem)
    return FieldProblem(f"{finding.column} {finding.cell}".strip(), finding.problem.code, words.what, words.fix)
