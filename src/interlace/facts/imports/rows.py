"""From one row of a sheet to things with values, and findings at their cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from interlace.core.characters import plain
from interlace.core.identifiers import RejectedZone
from interlace.core.problems import Problem
from interlace.facts.entities import Entity, Finding, Link, ParsedRow, RowTerms, Value, Weight
from interlace.facts.grading import Grading, parse_grading
from interlace.facts.imports.fields import ALONE, PARTY_FIELDS, THING_FIELDS, ThingField
from interlace.facts.imports.reader import Column, Defaults
from interlace.facts.imports.zones import merge, read_zone, values_of, written_zones
from interlace.facts.markings import Marking, lacks_text, parse_markings
from interlace.facts.tables import table
from interlace.facts.values import Normal, RawValue, ValueKind, cleaned, normalise
from interlace.facts.vocabulary import purpose_from_words

EMPTY_MARKS = frozenset({"", "-", "--", "–", "—", "n/a", "-0-", "null", "#n/a"})
"""What senders write for nothing."""

_OF_ROW = re.compile(
    r"(?:^|\b|[\s(])(?:row|ligne|dòng|แถว(?:ที่)?|行|baris|ជួរ(?:ដេក)?|ແຖວ)\s*(?:no\.?\s*)?(\d{1,7})\b|第?(\d{1,7})\s*(?:행|行)",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+\d{1,2}$", re.IGNORECASE)
_COUNTRY_FIELDS = frozenset({"country", "nationality"})
_QUALIFIERS: Mapping[ValueKind, tuple[str, ...]] = {
    ValueKind.DOCUMENT: ("country", "nationality"),
    ValueKind.PLATE: ("country",),
    ValueKind.ACCOUNT: ("bank",),
    ValueKind.WALLET: ("currency",),
    ValueKind.HANDLE: ("platform",),
}
_NUMBERS_WRITTEN_OUT = frozenset({"account", "document", "id_number", "iban", "fingerprint_number"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as it stands in the sheet."""

    number: int
    """Counted from the first row below the headers."""
    line: int
    """Where it stands in the file, counted from 1."""
    cells: Sequence[RawValue | None]
    formulas: frozenset[int] = frozenset()
    has_letters: bool = True
    """Places are written `C7` where a spreadsheet shows the file, and `line 7` elsewhere."""


class RowReader:
    """Reads the rows of one sheet by its columns and the sender's defaults."""

    def __init__(self, columns: Sequence[Column], defaults: Defaults) -> None:
        self._columns = [column for column in columns if column.field]
        self._all = columns
        self._defaults = defaults

    def read(self, row: SheetRow) -> ParsedRow | None:
        """What the row says; nothing for an empty one."""
        attempt = _Attempt(row, self._columns, self._defaults)
        if not attempt.found and not attempt.zones and not attempt.findings:
            return None
        entities = attempt.entities()
        terms = attempt.terms()
        values = self._as_given(row) if attempt.findings else {}
        return ParsedRow(row.number, entities, terms, tuple(attempt.findings), values)

    def _as_given(self, row: SheetRow) -> Mapping[str, object]:
        given: dict[str, object] = {}
        for column in self._all:
            raw = row.cells[column.index] if column.index < len(row.cells) else None
            if raw is not None and raw != "":
                given[column.header] = raw.isoformat() if isinstance(raw, date) else storable(raw)
        return given


def row_named_in(text: str) -> int | None:
    """The row that a text speaks of ("row 1", "1행"), if it does."""
    found = _OF_ROW.search(plain(text))
    return int(found[1] or found[2]) if found else None


def storable(raw: object) -> object:
    """A value that JSON and the database take: no lone surrogates, no zero bytes."""
    if isinstance(raw, str):
        return raw.encode("utf-8", "replace").decode().replace("\x00", "")
    return raw


