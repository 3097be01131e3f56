"""What happened to cases, told to later rooms in the same transaction."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CasesErased:
    """Cases are gone for good. Whatever was kept beside them is taken away by its own room, as the steward."""

    member: str
    cases: tuple[UUID, ...]
