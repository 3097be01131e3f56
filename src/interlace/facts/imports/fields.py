"""The import vocabulary: what a column of a sheet may hold, and which property of which thing it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass

from interlace.facts.values import ValueKind


@dataclass(frozen=True, slots=True)
class Field:
    """How the cells of one field are read, and where they go when the row names a person or company."""

    kind: ValueKind
    prop: str


PARTY_FIELDS: Mapping[str, Field] = {
    "name": Field(ValueKind.NAME, "name"),
    "company": Field(ValueKind.NAME, "name"),
    "alias": Field(ValueKind.NAME, "alias"),
    "first_name": Field(ValueKind.NAME, "firstName"),
    "last_name": Field(ValueKind.NAME, "lastName"),
    "birth_date": Field(ValueKind.DATE, "birthDate"),
    "birth_place": Field(ValueKind.TEXT, "birthPlace"),
    "gender": Field(ValueKind.GENDER, "gender"),
    "nationality": Field(ValueKind.COUNTRY, "nationality"),
    "country": Field(ValueKind.COUNTRY, "country"),
    "document": Field(ValueKind.DOCUMENT, "passportNumber"),
    "id_number": Field(ValueKind.DOCUMENT, "idNumber"),
    "fingerprint_number": Field(ValueKind.FINGERPRINT, "fingerprintNumber"),
    "phone": Field(ValueKind.PHONE, "phone"),
    "email": Field(ValueKind.EMAIL, "email"),
    "domain": Field(ValueKind.DOMAIN, "website"),
    "url": Field(ValueKind.URL, "website"),
    "address": Field(ValueKind.TEXT, "address"),
    "position": Field(ValueKind.TEXT, "position"),
    "status": Field(ValueKind.STATUS, "status"),
}
"""What belongs to a person or company itself."""


@dataclass(frozen=True, slots=True)
class ThingField:
    """A field that makes a thing of its own, and the property by which it points at its holder."""

    kind: ValueKind
    schema: str
    prop: str
    holder: str = ""
    companions: Mapping[str, str] | None = None
    """Other fields of the row that describe this thing: field → property."""


THING_FIELDS: Mapping[str, ThingField] = {
    "wallet": ThingField(ValueKind.WALLET, "CryptoWallet", "publicKey", "holder", {"currency": "currencySymbol"}),
    "iban": ThingField(ValueKind.IBAN, "BankAccount", "iban", "", {"bank": "bankName"}),
    "account": ThingField(ValueKind.ACCOUNT, "BankAccount", "accountNumber", "", {"bank": "bankName"}),
    "handle": ThingField(ValueKind.HANDLE, "UserAccount", "username", "owner", {"platform": "service"}),
    "ip": ThingField(ValueKind.IP, "UserAccount", "ipAddress", "owner", {"platform": "service"}),
    "plate": ThingField(ValueKind.PLATE, "Vehicle", "registrationNumber", "owner"),
}
"""What is a thing even when the row names its holder. An account's holder is told by an Ownership between the two."""

ALONE: Mapping[str, tuple[str, str]] = {
    "phone": ("UserAccount", "number"),
    "email": ("UserAccount", "email"),
    "domain": ("LegalEntity", "website"),
    "url": ("LegalEntity", "website"),
    "document": ("Passport", "number"),
    "id_number": ("Identification", "number"),
    "fingerprint_number": ("Person", "fingerprintNumber"),
}
"""What a field becomes when the row names neither a person nor another row."""