class _Attempt:
    """One row on its way to entities."""

    def __init__(self, row: SheetRow, columns: Sequence[Column], defaults: Defaults) -> None:
        self.row = row
        self.defaults = defaults
        self.findings: list[Finding] = []
        self.found: dict[str, list[tuple[Column, RawValue]]] = {}
        for column in columns:
            raw = row.cells[column.index] if column.index < len(row.cells) else None
            if raw is None or (isinstance(raw, str) and raw.strip().casefold() in EMPTY_MARKS):
                continue
            if column.index in row.formulas:
                self.refuse(column, Problem("formula_cell"))
                continue
            self.found.setdefault(column.field, []).append((column, raw))
        self.of_row = self._row_reference()
        self.zones = self._zones()

    def refuse(self, column: Column | None, problem: Problem, weight: Weight = Weight.REFUSED) -> None:
        """Note a finding at its cell."""
        if column is None:
            self.findings.append(Finding(problem, weight, cell=f"line {self.row.line}"))
            return
        cell = f"{column.letter}{self.row.line}" if self.row.has_letters else f"line {self.row.line}"
        self.findings.append(Finding(problem, weight, column.header, cell))

    def entities(self) -> tuple[Entity, ...]:
        """The things of the row: its person or company first, then what they hold."""
        party = self._party()
        things: list[Entity] = [party] if party is not None else []
        holder = Link("", entity=0) if party is not None else Link("", row=self.of_row) if self.of_row else None
        if party is None:
            things += self._of_another_row() if self.of_row else self._alone()
        for field, thing in THING_FIELDS.items():
            for column, raw in self.found.get(field, ()):
                things += self._thing(thing, column, raw, holder, len(things))
        if not things and not self.findings:
            self.refuse(None, Problem("row_without_thing"))
        return tuple(things)

    def _row_reference(self) -> int | None:
        """The row that this one belongs to ("phone of row 1"), from the `of` column, the name or the remarks."""
        for column, raw in self.found.pop("of", ()):
            number = row_named_in(str(raw))
            digits = str(number) if number is not None else plain(str(raw))
            if digits.removesuffix(".0").isdigit():
                return self._checked_reference(column, int(float(digits)))
            self.refuse(column, Problem("row_reference_unreadable"))
        for field in ("name", "remarks"):
            for column, raw in self.found.get(field, ()):
                number = row_named_in(raw) if isinstance(raw, str) else None
                if number is not None:
                    if field == "name":
                        self.found.pop("name")
                    return self._checked_reference(column, number)
        return None

    def _checked_reference(self, column: Column, number: int) -> int | None:
        if number == self.row.number:
            return None
        if not 0 < number < self.row.number:
            self.refuse(column, Problem("row_reference_not_above", {"row": number}))
            return None
        return number

    def _party(self) -> Entity | None:
        is_company = "company" in self.found or self._kind_is_company()
        if not (self.found.keys() & {"name", "company", "first_name", "last_name"}) and not self._is_holder():
            return None
        values = [value for field in PARTY_FIELDS if field != "status" for value in self._values(field)]
        if not is_company:
            values = self._with_zones(values)
        if not any(value.prop == "name" for value in values) and not is_company:
            values += _composed_name(values)
        reference = "; ".join(cleaned(str(raw)) for _, raw in self.found.get("reference", ()))
        if is_company:
            for column, _said in self.zones:
                self.refuse(column, Problem("mrz_of_company"))
            kept = tuple(value for value in values if value.prop not in _NOT_OF_A_COMPANY)
            return Entity("Company", kept, reference=reference)
        status = self._status()
        return Entity("Person", (*values, status) if status else tuple(values), reference=reference)

    def _zones(self) -> list[tuple[Column, Mapping[str, Value]]]:
        """The zones whose check digits hold, by the column they stand in; the others are answered at their cells."""
        zones = []
        for written in written_zones(self.found.pop("mrz", [])):
            zone = read_zone(written, today=self.defaults.today)
            if isinstance(zone, RejectedZone):
                for problem in zone.problems:
                    self.refuse(written.column_of(problem), problem)
                continue
            for remark in zone.warnings:
                self.refuse(written.columns[0], remark, Weight.REMARK)
            zones.append((written.columns[0], values_of(zone)))
        return zones

    def _is_holder(self) -> bool:
        """Whether a zone alone names the person of the row."""
        return bool(self.zones) and self.of_row is None

    def _with_zones(self, values: list[Value], *, without: frozenset[str] = frozenset()) -> list[Value]:
        for column, said in self.zones:
            merged = merge(values, {field: value for field, value in said.items() if value.prop not in without})
            for field in merged.contradicted:
                self.refuse(column, Problem("mrz_contradicts", {"field": field}))
            if merged.other_names:
                self.refuse(column, Problem("mrz_name_differs"), Weight.NOTED)
            values = list(merged.values)
        return values

    def _kind_is_company(self) -> bool:
        return any(cleaned(str(raw)).casefold() in _company_words() for _, raw in self.found.get("kind", ()))

    def _status(self) -> Value | None:
        for column, raw in self.found.get("status", ()):
            found = normalise(ValueKind.STATUS, raw, self.defaults.reading)
            if isinstance(found, Problem):
                self.refuse(column, found)
                return None
            return Value("status", found.value, str(raw))
        if not self.defaults.status:
            self.refuse(None, Problem("status_missing"))
            return None
        return Value("status", self.defaults.status, self.defaults.status)

    def _of_another_row(self) -> list[Entity]:
        values = [value for field in PARTY_FIELDS if field != "status" for value in self._values(field)]
        values = self._with_zones(values, without=frozenset({"name", "firstName", "lastName"}))
        return [Entity("", tuple(values), of_row=self.of_row)] if values else []

    def _alone(self) -> list[Entity]:
        things = []
        for field, (schema, prop) in ALONE.items():
            for value in self._values(field, prop=prop):
                companions: tuple[Value, ...] = ()
                if schema in {"Passport", "Identification"}:
                    companions = tuple(self._values("country"))
                things.append(Entity(schema, (value, *companions)))
        return things

    def _thing(
        self, thing: ThingField, column: Column, raw: RawValue, holder: Link | None, position: int
    ) -> list[Entity]:
        value = self._value(thing.kind, thing.prop, column, raw)
        if value is None:
            return []
        values = [value]
        for field, prop in (thing.companions or {}).items():
            values += [Value(prop, cleaned(str(text)), str(text)) for _, text in self.found.get(field, ())]
        if holder is None:
            return [Entity(thing.schema, tuple(values))]
        if thing.holder:
            link = Link(thing.holder, entity=holder.entity, row=holder.row)
            return [Entity(thing.schema, tuple(values), links=(link,))]
        owner = Link("owner", entity=holder.entity, row=holder.row)
        held = Entity(thing.schema, tuple(values))
        return [held, Entity("Ownership", (), links=(owner, Link("asset", entity=position)))]

    def _values(self, field: str, *, prop: str = "") -> list[Value]:
        meaning = PARTY_FIELDS[field]
        values = (self._value(meaning.kind, prop or meaning.prop, *cell) for cell in self.found.get(field, ()))
        return [value for value in values if value is not None]

    def _value(self, kind: ValueKind, prop: str, column: Column, raw: RawValue) -> Value | None:
        if column.field in _NUMBERS_WRITTEN_OUT and isinstance(raw, str) and _SCIENTIFIC.match(raw.strip()):
            self.refuse(column, Problem("digits_lost_in_spreadsheet"))
            return None
        found = normalise(kind, raw, self.defaults.reading, qualifier=self._qualifier(kind))
        if isinstance(found, Problem):
            self.refuse(column, found)
            return None
        for remark in found.remarks:
            self.refuse(column, remark, Weight.REMARK)
        if not found.value:
            return None
        return _as_value(prop, found, raw)

    def _qualifier(self, kind: ValueKind) -> str | None:
        """What another cell of the row says about this kind of value."""
        for field in _QUALIFIERS.get(kind, ()):
            for _, raw in self.found.get(field, ()):
                if field not in _COUNTRY_FIELDS:
                    return cleaned(str(raw))
                country = normalise(ValueKind.COUNTRY, raw)
                if isinstance(country, Normal):
                    return country.value
        return None

    def terms(self) -> RowTerms:
        """What the row says about its purpose, handling and worth."""
        purpose = ""
        for column, raw in self.found.get("purpose", ()):
            found = purpose_from_words(str(raw))
            if found is None:
                self.refuse(column, Problem("purpose_unknown"))
            purpose = found or ""
        condition = "; ".join(cleaned(str(raw)) for _, raw in self.found.get("condition", ()))
        markings = self._markings()
        if lacks_text(markings, condition=condition):
            self.refuse(self.found["handling"][0][0], Problem("handling_text_missing"))
        grading, third = self._grading()
        source = "; ".join(cleaned(str(raw)) for _, raw in self.found.get("source", ())) or self.defaults.source
        return RowTerms(purpose, (*markings, *third), condition, grading, source)

    def _markings(self) -> tuple[Marking, ...]:
        markings: tuple[Marking, ...] = ()
        for column, raw in self.found.get("handling", ()):
            found = parse_markings(str(raw))
            if isinstance(found, Problem):
                self.refuse(column, found)
            else:
                markings += found
        return markings

    def _grading(self) -> tuple[Grading, tuple[Marking, ...]]:
        for column, raw in self.found.get("grading", ()):
            found = parse_grading(str(raw))
            if isinstance(found, Problem):
                self.refuse(column, found)
                return self.defaults.grading, ()
            third = parse_markings(found.handling)
            return found, () if isinstance(third, Problem) else third
        return self.defaults.grading, ()


