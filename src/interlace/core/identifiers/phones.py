"""Telephone numbers in E.164 (ITU-T), judged by the numbering plans that `phonenumbers` carries."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

import phonenumbers
from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    NumberParseException,
    PhoneMetadata,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    ValidationResult,
)

from interlace.core.characters import plain
from interlace.core.identifiers.exercise_ranges import is_exercise_number
from interlace.core.identifiers.kinds import Identifier, IdentifierKind, Parsed
from interlace.core.identifiers.mobile_plans import mobile_region
from interlace.core.problems import Problem

EMPTY = Problem("phone_empty")
HAS_LETTERS = Problem("phone_has_letters")
SEVERAL = Problem("phone_several_numbers")
COUNTRY_MISSING = Problem("phone_country_missing")
COUNTRY_CODE_UNCLEAR = Problem("phone_country_code_unclear")
COUNTRY_UNKNOWN = Problem("phone_country_unknown")
DIGITS_LOST = Problem("digits_lost_in_spreadsheet")
# Warnings
EXERCISE = Problem("exercise_range")
UNASSIGNED = Problem("phone_range_unassigned")
PLUS_ASSUMED = Problem("phone_plus_assumed")
ZERO_RESTORED = Problem("phone_leading_zero_restored")
SPREADSHEET_RESTORED = Problem("spreadsheet_number_restored")

_LABEL = re.compile(r"^(?:tel|phone|mobile|fax|whatsapp)\s*(?:no\.?|number)?\s*[:.]?\s*", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_FLOAT = re.compile(r"(\+?\d{7,})\.0+")
_EXTENSION = re.compile(r"(?:\s*(?:ext\.?|extension|x|#)\s*)(\d{1,6})$", re.IGNORECASE)
_TRUNK_ZERO = re.compile(r"\(0\)")
_SEPARATOR = re.compile(r"\s*(?:[;,/]|\bor\b)\s*", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_NOT_DIGITS = re.compile(r"\D+")
_LONGEST_EDIT = 4
_FEWEST_DIGITS = 4

_TYPES = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_or_mobile",
    PhoneNumberType.VOIP: "internet",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium",
}


def parse_phone(raw: str, *, country: str | None = None) -> Parsed:
    """Read a number written internationally, or nationally within the given country (ISO alpha-2)."""
    return _parse(raw, country)


@lru_cache(maxsize=16_384)
def _parse(raw: str, country: str | None) -> Parsed:
    text, restored = _undo_spreadsheet(_LABEL.sub("", plain(raw)))
    if isinstance(text, Problem):
        return text
    extension = ""
    if with_extension := _EXTENSION.search(text):
        extension = with_extension[1]
        text = text[: with_extension.start()]
    if _holds_several(text):
        return SEVERAL
    if _LETTER.search(text):
        return HAS_LETTERS
    is_international = text.lstrip("( ").startswith("+")
    digits = _NOT_DIGITS.sub("", _TRUNK_ZERO.sub("", text) if is_international else text)
    if len(digits) < _FEWEST_DIGITS:
        return _wrong_length("phone_too_short", len(digits), range(7, 16)) if digits else EMPTY
    found = _parse_international(digits) if is_international else _parse_digits(digits, country)
    if isinstance(found, Problem) or not (restored or extension):
        return found
    detail = dict(found.detail, extension=extension) if extension else found.detail
    warnings = (*found.warnings, SPREADSHEET_RESTORED) if restored else found.warnings
    return Identifier(found.kind, found.normal, found.display, detail, warnings)


def _holds_several(text: str) -> bool:
    """Tell `02-123-4567/8` from `030/1234567`, where the slash ends the area code."""
    if _SEPARATOR.search(text) is None:
        return False
    parts = [len(_NOT_DIGITS.sub("", part)) for part in _SEPARATOR.split(text)]
    return len(parts) > 2 or (len(parts) == 2 and (parts[0] > 5 or parts[1] < 5))


def _undo_spreadsheet(text: str) -> tuple[str | Problem, bool]:
    """Undo what a spreadsheet does to a long number, unless digits are gone."""
    if whole := _FLOAT.fullmatch(text):
        return whole[1], True
    if whole := _SCIENTIFIC.fullmatch(text):
        first, fraction, exponent = whole[1], whole[2] or "", int(whole[3])
        return (first + fraction, True) if len(fraction) == exponent else (DIGITS_LOST, False)
    return text, False


def _plain_mobile(code: int, national: str) -> Identifier | None:
    """An ordinary mobile number, which most are, without the library's general reading."""
    region = mobile_region(code, national)
    if region is None:
        return None
    warnings = (EXERCISE,) if is_exercise_number(code, national) else ()
    number = PhoneNumber(country_code=code, national_number=int(national))
    return _identifier(number, national, {"country": region, "type": "mobile"}, warnings)


