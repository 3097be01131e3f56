"""What happened to facts, told to later rooms in the same transaction (index, standing checks, hits, oversight)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FactsStored:
    """A contribution put new facts into the table."""

    contribution: UUID
    member: str
    officer: UUID
    label_ids: tuple[int, ...]
    subjects: tuple[UUID, ...]
    facts: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FactsLeaving:
    """Facts are about to be deleted: the last moment at which their content is there."""

    member: str
    facts: tuple[UUID, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class FactsRecalled:
    """Facts are gone. Whatever was built on them is withdrawn or flagged by its own room."""

    member: str
    officer: UUID
    facts: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    """Every subject that lost a fact."""
    reason: str
    at: datetime
    register: UUID | None = None
    """Set when entries left a register; registers have subjects and no fact ids."""


@dataclass(frozen=True, slots=True)
class RegisterLoaded:
    """A new version of a register is the one to search."""

    register: UUID
    version: UUID
    member: str
    officer: UUID
    number: int
    folder: str
    """Below the folder of registers; `facts.registers.open_register` opens it."""
    records: int
    label_ids: tuple[int, ...]
    added: tuple[UUID, ...]
    changed: tuple[UUID, ...]
    removed: tuple[UUID, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class RegisterWithdrawn:
    """A version was undone; the version before it, if there is one, is the one to search again."""

    register: UUID
    version: UUID
    member: str
    officer: UUID
    restored: UUID | None
    at: datetime
