"""Loading a register: a whole list becomes one immutable version, compared with the one before."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from interlace.core.ledger import leaf_hash, root_of
from interlace.core.problems import Problem
from interlace.facts.actions import Outcome, Source, open_contribution, refuse_unfit
from interlace.facts.entities import Entity, Finding, ParsedRow, RowTerms, Weight
from interlace.facts.events import FactsRecalled, RegisterLoaded
from interlace.facts.holding_back import refuse_units
from interlace.facts.intake import NEVER_KEPT, PROBLEMS_AT_ONCE, PROGRESS_EVERY, Labels, Progress, row_problem
from interlace.facts.ledger_events import REGISTER_LOADED, told_of
from interlace.facts.models import Contribution, Register, RegisterVersion, RowProblem
from interlace.facts.naming import content_of, subject_of_entry
from interlace.facts.queries import may_follow
from interlace.facts.registers.differences import Difference, difference
from interlace.facts.registers.files import RegisterWriter, open_register, remove_version, version_folder
from interlace.facts.sharing import Sharing
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput, Refused
from interlace.foundation.events import announce

WITHDRAWN = "register-entry-withdrawn"


@dataclass(frozen=True, slots=True)
class Authorisation:
    """Who authorised a copy of an INTERPOL database, for which purpose, and when it must be deleted.

    Rules on the Processing of Data, articles 56 and 57: a download needs the authorisation, and ends.
    """

    by: str
    purpose: str
    delete_by: date

    def to_json(self) -> Mapping[str, str]:
        """As JSON values."""
        return {"by": self.by, "purpose": self.purpose, "delete_by": self.delete_by.isoformat()}

    @classmethod
    def from_json(cls, values: Mapping[str, str]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(values["by"], values["purpose"], date.fromisoformat(values["delete_by"]))


@dataclass(frozen=True, slots=True)
class RegisterTerms:
    """What a register is: its name, what an entry allows in words, and where it comes from."""

    name: str
    title: str
    legal_effect: str
    source: str = ""
    is_interpol: bool = False
    authorisation: Authorisation | None = None


def load_register(
    viewer: Viewer,
    source: Source,
    sharing: Sharing,
    terms: RegisterTerms,
    *,
    now: datetime,
    progress: Progress | None = None,
    contribution_id: UUID | None = None,
) -> Outcome:
    """Load a list as the newest version of a register. What is no longer in it is recalled."""
    with _contributing(viewer, sharing, terms, now=now) as contributor:
        outcome, version, label_ids = _new_version(
            contributor,
            source,
            sharing,
            terms,
            progress=progress,
            contribution_id=contribution_id,
            now=now,
        )
        record(
            told_of(REGISTER_LOADED, [outcome.contribution.label_id, *label_ids]),
            by=contributor.id,
            member=contributor.member,
            on=version.id,
            now=now,
            purpose=sharing.purpose,
            reference=contributor.reference,
            detail={
                "register": str(version.register_id),
                "number": version.number,
                "records": version.records,
                "added": version.added,
                "changed": version.changed,
                "removed": version.removed,
                "root": outcome.contribution.batch_root,
                "file": outcome.contribution.sha256,
            },
        )
        if outcome.changes is not None:
            _announce(contributor, version, outcome.changes, label_ids, now=now)
        return outcome


class _Trial(Exception):
    """Takes a trial's result out of the transaction that it must not leave behind."""

    def __init__(self, outcome: Outcome, version: RegisterVersion) -> None:
        self.outcome = outcome
        self.version = version