def _plain_mobile_abroad(digits: str) -> Identifier | None:
    for size in (2, 3):
        if (found := _plain_mobile(int(digits[:size]), digits[size:])) is not None:
            return found
    return None


def _parse_digits(digits: str, country: str | None) -> Parsed:
    """Read digits without a plus: after `00`, as a national number, or as an international one that lost its plus."""
    if digits.startswith("00"):
        abroad = _parse_international(digits[2:])
        if isinstance(abroad, Identifier) or country is None:
            return abroad
    return _parse_without_country(digits) if country is None else _parse_nationally(digits, country)


def _parse_nationally(digits: str, country: str) -> Parsed:
    if digits.startswith("0"):
        calling_code = phonenumbers.country_code_for_region(country)
        if _writes_a_trunk_zero(calling_code) and (mobile := _plain_mobile(calling_code, digits[1:])) is not None:
            return mobile
    try:
        number = phonenumbers.parse(digits, country)
    except NumberParseException:
        return COUNTRY_UNKNOWN if country not in phonenumbers.SUPPORTED_REGIONS else _length_problem(digits, country)
    national = _national(number)
    code = str(number.country_code)
    if digits == code + national and (kind := _kind(number)):
        return _accepted(number, national, kind, PLUS_ASSUMED)
    found = _judged(number, national, typed=digits)
    if digits.startswith(code) and not _is_certain(found):
        abroad = _parse_without_country(digits)
        return abroad if isinstance(abroad, Identifier) else COUNTRY_CODE_UNCLEAR
    if isinstance(found, Identifier) and digits == national and _writes_a_trunk_zero(number.country_code):
        return Identifier(found.kind, found.normal, found.display, found.detail, (*found.warnings, ZERO_RESTORED))
    return found


def _is_certain(found: Parsed) -> bool:
    return isinstance(found, Identifier) and UNASSIGNED not in found.warnings


def _parse_without_country(digits: str) -> Parsed:
    """Only a number that is valid with a plus before it can be told from a national one."""
    if digits.startswith("0") or len(digits) < 10:
        return COUNTRY_MISSING
    try:
        number = phonenumbers.parse("+" + digits)
    except NumberParseException:
        return COUNTRY_MISSING
    national = _national(number)
    kind = _kind(number)
    is_known = kind or is_exercise_number(number.country_code or 0, national)
    return _accepted(number, national, kind, PLUS_ASSUMED) if is_known else COUNTRY_MISSING


def _parse_international(digits: str) -> Parsed:
    if digits.startswith("0"):
        return COUNTRY_UNKNOWN
    if (mobile := _plain_mobile_abroad(digits)) is not None:
        return mobile
    try:
        number = phonenumbers.parse("+" + digits)
    except NumberParseException as problem:
        if problem.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            return COUNTRY_UNKNOWN
        return _length_problem_by_code(digits)
    return _judged(number, _national(number), typed=None)


def _judged(number: PhoneNumber, national: str, *, typed: str | None) -> Parsed:
    code = number.country_code or 0
    if national and national != phonenumbers.national_significant_number(number):
        # Judged as it will be written: with its zeros it may have a length that it has not without them.
        number = PhoneNumber(country_code=code, national_number=int(national))
    kind = _kind(number)
    if is_exercise_number(code, national):
        return _accepted(number, national, kind, EXERCISE)
    if kind:
        return _accepted(number, national, kind)
    prefix = len(typed) - len(national) if typed is not None and typed.endswith(national) else 0
    return _nearest_length(code, national, prefix) or _possible_or_not(number, national, prefix)


def _nearest_length(code: int, national: str, prefix: int) -> Problem | None:
    """Say how many digits are missing or too many, if adding or leaving out a few at the end gives an assigned number.

    General possible lengths are too wide to help: in Korea eight digits are possible, but not after 10.
    """
    for edits in range(1, _LONGEST_EDIT + 1):
        if any(_is_assigned_text(code, national + filler * edits) for filler in "015"):
            last = max(
                more
                for more in range(edits, _LONGEST_EDIT + 1)
                if more == edits or _is_assigned_text(code, national + "0" * more)
            )
            size = len(national) + prefix
            return _wrong_length("phone_too_short", size, range(size + edits, size + last + 1))
        if len(national) - edits >= 4 and _is_assigned_text(code, national[:-edits]):
            first = max(
                fewer
                for fewer in range(edits, _LONGEST_EDIT + 1)
                if fewer == edits or _is_assigned_text(code, national[:-fewer])
            )
            size = len(national) + prefix
            return _wrong_length("phone_too_long", size, range(size - first, size - edits + 1))
    return None


