"""FollowTheMoney entities, one JSON object per line: `{"id": …, "schema": …, "properties": {"name": ["…"]}}`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from followthemoney import model
from followthemoney.property import Property
from followthemoney.schema import Schema

from interlace.core.problems import Problem
from interlace.facts.describing import known_kind
from interlace.facts.entities import Entity, Finding, Link, ParsedRow, RowTerms, Value, Weight
from interlace.facts.imports.ndjson import json_lines
from interlace.facts.imports.reader import Column, Defaults, Format
from interlace.facts.values import UNCOMPARED, Normal, Reading, ValueKind, cleaned, normalise

_KINDS_OF_TYPE: Mapping[str, ValueKind] = {
    "name": ValueKind.NAME,
    "date": ValueKind.DATE,
    "country": ValueKind.COUNTRY,
    "gender": ValueKind.GENDER,
    "phone": ValueKind.PHONE,
    "email": ValueKind.EMAIL,
    "url": ValueKind.URL,
    "ip": ValueKind.IP,
    "iban": ValueKind.IBAN,
}
DECIDING = frozenset({("CryptoWallet", "publicKey"), ("BankAccount", "iban")})
"""Without this value the thing is nothing; another value that cannot be read is kept as written."""

_SANCTION_TOPICS = frozenset({"sanction", "sanction.linked", "debarment"})
_QUALIFIERS: Mapping[ValueKind, tuple[str, ...]] = {
    ValueKind.DOCUMENT: ("country", "nationality", "citizenship", "jurisdiction"),
    ValueKind.WALLET: ("currencySymbol", "currency"),
    ValueKind.ACCOUNT: ("bankName",),
    ValueKind.PLATE: ("country",),
    ValueKind.HANDLE: ("service",),
}


class FtmRows:
    """Entities as other systems export them."""

    format = Format.FTM
    columns: tuple[Column, ...] = ()

    def __init__(self, path: Path, defaults: Defaults) -> None:
        self.path = path
        self._defaults = defaults

    def __iter__(self) -> Iterator[ParsedRow]:
        """Every entity, and every line that is none with what is wrong."""
        for number, (line, record) in enumerate(json_lines(self.path), start=1):
            yield entity_row(number, record, self._defaults, cell=f"line {line}")


def entity_row(number: int, record: object, defaults: Defaults, *, cell: str = "") -> ParsedRow:
    """One entity as a row: of a file, or mended in place."""
    if not isinstance(record, dict):
        return ParsedRow(number, (), findings=(Finding(Problem("json_unreadable"), cell=cell),))
    schema = model.get(str(record.get("schema", "")))
    if schema is None or schema.abstract:
        return ParsedRow(number, (), findings=(Finding(Problem("schema_unknown"), column="schema", cell=cell),))
    properties = _properties(record.get("properties"))
    if properties is None:
        finding = Finding(Problem("properties_unreadable"), column="properties", cell=cell)
        return ParsedRow(number, (), findings=(finding,))
    return _Attempt(
        number, schema, properties=properties, reference=str(record.get("id") or ""), defaults=defaults, cell=cell
    ).row()


def _properties(given: object) -> Mapping[str, Sequence[str]] | None:
    if not isinstance(given, dict):
        return None
    properties = {}
    for name, values in given.items():
        texts = values if isinstance(values, list) else [values]
        if not all(isinstance(text, (str, int, float)) for text in texts):
            return None
        properties[str(name)] = [str(text) for text in texts]
    return properties


@cache
def kind_of_property(schema: str, prop: str) -> ValueKind | None:
    """How a property is read: as in a question, else by its type; nothing for one that points at another entity."""
    found = model.get(schema)
    known = found.properties.get(prop) if found is not None else None
    if known is None or known.type.name == "entity":
        return None
    return known_kind(schema, prop) or _KINDS_OF_TYPE.get(known.type.name, ValueKind.TEXT)


class _Attempt:
    """One entity on its way in."""

    def __init__(
        self,
        number: int,
        schema: Schema,
        *,
        properties: Mapping[str, Sequence[str]],
        reference: str,
        defaults: Defaults,
        cell: str,
    ) -> None:
        self._number = number
        self._schema = schema
        self._properties = properties
        self._reference = reference
        self._defaults = defaults
        self._cell = cell
        self._values: list[Value] = []
        self._links: list[Link] = []
        self._findings: list[Finding] = []

    def row(self) -> ParsedRow:
        """The entity with its links and findings."""
        for name, texts in self._properties.items():
            prop = self._schema.properties.get(name)
            if prop is None or prop.stub:
                params = {"schema": self._schema.name, "property": name[:48]}
                self._find(Problem("property_unknown", params), "", Weight.NOTED)
                continue
            for text in texts:
                self._add(prop, text)
        if self._schema.is_a("Person"):
            self._add_status()
        if not self._values and not self._links:
            self._find(Problem("row_without_thing"), "")
        entity = Entity(self._schema.name, tuple(dict.fromkeys(self._values)), tuple(self._links), self._reference)
        terms = RowTerms(source=self._defaults.source, grading=self._defaults.grading)
        given = self._as_given() if self._findings else {}
        return ParsedRow(self._number, (entity,), terms, tuple(self._findings), given)

    def _as_given(self) -> Mapping[str, object]:
        properties = {name: [_storable(text) for text in texts] for name, texts in self._properties.items()}
        return {"id": self._reference, "schema": self._schema.name, "properties": properties}

    def _add(self, prop: Property, text: str) -> None:
        kind = kind_of_property(self._schema.name, prop.name)
        if kind is None:
            self._links.append(Link(prop.name, reference=text))
            return
        found = normalise(kind, text, self._reading(), qualifier=self._qualifier(kind))
        if isinstance(found, Problem):
            decides = (self._schema.name, prop.name) in DECIDING
            self._find(found, prop.name, Weight.REFUSED if decides else Weight.NOTED)
            if not decides and (kept := _storable(text)):
                self._values.append(Value("notes" if kind in UNCOMPARED else prop.name, kept, kept))
            return
        for remark in found.remarks:
            self._find(remark, prop.name, Weight.REMARK)
        if found.value:
            self._values.append(Value(prop.name, found.value, text, found.key, found.language, found.script))

    def _reading(self) -> Reading:
        """A number without a country code belongs to the entity's own country, where it names one."""
        country = self._qualifier(ValueKind.PLATE) or self._defaults.reading.country
        return Reading(country, self._defaults.reading.language, self._defaults.reading.day_first)

    def _qualifier(self, kind: ValueKind) -> str | None:
        for name in _QUALIFIERS.get(kind, ()):
            for text in self._properties.get(name, ()):
                if name in {"currencySymbol", "currency", "bankName", "service"}:
                    return text
                country = normalise(ValueKind.COUNTRY, text)
                if isinstance(country, Normal):
                    return country.value
        return None

    def _add_status(self) -> None:
        """The person's standing: said by the entity, or meant by its topics, or the import's default."""
        said = [value for value in self._values if value.prop == "status"]
        for value in said:
            found = normalise(ValueKind.STATUS, value.original)
            if isinstance(found, Normal):
                self._values.remove(value)
                self._values.append(Value("status", found.value, value.original))
                return
        default = self._defaults.status
        if not default and _SANCTION_TOPICS & set(self._properties.get("topics", ())):
            default = "sanctioned"
        if not default:
            self._find(Problem("status_missing"), "status")
            return
        self._values.append(Value("status", default, default))

    def _find(self, problem: Problem, column: str, weight: Weight = Weight.REFUSED) -> None:
        self._findings.append(Finding(problem, weight, column, self._cell))


def _storable(text: str) -> str:
    return cleaned(text.replace("\x00", "").encode("utf-8", "replace").decode())[:4000]
