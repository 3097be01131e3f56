"""Statements that can be shown one by one: a salted leaf for each, one root over all, signed once.

Whoever holds a copy with some fields closed still checks the same root and the same signature: a closed field keeps its
place and tells nothing, because its salt stays with the one who closed it. Tree and commitment are those of the ledger
(RFC 9162, section 2.1; the leaf is a salted SHA-256).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from interlace.core.ledger import JsonValue, canonical, commitment, leaf_hash, root_of


@dataclass(frozen=True, slots=True)
class OpenedField:
    """A statement with its salt: what it is about, and what it says."""

    pointer: str
    """Where it stands in the record, for example `files/12/sha256`."""
    value: JsonValue
    salt: bytes

    def commitment(self) -> bytes:
        """What the root commits to."""
        return commitment(self.salt, canonical([self.pointer, self.value]))


@dataclass(frozen=True, slots=True)
class ClosedField:
    """The place of a statement that is not shown."""

    digest: bytes

    def commitment(self) -> bytes:
        """What the root commits to."""
        return self.digest


SealedField = OpenedField | ClosedField


def sealed_fields(record: Mapping[str, JsonValue], *, salt_of: Callable[[str], bytes]) -> tuple[OpenedField, ...]:
    """One field for each statement, in the order of their pointers."""
    return tuple(OpenedField(pointer, record[pointer], salt_of(pointer)) for pointer in sorted(record))


def root_of_fields(fields: Iterable[SealedField]) -> bytes:
    """The one hash that stands for every field, shown or not, and for their order."""
    return root_of(leaf_hash(field.commitment()) for field in fields)


def closed(fields: Iterable[SealedField], *, shown: Callable[[str], bool]) -> tuple[SealedField, ...]:
    """The same fields with those closed that are not to be shown; what is closed already stays closed."""
    return tuple(
        ClosedField(field.commitment()) if isinstance(field, OpenedField) and not shown(field.pointer) else field
        for field in fields
    )
