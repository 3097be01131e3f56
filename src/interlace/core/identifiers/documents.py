"""Passports, identity cards and visas as issuer and number."""

import re

from interlace.core.characters import has_other_script, plain
from interlace.core.identifiers.countries import issuer_apart, issuer_from_code
from interlace.core.identifiers.kinds import Identifier, IdentifierKind, Parsed
from interlace.core.problems import Problem

EMPTY = Problem("document_empty")
UNREADABLE = Problem("document_unreadable")
DIGITS_LOST = Problem("digits_lost_in_spreadsheet")
# Warnings
ISSUER_MISSING = Problem("document_issuer_missing")
ZERO_OR_LETTER = Problem("document_zero_or_letter")  # a letter O or I among digits: nothing is changed

UNKNOWN_ISSUER = "-"
_LABEL = re.compile(
    r"^(?:passport|hộ chiếu|passeport|หนังสือเดินทาง|여권(?:번호)?|护照|護照|id(?:entity)? card|national id)"
    r"\s*(?:no\.?|number|n°|#)?\s*[:.]?\s*",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s.\-/<_]+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,2}")
_LETTER_AMONG_DIGITS = re.compile(r"\d[OI]\d")
_LENGTHS = range(3, 26)


def parse_document(raw: str, *, issuer: str | None = None) -> Parsed:
    """Read a document number; the issuer is ISO alpha-2 or a code of ICAO 9303, before the number or given apart."""
    text, issuer = issuer_apart(_LABEL.sub("", plain(raw)), issuer)
    if _SCIENTIFIC.fullmatch(text):
        return DIGITS_LOST
    number = _SEPARATORS.sub("", text).upper()
    if not number:
        return EMPTY
    if not number.isalnum() or not any(map(str.isdigit, number)):
        return UNREADABLE
    if len(number) not in _LENGTHS:
        return Problem("document_length_wrong", {"characters": len(number), "expected": "3–25"})
    return document(number, issuer_from_code(issuer) if issuer else None)


def document(number: str, issuer: str | None, *, kind: str = "") -> Identifier:
    """A document whose number is in normal form already, as a machine readable zone gives it."""
    warnings = () if issuer else (ISSUER_MISSING,)
    if _LETTER_AMONG_DIGITS.search(number) and not has_other_script(number):
        warnings = (*warnings, ZERO_OR_LETTER)
    detail = {"issuer": issuer or UNKNOWN_ISSUER, "number": number} | ({"type": kind} if kind else {})
    normal = f"{issuer or UNKNOWN_ISSUER}:{number}"
    return Identifier(IdentifierKind.DOCUMENT, normal, f"{issuer} {number}" if issuer else number, detail, warnings)
