"""The words for fields of a sheet, for properties of a thing, and for things themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

FIELD_WORDS: Mapping[str, Promise] = {
    "name": _("Name"),
    "company": _("Company"),
    "alias": _("Other name"),
    "first_name": _("Given name"),
    "last_name": _("Surname"),
    "birth_date": _("Birth date"),
    "birth_place": _("Birth place"),
    "gender": _("Gender"),
    "nationality": _("Nationality"),
    "country": _("Country"),
    "document": _("Passport or document"),
    "id_number": _("National id number"),
    "fingerprint_number": _("Fingerprint number"),
    "mrz": _("Machine readable zone"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "domain": _("Domain"),
    "url": _("Web address"),
    "address": _("Address"),
    "position": _("Position"),
    "status": _("Status of the person"),
    "wallet": _("Wallet"),
    "iban": _("IBAN"),
    "account": _("Account"),
    "handle": _("Online name"),
    "ip": _("IP address"),
    "plate": _("Number plate"),
    "purpose": _("Purpose"),
    "grading": _("Grading"),
    "handling": _("Handling code"),
    "condition": _("Condition"),
    "source": _("Source"),
    "reference": _("Your own number"),
    "remarks": _("Remarks"),
    "of": _("Belongs to row"),
    "kind": _("Kind of thing"),
    "currency": _("Currency"),
    "bank": _("Bank"),
    "platform": _("Platform"),
}
"""Every field of the import vocabulary, in the order in which a page offers them."""

PROPERTY_WORDS: Mapping[str, Promise] = {
    "name": _("Name"),
    "alias": _("Other name"),
    "weakAlias": _("Other name"),
    "previousName": _("Other name"),
    "firstName": _("Given name"),
    "lastName": _("Surname"),
    "birthDate": _("Birth date"),
    "startDate": _("Start"),
    "endDate": _("End"),
    "openingDate": _("Opened"),
    "closingDate": _("Closed"),
    "date": _("Date"),
    "deathDate": _("Death"),
    "incorporationDate": _("Founded"),
    "dissolutionDate": _("Dissolved"),
    "inceptionDate": _("Established"),
    "registrationDate": _("Registered"),
    "deregistrationDate": _("Taken off the register"),
    "nameChangeDate": _("Renamed"),
    "creationDate": _("Created"),
    "createDate": _("Created"),
    "contractDate": _("Contract"),
    "issueDate": _("Issued"),
    "maturityDate": _("Due"),
    "fileDate": _("Filed"),
    "closeDate": _("Closed"),
    "listingDate": _("Listed"),
    "balanceDate": _("Balance"),
    "maxBalanceDate": _("Highest balance"),
    "awardingDate": _("Awarded"),
    "awardNoticeDate": _("Notice of award"),
    "contractNoticeDate": _("Notice of contract"),
    "declarationDate": _("Declared"),
    "authoredAt": _("Written"),
    "publishedAt": _("Published"),
    "publishDate": _("Published"),
    "publicationDate": _("Published"),
    "submissionDeadline": _("Deadline of submission"),
    "clarificationDeadline": _("Deadline of questions"),
    "birthPlace": _("Birth place"),
    "gender": _("Gender"),
    "nationality": _("Nationality"),
    "country": _("Country"),
    "passportNumber": _("Passport or document"),
    "idNumber": _("National id number"),
    "fingerprintNumber": _("Fingerprint number"),
    "phone": _("Phone"),
    "number": _("Number"),
    "email": _("E-mail"),
    "website": _("Web address"),
    "address": _("Address"),
    "position": _("Position"),
    "status": _("Status of the person"),
    "publicKey": _("Wallet"),
    "iban": _("IBAN"),
    "accountNumber": _("Account"),
    "bankName": _("Bank"),
    "username": _("Online name"),
    "ipAddress": _("IP address"),
    "registrationNumber": _("Number plate"),
    "currency": _("Currency"),
    "currencySymbol": _("Currency"),
    "service": _("Platform"),
    "notes": _("Remarks"),
    "owner": _("Owner"),
    "holder": _("Holder"),
    "asset": _("Belongings"),
}


@dataclass(frozen=True, slots=True)
class ThingWords:
    """A kind of thing: its icon, its word, and how many of it there are."""

    icon: str
    name: Promise
    count: Promise


THINGS: Mapping[str, ThingWords] = {
    "person": ThingWords("person", _("Person"), ngettext_lazy("{count} person", "{count} persons", "count")),
    "company": ThingWords("case", _("Company"), ngettext_lazy("{count} company", "{count} companies", "count")),
    "phone": ThingWords("phone", _("Phone"), ngettext_lazy("{count} phone", "{count} phones", "count")),
    "wallet": ThingWords("wallet", _("Wallet"), ngettext_lazy("{count} wallet", "{count} wallets", "count")),
    "account": ThingWords("bank", _("Account"), ngettext_lazy("{count} account", "{count} accounts", "count")),
    "document": ThingWords("doc", _("Document"), ngettext_lazy("{count} document", "{count} documents", "count")),
    "address": ThingWords(
        "globe", _("Online address"), ngettext_lazy("{count} online address", "{count} online addresses", "count")
    ),
    "vehicle": ThingWords("case", _("Vehicle"), ngettext_lazy("{count} vehicle", "{count} vehicles", "count")),
    "thing": ThingWords(
        "case",
        pgettext_lazy("kind of thing", "Other"),
        ngettext_lazy("{count} other thing", "{count} other things", "count"),
    ),
}

_OF_SCHEMA: Mapping[str, str] = {
    "Person": "person",
    "Company": "company",
    "Organization": "company",
    "LegalEntity": "company",
    "CryptoWallet": "wallet",
    "BankAccount": "account",
    "Passport": "document",
    "Identification": "document",
    "Vehicle": "vehicle",
}
_OF_PROPERTY: Mapping[str, str] = {
    "phone": "phone",
    "number": "phone",
    "publicKey": "wallet",
    "iban": "account",
    "accountNumber": "account",
    "email": "address",
    "website": "address",
    "username": "address",
    "ipAddress": "address",
    "passportNumber": "document",
    "idNumber": "document",
    "registrationNumber": "vehicle",
}
_OF_FIELD: Mapping[str, str] = {
    "name": "person",
    "first_name": "person",
    "last_name": "person",
    "birth_date": "person",
    "mrz": "person",
    "company": "company",
    "phone": "phone",
    "wallet": "wallet",
    "iban": "account",
    "account": "account",
    "document": "document",
    "id_number": "document",
    "fingerprint_number": "person",
    "email": "address",
    "domain": "address",
    "url": "address",
    "handle": "address",
    "ip": "address",
    "plate": "vehicle",
}


def thing_of(schema: str, props: Iterable[str]) -> str:
    """What a thing with these properties is called. A number without a holder is known by what it is a number of."""
    if schema == "LegalEntity" and "website" in props:
        return "address"
    if schema in _OF_SCHEMA:
        return _OF_SCHEMA[schema]
    return next((_OF_PROPERTY[prop] for prop in props if prop in _OF_PROPERTY), "thing")


def thing_of_fields(fields: Iterable[str]) -> str:
    """What a row would have become, by the fields that are filled."""
    filled = set(fields)
    return next((thing for field, thing in _OF_FIELD.items() if field in filled), "thing")


def field_name(field: str) -> str:
    """A field of a sheet."""
    return str(FIELD_WORDS.get(field, field))


def property_name(prop: str) -> str:
    """A property of a thing; one without a word is shown as it is."""
    return str(PROPERTY_WORDS.get(prop, prop))
