"""Entries of registers as records that take part: those of the version that is searched, each under its own label."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from interlace.facts.registers import open_register
from interlace.facts.registers.finding import row_of
from interlace.foundation.disclosure.acting import Acting
from interlace.screening.holdings import Statement, statements_of_record
from interlace.screening.index import Candidate
from interlace.screening.register_records import folders_of, searched_registers


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a register as it is now."""

    register: UUID
    subject: UUID
    originator: str
    label: int
    content: UUID
    """What it says under its label, as a number: another one when any of that changes."""
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers that are searched now."""

    folders: dict[UUID, str]
    """Of the version that is searched, for each register."""

    @classmethod
    def now(cls, *, of: Collection[str] | None = None) -> "Registers":
        """All of them, or those of some members."""
        return cls({each.id: each.folder for each in searched_registers() if of is None or each.member in of})

    def sources(self) -> frozenset[str]:
        """Under which names the index may know them: it takes a new version a moment after it is loaded."""
        return folders_of(self.folders) if self.folders else frozenset()

    def entry(self, register: UUID, subject: UUID) -> Entry | None:
        """The entry of this subject; nothing where the register, or the version that is searched, has none."""
        folder = self.folders.get(register)
        row = None if folder is None else row_of(folder, subject)
        return None if folder is None or row is None else entry_at(register, folder, row)

    def found(self, candidate: Candidate) -> Entry | None:
        """What the index found, as the version that is searched has it."""
        register = register_of(candidate.source)
        if self.folders.get(register) == candidate.source:
            return entry_at(register, candidate.source, candidate.row)
        return self.entry(register, UUID(bytes=candidate.subject))


def readable_entries(context: Acting, ends: Mapping[UUID, UUID]) -> dict[UUID, Entry]:
    """The entries of these subjects, of the registers given with them, that the context's viewer is permitted."""
    if not ends:
        return {}
    registers = Registers.now()
    found = (registers.entry(register, subject) for subject, register in sorted(ends.items()))
    return {entry.subject: entry for entry in found if entry is not None and context.permitted.permits(entry.label)}


def entry_at(register: UUID, folder: str, row: int) -> Entry:
    """The entry in this row of a version."""
    file = open_register(folder)
    record = file.record(row)
    return Entry(
        register,
        record.subject,
        record.originator,
        record.label,
        UUID(bytes=file.digests[row].tobytes()),
        tuple(statements_of_record(record)),
    )


def label_of(folder: str, subject: UUID) -> int | None:
    """Under which label a version has the entry of this subject."""
    row = row_of(folder, subject)
    return None if row is None else int(open_register(folder).labels[row])


def register_of(source: str) -> UUID:
    """The register of a source of the index."""
    return UUID(source.partition("/")[0])