def _possible_or_not(number: PhoneNumber, national: str, prefix: int) -> Parsed:
    if len(national) < _FEWEST_DIGITS:
        return _general_length(number.country_code or 0, len(national), prefix)
    verdict = phonenumbers.is_possible_number_with_reason(number)
    if verdict == ValidationResult.IS_POSSIBLE:
        # Numbering plans change faster than tables: a possible number is kept, with the doubt.
        return _accepted(number, national, "", UNASSIGNED)
    if verdict == ValidationResult.INVALID_COUNTRY_CODE:
        return COUNTRY_UNKNOWN
    return _general_length(number.country_code or 0, len(national), prefix)


def _length_problem(digits: str, country: str) -> Problem:
    code = phonenumbers.country_code_for_region(country)
    return _general_length(code, len(digits), 0)


def _length_problem_by_code(digits: str) -> Problem:
    for size in (1, 2, 3):
        if int(digits[:size]) in COUNTRY_CODE_TO_REGION_CODE:
            return _general_length(int(digits[:size]), len(digits) - size, 0)
    return COUNTRY_UNKNOWN


def _general_length(code: int, national_digits: int, prefix: int) -> Problem:
    metadata = PhoneMetadata.metadata_for_region(COUNTRY_CODE_TO_REGION_CODE[code][0])
    lengths = metadata.general_desc.possible_length if metadata is not None and metadata.general_desc else (7, 15)
    known = [length for length in lengths if length > 0] or [7, 15]
    short = national_digits < min(known) or (national_digits < max(known) and national_digits not in known)
    name = "phone_too_short" if short else "phone_too_long"
    return _wrong_length(name, national_digits + prefix, [each + prefix for each in known])


def _wrong_length(code: str, digits: int, lengths: Collection[int]) -> Problem:
    """How long it might be, as ranges: some numbering plans have a gap between them."""
    starts = [each for each in sorted(lengths) if each - 1 not in lengths]
    ends = [each for each in sorted(lengths) if each + 1 not in lengths]
    told = [str(least) if least == most else f"{least}–{most}" for least, most in zip(starts, ends, strict=True)]
    return Problem(code, {"digits": digits, "expected": ", ".join(told)})


def _national(number: PhoneNumber) -> str:
    """The national number without a trunk zero, which the library leaves in place if the rest is not assigned."""
    national = phonenumbers.national_significant_number(number)
    return national.lstrip("0") if national[:1] == "0" and _writes_a_trunk_zero(number.country_code) else national


def _kind(number: PhoneNumber) -> str:
    """What the number is for, or nothing where its range is not assigned."""
    kind = phonenumbers.number_type(number)
    return "" if kind == PhoneNumberType.UNKNOWN else _TYPES.get(kind, "other")


@lru_cache(maxsize=4096)
def _is_assigned_text(code: int, national: str) -> bool:
    # Built rather than parsed: parsing would strip a leading digit that looks like a trunk prefix.
    return national[:1] != "0" and _kind(PhoneNumber(country_code=code, national_number=int(national))) != ""


@lru_cache(maxsize=512)
def _writes_a_trunk_zero(code: int | None) -> bool:
    regions = COUNTRY_CODE_TO_REGION_CODE.get(code or 0)
    metadata = PhoneMetadata.metadata_for_region(regions[0]) if regions else None
    return metadata is not None and metadata.national_prefix == "0"


def _accepted(number: PhoneNumber, national: str, kind: str, *warnings: Problem) -> Identifier:
    code = number.country_code or 0
    if PLUS_ASSUMED in warnings and is_exercise_number(code, national):
        warnings = (*warnings, EXERCISE)
    region = phonenumbers.region_code_for_number(number) or COUNTRY_CODE_TO_REGION_CODE[code][0]
    return _identifier(number, national, {"country": region, "type": kind or "unknown"}, warnings)


def _identifier(
    number: PhoneNumber, national: str, detail: Mapping[str, str], warnings: tuple[Problem, ...]
) -> Identifier:
    display = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL).replace("-", " ")
    return Identifier(IdentifierKind.PHONE, f"+{number.country_code}{national}", display, detail, warnings)
