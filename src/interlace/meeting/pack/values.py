"""Values as bureaus write them: one key for equal things, a pattern for those of which only a part is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

import phonenumbers

from interlace.core.characters import plain
from interlace.core.identifiers import (
    Identifier,
    parse_account,
    parse_document,
    parse_domain,
    parse_email,
    parse_handle,
    parse_phone,
    parse_plate,
    parse_url,
    parse_wallet,
)
from interlace.core.identifiers.internet import refanged
from interlace.core.identifiers.mrz import check_digit
from interlace.core.problems import Problem
from interlace.meeting.pack.records import PackProblem, ThingKind

_MASK = re.compile(r"[*•·?xX#_]{1,}|…|\.{2,}")
_HIDDEN = "*"
_GAP = "…"
_NOT_WORD = re.compile(r"[\s.\-/_()（）]+")
_INTERNATIONAL = re.compile(r"^\s*\(?\s*(?:\+|00)")
_IBAN_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_SECOND_LINE = re.compile(r"[A-Z0-9<]{9}\d[A-Z<]{3}\d{6}\d[MFX<]\d{6}\d[A-Z0-9<]{14}[\d<]{2}|[A-Z0-9<]{44}")
_FEWEST_NATIONAL = 7
_FEWEST_SHOWN = 3
_LOOK_ALIKES: Mapping[str, str] = {"0": "oDO", "O": "oDQ0", "I": "1ijL", "l": "1ijL", "1": "iLl"}
_MOST_MENDINGS = 4096
_MOST_DOUBTS = 3
_LONGEST_WALLET = 34  # characters of an address with a check sum in base 58
# Letters that scanners write for each other.
_SCANNED = str.maketrans({"o": "0", "q": "g", "9": "g", "i": "1", "l": "1", "|": "1", "s": "5", "b": "8", "z": "2"})


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its key where it is whole, its pattern where a part is hidden, and what is wrong with it."""

    kind: ThingKind
    key: str = ""
    pattern: str = ""
    """`*` for one hidden character, `…` for any number of them; the rest as in a key."""
    problem: Problem | None = None
    is_mended: bool = False
    """Whether one look-alike had to be exchanged before the check sum held."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a bureau is: its country for national numbers, and the calling code that its own papers show."""

    bureau: str
    country: str | None
    calling_code: str = ""


def read_value(kind: ThingKind, raw: str, home: Home) -> Value:
    """Read a value as the kind that its bureau says it is."""
    text = plain(raw).strip().strip(".,;:。").strip()
    if not text:
        return Value(kind, problem=Problem(PackProblem.EMPTY_VALUE))
    return _READERS[kind](text, home)


def _phone(text: str, home: Home) -> Value:
    if (pattern := _masked(text)) is not None:
        return Value(ThingKind.PHONE, pattern=_digits_of_phone(pattern, home))
    if calling_code_in(text):
        return Value(ThingKind.PHONE, _digits_of_phone(text, home))
    found = parse_phone(text, country=home.country)
    if isinstance(found, Identifier):
        return Value(ThingKind.PHONE, found.normal)
    digits = _digits_of_phone(text, home)
    if _is_about_country(found):
        if digits.startswith("+") or len(digits) >= _FEWEST_NATIONAL:
            return Value(ThingKind.PHONE, digits)
    elif (
        digits.startswith("+")
        and found.code in {"phone_too_short", "phone_too_long"}
        and _is_as_long_as_mobiles(digits)
    ):
        return Value(ThingKind.PHONE, digits)
    return Value(ThingKind.PHONE, problem=found)


def _is_as_long_as_mobiles(digits: str) -> bool:
    """Ranges are assigned faster than tables follow; a number as long as the country's mobiles is taken."""
    try:
        number = phonenumbers.parse(digits)
    except phonenumbers.NumberParseException:
        return False
    for region in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(number.country_code or 0, ()):
        metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
        lengths = metadata.mobile.possible_length if metadata is not None and metadata.mobile else ()
        if len(str(number.national_number)) in lengths:
            return True
    return False


def _is_about_country(problem: Problem) -> bool:
    """A code that no plan knows is no mistake of the bureau."""
    return problem.code in {"phone_country_unknown", "phone_country_missing", "phone_country_code_unclear"}


def _digits_of_phone(text: str, home: Home) -> str:
    """Digits after a plus; a national number gets the calling code that its bureau's papers show, if they do."""
    is_international = _INTERNATIONAL.match(text) is not None
    kept = re.sub(r"\(0\)", "", text)
    digits = re.sub(rf"[^\d{_HIDDEN}]", "", kept)
    if is_international:
        digits = digits.removeprefix("00") if not kept.lstrip(" (").startswith("+") else digits
        # Behind the code, a trunk zero in brackets or before the number is no digit of it.
        return "+" + re.sub(r"^(\d{3})0+(?=\d{7})", r"\1", digits) if _is_unassigned(digits[:3]) else "+" + digits
    national = digits.lstrip("0")
    return f"+{home.calling_code}{national}" if home.calling_code and home.country is None else national


