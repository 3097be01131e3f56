"""Phones, accounts, wallets, documents and other identifiers: one normal form each, with a verdict and its reasons."""

from interlace.core.identifiers.accounts import parse_account, parse_card, parse_iban, parse_imei
from interlace.core.identifiers.countries import parse_country
from interlace.core.identifiers.documents import parse_document
from interlace.core.identifiers.fingerprints import parse_fingerprint_number
from interlace.core.identifiers.internet import parse_domain, parse_email, parse_handle, parse_ip, parse_url
from interlace.core.identifiers.kinds import Identifier, IdentifierKind, Parsed, canonical_key
from interlace.core.identifiers.mrz import MachineReadableZone, RejectedZone, parse_mrz
from interlace.core.identifiers.mrz_layouts import MrzFormat
from interlace.core.identifiers.phones import parse_phone
from interlace.core.identifiers.plates import parse_plate
from interlace.core.identifiers.problem_codes import IDENTIFIER_PROBLEMS, IDENTIFIER_WARNINGS
from interlace.core.identifiers.recognition import near_misses, parse, recognise
from interlace.core.identifiers.wallets import parse_wallet
from interlace.core.problems import Problem

__all__ = [
    "IDENTIFIER_PROBLEMS",
    "IDENTIFIER_WARNINGS",
    "Identifier",
    "IdentifierKind",
    "MachineReadableZone",
    "MrzFormat",
    "Parsed",
    "Problem",
    "RejectedZone",
    "canonical_key",
    "near_misses",
    "parse",
    "parse_account",
    "parse_card",
    "parse_country",
    "parse_document",
    "parse_domain",
    "parse_email",
    "parse_fingerprint_number",
    "parse_handle",
    "parse_iban",
    "parse_imei",
    "parse_ip",
    "parse_mrz",
    "parse_phone",
    "parse_plate",
    "parse_url",
    "parse_wallet",
    "recognise",
]
