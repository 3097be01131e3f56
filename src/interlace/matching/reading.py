"""Entities as other programs write them, read without a node."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from interlace.core.dates import PartialDate
from interlace.core.entities import (
    PLAIN_READING,
    Normal,
    NotAnEntity,
    Reading,
    ReadStatement,
    Unread,
    ValueKind,
    describe,
    normalise,
    read_entity,
)
from interlace.core.matching import Description
from interlace.core.names import Script, script_of
from interlace.core.problems import Problem

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRITTEN_TOGETHER = frozenset({Script.HAN, Script.HANGUL})


@dataclass(frozen=True, slots=True)
class ReadEntity:
    """What an entity says, and which of its values could not be read and so are not compared."""

    description: Description
    unread: tuple[Unread, ...]


def read(entity: object, *, reading: Reading = PLAIN_READING) -> ReadEntity | Unread:
    """An entity as the comparison takes it, or why it is none."""
    if not isinstance(entity, Mapping):
        return Unread("", Problem("entity_missing"))
    try:
        statements, unread = read_entity(_with_texts(entity), reading, read=normalise_value)
    except NotAnEntity as found:
        return Unread(found.pointer, Problem(found.code))
    if not statements:
        # A single value that cannot be read says more than that there is none.
        return unread[0] if unread else Unread("/properties", Problem("entity_empty"))
    return ReadEntity(describe([*statements, *_composed_name(statements)]), tuple(unread))


def normalise_value(
    kind: ValueKind, raw: str, reading: Reading = PLAIN_READING, *, qualifier: str | None = None
) -> Normal | Problem:
    """As an import reads it; but a list of historical persons has days that no import of today should believe."""
    found = normalise(kind, raw, reading, qualifier=qualifier)
    if isinstance(found, Problem) and found.code == "date_year_out_of_range" and _ISO_DAY.fullmatch(raw.strip()):
        try:
            return Normal(PartialDate.from_iso(raw.strip()).isoformat())
        except ValueError:
            return found
    return found


def _with_texts(entity: Mapping[str, Any]) -> Mapping[str, Any]:
    """Numbers among the values as texts: many programs write years and numbers of documents so."""
    properties = entity.get("properties")
    if not isinstance(properties, Mapping):
        return entity
    return {**entity, "properties": {str(prop): _texts(values) for prop, values in properties.items()}}


def _texts(values: object) -> object:
    listed = values if isinstance(values, list) else [values]
    if all(isinstance(value, str) or _is_number(value) for value in listed):
        return [str(value) for value in listed]
    return values


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _composed_name(statements: list[ReadStatement]) -> Iterator[ReadStatement]:
    """First and last name as one where no name is given, in the order of the script."""
    by_prop = {each.prop: each for each in reversed(statements) if each.prop in {"name", "firstName", "lastName"}}
    parts = [by_prop[prop] for prop in ("firstName", "lastName") if prop in by_prop]
    if "name" in by_prop or not parts:
        return
    if all(script_of(part.value) in _WRITTEN_TOGETHER for part in parts):
        name = "".join(part.value for part in reversed(parts))
    else:
        name = " ".join(part.value for part in parts)
    yield replace(parts[0], prop="name", value=name, original=name, key="")
