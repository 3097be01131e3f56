"""Which FollowTheMoney property says what, and how its values are read."""

from collections.abc import Mapping, Sequence

from interlace.core.entities.values import ValueKind

NAMES = frozenset({"name", "alias", "weakAlias", "previousName"})
COUNTRIES = frozenset({"nationality", "country", "citizenship", "jurisdiction"})

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
    "fingerprintNumber": ValueKind.FINGERPRINT,  # not a word of FollowTheMoney: it stays here when facts leave as such
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