def try_register(
    viewer: Viewer,
    source: Source,
    sharing: Sharing,
    terms: RegisterTerms,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> Outcome:
    """Do the same in full and leave nothing behind: what the version would add, change and remove."""
    try:
        with _contributing(viewer, sharing, terms, now=now) as contributor:
            outcome, version, _labels = _new_version(
                contributor, source, sharing, terms, progress=progress, contribution_id=None, now=now
            )
            raise _Trial(outcome, version)
    except _Trial as done:
        remove_version(done.version.folder)
        return done.outcome


@contextmanager
def _contributing(viewer: Viewer, sharing: Sharing, terms: RegisterTerms, *, now: datetime) -> Iterator[Viewer]:
    refuse_unfit(viewer, sharing, now=now)
    refuse_units(viewer)
    refuse_unfit_terms(terms, now=now)
    contributor = viewer.working_for(purpose=sharing.purpose, reference=viewer.reference)
    with acting(contributor, now=now):
        yield contributor


def _new_version(
    contributor: Viewer,
    source: Source,
    sharing: Sharing,
    terms: RegisterTerms,
    *,
    progress: Progress | None,
    contribution_id: UUID | None,
    now: datetime,
) -> tuple[Outcome, RegisterVersion, tuple[int, ...]]:
    """Write the version beside the others and compare it with the one that is searched so far."""
    register = _open_register(contributor, terms, now=now)
    contribution = open_contribution(contributor, source, sharing, contribution_id, now=now)
    before = register.versions.filter(current=True).first()
    number = (register.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    folder = version_folder(register.id, number)
    loading = _Loading(contributor, sharing, contribution, register, progress)
    with RegisterWriter(folder, originator=contributor.member) as writer:
        loading.read(source, writer)
        sha256 = writer.commit()
    version_file = open_register(folder)
    changes = difference(open_register(before.folder) if before is not None else None, version_file)
    loading.close(root_of(leaf_hash(digest.tobytes()) for digest in version_file.digests).hex(), now=now)
    if before is not None:
        before.current = False
        before.save(update_fields=["current"])
    version = RegisterVersion.objects.create(
        member=contributor.member,
        register=register,
        contribution=contribution,
        number=number,
        folder=folder,
        sha256=sha256,
        records=version_file.records,
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
        current=True,
        created=now,
    )
    if progress is not None:
        # Whoever was shut out while the version was being written has loaded nothing.
        progress(loading.rows_read)
    problems = tuple(loading.first_problems)
    return Outcome(contribution, problems, changes), version, tuple(loading.labels.ids())


def refuse_unfit_terms(terms: RegisterTerms, *, now: datetime) -> None:
    """Raise when a list may not become a register on these terms."""
    if not terms.legal_effect.strip():
        raise InvalidInput(
            _("The register does not say what an entry allows an officer to do."),
            fix=_("Describe the legal effect of an entry in a sentence."),
        )
    if terms.is_interpol and terms.authorisation is None:
        raise InvalidInput(
            _("A copy of an INTERPOL database needs a record of its authorisation."),
            fix=_("Say who authorised it, for which purpose, and by when it must be deleted."),
        )
    if terms.authorisation is not None and terms.authorisation.delete_by <= now.date():
        raise InvalidInput(
            _("The day by which this copy must be deleted has passed."), fix=_("Ask for a new authorisation.")
        )


def _open_register(viewer: Viewer, terms: RegisterTerms, *, now: datetime) -> Register:
    register, is_new = Register.objects.select_for_update().get_or_create(
        member=viewer.member,
        name=terms.name,
        defaults={
            "title": terms.title,
            "legal_effect": terms.legal_effect,
            "source": terms.source,
            "authorisation": terms.authorisation.to_json() if terms.authorisation else None,
            "created": now,
        },
    )
    if not is_new:
        if not may_follow(viewer, register):
            raise Refused(_("There is no such register for you."), fix=_("Choose another name."))
        register.title = terms.title
        register.legal_effect = terms.legal_effect
        register.authorisation = terms.authorisation.to_json() if terms.authorisation else register.authorisation
        register.save()
    return register


def _announce(
    viewer: Viewer,
    version: RegisterVersion,
    changes: Difference,
    label_ids: tuple[int, ...],
    *,
    now: datetime,
) -> None:
    announce(
        RegisterLoaded(
            register=version.register_id,
            version=version.id,
            member=viewer.member,
            officer=UUID(viewer.id),
            number=version.number,
            folder=version.folder,
            records=version.records,
            label_ids=label_ids,
            added=changes.added,
            changed=changes.changed,
            removed=changes.removed,
            at=now,
        )
    )
    announce_removals(viewer, version.register_id, changes.removed, now=now)


def announce_removals(viewer: Viewer, register: UUID, subjects: tuple[UUID, ...], *, now: datetime) -> None:
    """Tell later rooms of entries that are no longer in the searched version."""
    if subjects:
        announce(
            FactsRecalled(
                member=viewer.member,
                officer=UUID(viewer.id),
                facts=(),
                subjects=subjects,
                reason=WITHDRAWN,
                at=now,
                register=register,
            )
        )


@dataclass(slots=True)
class _Loading:
    """Reads the rows of a list into a version, and its problems into their table."""

    viewer: Viewer
    sharing: Sharing
    contribution: Contribution
    register: Register
    progress: Progress | None
    labels: Labels = field(init=False)
    rows_read: int = 0
    rows_refused: int = 0
    rows_stored: int = 0
    values_stored: int = 0
    remarks: Counter[str] = field(default_factory=Counter)
    first_problems: list[RowProblem] = field(default_factory=list)
    _problems: list[RowProblem] = field(default_factory=list)
    _seen: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.labels = Labels(self.viewer, self.sharing)

    def read(self, rows: Source, writer: RegisterWriter) -> None:
        """Every row, in bounded memory."""
        for row in rows:
            self.rows_read += 1
            self._keep_findings(row)
            if row.is_refused or (refusal := self._refusal(row)) is not None:
                if not row.is_refused and refusal is not None:
                    self._keep(row.number, Finding(refusal), row.values, is_noted=False)
                self.rows_refused += 1
            else:
                self.rows_stored += self._write(row, writer)
            if self.progress is not None and self.rows_read % PROGRESS_EVERY == 0:
                self.progress(self.rows_read)
        RowProblem.objects.bulk_create(self._problems)
        if self.progress is not None:
            self.progress(self.rows_read)

    def close(self, root: str, *, now: datetime) -> None:
        """Write the result into the contribution."""
        contribution = self.contribution
        contribution.rows_read = self.rows_read
        contribution.rows_refused = self.rows_refused
        contribution.rows_stored = self.rows_stored
        contribution.rows_known = self.rows_read - self.rows_refused - self.rows_stored
        contribution.facts_stored = self.values_stored
        contribution.notes = dict(self.remarks)
        contribution.batch_root = root
        contribution.state = Contribution.State.DONE
        contribution.finished = now
        contribution.save()

    def _refusal(self, row: ParsedRow) -> Problem | None:
        if row.terms.purpose and row.terms.purpose not in self.viewer.person.purposes:
            return Problem("purpose_not_yours")
        for entity in row.entities:
            if entity.of_row is not None or any(link.row is not None for link in entity.links):
                return Problem("row_reference_in_register")
            status = entity.first("status") if entity.schema == "Person" else ""
            if status and (problem := self.sharing.refuses_status(status)):
                return problem
        return None

    def _write(self, row: ParsedRow, writer: RegisterWriter) -> bool:
        """One record for each thing of the row; whether anything was new to this version."""
        label = self.labels.label_for(row.terms.purpose or self.sharing.purpose, row.terms)
        subjects: list[UUID] = []
        references = [entity.reference or _reference_of(entity, row) for entity in row.entities]
        is_new = False
        for entity, reference in zip(row.entities, references, strict=True):
            subject = subject_of_entry(self.register.id, reference)
            subjects.append(subject)
            if subject in self._seen:
                continue
            self._seen.add(subject)
            values = [
                [value.prop, value.value, value.original, value.key, value.language, value.script]
                for value in entity.values
            ]
            values += [[prop, target, target, "", "", ""] for prop, target in self._links(entity, subjects)]
            writer.add(subject, label.id, _said(entity, reference, values, row.terms, self.sharing))
            self.values_stored += len(values)
            is_new = True
        return is_new

    def _links(self, entity: Entity, subjects: list[UUID]) -> Iterator[tuple[str, str]]:
        for link in entity.links:
            if link.entity is not None:
                yield link.prop, str(subjects[link.entity])
            elif link.reference:
                # An entry's subject follows from its id alone, so it may come later in the list.
                yield link.prop, str(subject_of_entry(self.register.id, link.reference))

    def _keep_findings(self, row: ParsedRow) -> None:
        has_secret = any(finding.problem.code in NEVER_KEPT for finding in row.findings)
        for finding in row.findings:
            if finding.weight is Weight.REMARK:
                self.remarks[finding.problem.code] += 1
            else:
                values = {} if has_secret else row.values
                self._keep(row.number, finding, values, is_noted=finding.weight is Weight.NOTED)

    def _keep(self, row: int, finding: Finding, values: Mapping[str, object], *, is_noted: bool) -> None:
        problem = row_problem(self.contribution, row, finding, values, is_noted=is_noted)
        self._problems.append(problem)
        if len(self.first_problems) < PROBLEMS_AT_ONCE:
            self.first_problems.append(problem)
        if len(self._problems) >= PROBLEMS_AT_ONCE:
            RowProblem.objects.bulk_create(self._problems)
            self._problems = []


def _reference_of(entity: Entity, row: ParsedRow) -> str:
    """For a list without ids: the content is the id, so a changed entry is another one."""
    return content_of(entity) if entity.values else f"row {row.number}"


def _said(entity: Entity, reference: str, values: list[list[str]], terms: RowTerms, sharing: Sharing) -> dict[str, Any]:
    said: dict[str, Any] = {"id": reference, "schema": entity.schema, "values": values}
    extras = {
        "source": terms.source,
        "grading": str(terms.grading),
        "markings": " ".join(marking.written for marking in terms.markings),
        "condition": "; ".join(filter(None, (sharing.condition, terms.condition))),
    }
    return said | {name: text for name, text in extras.items() if text}
