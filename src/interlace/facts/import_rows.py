"""Rows of a file as the import page shows them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.identifiers import Identifier, parse_phone
from interlace.facts.describing import COUNTRIES, NAMES, kind_of
from interlace.facts.entities import Entity, ParsedRow, Value, Weight
from interlace.facts.field_words import THINGS, field_name, property_name, thing_of, thing_of_fields
from interlace.facts.imports.fields import ALONE, PARTY_FIELDS, THING_FIELDS
from interlace.facts.imports.reader import Column
from interlace.facts.imports.rows import row_named_in
from interlace.facts.models import RowProblem
from interlace.facts.presenting import Cell, Row
from interlace.facts.problems import words_for_code
from interlace.facts.shown_names import shown_name
from interlace.facts.values import Normal, normalise
from interlace.foundation.localize.shown import ShownField
from interlace.foundation.localize.words import country_name, gender_name, status_name

MOST_HEADS = 6
_WHO = ("name", "company", "first_name", "last_name", "alias")
_POINTS_AT_A_ROW = ("of", "name", "remarks")
_NOT_SHOWN = frozenset(
    {*_WHO, "of", "kind", "remarks", "reference", "purpose", "grading", "handling", "condition", "source", "mrz"}
)
_CODES = frozenset({"phone", "number", "publicKey", "iban", "accountNumber", "passportNumber", "idNumber", "ipAddress"})
_SAID_IN_WORDS = COUNTRIES | {"status", "gender"}
_UNSHOWN_PROPERTIES = frozenset({*NAMES, "firstName", "lastName", "notes"})

_REMARKS: Mapping[str, Promise] = {
    "exercise_range": gettext_lazy("Valid, exercise range"),
    "spreadsheet_number_restored": gettext_lazy("Valid, number restored"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """One column of the table: which properties it shows, and from which column of the file."""

    label: str
    props: frozenset[str]
    place: int = 0
    """Among columns of the same field, because a sheet may have two for phones."""
    header: str = ""


def labels_of(heads: Sequence[Head]) -> tuple[str, ...]:
    """What stands above the columns of the table."""
    return (_("Who"), *(head.label for head in heads))


def under_heads(row: Row, heads: Sequence[str]) -> Row:
    """The row with the head of its column at each cell."""
    return replace(row, cells=tuple(replace(cell, head=head) for cell, head in zip(row.cells, heads, strict=True)))


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the forms of one row go."""

    repair: Callable[[int], str] | None = None
    skip: Callable[[int], str] | None = None
    take_back: Callable[[int], str] | None = None


def heads_of_sheet(columns: Sequence[Column], problems: Iterable[RowProblem]) -> tuple[Head, ...]:
    """The columns worth a place; one that holds a problem always has one."""
    wrong = {problem.column for problem in problems}
    heads: list[Head] = []
    seen: dict[str, int] = {}
    for column in columns:
        place = seen.get(column.field, 0)
        seen[column.field] = place + 1
        is_who = column.field in _WHO
        is_wanted = bool(column.field) and column.field not in _NOT_SHOWN and len(heads) < MOST_HEADS
        if not is_who and (is_wanted or column.header in wrong):
            heads.append(Head(field_name(column.field), _props_of(column.field), place, column.header))
    return tuple(heads)


def heads_of_things(rows: Iterable[ParsedRow]) -> tuple[Head, ...]:
    """For a file without columns: the properties that most of its things have."""
    counts: dict[str, int] = {}
    for row in rows:
        for entity in row.entities:
            for value in entity.values:
                counts[value.prop] = counts.get(value.prop, 0) + 1
    usual = sorted((prop for prop in counts if prop not in _UNSHOWN_PROPERTIES), key=lambda prop: -counts[prop])
    return tuple(Head(property_name(prop), frozenset({prop})) for prop in usual[:MOST_HEADS])


def sound_row(row: ParsedRow, heads: Sequence[Head]) -> Row:
    """A row that can be contributed."""
    first = row.entities[0] if row.entities else Entity("", ())
    thing = THINGS[thing_of(first.schema, [value.prop for value in first.values])]
    values = [value for entity in row.entities for value in entity.values]
    remark = next((finding.problem.code for finding in row.findings if finding.weight is not Weight.REFUSED), "")
    return Row(
        number=row.number,
        icon=thing.icon,
        thing=str(thing.name),
        cells=(_who(row.entities), *(_cell(head, values) for head in heads)),
        state="gap" if remark else "valid",
        state_text=str(_REMARKS.get(remark, _("Valid, with a remark"))) if remark else "",
    )


def skipped_row(row: ParsedRow, heads: Sequence[Head], addresses: Addresses) -> Row:
    """A row that is left out, and can be taken back."""
    shown = sound_row(row, heads)
    take_back = addresses.take_back(row.number) if addresses.take_back else ""
    return Row(row.number, shown.icon, shown.thing, shown.cells, "skipped", take_back_url=take_back)


