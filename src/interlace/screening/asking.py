"""From what an officer types to the entity that is asked about."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from interlace.core.dates import PartialDate, parse_date
from interlace.core.identifiers import (
    Identifier,
    IdentifierKind,
    Problem,
    RejectedZone,
    parse_country,
    parse_mrz,
    recognise,
)
from interlace.facts.problems import words_for
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.screening.questions import Question, question_about

Properties = dict[str, list[str]]

LENGTH_OF_YEAR = 4
LEAST_FILLERS = 3
LENGTH_OF_ZONE_LINE = 30
_DATE_BEHIND = re.compile(r"^(?P<name>.*[^\W\d_].*?)[\s,;(]+(?P<date>\d{1,4}(?:[-./]\d{1,4}){0,2})\)?$", re.DOTALL)

KINDS: Mapping[str, tuple[str, str]] = {
    "person": ("Person", "name"),
    "company": ("Company", "name"),
    "phone": ("UserAccount", "number"),
    "wallet": ("CryptoWallet", "publicKey"),
    "account": ("BankAccount", "accountNumber"),
    "iban": ("BankAccount", "iban"),
    "document": ("Passport", "number"),
    "email": ("UserAccount", "email"),
    "domain": ("LegalEntity", "website"),
    "handle": ("UserAccount", "username"),
    "plate": ("Vehicle", "registrationNumber"),
}
"""Word of the command and the page → FollowTheMoney schema and property."""

_OF_IDENTIFIER: Mapping[IdentifierKind, str] = {
    IdentifierKind.PHONE: "phone",
    IdentifierKind.WALLET: "wallet",
    IdentifierKind.IBAN: "iban",
    IdentifierKind.ACCOUNT: "account",
    IdentifierKind.DOCUMENT: "document",
    IdentifierKind.EMAIL: "email",
    IdentifierKind.DOMAIN: "domain",
    IdentifierKind.URL: "domain",
    IdentifierKind.HANDLE: "handle",
    IdentifierKind.PLATE: "plate",
}


def entity_asked(
    kind: str,
    value: str,
    *,
    born: str | None = None,
    nationality: str | None = None,
    bank: str | None = None,
    today: date | None = None,
) -> dict[str, Any]:
    """The entity for one typed value of a known kind. A document may be given as its machine readable zone."""
    if not value.strip():
        what = _("Nothing was asked.")
        raise InvalidInput(what, problems=[FieldProblem("/value", "value_missing", what, _("Type a value."))])
    if kind == "document" and looks_like_zone(value):
        return entity_of_zone(value, today=today or timezone.localdate())
    schema, prop = KINDS[kind]
    properties: Properties = {prop: [value.strip()]}
    if schema == "Person":
        properties |= {"birthDate": [born]} if born else {}
        properties |= {"nationality": [nationality]} if nationality else {}
    elif nationality:
        properties["country"] = [nationality]
    if bank and schema == "BankAccount":
        properties["bankName"] = [bank]
    return {"schema": schema, "properties": properties}


def looks_like_zone(value: str) -> bool:
    """Whether somebody has scanned a machine readable zone: long lines with fillers, as no document number has."""
    return value.count("<") >= LEAST_FILLERS and len(value.strip()) >= LENGTH_OF_ZONE_LINE


def entity_of_zone(value: str, *, today: date) -> dict[str, Any]:
    """The holder that a machine readable zone names (ICAO Doc 9303).

    Raises `InvalidInput` with every field whose check digit does not fit: never the character, and nothing is mended.
    """
    zone = parse_mrz(value, today=today)
    if isinstance(zone, RejectedZone):
        words = [(problem, words_for(problem)) for problem in zone.problems]
        raise InvalidInput(
            _("The zone of the document does not fit its check digits."),
            problems=[FieldProblem("/value", problem.code, said.what, said.fix) for problem, said in words],
            fix=_("Clean the document and scan it again."),
        )
    # The specimen's Utopia and other codes that name no country stay out: they would say nothing about a person.
    issuer, nationality = _country_of(zone.issuer), _country_of(zone.nationality)
    properties = {
        "name": f"{zone.given_names} {zone.surname}".strip(),
        "passportNumber": zone.document.detail["number"],
        "country": issuer if issuer != nationality else "",
        "nationality": nationality,
        "birthDate": zone.birth_date.isoformat() if zone.birth_date else "",
        "gender": zone.sex if zone.sex != "unspecified" else "",
    }
    return {"schema": "Person", "properties": {prop: [text] for prop, text in properties.items() if text}}


def _country_of(code: str) -> str:
    found = parse_country(code)
    return "" if isinstance(found, Problem) else found


_FIELDS: Mapping[str, str] = {
    "birthDate": "/born",
    "nationality": "/nationality",
    "country": "/nationality",
    "bankName": "/bank",
}


def question_typed(
    kind: str, value: str, *, born: str | None = None, nationality: str | None = None, bank: str | None = None
) -> Question:
    """The question for one typed value; `InvalidInput` names the field that was typed wrongly."""
    entity = entity_asked(kind, value, born=born, nationality=nationality, bank=bank)
    with problems_at(lambda pointer: _FIELDS.get(pointer.split("/")[2], "/value")):
        return question_about(entity)


@contextmanager
def problems_at(place: Callable[[str], str]) -> Iterator[None]:
    """Let problems with an entity stand where its values were given: `/properties/number/0` → `/value`."""
    try:
        yield
    except InvalidInput as error:
        moved = [replace(each, pointer=place(each.pointer)) for each in error.problems]
        raise InvalidInput(error.message, code=error.code, problems=moved, fix=error.fix) from None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a value typed into the one box is understood."""

    kind: str
    value: str
    born: str | None = None
    identifier: Identifier | None = None
    """Where the value is one: its normal form and its warnings."""


def likeliest_reading(value: str, *, kind: str = "") -> Reading:
    """The reading of a typed value: of the kind that was chosen, else the likeliest."""
    readings = readings_of(value)
    if not kind:
        return readings[0]
    return next((each for each in readings if each.kind == kind), Reading(kind, value))


def readings_of(value: str) -> list[Reading]:
    """What a value may be, the likeliest first; a name, with a birth date behind it, is always possible."""
    if looks_like_zone(value):
        return [Reading("document", value)]
    found = [
        Reading(_OF_IDENTIFIER[each.kind], value, None, each)
        for each in recognise(value)
        if each.kind in _OF_IDENTIFIER
    ]
    name, born = _name_and_birth_date(value)
    person = Reading("person", name, born)
    # "문경호 1979-11-02" has the shape of a number plate, but nobody writes a plate with a date.
    return [person, *found] if born and len(born) > LENGTH_OF_YEAR else [*found, person]


def _name_and_birth_date(value: str) -> tuple[str, str | None]:
    split = _DATE_BEHIND.match(value.strip())
    if split is None or not isinstance(parse_date(split["date"]), PartialDate):
        return value.strip(), None
    return split["name"].strip(" ,;("), split["date"]
