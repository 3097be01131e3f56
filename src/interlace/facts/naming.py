"""Ids and digests of what a row says, made with the node's own key: the same content gives the same id, to us alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from interlace.facts.entities import Entity
from interlace.foundation.vault.keys import NodeKeys
from interlace.foundation.vault.node import node_keys

_SUBJECT = "fact-subject"
_FACT = "fact-digest"
_BETWEEN = "\x1f"  # the unit separator: no value holds one, because every value is cleaned of control characters


def content_of(entity: Entity, links: Iterable[tuple[str, UUID]] = ()) -> str:
    """The entity's own values in a fixed order: what makes it the same thing when a repaired sheet comes again.

    A thing with values is known by them alone, wherever it points; a thing without any (an Ownership) by its ends.
    """
    values = sorted({f"{value.prop}={value.value}" for value in entity.values})
    ends = [] if values else sorted(f"{prop}={target}" for prop, target in links)
    return _BETWEEN.join((entity.schema, *values, *ends))


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one contribution's subjects and facts."""

    originator: str
    keys: NodeKeys

    def subject(self, label_digest: bytes, content: str) -> UUID:
        """The subject that this content is about, for this originator under this label."""
        data = _BETWEEN.join((self.originator, label_digest.hex(), content)).encode()
        return UUID(bytes=self.keys.keyed_digest(_SUBJECT, data)[:16])

    def digest(self, subject: UUID, prop: str, original: str) -> bytes:
        """What makes a fact the same fact."""
        data = _BETWEEN.join((self.originator, subject.hex, prop, original)).encode()
        return self.keys.keyed_digest(_FACT, data)


def naming_for(originator: str) -> Naming:
    """With the running node's keys."""
    return Naming(originator, node_keys())


def subject_of_entry(register: UUID, reference: str) -> UUID:
    """The subject of a register's entry: the same through all versions, whatever changes in the entry."""
    return UUID(bytes=node_keys().keyed_digest(_SUBJECT, f"{register}{_BETWEEN}{reference}".encode())[:16])


def fact_digest(originator: str, subject: UUID, prop: str, original: str) -> bytes:
    """What makes a single fact the same fact."""
    return naming_for(originator).digest(subject, prop, original)