def wrong_row(
    number: int,
    problems: Sequence[RowProblem],
    *,
    heads: Sequence[Head],
    columns: Sequence[Column],
    addresses: Addresses,
    row: ParsedRow | None = None,
) -> Row:
    """A refused row as its sender wrote it, with an input at each cell that is wrong."""
    given = {header: str(text) for header, text in problems[0].values.items()}
    fields = {column.header: column.field for column in columns}
    thing = THINGS[thing_of_fields(fields.get(header, "") for header in given) if given else _thing_of_row(row)]
    may_repair = addresses.repair is not None
    at_cell = {problem.column: problem for problem in problems if may_repair and problem.column in fields}
    places = {column.header: at for at, column in enumerate(columns)}

    def repair(header: str) -> ShownField | None:
        problem = at_cell.get(header)
        if problem is None:
            return None
        words = words_for_code(problem.code, problem.params)
        label = _("{field} in row {row}").format(field=field_name(fields[header]), row=number)
        name = f"cell-{number}-{places[header]}"
        return ShownField(name, label, value=given.get(header, ""), error=words.what, hint=words.fix, required=False)

    who_header = next((header for header in at_cell if fields[header] in _WHO), "")
    cells = [_given_who(given, fields, repair(who_header))]
    for head in heads:
        text = _in_words(head.props, given.get(head.header, ""))
        cells.append(Cell(text=text, is_code=bool(head.props & _CODES), repair=repair(head.header)))
    elsewhere = [problem for problem in problems if problem.column not in at_cell]
    words = words_for_code(elsewhere[0].code, elsewhere[0].params) if elsewhere else None
    return Row(
        number=number,
        icon=thing.icon,
        thing=str(thing.name),
        cells=tuple(cells),
        state="problem",
        state_text=words.what if words else "",
        fix=words.fix if words else "",
        repair_url=addresses.repair(number) if addresses.repair is not None and at_cell else "",
        skip_url=addresses.skip(number) if addresses.skip else "",
    )


def shown_value(prop: str, value: str) -> str:
    """A value as people write it: numbers in groups, codes of ours as words."""
    if prop == "status":
        return status_name(value)
    if prop == "gender":
        return gender_name(value)
    if prop in COUNTRIES:
        return country_name(value) or value
    if prop in {"phone", "number"} and value.startswith("+"):
        found = parse_phone(value)
        return found.display if isinstance(found, Identifier) else value
    return value


def _in_words(props: Iterable[str], text: str) -> str:
    """A cell as it was written; a code that is read as a standing, a gender or a country is said in words."""
    for prop in _SAID_IN_WORDS & set(props):
        found = normalise(kind_of("Person", prop), text)
        if isinstance(found, Normal) and found.value:
            return shown_value(prop, found.value)
    return text


def is_code(prop: str) -> bool:
    """Whether a value is compared letter by letter and shown so."""
    return prop in _CODES


def _thing_of_row(row: ParsedRow | None) -> str:
    if row is None or not row.entities:
        return "thing"
    return thing_of(row.entities[0].schema, [value.prop for value in row.entities[0].values])


def _props_of(field: str) -> frozenset[str]:
    props = set()
    if field in PARTY_FIELDS:
        props.add(PARTY_FIELDS[field].prop)
    if field in THING_FIELDS:
        props.add(THING_FIELDS[field].prop)
    if field in ALONE:
        props.add(ALONE[field][1])
    return frozenset(props)


def _who(entities: Sequence[Entity]) -> Cell:
    for entity in entities:
        for value in entity.values:
            if value.prop in NAMES:
                return Cell(name=shown_name(value.original))
    row = next((row for entity in entities for row in _rows_pointed_at(entity)), None)
    return Cell(also=_("of row {row}").format(row=row)) if row is not None else Cell()


def _rows_pointed_at(entity: Entity) -> list[int]:
    rows = [link.row for link in entity.links if link.row is not None]
    return [entity.of_row, *rows] if entity.of_row is not None else rows


def _given_who(given: Mapping[str, str], fields: Mapping[str, str], repair: ShownField | None) -> Cell:
    if repair is not None:
        return Cell(repair=repair)
    for field in _POINTS_AT_A_ROW:
        for header, text in given.items():
            row = row_named_in(text) if fields.get(header) == field else None
            if row is not None:
                return Cell(also=_("of row {row}").format(row=row))
    names = [text for header, text in given.items() if fields.get(header) in _WHO]
    return Cell(name=shown_name(" ".join(names))) if names else Cell()


def _cell(head: Head, values: Sequence[Value]) -> Cell:
    found = [value for value in values if value.prop in head.props]
    if head.place >= len(found):
        return Cell()
    value = found[head.place]
    text = shown_value(value.prop, value.value)
    return Cell(text=text, also=_unknown_part(value), is_code=is_code(value.prop))


def _unknown_part(value: Value) -> str:
    if value.prop != "birthDate":
        return ""
    return {4: _("day unknown, kept as year"), 7: _("day unknown, kept as month")}.get(len(value.value), "")
