"""Accounts and payment cards: IBAN (ISO 13616), local account numbers, card numbers (ISO/IEC 7812), device numbers."""

import re
from functools import lru_cache

from schwifty import IBAN
from schwifty.exceptions import InvalidChecksumDigits, InvalidCountryCode, InvalidLength, SchwiftyException

from interlace.core.characters import plain
from interlace.core.identifiers.kinds import Identifier, IdentifierKind, Parsed
from interlace.core.problems import Problem

IBAN_EMPTY = Problem("iban_empty")
IBAN_COUNTRY_UNKNOWN = Problem("iban_country_unknown")
IBAN_STRUCTURE_WRONG = Problem("iban_structure_wrong")
IBAN_CHECKSUM_WRONG = Problem("iban_checksum_wrong")
ACCOUNT_EMPTY = Problem("account_empty")
ACCOUNT_UNREADABLE = Problem("account_unreadable")
ACCOUNT_COUNTRY_MISSING = Problem("account_country_missing")
CARD_CHECK_DIGIT_WRONG = Problem("card_check_digit_wrong")
IMEI_CHECK_DIGIT_WRONG = Problem("imei_check_digit_wrong")
DIGITS_LOST = Problem("digits_lost_in_spreadsheet")
# Warnings
BANK_MISSING = Problem("account_bank_missing")
LOOKS_LIKE_CARD = Problem("account_looks_like_card")

_SEPARATORS = re.compile(r"[\s.\-_]+")
_IBAN_LABEL = re.compile(r"^IBAN(?:\s*(?:NO|NUMBER|CODE))?\s*[:.]?\s*", re.IGNORECASE)
_IBAN_FORM = re.compile(r"[A-Za-z]{2}\d{2}[A-Za-z0-9]{8,30}")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_FLOAT = re.compile(r"(\d{6,})\.0+")
_BANK_AND_NUMBER = re.compile(
    r"(?P<bank>(?:[^\W\d_][\w&.' -]*?|\d{2,6}(?=\s*[:/])))\s*[:/ ]\s*(?P<number>\d[\d .-]{3,})"
)
_NUMBER_ALONE = re.compile(r"[A-Za-z]{0,4}\d[\d .-]{3,}")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_CARD_BEGINNINGS = re.compile(r"(?:4|5[0-9]|2[2-7]|3[0-9]|6[0-9]|81|9[0-9])\d+")
_ACCOUNT_LENGTHS = range(4, 31)
_CARD_LENGTHS = range(13, 20)
_IMEI_DIGITS = 15


def parse_iban(raw: str) -> Parsed:
    """Read an IBAN: country, length, structure and check digits."""
    return _parse_iban(raw)


@lru_cache(maxsize=8192)
def _parse_iban(raw: str) -> Parsed:
    text = _SEPARATORS.sub("", _IBAN_LABEL.sub("", plain(raw))).upper()
    if not text:
        return IBAN_EMPTY
    iban = IBAN(text, allow_invalid=True)
    try:
        iban.validate()
    except InvalidLength:
        return Problem("iban_length_wrong", {"characters": len(text), "expected": iban.spec.iban_length})
    except InvalidCountryCode:
        return IBAN_COUNTRY_UNKNOWN
    except InvalidChecksumDigits:
        return IBAN_CHECKSUM_WRONG
    except SchwiftyException:
        return IBAN_STRUCTURE_WRONG
    detail = {"country": text[:2], "bank": iban.bank_code, "account": iban.account_code}
    return Identifier(IdentifierKind.IBAN, text, iban.formatted, detail)


def looks_like_iban(text: str) -> bool:
    """Whether the value has the shape of an IBAN, right or wrong."""
    return _IBAN_FORM.fullmatch(_SEPARATORS.sub("", _IBAN_LABEL.sub("", text))) is not None


