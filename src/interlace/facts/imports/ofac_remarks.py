"""The remarks of an OFAC list entry: identifiers, dates and places as a list of short statements in English.

Source of the labels: the SDN list in its legacy CSV form and OFAC's "Data Specification" for it; read 2026-11-22.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interlace.facts.values import ValueKind


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a remark says: a property, how it is read, and what it says beside it (issuer, ledger)."""

    prop: str
    kind: ValueKind
    text: str
    qualifier: str = ""


WALLET = "wallet"
"""Not a property of the listed party: an address is a thing of its own."""

_ID_NUMBER = (
    "National ID No.|Identification Number|Cedula No.|D.N.I.|C.U.R.P.|Personal ID Card|Electoral Registry No."
    "|SSN|Driver's License No.|Residency Number|Citizen's Card Number|Kenyan ID No.|Birth Certificate Number"
    "|Cartilla de Servicio Militar Nacional|Cedula de Ciudadania|Italian Fiscal Code"
    "|National Foreign ID Number|Stateless Person ID Card|Bosnian Personal ID No."
    "|Turkish Identification Number|Numero de Identidad|Refugee ID Card|Moroccan Personal ID No."
    "|Tarjeta de Identidad|I.F.E.|Credencial electoral|Tazkira National ID Card|Diplomatic Passport"
    "|Seafarer's ID|Pilot License Number|Military Registration Number"
    "|Afghan Money Service Provider License Number"
)
_PASSPORT = "Passport|Travel Document Number|Stateless Person Passport|Residency Permit"
_TAX = (
    "Tax ID No.|NIT #|RUC #|R.F.C.|RTN|C.U.I.T.|V.A.T. Number|VAT Number|RIF #|C.U.I.|N.I.E.|C.I.F.|US FEIN"
    "|Fiscal Code|Romanian Tax Registration|Paraguayan tax identification number|RFC"
)
_REGISTRATION = (
    "Registration Number|Registration ID|Company Number|Commercial Registry Number|Matricula Mercantil No"
    "|Folio Mercantil No.|Trade License No.|Business Registration Number|Business Registration Document #"
    "|Government Gazette Number|C.R. No.|Business Number|Certificate of Incorporation Number"
    "|Public Registration Number|Enterprise Number|License|File Number|UK Company Number"
    "|Chamber of Commerce Number|Istanbul Chamber of Comm. No.|Economic Register Number (CBLS)"
    "|Unified Social Credit Code (USCC)|Legal Entity Number|Company ID|Registered Charity No."
    "|Organization Code|Dubai Chamber of Commerce Membership No.|Central Registration System Number"
    "|Registration Certificate Number (Dubai)"
)

# The remaining labels are kept whole among the notes: nothing is lost, and nothing is compared that means little.
_LABELS: Mapping[str, tuple[str, ValueKind]] = {
    **dict.fromkeys(_PASSPORT.split("|"), ("passportNumber", ValueKind.DOCUMENT)),
    **dict.fromkeys(_ID_NUMBER.split("|"), ("idNumber", ValueKind.DOCUMENT)),
    **dict.fromkeys(_TAX.split("|"), ("taxNumber", ValueKind.DOCUMENT)),
    **dict.fromkeys(_REGISTRATION.split("|"), ("registrationNumber", ValueKind.DOCUMENT)),
    "D-U-N-S Number": ("dunsCode", ValueKind.TEXT),
    "SWIFT/BIC": ("swiftBic", ValueKind.TEXT),
    "Vessel Registration Identification IMO": ("imoNumber", ValueKind.TEXT),
    "Identification Number IMO": ("imoNumber", ValueKind.TEXT),
    "Company Number IMO": ("registrationNumber", ValueKind.TEXT),
    "MMSI": ("mmsi", ValueKind.TEXT),
    "Aircraft Tail Number": ("registrationNumber", ValueKind.PLATE),
    "Aircraft Manufacturer's Serial Number (MSN)": ("serialNumber", ValueKind.TEXT),
    "Aircraft Construction Number (also called L/N or S/N or F/N)": ("serialNumber", ValueKind.TEXT),
    "Aircraft Model": ("model", ValueKind.TEXT),
    "Aircraft Manufacture Date": ("buildDate", ValueKind.DATE),
    "DOB": ("birthDate", ValueKind.DATE),
    "POB": ("birthPlace", ValueKind.TEXT),
    "nationality": ("nationality", ValueKind.COUNTRY),
    "citizen": ("citizenship", ValueKind.COUNTRY),
    "Gender": ("gender", ValueKind.GENDER),
    "Email Address": ("email", ValueKind.EMAIL),
    "E-Mail": ("email", ValueKind.EMAIL),
    "Phone Number": ("phone", ValueKind.PHONE),
    "Telephone": ("phone", ValueKind.PHONE),
    "Fax": ("phone", ValueKind.PHONE),
    "Website": ("website", ValueKind.URL),
    "Organization Established Date": ("incorporationDate", ValueKind.DATE),
    "a.k.a.": ("weakAlias", ValueKind.NAME),
    "f.k.a.": ("previousName", ValueKind.NAME),
    "n.k.a.": ("alias", ValueKind.NAME),
}
_BY_LENGTH = sorted(_LABELS, key=len, reverse=True)
_LABEL = re.compile("(?:" + "|".join(re.escape(label) for label in _BY_LENGTH) + r")(?=[\s:]|$)")

_WALLET = re.compile(r"Digital Currency Address - (\w+) (\S+)")
_ISSUED = re.compile(r"\s*\b(?:issued|expires|Issued|Expires)\b.*$")
_ISSUER = re.compile(r"^(?P<number>.*?)\s*\((?P<issuer>[^()]*)\)$")
_QUOTED = re.compile(r"'[^']*'$")


def statements(remarks: str) -> Iterator[Statement]:
    """What the remarks say, one after the other."""
    for piece in _pieces(remarks.rstrip().rstrip(".")):
        text = piece.removeprefix("alt. ").removeprefix("Alt. ")
        if wallet := _WALLET.match(text):
            yield Statement(WALLET, ValueKind.WALLET, wallet[2].rstrip(".,"), wallet[1])
        elif label := _LABEL.match(text):
            prop, kind = _LABELS[label[0]]
            yield _statement(prop, kind, text[label.end() :].lstrip(" :"), piece)
        else:
            yield Statement("notes", ValueKind.TEXT, piece)


def _statement(prop: str, kind: ValueKind, text: str, piece: str) -> Statement:
    if kind is ValueKind.DOCUMENT:
        bare = _ISSUED.sub("", text)
        if found := _ISSUER.match(bare):
            return Statement(prop, kind, found["number"], found["issuer"])
        return Statement(prop, kind, bare)
    if kind is ValueKind.NAME:
        return Statement(prop, kind, text.strip("'\" "))
    if kind is ValueKind.PHONE:
        return Statement(prop, kind, text)
    if not text:
        return Statement("notes", ValueKind.TEXT, piece)
    return Statement(prop, kind, text)


def _pieces(remarks: str) -> Iterator[str]:
    """Cut at semicolons, but not within quotes."""
    rest = ""
    for part in remarks.split(";"):
        rest = f"{rest};{part}" if rest else part
        opened = rest.count(" '") > rest.count("'") - rest.count(" '") and not _QUOTED.search(rest)
        if opened and len(rest) < 120:
            continue
        if rest.strip():
            yield rest.strip()
        rest = ""
    if rest.strip():
        yield rest.strip()
