"""Which facts are things, which are links between things, and which are numbers that join.

Link schemata and their ends: FollowTheMoney 3.8, `edge.source` and `edge.target` of its model, read 2026-11-23; a test
compares the two.
"""

from collections.abc import Mapping
from enum import StrEnum

from interlace.core.identifiers import IdentifierKind


class Kind(StrEnum):
    """What a thing is drawn as; the words are those of imports."""

    PERSON = "person"
    COMPANY = "company"
    PHONE = "phone"
    WALLET = "wallet"
    ACCOUNT = "account"
    DOCUMENT = "document"
    ADDRESS = "address"  # online: mail, site, handle, IP
    VEHICLE = "vehicle"
    THING = "thing"

    @property
    def is_number(self) -> bool:
        """Whether it is known by a number that whoever states it writes alike."""
        return self not in {Kind.PERSON, Kind.COMPANY, Kind.THING}


LINK_ENDS: Mapping[str, tuple[str, str]] = {
    "Associate": ("person", "associate"),
    "ContractAward": ("contract", "supplier"),
    "CourtCaseParty": ("party", "case"),
    "Debt": ("debtor", "creditor"),
    "Directorship": ("director", "organization"),
    "Documentation": ("document", "entity"),
    "Employment": ("employee", "employer"),
    "Family": ("person", "relative"),
    "Membership": ("member", "organization"),
    "Occupancy": ("holder", "post"),
    "Ownership": ("owner", "asset"),
    "Payment": ("payer", "beneficiary"),
    "ProjectParticipant": ("participant", "project"),
    "Representation": ("agent", "client"),
    "Succession": ("predecessor", "successor"),
    "UnknownLink": ("subject", "object"),
}
UNDIRECTED = frozenset({"Associate", "Documentation", "Family", "UnknownLink"})
DETAILS = ("role", "relationship", "relation", "amount", "amountUsd", "currency")
"""What a link says of itself, in this order."""

_OF_SCHEMA: Mapping[str, Kind] = {
    "Person": Kind.PERSON,
    "Company": Kind.COMPANY,
    "Organization": Kind.COMPANY,
    "PublicBody": Kind.COMPANY,
    "LegalEntity": Kind.COMPANY,
    "CryptoWallet": Kind.WALLET,
    "BankAccount": Kind.ACCOUNT,
    "Passport": Kind.DOCUMENT,
    "Identification": Kind.DOCUMENT,
    "Vehicle": Kind.VEHICLE,
    "Vessel": Kind.VEHICLE,
    "Airplane": Kind.VEHICLE,
}
_OF_KEY: Mapping[str, Kind] = {
    IdentifierKind.PHONE: Kind.PHONE,
    IdentifierKind.IBAN: Kind.ACCOUNT,
    IdentifierKind.ACCOUNT: Kind.ACCOUNT,
    IdentifierKind.CARD: Kind.ACCOUNT,
    IdentifierKind.WALLET: Kind.WALLET,
    IdentifierKind.DOCUMENT: Kind.DOCUMENT,
    IdentifierKind.FINGERPRINT: Kind.DOCUMENT,
    IdentifierKind.EMAIL: Kind.ADDRESS,
    IdentifierKind.DOMAIN: Kind.ADDRESS,
    IdentifierKind.URL: Kind.ADDRESS,
    IdentifierKind.IP: Kind.ADDRESS,
    IdentifierKind.HANDLE: Kind.ADDRESS,
    IdentifierKind.PLATE: Kind.VEHICLE,
    IdentifierKind.IMEI: Kind.PHONE,
}
_ARE_THEIR_NUMBER = frozenset(
    {"UserAccount", "CryptoWallet", "BankAccount", "Passport", "Identification", "Vehicle", "Vessel", "Airplane"}
)
"""Schemata of things that are nothing but what bears the number."""


def link_ends(schema: str) -> tuple[str, str] | None:
    """The two properties that name what a link of this schema joins; nothing for a thing."""
    return LINK_ENDS.get(schema)


def kind_of_schema(schema: str) -> Kind:
    """What a subject of this schema is drawn as."""
    return _OF_SCHEMA.get(schema, Kind.THING)


def kind_of_key(key: str) -> Kind:
    """What a number is drawn as, by its canonical key."""
    return _OF_KEY.get(key.partition(":")[0], Kind.THING)


def is_its_number(schema: str, keys: frozenset[str], *, is_named: bool) -> bool:
    """Whether a subject is the one number that is known of it: a phone, and not the person who uses it.

    A site without a name comes as a legal entity.
    """
    return len(keys) == 1 and (schema in _ARE_THEIR_NUMBER or (schema == "LegalEntity" and not is_named))