def parse_account(raw: str, *, country: str | None = None, bank: str | None = None) -> Parsed:
    """Read a local account number, with its bank before it (`VCB 0071000123456`, `004/123-456`) or given apart.

    There is no checksum and no worldwide bank register: country, bank and digits together are the weak normal form.
    """
    text = plain(raw)
    if looks_like_iban(text) and isinstance(found := parse_iban(text), Identifier):
        return found
    if _SCIENTIFIC.fullmatch(text):
        return DIGITS_LOST
    if whole := _FLOAT.fullmatch(text):
        text = whole[1]
    if (whole := _BANK_AND_NUMBER.fullmatch(text)) and bank is None:
        bank, text = whole["bank"], whole["number"]
    if not _NUMBER_ALONE.fullmatch(text):
        return ACCOUNT_UNREADABLE if text else ACCOUNT_EMPTY
    number = _SEPARATORS.sub("", text).upper()
    if len(number) not in _ACCOUNT_LENGTHS:
        expected = f"{_ACCOUNT_LENGTHS[0]}–{_ACCOUNT_LENGTHS[-1]}"
        return Problem("account_length_wrong", {"digits": len(number), "expected": expected})
    return _account(number, country, _bank_name(bank)) if country else ACCOUNT_COUNTRY_MISSING


def _account(number: str, country: str, bank: str) -> Identifier:
    warnings = () if bank else (BANK_MISSING,)
    if _is_card_number(number):
        warnings = (*warnings, LOOKS_LIKE_CARD)
    detail = {"country": country, "bank": bank, "number": number}
    display = f"{bank} {number}".strip() + f" ({country})"
    return Identifier(IdentifierKind.ACCOUNT, f"{country}/{bank or '-'}/{number}", display, detail, warnings)


def _bank_name(bank: str | None) -> str:
    name = re.sub(r"[\s./:]+", " ", plain(bank or "")).strip().upper()
    return name[:8] if _BIC.fullmatch(name) else name


def parse_card(raw: str) -> Parsed:
    """Read a payment card number; it is shown with its middle hidden."""
    number = _SEPARATORS.sub("", plain(raw))
    if not number.isascii() or not number.isdigit() or len(number) not in _CARD_LENGTHS:
        return Problem("card_length_wrong", {"digits": sum(map(str.isdigit, number)), "expected": "13–19"})
    if not _is_card_number(number):
        return CARD_CHECK_DIGIT_WRONG
    hidden = number[:6] + "•" * (len(number) - 10) + number[-4:]
    display = " ".join(hidden[start : start + 4] for start in range(0, len(hidden), 4))
    return Identifier(IdentifierKind.CARD, number, display, {"issuer": number[:6], "last_four": number[-4:]})


def _is_card_number(number: str) -> bool:
    is_card_sized = number.isdigit() and len(number) in _CARD_LENGTHS
    return is_card_sized and _CARD_BEGINNINGS.fullmatch(number) is not None and luhn_holds(number)


def luhn_holds(number: str) -> bool:
    """The check digit of cards and devices (ISO/IEC 7812-1 annex B)."""
    doubled = [int(digit) * 2 for digit in number[-2::-2]]
    return (sum(int(digit) for digit in number[::-2]) + sum(map(_digit_sum, doubled))) % 10 == 0


def _digit_sum(value: int) -> int:
    return value - 9 if value > 9 else value


def parse_imei(raw: str) -> Parsed:
    """Read the number of a mobile device (3GPP TS 23.003): fourteen digits and a check digit or software version."""
    number = re.sub(r"[\s./-]+", "", plain(raw))
    if not number.isascii() or not number.isdigit() or len(number) not in {_IMEI_DIGITS, _IMEI_DIGITS + 1}:
        return Problem("imei_length_wrong", {"digits": sum(map(str.isdigit, number)), "expected": "15–16"})
    if len(number) == _IMEI_DIGITS and not luhn_holds(number):
        return IMEI_CHECK_DIGIT_WRONG
    device = number[:14]  # the check digit or the software version does not name the device
    display = f"{device[:2]} {device[2:8]} {device[8:]} {number[14:]}"
    return Identifier(IdentifierKind.IMEI, device, display, {"type_allocation": device[:8]})