def calling_code_in(text: str) -> str:
    """The calling code of an international number whose country no numbering plan knows, or nothing."""
    if _INTERNATIONAL.match(text) is None:
        return ""
    digits = re.sub(r"\D", "", text)
    digits = digits.removeprefix("00")
    return digits[:3] if _is_unassigned(digits[:3]) else ""


def _is_unassigned(code: str) -> bool:
    if len(code) != 3 or code.startswith("0"):
        return False
    return not any(int(code[:size]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE for size in (1, 2, 3))


def _account(text: str, home: Home) -> Value:
    if (pattern := _masked(text)) is not None:
        return Value(ThingKind.ACCOUNT, pattern=_NOT_WORD.sub("", pattern).upper())
    whole = _NOT_WORD.sub("", text).upper().removeprefix("IBAN")
    if _IBAN_SHAPE.fullmatch(whole):
        if not _mod_97_holds(whole):
            return Value(ThingKind.ACCOUNT, problem=Problem(PackProblem.ACCOUNT_CHECK_DIGITS))
        return Value(ThingKind.ACCOUNT, whole)
    found = parse_account(text, country=home.country or "ZZ")
    if isinstance(found, Problem):
        return Value(ThingKind.ACCOUNT, problem=found)
    return Value(ThingKind.ACCOUNT, found.detail.get("number") or found.normal)


def _mod_97_holds(text: str) -> bool:
    """ISO 7064 mod 97-10, for countries that no register of account numbers lists."""
    moved = text[4:] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def _wallet(text: str, _home: Home) -> Value:
    shortened = re.fullmatch(r"([A-Za-z0-9]{3,})\s*(?:…|\.{2,}|\*{2,}|_{2,})\s*([A-Za-z0-9]{3,})", text)
    if shortened:
        return Value(ThingKind.WALLET, pattern=f"{shortened[1]}{_GAP}{shortened[2]}")
    found = parse_wallet(text)
    if isinstance(found, Identifier):
        return Value(ThingKind.WALLET, _wallet_key(text, found))
    if (mended := _mended(text)) is not None:
        return Value(ThingKind.WALLET, _wallet_key(text, mended), problem=found, is_mended=True)
    return Value(ThingKind.WALLET, problem=found)


def _wallet_key(text: str, found: Identifier) -> str:
    return found.normal or text


def _mended(text: str) -> Identifier | None:
    """The wallet with impossible or look-alike characters exchanged, where exactly one exchange makes the sum hold.

    A scanner that doubts between two letters may write both: of two that look alike beside each other, one may go.
    """
    if text.lower().startswith("0x"):
        return None
    impossible = sum(letter in "0OIl" for letter in text)
    has_too_many = _LONGEST_WALLET < len(text) <= _LONGEST_WALLET + _MOST_DOUBTS
    if impossible > _MOST_DOUBTS or not (impossible or has_too_many):
        return None
    readings = [_readings_of(text, at, may_go=has_too_many) for at in range(len(text))]
    if prod(map(len, readings)) > _MOST_MENDINGS:
        return None
    right = {found for letters in product(*readings) if isinstance(found := parse_wallet("".join(letters)), Identifier)}
    return right.pop() if len(right) == 1 else None


def _readings_of(text: str, at: int, *, may_go: bool) -> tuple[str, ...]:
    letter = text[at]
    likely = tuple(_LOOK_ALIKES[letter]) if letter in "0OIl" else (letter,)
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    is_doubled = may_go and any(as_scanned(letter) == as_scanned(other) for other in beside)
    return (*likely, "") if is_doubled else likely


def _domain(text: str, _home: Home) -> Value:
    read = refanged("".join(text.split()))
    if "//" in read or "/" in read:
        url = parse_url(read if "//" in read else f"http://{read}")
        if isinstance(url, Identifier):
            read = re.sub(r"^[a-z]+://", "", url.normal).partition("/")[0].partition(":")[0]
    found = parse_domain(read)
    if isinstance(found, Problem):
        return Value(ThingKind.DOMAIN, problem=found)
    return Value(ThingKind.DOMAIN, found.normal.removeprefix("www."))


def _handle(text: str, _home: Home) -> Value:
    found = parse_handle(text)
    if isinstance(found, Problem):
        return Value(ThingKind.HANDLE, problem=found)
    return Value(ThingKind.HANDLE, found.normal.rpartition(":")[2].casefold().lstrip("@"))


def _email(text: str, _home: Home) -> Value:
    found = parse_email(text)
    return Value(ThingKind.EMAIL, problem=found) if isinstance(found, Problem) else Value(ThingKind.EMAIL, found.normal)


def _document(text: str, _home: Home) -> Value:
    joined = "".join(text.split())
    if "<" in joined and (line := _second_line(joined)) is not None:
        number, digit = line[:9], line[9]
        if check_digit(number) != digit:
            return Value(ThingKind.DOCUMENT, problem=Problem(PackProblem.MRZ_CHECK_DIGIT))
        return Value(ThingKind.DOCUMENT, number.rstrip("<"))
    if (pattern := _masked(text)) is not None:
        return Value(ThingKind.DOCUMENT, pattern=_NOT_WORD.sub("", pattern).upper())
    found = parse_document(text)
    if isinstance(found, Problem):
        return Value(ThingKind.DOCUMENT, problem=found)
    issuer, number = found.detail.get("issuer", "-"), found.detail.get("number", "")
    # An issuer before a number is part of what is printed: `KR 000 5388` is `KR0005388`.
    compact = _NOT_WORD.sub("", text).upper()
    return Value(ThingKind.DOCUMENT, compact if compact.endswith(number) else f"{issuer}{number}".lstrip("-"))


def _second_line(joined: str) -> str | None:
    """The second line of a passport (ICAO 9303-4): number, check digit, nationality, dates."""
    for line in (joined[44:88], joined[:44]):
        if len(line) == 44 and _SECOND_LINE.fullmatch(line) and line[0:2] not in {"P<", "PO"} and line[9].isdigit():
            return line
    return None


def _vehicle(text: str, home: Home) -> Value:
    if (pattern := _masked(text)) is not None:
        return Value(ThingKind.VEHICLE, pattern=_NOT_WORD.sub("", pattern).upper())
    found = parse_plate(text, country=home.country)
    if isinstance(found, Problem):
        return Value(ThingKind.VEHICLE, problem=found)
    return Value(ThingKind.VEHICLE, found.normal.partition(":")[2])


def _address(text: str, _home: Home) -> Value:
    return Value(ThingKind.ADDRESS, " ".join(text.casefold().split()))


def _person(text: str, _home: Home) -> Value:
    return Value(ThingKind.PERSON, " ".join(text.casefold().split()))


def _masked(text: str) -> str | None:
    """The value with one star for each hidden character, or nothing where all is shown."""
    if not re.search(r"[*•?#]|(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|_{2,}", text):
        return None
    pattern = re.sub(r"[•?#]", _HIDDEN, text)
    pattern = re.sub(r"(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|_{2,}", lambda hidden: _HIDDEN * len(hidden[0]), pattern)
    return pattern if sum(letter.isalnum() for letter in pattern) >= _FEWEST_SHOWN else None


_READERS = {
    ThingKind.PERSON: _person,
    ThingKind.PHONE: _phone,
    ThingKind.WALLET: _wallet,
    ThingKind.ACCOUNT: _account,
    ThingKind.DOMAIN: _domain,
    ThingKind.HANDLE: _handle,
    ThingKind.EMAIL: _email,
    ThingKind.DOCUMENT: _document,
    ThingKind.VEHICLE: _vehicle,
    ThingKind.ADDRESS: _address,
}


def fits(pattern: str, key: str) -> bool:
    """Whether a whole value can be the one of which the pattern shows a part."""
    if _GAP in pattern:
        start, _, end = pattern.partition(_GAP)
        return (
            len(key) > len(start) + len(end)
            and key[: len(start)].casefold() == start.casefold()
            and (key[-len(end) :].casefold() == end.casefold())
        )
    return len(pattern) == len(key) and all(
        shown in (_HIDDEN, there) for shown, there in zip(pattern, key, strict=True)
    )


def shown(pattern: str) -> int:
    """How many characters a pattern shows."""
    return sum(letter not in (_HIDDEN, _GAP) for letter in pattern)


def as_scanned(text: str) -> str:
    """A value as a scanner may have seen it: one letter for all that look alike, no signs, nothing twice in a row."""
    seen = re.sub(r"[\W_]", "", text.casefold()).translate(_SCANNED).replace("rn", "m").replace("vv", "w")
    return re.sub(r"(.)\1+", r"\1", seen)


_SAME_SHAPE = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "l": "1", "o": "0"})


def is_one_slip_away(a: str, b: str) -> bool:
    """Whether two values differ by one character, one exchange of neighbours, or look-alikes only."""
    if a == b:
        return False
    if a.upper().translate(_SAME_SHAPE) == b.upper().translate(_SAME_SHAPE):
        return True
    if len(a) == len(b):
        apart = [at for at, (left, right) in enumerate(zip(a, b, strict=True)) if left != right]
        if len(apart) == 1:
            return True
        return (
            len(apart) == 2 and apart[1] == apart[0] + 1 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
        )
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