@cache
def _company_words() -> frozenset[str]:
    return frozenset(word for row in table("company_words.csv") for word in row["words"].split("|"))


_NOT_OF_A_COMPANY = frozenset(
    {"birthDate", "birthPlace", "gender", "nationality", "passportNumber", "fingerprintNumber", "position"}
    | {"firstName", "lastName"}
)


def _as_value(prop: str, found: Normal, raw: RawValue) -> Value:
    original = raw if isinstance(raw, str) else raw.isoformat() if isinstance(raw, date) else _number_text(raw)
    return Value(prop, found.value, original, found.key, found.language, found.script)


def _number_text(raw: float) -> str:
    return str(int(raw)) if float(raw).is_integer() else str(raw)


def _composed_name(values: Sequence[Value]) -> list[Value]:
    """First and last name as one, in the order of the script: family first in East Asian writing."""
    first = next((value for value in values if value.prop == "firstName"), None)
    last = next((value for value in values if value.prop == "lastName"), None)
    parts = [part for part in (first, last) if part is not None]
    if not parts:
        return []
    if all(part.script in {"Hang", "Hani"} for part in parts):
        name = "".join(part.value for part in reversed(parts))
    else:
        name = " ".join(part.value for part in parts)
    return [Value("name", name, name, language=parts[0].language, script=parts[0].script)]
