"""FollowTheMoney entities as the comparison takes them: their values in normal form, and what cannot be read."""

from interlace.core.entities.describing import (
    NotAnEntity,
    ReadStatement,
    Stated,
    Unread,
    describe,
    entity_of,
    read_entity,
)
from interlace.core.entities.properties import COUNTRIES, NAMES, QUALIFIERS, REFERENCES, kind_of, known_kind
from interlace.core.entities.values import PLAIN_READING, Normal, Reading, ValueKind, normalise

__all__ = [
    "COUNTRIES",
    "NAMES",
    "PLAIN_READING",
    "QUALIFIERS",
    "REFERENCES",
    "Normal",
    "NotAnEntity",
    "ReadStatement",
    "Reading",
    "Stated",
    "Unread",
    "ValueKind",
    "describe",
    "entity_of",
    "kind_of",
    "known_kind",
    "normalise",
    "read_entity",
]
