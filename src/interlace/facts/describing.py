"""From statements to the description that the matcher compares, and from an entity to statements.

A statement's value is in normal form already. An entity that somebody asks about is read here first, by the same rules
that an import follows, so that a question and a fact meet in the same form.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from interlace.core.dates import PartialDate, parse_date
from interlace.core.matching import Description, Tagged
from interlace.core.problems import Problem
from interlace.facts.problems import words_for
from interlace.facts.values import PLAIN_READING, Normal, Reading, ValueKind, normalise
from interlace.foundation.errors import FieldProblem, InvalidInput


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


NAMES = frozenset({"name", "alias", "weakAlias", "previousName"})
COUNTRIES = frozenset({"nationality", "country", "citizenship", "jurisdiction"})
_TEXTS: Mapping[str, str] = {
    **dict.fromkeys(NAMES, "names"),
    **dict.fromkeys(COUNTRIES, "countries"),
    "gender": "genders",
    "address": "addresses",
    "birthPlace": "birth_places",
}
"""Property → the field of a `Description` that takes its values as they are."""

_KINDS: Mapping[str, ValueKind] = {
    **dict.fromkeys((*NAMES, "firstName", "lastName"), ValueKind.NAME),
    **dict.fromkeys(COUNTRIES, ValueKind.COUNTRY),
    "birthDate": ValueKind.DATE,
    "gender": ValueKind.GENDER,
    "phone": ValueKind.PHONE,
    "email": ValueKind.EMAIL,
    "website": ValueKind.URL,
    "ipAddress": ValueKind.IP,
    "iban": ValueKind.IBAN,
    "accountNumber": ValueKind.ACCOUNT,
    "publicKey": ValueKind.WALLET,
    "cryptoWallets": ValueKind.WALLET,
    "passportNumber": ValueKind.DOCUMENT,
    "idNumber": ValueKind.DOCUMENT,
    "socialSecurityNumber": ValueKind.DOCUMENT,
    "taxNumber": ValueKind.DOCUMENT,
    "registrationNumber": ValueKind.DOCUMENT,
    "username": ValueKind.HANDLE,
}
"""FollowTheMoney property → how its values are read."""

_KINDS_OF_SCHEMA: Mapping[tuple[str, str], ValueKind] = {
    ("Person", "status"): ValueKind.STATUS,
    ("UserAccount", "number"): ValueKind.PHONE,
    ("Passport", "number"): ValueKind.DOCUMENT,
    ("Identification", "number"): ValueKind.DOCUMENT,
    ("Vehicle", "registrationNumber"): ValueKind.PLATE,
    ("Airplane", "registrationNumber"): ValueKind.PLATE,
    ("Vessel", "registrationNumber"): ValueKind.PLATE,
}
"""The same property name means something else on these schemata."""

REFERENCES = frozenset(
    {"holder", "owner", "asset", "director", "organization", "employee", "employer", "member", "person", "associate"}
    | {"relative", "spouse", "family", "parent", "subsidiary", "agent", "client", "payer", "beneficiary"}
    | {"payerAccount", "beneficiaryAccount", "subject", "object", "identityHolder"}
)
"""Properties that point at another thing: their value is its id, which says nothing to a reader."""

QUALIFIERS: Mapping[ValueKind, Sequence[str]] = {
    ValueKind.DOCUMENT: ("country", "nationality"),
    ValueKind.PLATE: ("country",),
    ValueKind.ACCOUNT: ("bankName", "bic"),
    ValueKind.WALLET: ("currencySymbol", "currency"),
    ValueKind.HANDLE: ("service",),
}
"""Which other property of the entity says whose number it is."""


def kind_of(schema: str, prop: str) -> ValueKind:
    """How the values of a property are read; what is in no table is text."""
    return known_kind(schema, prop) or ValueKind.TEXT


def known_kind(schema: str, prop: str) -> ValueKind | None:
    """The same, where the tables know it; a list of entities asks the FollowTheMoney model about the others."""
    return _KINDS_OF_SCHEMA.get((schema, prop), _KINDS.get(prop))


@dataclass(frozen=True, slots=True)
class AskedStatement:
    """One value of an entity that somebody asks about."""

    schema: str
    prop: str
    value: str
    original: str
    key: str
    tag: str


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


def describe_entity(entity: Mapping[str, Any], reading: Reading = PLAIN_READING) -> Description:
    """A FollowTheMoney entity as the matcher compares it.

    Raises `InvalidInput` that names each property value which cannot be read, by JSON pointer and never by content.
    """
    return describe(statements_of_entity(entity, reading))


def statements_of_entity(entity: Mapping[str, Any], reading: Reading = PLAIN_READING) -> list[AskedStatement]:
    """The values of an entity in normal form; `InvalidInput` names those that cannot be read."""
    statements, problems = read_entity(entity, reading)
    if problems:
        raise InvalidInput(_("A value of the question cannot be read."), problems=problems)
    if not statements:
        raise InvalidInput(_("Nothing was asked."), fix=_("Give at least one name, number or other value."))
    return statements


def read_entity(
    entity: Mapping[str, Any], reading: Reading = PLAIN_READING
) -> tuple[list[AskedStatement], list[FieldProblem]]:
    """The values of an entity in normal form, and what is wrong with those that have none."""
    schema, properties = _checked(entity)
    statements, problems = [], []
    for prop, position, raw in _values(properties):
        normal = _normalised(kind_of(schema, prop), raw, properties, reading)
        if isinstance(normal, Problem):
            problems.append(_field_problem(prop, position, normal))
            continue
        statements.append(AskedStatement(schema, prop, normal.value, raw, normal.key, tag=f"{prop}/{position}"))
    return statements, problems


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
        raise _not_an_entity("/schema", _("The schema is missing."))
    if not isinstance(properties, Mapping):
        raise _not_an_entity("/properties", _("The properties are missing."))
    return schema, properties


def _values(properties: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    for prop, values in properties.items():
        listed = [values] if isinstance(values, str) else values
        if not isinstance(listed, list) or not all(isinstance(value, str) for value in listed):
            raise _not_an_entity(f"/properties/{prop}", _("A property holds a list of texts."))
        for position, value in enumerate(listed):
            if value.strip():
                yield prop, position, value


def _normalised(kind: ValueKind, raw: str, properties: Mapping[str, Any], reading: Reading) -> Normal | Problem:
    qualifier = next((_first(properties[prop]) for prop in QUALIFIERS.get(kind, ()) if properties.get(prop)), "")
    return normalise(kind, raw, reading, qualifier=qualifier)


def _first(values: Any) -> str:
    return str(values if isinstance(values, str) else next(iter(values), ""))


def _field_problem(prop: str, position: int, problem: Problem) -> FieldProblem:
    words = words_for(problem)
    return FieldProblem(f"/properties/{prop}/{position}", problem.code, words.what, words.fix)


def _not_an_entity(pointer: str, what: str) -> InvalidInput:
    fix = _('Write {"schema": "Person", "properties": {"name": ["..."]}}.')
    return InvalidInput(what, problems=[FieldProblem(pointer, "not_an_entity", what, fix)], fix=fix)
