"""Entities gathered into a list: each distinct value is read once, unusual ones by the reader of single entities."""

import dataclasses
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from interlace.core.compiled.encoding import packed
from interlace.core.entities import COUNTRIES, NAMES, QUALIFIERS, Normal, Reading, Unread, ValueKind, kind_of
from interlace.core.linkage.listing import Lister, Listing
from interlace.core.matching import Description
from interlace.core.matching.descriptions import ORGANISATIONS
from interlace.core.names import Kind
from interlace.matching.reading import normalise_value, read

_IS_COMPOSED = frozenset({"firstName", "lastName"})
_BIRTH_DATES = "birth_dates"
_FIELDS: Mapping[str, str] = {
    **dict.fromkeys(NAMES, "names"),
    **dict.fromkeys(COUNTRIES, "countries"),
    "birthDate": _BIRTH_DATES,
    "gender": "genders",
    "birthPlace": "birth_places",
    "address": "addresses",
}
_OFTEN_ALIKE = frozenset({ValueKind.DATE, ValueKind.COUNTRY, ValueKind.GENDER, ValueKind.TEXT, ValueKind.STATUS})
"""Kinds of which a list holds few distinct values: what was read of them is kept."""


class _NeedsWhole(Exception):
    """Something about an entity asks for the reader of single entities."""


@dataclass(slots=True)
class _Column:
    """The values of one property of one schema."""

    kind: ValueKind
    field: str
    qualifiers: tuple[str, ...]
    known: dict[str, tuple[object, str]] = dataclasses.field(default_factory=dict)

    def read(self, raw: str, properties: Mapping[str, Any], reading: Reading) -> tuple[object, str]:
        """What the comparison takes of a value, and the key that it has as an identifier."""
        found = self.known.get(raw)
        if found is None:
            found = (
                self._birth_date(raw, reading) if self.field == _BIRTH_DATES else self._normal(raw, properties, reading)
            )
            if self.kind in _OFTEN_ALIKE:
                self.known[raw] = found
        return found

    def _normal(self, raw: str, properties: Mapping[str, Any], reading: Reading) -> tuple[object, str]:
        qualifier = next((_first(properties[prop]) for prop in self.qualifiers if properties.get(prop)), "")
        normal = normalise_value(self.kind, raw, reading, qualifier=qualifier)
        if not isinstance(normal, Normal):
            raise _NeedsWhole
        return normal.value, normal.key

    def _birth_date(self, raw: str, reading: Reading) -> tuple[object, str]:
        """With the calendar that it was written in."""
        found = read({"schema": "Person", "properties": {"birthDate": [raw]}}, reading=reading)
        if isinstance(found, Unread) or found.unread:
            raise _NeedsWhole
        return packed(found.description.birth_dates[0].value), ""


class Gathering:
    """A list of entities as numbers, and each of them packed for whoever asks for it again."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lister = Lister()
        self._columns: dict[tuple[str, str], _Column] = {}
        self._packed = bytearray()
        self._packed_from = array("q", [0])
        self._unpacked: dict[int, object] = {}

    def add(self, entity: Mapping[str, Any]) -> tuple[Unread, ...] | Unread:
        """Take an entity in: which of its values cannot be read, or why the whole entity cannot."""
        try:
            self._add_values(entity)
        except _NeedsWhole:
            found = read(entity, reading=self._reading)
            if isinstance(found, Unread):
                return found
            self._lister.describe(found.description)
            self._keep(entity)
            return found.unread
        self._keep(entity)
        return ()

    def listing(self) -> Listing:
        """All of them as arrays."""
        return self._lister.listing()

    def describing(self) -> Callable[[int], Description]:
        """A record by its place in the list, as the comparison of pairs takes it."""

        def describe(place: int) -> Description:
            entity = self._unpacked.get(place) or orjson.loads(
                self._packed[self._packed_from[place] : self._packed_from[place + 1]]
            )
            found = read(entity, reading=self._reading)
            if isinstance(found, Unread):
                raise TypeError("an entity that was read cannot be read again")
            return found.description

        return describe

    def _keep(self, entity: Mapping[str, Any]) -> None:
        # All in one stretch: each by itself would hold on to the room in which it was written.
        try:
            self._packed += orjson.dumps({"schema": entity["schema"], "properties": entity["properties"]})
        except TypeError:
            self._unpacked[len(self._packed_from) - 1] = entity
        self._packed_from.append(len(self._packed))

    def _add_values(self, entity: Mapping[str, Any]) -> None:
        schema, properties = entity.get("schema"), entity.get("properties")
        if not isinstance(schema, str) or not schema or not isinstance(properties, Mapping):
            raise _NeedsWhole
        fields: dict[str, list[Any]] = {}
        identifiers: list[str] = []
        for prop, values in properties.items():
            if prop in _IS_COMPOSED:
                raise _NeedsWhole
            column = self._columns.get((schema, prop)) or self._column(schema, prop)
            for raw in values if isinstance(values, list) else (values,):
                if not isinstance(raw, str):
                    raise _NeedsWhole
                if not raw.strip():
                    continue
                value, key = column.read(raw, properties, self._reading)
                if key:
                    identifiers.append(key)
                if column.field and value != "":
                    fields.setdefault(column.field, []).append(value)
        if not fields and not identifiers:
            raise _NeedsWhole
        kind = Kind.ORGANISATION if schema in ORGANISATIONS else Kind.PERSON
        self._lister.add(kind=kind, identifiers=identifiers, **fields)

    def _column(self, schema: str, prop: str) -> _Column:
        if not isinstance(prop, str):
            raise _NeedsWhole
        kind = kind_of(schema, prop)
        column = _Column(kind, _FIELDS.get(prop, ""), tuple(QUALIFIERS.get(kind, ())))
        self._columns[schema, prop] = column
        return column


def _first(values: object) -> str:
    return str(values if isinstance(values, str) else next(iter(values), ""))  # type: ignore[call-overload]
