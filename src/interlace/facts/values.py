"""Normal forms of what facts say: those of the core, and the standing of a person by the bureaus' own words."""

from interlace.core.entities import values
from interlace.core.entities.values import (
    LONGEST_KEY,
    LONGEST_VALUE,
    PLAIN_READING,
    UNCOMPARED,
    Normal,
    RawValue,
    Reading,
    ValueKind,
    cleaned,
)
from interlace.core.problems import Problem
from interlace.facts.vocabulary import status_from_words

__all__ = [
    "LONGEST_KEY",
    "LONGEST_VALUE",
    "PLAIN_READING",
    "UNCOMPARED",
    "Normal",
    "RawValue",
    "Reading",
    "ValueKind",
    "cleaned",
    "normalise",
]


def normalise(
    kind: ValueKind, raw: RawValue, reading: Reading = PLAIN_READING, *, qualifier: str | None = None
) -> Normal | Problem:
    """Read one value, or say what is wrong with it."""
    found = values.normalise(kind, raw, reading, qualifier=qualifier)
    if kind is not ValueKind.STATUS or isinstance(found, Problem):
        return found
    status = status_from_words(str(raw))
    return Normal(status) if status else Problem("status_unknown")
