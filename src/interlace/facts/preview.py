"""Looking at a file before it is contributed: its rows as the things they will become, and what is wrong with them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from interlace.facts.actions import try_contribution
from interlace.facts.entities import ParsedRow, Weight
from interlace.facts.field_words import thing_of
from interlace.facts.handed_in import MendedFile
from interlace.facts.intake import row_problem
from interlace.facts.models import Contribution, RowProblem
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InterlaceError

LOOKED_AT = 2_000
"""Rows. The rest of a longer file is answered when it is contributed."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a file gave."""

    rows: Sequence[ParsedRow]
    skipped: Sequence[ParsedRow]
    problems: Mapping[int, Sequence[RowProblem]]
    """Refused rows and why."""
    things: Counter[str]
    known: int
    """Rows that say nothing new."""
    is_whole: bool
    refusal: InterlaceError | None = None
    """Why this officer cannot contribute the file like this at all."""

    @property
    def ready(self) -> int:
        """How many of the rows looked at can be contributed."""
        return len(self.rows) - len(self.problems)


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The rows that were looked at, as a contribution reads them."""

    file: MendedFile
    rows: Sequence[ParsedRow]

    @property
    def file_name(self) -> str:
        return self.file.file_name

    @property
    def sha256(self) -> str:
        return self.file.sha256

    @property
    def format(self) -> str:
        return self.file.format

    @property
    def options(self) -> Mapping[str, Any]:
        return self.file.options

    def __iter__(self) -> Iterator[ParsedRow]:
        return iter(self.rows)


def look_at(viewer: Viewer, file: MendedFile, sharing: Sharing, *, now: datetime) -> Look:
    """Try the file out as far as a page can show it; nothing is left behind."""
    rows = list(islice(file, LOOKED_AT + 1))
    is_whole = len(rows) <= LOOKED_AT
    rows = rows[:LOOKED_AT]
    known, refusal = 0, None
    try:
        outcome = try_contribution(viewer, _Beginning(file, rows), sharing, now=now)
        found: Iterable[RowProblem] = outcome.problems
        known = outcome.contribution.rows_known
    except InterlaceError as refused:
        found, refusal = _as_read(viewer, rows), refused
    problems: defaultdict[int, list[RowProblem]] = defaultdict(list)
    for problem in found:
        if not problem.noted:
            problems[problem.row].append(problem)
    return Look(
        rows=rows,
        skipped=list(islice(file.skipped_rows(), LOOKED_AT)),
        problems=problems,
        things=_things(rows),
        known=known,
        is_whole=is_whole,
        refusal=refusal,
    )


def _as_read(viewer: Viewer, rows: Iterable[ParsedRow]) -> Iterator[RowProblem]:
    """What the reading alone found."""
    draft = Contribution(member=viewer.member)
    for row in rows:
        for finding in row.findings:
            if finding.weight is Weight.REFUSED:
                yield row_problem(draft, row.number, finding, row.values, is_noted=False)


def _things(rows: Iterable[ParsedRow]) -> Counter[str]:
    """Every thing once; values that belong to another row's person count as what they are (a phone of row 1)."""
    return Counter(
        thing_of(entity.schema, [value.prop for value in entity.values])
        for row in rows
        for entity in row.entities
        if entity.values
    )
