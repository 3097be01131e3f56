"""From what an officer types to the entity that is asked about."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from interlace.core.dates import PartialDate, parse_date
from interlace.core.identifiers import Identifier, IdentifierKind, recognise
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.screening.questions import Question, question_about

Properties = dict[str, list[str]]

LENGTH_OF_YEAR = 4
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
    kind: str, value: str, *, born: str | None = None, nationality: str | None = None, bank: str | None = None
) -> dict[str, Any]:
    """The entity for one typed value of a known kind."""
    if not value.strip():
        what = _("Nothing was asked.")
        raise InvalidInput(what, problems=[FieldProblem("/value", "value_missing", what, _("Type a value."))])
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
