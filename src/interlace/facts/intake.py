"""Reading the rows of one contribution: facts into the staging table, problems into theirs, in bounded memory."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from interlace.facts.drafts import Drafting, FactDraft, Interned
from interlace.facts.entities import Finding, ParsedRow, RowTerms, Weight
from interlace.facts.models import Contribution, RowProblem
from interlace.facts.naming import naming_for
from interlace.facts.sharing import Sharing
from interlace.facts.storing import Staging
from interlace.foundation.disclosure.acting import refresh
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.models import LabelRow
from interlace.foundation.disclosure.viewer import Viewer

Progress = Callable[[int], None]
"""Called with the number of rows read so far. Whatever it raises ends the work, and nothing is stored."""

PROGRESS_EVERY = 500  # rows
PROBLEMS_AT_ONCE = 1000

NEVER_KEPT = frozenset({"wallet_private_key"})
"""Secrets that a sender put into a file by mistake: the row's values are not kept with the problem."""


@dataclass(slots=True)
class Labels:
    """The labels of one contribution, interned as rows call for them."""

    viewer: Viewer
    sharing: Sharing
    _known: dict[tuple[str, tuple[str, ...], bool], Interned] = field(default_factory=dict)

    def label_for(self, purpose: str, terms: RowTerms) -> Interned:
        """The label of a row: the contributor's choice, narrowed by the row's own markings and condition."""
        markings = tuple(sorted(marking.written for marking in terms.markings))
        key = (purpose, markings, bool(terms.condition))
        found = self._known.get(key)
        if found is None:
            sharing = self.sharing.with_condition(terms.condition) if terms.condition else self.sharing
            label = sharing.label(self.viewer.member, purpose=purpose, markings=terms.markings, by=self.viewer.id)
            row = LabelRow.objects.get(pk=intern(label))
            refresh()
            found = self._known[key] = Interned(row.pk, bytes(row.digest), purpose)
        return found

    def by_purpose(self) -> dict[str, list[int]]:
        """Label ids by the purpose under which they are stored."""
        grouped: defaultdict[str, list[int]] = defaultdict(list)
        for label in self._known.values():
            if label.id not in grouped[label.purpose]:
                grouped[label.purpose].append(label.id)
        return dict(grouped)

    def ids(self) -> list[int]:
        """Every label used."""
        return sorted({label.id for label in self._known.values()})


class Intake:
    """Reads the rows of one contribution into the staging table and its problems into theirs."""

    def __init__(
        self,
        viewer: Viewer,
        sharing: Sharing,
        contribution: Contribution,
        table: Staging,
        *,
        progress: Progress | None = None,
        rows_before: Mapping[int, tuple[UUID, str, int]] | None = None,
    ) -> None:
        self.labels = Labels(viewer, sharing)
        self.rows_read = 0
        self.rows_refused = 0
        self.remarks: Counter[str] = Counter()
        self.first_problems: list[RowProblem] = []
        self._contribution = contribution
        self._table = table
        self._progress = progress
        self._problems: list[RowProblem] = []
        self._drafting = Drafting(
            naming=naming_for(viewer.member),
            sharing=sharing,
            purposes=viewer.person.purposes,
            label_for=self.labels.label_for,
            of_rows=dict(rows_before or {}),
        )

    def read(self, rows: Iterable[ParsedRow]) -> None:
        """Every row, in bounded memory."""
        batch: list[FactDraft] = []
        for row in rows:
            self.rows_read += 1
            batch += self._facts_of(row)
            if self.rows_read % PROGRESS_EVERY == 0:
                self._table.add(batch)
                batch = []
                if self._progress is not None:
                    self._progress(self.rows_read)
        for link in self._drafting.links_within_the_file():
            if isinstance(link, FactDraft):
                batch.append(link)
            else:
                row_number, finding = link
                self._keep_problem(row_number, finding, {}, is_noted=True)
        self._table.add(batch)
        self._write_problems()
        if self._progress is not None:
            self._progress(self.rows_read)

    def _facts_of(self, row: ParsedRow) -> list[FactDraft]:
        has_secret = any(finding.problem.code in NEVER_KEPT for finding in row.findings)
        values = {} if has_secret else row.values
        for finding in row.findings:
            if finding.weight is Weight.REMARK:
                self.remarks[finding.problem.code] += 1
            else:
                self._keep_problem(row.number, finding, values, is_noted=finding.weight is Weight.NOTED)
        if row.is_refused:
            self._drafting.refused_rows.add(row.number)
            self.rows_refused += 1
            return []
        facts = self._drafting.facts_of(row)
        if isinstance(facts, Finding):
            self._keep_problem(row.number, facts, row.values, is_noted=False)
            self.rows_refused += 1
            return []
        return facts

    def _keep_problem(self, row: int, finding: Finding, values: Mapping[str, object], *, is_noted: bool) -> None:
        problem = row_problem(self._contribution, row, finding, values, is_noted=is_noted)
        self._problems.append(problem)
        if len(self.first_problems) < PROBLEMS_AT_ONCE:
            self.first_problems.append(problem)
        if len(self._problems) >= PROBLEMS_AT_ONCE:
            self._write_problems()

    def _write_problems(self) -> None:
        RowProblem.objects.bulk_create(self._problems)
        self._problems = []


def row_problem(
    contribution: Contribution, row: int, finding: Finding, values: Mapping[str, object], *, is_noted: bool
) -> RowProblem:
    """The finding as it is stored with the contribution."""
    return RowProblem(
        member=contribution.member,
        contribution=contribution,
        row=row,
        column=finding.column[:120],
        cell=finding.cell[:24],
        noted=is_noted,
        code=finding.problem.code,
        params=dict(finding.problem.params),
        values={} if is_noted else dict(values),
    )
