"""From statements to the description that the matcher compares, and from an entity to statements.

A statement's value is in normal form already. An entity that somebody brings is read here first, by the same rules that
an import follows, so that a question and a fact meet in the same form.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from interlace.core.dates import PartialDate, parse_date
from interlace.core.entities.properties import COUNTRIES, NAMES, QUALIFIERS, kind_of
from interlace.core.entities.values import PLAIN_READING, Normal, Reading, ValueKind, normalise
from interlace.core.matching import Description, Tagged
from interlace.core.problems import Problem


class Stated(Protocol):
    """What the matcher needs of a statement."""

    @property
    def schema(self) -> str: ...
    @property
    def prop(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def original(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def tag(self) -> str: ...


_TEXTS: Mapping[str, str] = {
    **dict.fromkeys(NAMES, "names"),
    **dict.fromkeys(COUNTRIES, "countries"),
    "gender": "genders",
    "address": "addresses",
    "birthPlace": "birth_places",
}
"""Property → the field of a `Description` that takes its values as they are."""


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """One value of an entity that somebody brings."""

    schema: str
    prop: str
    value: str
    original: str
    key: str
    tag: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A value of an entity that has no normal form: where it stands, by JSON pointer, and why."""

    pointer: str
    problem: Problem


class NotAnEntity(ValueError):
    """What was brought does not have the shape of an entity."""

    def __init__(self, pointer: str, code: str) -> None:
        super().__init__(f"{code} at {pointer}")
        self.pointer = pointer
        self.code = code


class Normaliser(Protocol):
    """How one value is read."""

    def __call__(
        self, kind: ValueKind, raw: str, reading: Reading = ..., *, qualifier: str | None = ...
    ) -> Normal | Problem: ...


def describe(statements: Iterable[Stated]) -> Description:
    """The statements of one subject as the matcher compares them; each value is tagged with its statement."""
    schema = ""
    birth_dates: list[Tagged[PartialDate]] = []
    identifiers: list[Tagged[str]] = []
    texts: defaultdict[str, list[Tagged[str]]] = defaultdict(list)
    # One pass, and the tag once for each: whole lists come through here.
    for each in statements:
        schema = schema or each.schema
        tag = each.tag
        if each.key:
            identifiers.append(Tagged(each.key, tag))
        if each.prop == "birthDate":
            birth_dates.append(Tagged(_birth_date(each), tag))
        elif field := _TEXTS.get(each.prop):
            texts[field].append(Tagged(each.value, tag))
    return Description(
        schema=schema or "Thing",
        names=tuple(texts["names"]),
        birth_dates=tuple(birth_dates),
        identifiers=tuple(identifiers),
        countries=tuple(texts["countries"]),
        genders=tuple(texts["genders"]),
        addresses=tuple(texts["addresses"]),
        birth_places=tuple(texts["birth_places"]),
    )


def _birth_date(stated: Stated) -> PartialDate:
    """The date with the calendar it was written in, so that a reason can say what was converted."""
    date = PartialDate.from_iso(stated.value)
    if stated.original in {"", stated.value}:
        return date
    written = parse_date(stated.original)
    return written if isinstance(written, PartialDate) and written == date else date


def read_entity(
    entity: Mapping[str, Any], reading: Reading = PLAIN_READING, *, read: Normaliser = normalise
) -> tuple[list[ReadStatement], list[Unread]]:
    """The values of an entity in normal form, and those that have none. `NotAnEntity` for anything of another shape."""
    schema, properties = _checked(entity)
    statements, unread = [], []
    for prop, position, raw in _values(properties):
        kind = kind_of(schema, prop)
        normal = read(kind, raw, reading, qualifier=_qualifier(kind, properties))
        if isinstance(normal, Problem):
            unread.append(Unread(f"/properties/{prop}/{position}", normal))
            continue
        if normal.value:  # an unknown gender says nothing
            statements.append(ReadStatement(schema, prop, normal.value, raw, normal.key, tag=f"{prop}/{position}"))
    return statements, unread


def entity_of(statements: Iterable[Stated], *, identifier: str | None = None) -> dict[str, Any]:
    """The statements as a FollowTheMoney entity; the inverse of reading one."""
    given = list(statements)
    properties: dict[str, list[str]] = {}
    for each in sorted(given, key=lambda each: (each.prop, each.value)):
        values = properties.setdefault(each.prop, [])
        if each.value not in values:
            values.append(each.value)
    entity: dict[str, Any] = {"schema": given[0].schema if given else "Thing", "properties": properties}
    return entity if identifier is None else {"id": identifier, **entity}


def _checked(entity: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    schema, properties = entity.get("schema"), entity.get("properties")
    if not isinstance(schema, str) or not schema:
        raise NotAnEntity("/schema", "schema_missing")
    if not isinstance(properties, Mapping):
        raise NotAnEntity("/properties", "properties_missing")
    return schema, properties


def _values(properties: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    for prop, values in properties.items():
        listed = [values] if isinstance(values, str) else values
        if not isinstance(listed, list) or not all(isinstance(value, str) for value in listed):
            raise NotAnEntity(f"/properties/{prop}", "property_not_texts")
        for position, value in enumerate(listed):
            if value.strip():
                yield prop, position, value


def _qualifier(kind: ValueKind, properties: Mapping[str, Any]) -> str:
    return next((_first(properties[prop]) for prop in QUALIFIERS.get(kind, ()) if properties.get(prop)), "")


def _first(values: Any) -> str:
    return str(values if isinstance(values, str) else next(iter(values), ""))
