"""The number under which a fingerprint register files one person: an issuer and a number, and never the prints.

A register gives a person one such number for life. The transaction control number of a transmission (ANSI/NIST-ITL
1-2011, field 1.09) is something else: it names one taking of prints, so two of them are no two persons. It is no
identifier here.
"""

import re

from interlace.core.characters import plain
from interlace.core.identifiers.countries import issuer_apart, issuer_from_code
from interlace.core.identifiers.documents import UNKNOWN_ISSUER
from interlace.core.identifiers.kinds import Identifier, IdentifierKind, Parsed
from interlace.core.problems import Problem

EMPTY = Problem("fingerprint_number_empty")
UNREADABLE = Problem("fingerprint_number_unreadable")
# Warning
ISSUER_MISSING = Problem("fingerprint_issuer_missing")

_SEPARATORS = re.compile(r"[\s.\-/_]+")
_LENGTHS = range(3, 26)


def parse_fingerprint_number(raw: str, *, issuer: str | None = None) -> Parsed:
    """Read the number; the issuer is the country that took the prints, before the number or given apart."""
    text, issuer = issuer_apart(plain(raw), issuer)
    number = _SEPARATORS.sub("", text).upper()
    if not number:
        return EMPTY
    if not number.isalnum() or not any(map(str.isdigit, number)):
        return UNREADABLE
    if len(number) not in _LENGTHS:
        return Problem("fingerprint_number_length_wrong", {"characters": len(number), "expected": "3–25"})
    code = issuer_from_code(issuer) if issuer else None
    normal = f"{code or UNKNOWN_ISSUER}:{number}"
    detail = {"issuer": code or UNKNOWN_ISSUER, "number": number}
    shown = normal if code else number
    return Identifier(IdentifierKind.FINGERPRINT, normal, shown, detail, () if code else (ISSUER_MISSING,))
