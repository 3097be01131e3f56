"""From a row of a bureau's papers to what FollowTheMoney calls it: people, phones, accounts and the like, with values.

Only what a bureau lists itself as the people and identifiers of a case becomes facts. What a machine found in running
text waits for an officer, and a lead stays a lead.
"""

from collections.abc import Iterator, Mapping, Sequence

from interlace.core.identifiers import IdentifierKind, parse_account
from interlace.facts.describing import read_entity
from interlace.facts.entities import Entity, Value
from interlace.facts.values import Reading
from interlace.foundation.errors import InvalidInput
from interlace.meeting.pack.records import Individual, Mention, Standing, ThingKind
from interlace.meeting.pack.values import Home, read_value

# Kind → schema and property, as checks and imports name them.
_THINGS: Mapping[ThingKind, tuple[str, str]] = {
    ThingKind.PHONE: ("UserAccount", "number"),
    ThingKind.WALLET: ("CryptoWallet", "publicKey"),
    ThingKind.ACCOUNT: ("BankAccount", "accountNumber"),
    ThingKind.DOMAIN: ("LegalEntity", "website"),
    ThingKind.HANDLE: ("UserAccount", "username"),
    ThingKind.EMAIL: ("UserAccount", "email"),
    ThingKind.DOCUMENT: ("Passport", "number"),
    ThingKind.VEHICLE: ("Vehicle", "registrationNumber"),
    ThingKind.ADDRESS: ("Address", "full"),
}
_LISTED = frozenset({Standing.PERSON, Standing.IDENTIFIER})


def entities_of(mentions: Sequence[Mention], home: Home) -> Iterator[tuple[Mention, Entity]]:
    """The people and things that these rows list, each once, with the first row that names it."""
    seen: set[Entity] = set()
    for mention in mentions:
        if mention.standing not in _LISTED:
            continue
        if mention.individual is not None and mention.kind is not ThingKind.PERSON:
            continue  # the person's own row holds it
        entity = _entity(mention, home)
        if entity is not None and entity not in seen:
            seen.add(entity)
            yield mention, entity


def _entity(mention: Mention, home: Home) -> Entity | None:
    if mention.individual is not None:
        return _person(mention.individual, home)
    whole = read_value(mention.kind, mention.raw, home)
    if not whole.key or whole.is_mended or mention.kind not in _THINGS:
        return None  # half of it is hidden, or it is not sure: it links nobody by itself, and is no fact
    schema, prop = _THINGS[mention.kind]
    if mention.kind is ThingKind.ACCOUNT and _is_iban(mention.raw):
        prop = "iban"
    return _read(schema, {prop: mention.raw}, home)


def _person(individual: Individual, home: Home) -> Entity | None:
    given = {
        "name": individual.name,
        "alias": individual.alias,
        "birthDate": individual.birth_date,
        "nationality": individual.nationality,
        "passportNumber": individual.document if "*" not in individual.document else "",
        "phone": individual.phone,
    }
    return _read("Person", given, home)


def _read(schema: str, given: Mapping[str, str], home: Home) -> Entity | None:
    """Of what is given, what can be read as what it is said to be; the others are told with their cells already."""
    values: list[Value] = []
    for prop, text in given.items():
        if not text.strip():
            continue
        try:
            statements, _problems = read_entity(
                {"schema": schema, "properties": {prop: [text.strip()]}}, Reading(country=home.country)
            )
        except InvalidInput:
            continue
        values += (Value(each.prop, each.value, each.original, key=each.key) for each in statements)
    return Entity(schema, tuple(values)) if values else None


def _is_iban(raw: str) -> bool:
    found = parse_account(raw)
    return getattr(found, "kind", None) is IdentifierKind.IBAN
