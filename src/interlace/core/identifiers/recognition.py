"""One door to all kinds: read a value as what it is said to be, or say what it may be."""

import re
from collections.abc import Callable, Mapping

from interlace.core.characters import plain
from interlace.core.identifiers.accounts import looks_like_iban, parse_account, parse_card, parse_iban, parse_imei
from interlace.core.identifiers.documents import parse_document
from interlace.core.identifiers.fingerprints import parse_fingerprint_number
from interlace.core.identifiers.internet import (
    names_a_profile,
    parse_domain,
    parse_email,
    parse_handle,
    parse_ip,
    parse_url,
    refanged,
)
from interlace.core.identifiers.kinds import Identifier, IdentifierKind, Parsed
from interlace.core.identifiers.phones import parse_phone
from interlace.core.identifiers.plates import parse_plate
from interlace.core.identifiers.wallets import parse_wallet
from interlace.core.problems import Problem

TOO_LONG = Problem("value_too_long", {"expected": 512})
_LONGEST_VALUE = 512

_PARSERS: Mapping[IdentifierKind, Callable[[str, str | None], Parsed]] = {
    IdentifierKind.PHONE: lambda raw, country: parse_phone(raw, country=country),
    IdentifierKind.IBAN: lambda raw, _: parse_iban(raw),
    IdentifierKind.ACCOUNT: lambda raw, country: parse_account(raw, country=country),
    IdentifierKind.CARD: lambda raw, _: parse_card(raw),
    IdentifierKind.WALLET: lambda raw, _: parse_wallet(raw),
    IdentifierKind.DOCUMENT: lambda raw, country: parse_document(raw, issuer=country),
    IdentifierKind.FINGERPRINT: lambda raw, country: parse_fingerprint_number(raw, issuer=country),
    IdentifierKind.EMAIL: lambda raw, _: parse_email(raw),
    IdentifierKind.DOMAIN: lambda raw, _: parse_domain(raw),
    IdentifierKind.URL: lambda raw, _: parse_url(raw),
    IdentifierKind.IP: lambda raw, _: parse_ip(raw),
    IdentifierKind.HANDLE: lambda raw, _: parse_handle(raw),
    IdentifierKind.PLATE: lambda raw, country: parse_plate(raw, country=country),
    IdentifierKind.IMEI: lambda raw, _: parse_imei(raw),
}

_WALLET_SHAPE = re.compile(
    r"0x[0-9a-f]{30,64}|(?:bc|tb|ltc)1[a-z0-9]{20,90}|[1-9A-HJ-NP-Za-km-z]{25,120}|(?:bitcoincash:)?[qp][a-z0-9]{41}"
    r"|addr1[a-z0-9]{50,120}|[EUk0]Q[A-Za-z0-9+/_-]{46}|[GM][A-Z2-7]{55}",
    re.IGNORECASE,
)
_PHONE_SHAPE = re.compile(r"\+?[\d\s().\-/]{7,24}(?:(?:ext|x|#)\.?\s*\d{1,6})?", re.IGNORECASE)
_DIGITS_SHAPE = re.compile(r"[\d\s.-]{8,30}")
_DOCUMENT_SHAPE = re.compile(r"(?:[A-Za-z]{2,3}[:/]\s*)?(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{6,14}")
_DOMAIN_SHAPE = re.compile(r"[^\s@/:]+\.[^\s@/:.\d][^\s@/:.]+")
_IP_SHAPE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-f:]*:[0-9a-f:.]*\]?", re.IGNORECASE)
_PLATE_SHAPE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w\s.\-]{4,14}")
_HANDLE_SHAPE = re.compile(r"@[\w][\w.\-]{1,63}|[A-Za-z]{2,12}:@?[\w][\w.\-]{1,63}")


def parse(kind: IdentifierKind, raw: str, *, country: str | None = None) -> Parsed:
    """Read a value as this kind. The country completes national phones, accounts, documents and plates."""
    if len(raw) > _LONGEST_VALUE:
        return TOO_LONG
    return _PARSERS[kind](raw, country)


def recognise(raw: str, *, country: str | None = None) -> list[Identifier]:
    """Everything the value may be, the likeliest first."""
    return [found for found in _readings(raw, country) if isinstance(found, Identifier)]


def near_misses(raw: str, *, country: str | None = None) -> list[Problem]:
    """Why the value is not what it has the shape of: a wallet with a wrong checksum, a phone with a digit too few."""
    return list(dict.fromkeys(found for found in _readings(raw, country) if isinstance(found, Problem)))


def _readings(raw: str, country: str | None) -> list[Parsed]:
    if len(raw) > _LONGEST_VALUE:
        return [TOO_LONG]
    return [parse(kind, raw, country=country) for kind in _likely_kinds(refanged(plain(raw)), country)]


def _likely_kinds(text: str, country: str | None) -> tuple[IdentifierKind, ...]:
    """The kinds whose shape the value has. A distinctive shape leaves no room for others."""
    for kind, has_shape in _DISTINCTIVE:
        if has_shape(text):
            return (kind, IdentifierKind.HANDLE) if names_a_profile(text) else (kind,)
    shapes = (
        (IdentifierKind.PHONE, _PHONE_SHAPE, True),
        (IdentifierKind.CARD, _DIGITS_SHAPE, 13 <= _count_digits(text) <= 19),
        (IdentifierKind.IMEI, _DIGITS_SHAPE, _count_digits(text) == 15),
        (IdentifierKind.ACCOUNT, _DIGITS_SHAPE, country is not None),
        (IdentifierKind.DOMAIN, _DOMAIN_SHAPE, True),
        (IdentifierKind.DOCUMENT, _DOCUMENT_SHAPE, True),
        (IdentifierKind.PLATE, _PLATE_SHAPE, True),
        (IdentifierKind.HANDLE, _HANDLE_SHAPE, True),
    )
    return tuple(kind for kind, shape, applies in shapes if applies and shape.fullmatch(text))


def _count_digits(text: str) -> int:
    return sum(map(str.isdigit, text))


_DISTINCTIVE: tuple[tuple[IdentifierKind, Callable[[str], object]], ...] = (
    (IdentifierKind.URL, re.compile(r"(?:https?|ftp)://|[^\s@/]+\.[^\s@/]+/", re.IGNORECASE).match),
    (IdentifierKind.EMAIL, re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+").fullmatch),
    (IdentifierKind.IBAN, looks_like_iban),
    (IdentifierKind.IP, _IP_SHAPE.fullmatch),
    (IdentifierKind.PHONE, re.compile(r"\+[\d\s().\-/]{6,24}").fullmatch),
    (IdentifierKind.WALLET, _WALLET_SHAPE.fullmatch),
)
