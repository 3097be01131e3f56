"""Registration plates of vehicles: country and the letters and digits on the plate."""

import unicodedata

from interlace.core.characters import plain
from interlace.core.identifiers.kinds import Identifier, IdentifierKind, Parsed
from interlace.core.problems import Problem

EMPTY = Problem("plate_empty")
UNREADABLE = Problem("plate_unreadable")
# Warnings
COUNTRY_MISSING = Problem("plate_country_missing")

UNKNOWN_COUNTRY = "-"
_LENGTHS = range(2, 31)


def parse_plate(raw: str, *, country: str | None = None) -> Parsed:
    """Read a plate. Spaces, hyphens and dots on it carry no meaning; letters of any script do."""
    text = unicodedata.normalize("NFC", plain(raw)).upper()
    mark = "".join(character for character in text if unicodedata.category(character)[0] in "LMN")
    if not mark:
        return EMPTY
    if len(mark) not in _LENGTHS or not any(map(str.isdigit, mark)):
        return UNREADABLE
    where = country or UNKNOWN_COUNTRY
    warnings = () if country else (COUNTRY_MISSING,)
    return Identifier(IdentifierKind.PLATE, f"{where}:{mark}", " ".join(text.split()), {"country": where}, warnings)
