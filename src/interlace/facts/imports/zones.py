"""Machine readable zones in a sheet (ICAO Doc 9303): what a zone says of its holder, beside what the row says itself.

A zone fills what the row leaves empty. Where both say something and it is not the same, somebody has to look.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from interlace.core.characters import plain
from interlace.core.identifiers import MachineReadableZone, RejectedZone, canonical_key, parse_country, parse_mrz
from interlace.core.identifiers.countries import issuer_from_code
from interlace.core.identifiers.documents import document
from interlace.core.names.scripts import Script, script_of
from interlace.core.problems import Problem
from interlace.facts.entities import Value
from interlace.facts.imports.reader import Column
from interlace.facts.values import RawValue

_LENGTHS_WITHOUT_BREAKS = frozenset({72, 88, 90})
_TOKENS = re.compile(r"[^\W\d_]+")
_NAMES = frozenset({"name", "firstName", "lastName"})


@dataclass(frozen=True, slots=True)
class WrittenZone:
    """One zone, and the columns in which its lines stand."""

    lines: str
    columns: tuple[Column, ...]

    def column_of(self, problem: Problem) -> Column:
        """Where the problem stands: at its line, where lines have columns of their own."""
        line = problem.params.get("line", 1)
        return self.columns[line - 1 if isinstance(line, int) and line <= len(self.columns) else 0]


@dataclass(frozen=True, slots=True)
class Merged:
    """The values of a person with those of a zone, and the fields on which the two do not agree."""

    values: tuple[Value, ...]
    contradicted: tuple[str, ...] = ()
    other_names: bool = False
    """The names share no word. Spellings differ too often for a refusal."""


def written_zones(cells: Sequence[tuple[Column, RawValue]]) -> list[WrittenZone]:
    """One zone a cell; where no cell holds a whole one, the cells are the lines of one zone."""
    if len(cells) > 1 and not any(_is_whole(str(raw)) for _column, raw in cells):
        return [WrittenZone("\n".join(str(raw) for _, raw in cells), tuple(column for column, _ in cells))]
    return [WrittenZone(str(raw), (column,)) for column, raw in cells]


def read_zone(zone: WrittenZone, *, today: date) -> MachineReadableZone | RejectedZone:
    """The zone with its check digits tried field by field; a wrong one is never mended."""
    return parse_mrz(zone.lines, today=today)


def values_of(zone: MachineReadableZone) -> Mapping[str, Value]:
    """Field of the sheet → what the zone says. Codes that name no country (the specimen's Utopia) say nothing."""
    issuer, nationality = issuer_from_code(zone.issuer), parse_country(zone.nationality)
    number = document(zone.document.detail["number"], issuer)
    prop = "passportNumber" if zone.document_type.startswith("P") else "idNumber"
    name = f"{zone.given_names} {zone.surname}".strip()
    latin = Script.LATIN.value
    given = {
        "document": Value(prop, number.detail["number"], number.detail["number"], key=canonical_key(number)),
        "name": Value("name", name, name, script=latin),
        "first_name": Value("firstName", zone.given_names, zone.given_names, script=latin),
        "last_name": Value("lastName", zone.surname, zone.surname, script=latin),
        "nationality": Value("nationality", "" if isinstance(nationality, Problem) else nationality, zone.nationality),
    }
    if zone.birth_date is not None:
        given["birth_date"] = Value("birthDate", zone.birth_date.isoformat(), zone.birth_date.isoformat())
    return {field: value for field, value in given.items() if value.value}


def merge(values: Sequence[Value], said: Mapping[str, Value]) -> Merged:
    """Fill what is missing from the zone; where both speak, find out whether they agree."""
    merged = list(values)
    contradicted = []
    for field, value in said.items():
        if value.prop in _NAMES:
            continue
        same = [each for each in merged if each.prop == value.prop]
        agreeing = [each for each in same if _agree(each.value, value.value)]
        if not same:
            merged.append(value)
        elif not agreeing:
            contradicted.append(field)
        elif field == "document":
            # The zone knows the issuer, which the number alone does not tell.
            merged = [replace(each, key=value.key) if each in agreeing else each for each in merged]
    names = [each.value for each in merged if each.prop in _NAMES | {"alias"}]
    if not names:
        merged = [value for value in said.values() if value.prop in _NAMES] + merged
    own = " ".join(value.value for value in said.values() if value.prop == "name")
    return Merged(tuple(merged), tuple(contradicted), other_names=bool(names) and not _may_be_same(names, own))


def _is_whole(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 or len(re.sub(r"\s", "", plain(text))) in _LENGTHS_WITHOUT_BREAKS


def _agree(typed: str, read: str) -> bool:
    """A partial date agrees with the day within it; everything else is the same or not."""
    return typed == read or (len(typed) < len(read) and read.startswith(f"{typed}-"))


def _may_be_same(names: Iterable[str], zone_name: str) -> bool:
    """Latin names that share a word, or are one when spaces are left out; other scripts cannot be held against it."""
    own = _tokens(zone_name)
    for name in names:
        if script_of(name) is not Script.LATIN:
            return True
        tokens = _tokens(name)
        if tokens & own or sorted("".join(tokens)) == sorted("".join(own)):
            return True
    return not own


def _tokens(name: str) -> set[str]:
    return {token.casefold() for token in _TOKENS.findall(plain(name))}
