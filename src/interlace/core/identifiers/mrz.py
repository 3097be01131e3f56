"""Machine readable zones of travel documents (ICAO Doc 9303). A zone with a wrong check digit is never mended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from interlace.core.characters import plain
from interlace.core.dates import PartialDate
from interlace.core.identifiers.countries import issuer_from_code
from interlace.core.identifiers.documents import document
from interlace.core.identifiers.kinds import Identifier
from interlace.core.identifiers.mrz_layouts import LAYOUTS, Layout, MrzFormat, Place
from interlace.core.problems import Problem

EMPTY = Problem("mrz_empty")
LINES_WRONG = Problem("mrz_lines_wrong")
# Warnings
EXPIRED = Problem("mrz_expired")
NAMES_MAY_BE_CUT = Problem("mrz_names_may_be_cut")
ISSUER_UNKNOWN = Problem("mrz_issuer_unknown")
NATIONALITY_UNKNOWN = Problem("mrz_nationality_unknown")

_FILLER = "<"
_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {_FILLER: 0}
_WEIGHTS = (7, 3, 1)
_NOT_IN_A_ZONE = re.compile(r"[^0-9A-Z<]")
_ISSUER = Place(0, 2, 5)
_SEXES = {"M": "male", "F": "female", _FILLER: "unspecified", "X": "unspecified"}
_WHOLE_ZONES = {90: 30, 72: 36, 88: 44}  # characters without line breaks → length of a line


@dataclass(frozen=True, slots=True)
class MachineReadableZone:
    """What a zone says whose check digits all hold. Names carry no check digit."""

    format: MrzFormat
    document_type: str
    document: Identifier
    issuer: str
    surname: str
    given_names: str
    nationality: str
    birth_date: PartialDate | None
    sex: str
    expiry_date: PartialDate | None
    optional: tuple[str, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedZone:
    """Everything that is wrong with a zone, field by field."""

    problems: tuple[Problem, ...]


def parse_mrz(raw: str | Sequence[str], *, today: date) -> MachineReadableZone | RejectedZone:
    """Read the lines of a zone; `today` decides the century of a birth and whether the document has expired."""
    lines = _lines_of(raw)
    if not lines:
        return RejectedZone((EMPTY,))
    if strange := tuple(_strange_characters(lines)):
        return RejectedZone(strange)
    found = _format_of(lines)
    if isinstance(found, tuple):
        return RejectedZone(found)
    layout = LAYOUTS[found]
    number, number_holds = _number(layout, lines)
    problems = [*_check_digits(layout, lines, number_holds=number_holds), *_dates_wrong(layout, lines, today)]
    if not number:
        problems.append(Problem("mrz_field_empty", {"field": "number"}))
    return RejectedZone(tuple(problems)) if problems else _read(found, layout, lines, number, today)


def check_digit(field: str) -> str:
    """The check digit of a field (Doc 9303-3, 4.9)."""
    return str(sum(_VALUES[character] * _WEIGHTS[index % 3] for index, character in enumerate(field)) % 10)


def _lines_of(raw: str | Sequence[str]) -> tuple[str, ...]:
    pieces = raw.splitlines() if isinstance(raw, str) else raw
    lines = tuple(line for piece in pieces if (line := re.sub(r"\s", "", plain(piece)).upper()))
    if len(lines) == 1 and (length := _WHOLE_ZONES.get(len(lines[0]))):
        return tuple(lines[0][start : start + length] for start in range(0, len(lines[0]), length))
    return lines


def _strange_characters(lines: tuple[str, ...]) -> list[Problem]:
    return [
        Problem("mrz_character_wrong", {"line": index + 1, "position": strange.start() + 1})
        for index, line in enumerate(lines)
        for strange in _NOT_IN_A_ZONE.finditer(line)
    ]


def _format_of(lines: tuple[str, ...]) -> MrzFormat | tuple[Problem, ...]:
    """The format by number and length of lines, or which line has the wrong length."""
    is_visa = lines[0].startswith("V")
    if len(lines) == 3:
        expected, fitting = 30, MrzFormat.TD1
    elif len(lines) == 2 and min(map(len, lines)) >= 40:
        expected, fitting = 44, MrzFormat.MRV_A if is_visa else MrzFormat.TD3
    elif len(lines) == 2:
        expected, fitting = 36, MrzFormat.MRV_B if is_visa else MrzFormat.TD2
    else:
        return (LINES_WRONG,)
    wrong = tuple(
        Problem("mrz_length_wrong", {"line": index + 1, "characters": len(line), "expected": expected})
        for index, line in enumerate(lines)
        if len(line) != expected
    )
    return wrong or fitting


def _number(layout: Layout, lines: tuple[str, ...]) -> tuple[str, bool]:
    """The document number and whether its check digit holds; a long one goes on in the optional field."""
    start, digit = layout.number.of(lines), _digit_after(layout.number, lines)
    if digit == _FILLER and layout.long_number is not None and _FILLER not in start:
        rest = layout.long_number.of(lines).split(_FILLER)[0]
        number, digit = start + rest[:-1], rest[-1:]
        return number, bool(rest) and check_digit(number) == digit
    return start.replace(_FILLER, ""), check_digit(start) == digit


def _check_digits(layout: Layout, lines: tuple[str, ...], *, number_holds: bool) -> list[Problem]:
    """Name every field whose check digit fails, never the character."""
    failing = [] if number_holds else ["number"]
    for name, place in (("birth_date", layout.birth_date), ("expiry_date", layout.expiry_date)):
        if check_digit(place.of(lines)) != _digit_after(place, lines):
            failing.append(name)
    if layout.checked_optional is not None and not _optional_holds(layout.checked_optional, lines):
        failing.append("optional")
    if layout.composite_digit is not None:
        whole = "".join(place.of(lines) for place in layout.composite)
        if check_digit(whole) != layout.composite_digit.of(lines):
            failing.append("composite")
    return [Problem("mrz_check_digit_wrong", {"field": name}) for name in failing]


def _digit_after(place: Place, lines: tuple[str, ...]) -> str:
    return lines[place.line][place.end]


def _optional_holds(place: Place, lines: tuple[str, ...]) -> bool:
    """An empty optional field may carry 0 or a filler (Doc 9303-4, 4.2.2.2)."""
    content, digit = place.of(lines), _digit_after(place, lines)
    is_empty = not content.strip(_FILLER)
    return check_digit(content) == digit or (is_empty and digit == _FILLER)


def _dates_wrong(layout: Layout, lines: tuple[str, ...], today: date) -> list[Problem]:
    dates = (("birth_date", layout.birth_date, _born), ("expiry_date", layout.expiry_date, _expiring))
    return [
        Problem("mrz_date_wrong", {"field": name})
        for name, place, read in dates
        if isinstance(read(place.of(lines), today), Problem)
    ]


_NO_DATE = Problem("mrz_date_wrong", {"field": "date"})


def _born(field: str, today: date) -> PartialDate | Problem | None:
    """A birth lies in the past: the latest century that keeps it there."""
    found = _dated(field, today.year // 100 * 100)
    if isinstance(found, PartialDate) and found.first_day() > today:
        return _dated(field, today.year // 100 * 100 - 100)
    return found


def _expiring(field: str, today: date) -> PartialDate | Problem | None:
    """A document runs for ten years or so: the century that brings the date nearest to today."""
    century = today.year // 100 * 100
    candidates = [_dated(field, century + shift) for shift in (0, -100, 100)]
    dates = [found for found in candidates if isinstance(found, PartialDate)]
    return min(dates, key=lambda found: abs(found.year - today.year)) if dates else candidates[0]


def _dated(field: str, century: int) -> PartialDate | Problem | None:
    year, month, day = field[:2], field[2:4], field[4:]
    if not year.strip(_FILLER):
        return None
    if not year.isdigit() or not all(part.isdigit() or part == _FILLER * 2 for part in (month, day)):
        return _NO_DATE
    known_month = int(month) if month.isdigit() else None
    known_day = int(day) if day.isdigit() and known_month is not None else None
    try:
        return PartialDate(century + int(year), known_month, known_day)
    except ValueError:
        return _NO_DATE


def _read(form: MrzFormat, layout: Layout, lines: tuple[str, ...], number: str, today: date) -> MachineReadableZone:
    issuer_code, nationality_code = _ISSUER.of(lines), layout.nationality.of(lines)
    issuer, nationality = issuer_from_code(issuer_code), issuer_from_code(nationality_code)
    born, expires = _born(layout.birth_date.of(lines), today), _expiring(layout.expiry_date.of(lines), today)
    names = layout.names.of(lines)
    surname, _, given_names = names.rstrip(_FILLER).partition(_FILLER * 2)
    document_type = lines[0][:2].rstrip(_FILLER)
    expiry_day = expires.as_date() if isinstance(expires, PartialDate) else None
    findings = (
        (EXPIRED, expiry_day is not None and expiry_day < today),
        (NAMES_MAY_BE_CUT, not names.endswith(_FILLER)),
        (ISSUER_UNKNOWN, issuer is None),
        (NATIONALITY_UNKNOWN, nationality is None),
    )
    return MachineReadableZone(
        format=form,
        document_type=document_type,
        document=document(number, issuer or issuer_code.rstrip(_FILLER), kind=document_type),
        issuer=issuer or issuer_code.rstrip(_FILLER),
        surname=surname.replace(_FILLER, " ").strip(),
        given_names=given_names.replace(_FILLER, " ").strip(),
        nationality=nationality or nationality_code.rstrip(_FILLER),
        birth_date=born if isinstance(born, PartialDate) else None,
        sex=_SEXES.get(layout.sex.of(lines), "unspecified"),
        expiry_date=expires if isinstance(expires, PartialDate) else None,
        optional=tuple(place.of(lines).strip(_FILLER).replace(_FILLER, " ") for place in layout.optional),
        warnings=tuple(problem for problem, applies in findings if applies),
    )
