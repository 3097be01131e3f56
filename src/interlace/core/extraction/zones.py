"""The machine-readable zone of a travel document inside a page (ICAO Doc 9303), checked by its own digits."""

import re

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Reading
from interlace.core.identifiers.mrz import check_digit

_NAMES = re.compile(
    r"(?<![A-Z0-9<])[PVAIC][A-Z<][A-Z<]{3}(?P<names>[A-Z]+(?:<[A-Z]+)*<<[A-Z]+(?:<[A-Z]+)*)<*(?![A-Z0-9])"
)
_NUMBERS = re.compile(
    r"(?<![A-Z0-9<])(?P<number>[A-Z0-9<]{9})(?P<number_digit>\d)[A-Z<]{3}(?P<born>\d{6})(?P<born_digit>\d)[MFX<]"
    r"(?P<expires>\d{6})(?P<expires_digit>\d)[A-Z0-9<]*"
)
_YOUNGEST_CENTURY = 2000


def find_zones(reading: Reading) -> None:
    """Propose name, number and the two dates of a zone; the rest of its lines is nothing else."""
    for match in reading.matches(_NUMBERS, text=reading.raw):
        _propose_numbers(reading, match)
    for match in reading.matches(_NAMES, text=reading.raw):
        reading.propose(
            CandidateType.PERSON,
            *match.span("names"),
            normal=" ".join(match["names"].replace("<", " ").split()),
            confidence=Confidence.SURE,
            rule="machine_readable_zone",
        )
        _block_rest(reading, match)


def _propose_numbers(reading: Reading, match: re.Match[str]) -> None:
    holds = {field: check_digit(match[field]) == match[f"{field}_digit"] for field in ("number", "born", "expires")}
    if sum(holds.values()) < 2:
        return
    number = match["number"].rstrip("<")
    certainty = {field: Confidence.SURE if right else Confidence.POSSIBLE for field, right in holds.items()}
    start = match.start("number")
    rule = "machine_readable_zone"
    reading.propose(
        CandidateType.PASSPORT, start, start + len(number), normal=number, confidence=certainty["number"], rule=rule
    )
    expires = _YOUNGEST_CENTURY + int(match["expires"][:2])
    for field, latest in (("born", expires), ("expires", expires)):
        normal = _dated(match[field], expires if field == "expires" else latest)
        reading.propose(CandidateType.DATE, *match.span(field), normal=normal, confidence=certainty[field], rule=rule)
    _block_rest(reading, match)


def _dated(field: str, latest_year: int) -> str | None:
    """A document runs ten years or so, so its holder was born before it expires."""
    year = _YOUNGEST_CENTURY + int(field[:2])
    if year > latest_year - 1 and year != latest_year:
        year -= 100
    month, day = field[2:4], field[4:]
    return f"{year}-{month}-{day}" if "01" <= month <= "12" and "01" <= day <= "31" else None


def _block_rest(reading: Reading, match: re.Match[str]) -> None:
    for place in range(*match.span()):
        if reading.is_free(place, place + 1):
            reading.block(place, place + 1)
