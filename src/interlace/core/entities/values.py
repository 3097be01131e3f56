"""Normal forms: from what a sender wrote to what is stored and compared. The original is always kept beside it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from interlace.core.characters import plain
from interlace.core.dates import Ambiguous, PartialDate, parse_date
from interlace.core.identifiers import (
    Identifier,
    IdentifierKind,
    Parsed,
    canonical_key,
    parse_account,
    parse_country,
    parse_document,
    parse_domain,
    parse_email,
    parse_fingerprint_number,
    parse_handle,
    parse_iban,
    parse_ip,
    parse_phone,
    parse_plate,
    parse_url,
    parse_wallet,
)
from interlace.core.names.scripts import Script, script_of
from interlace.core.problems import Problem

LONGEST_VALUE = 4000
"""Characters. A longer text is a document, not a fact."""

RawValue = str | int | float | date | datetime


class ValueKind(StrEnum):
    """How a value is read."""

    NAME = "name"
    TEXT = "text"
    DATE = "date"
    COUNTRY = "country"
    GENDER = "gender"
    STATUS = "status"  # a word of the bureaus' own tables: the core reads it as text
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    DOMAIN = "domain"
    IP = "ip"
    IBAN = "iban"
    ACCOUNT = "account"
    WALLET = "wallet"
    DOCUMENT = "document"
    FINGERPRINT = "fingerprint"
    HANDLE = "handle"
    PLATE = "plate"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known about the sender's habits, so that nothing has to be guessed."""

    country: str | None = None
    """ISO alpha-2: a phone without a country code is this country's."""
    language: str | None = None
    day_first: bool | None = None
    """The sender's one answer for the whole sheet."""


PLAIN_READING = Reading()


@dataclass(frozen=True, slots=True)
class Normal:
    """A value in normal form."""

    value: str
    key: str = ""
    remarks: tuple[Problem, ...] = ()
    script: str = ""
    language: str = ""


UNCOMPARED = frozenset({ValueKind.DATE, ValueKind.COUNTRY, ValueKind.GENDER})
"""What cannot be read as one of these is kept among the notes: the property itself holds normal forms only."""

# The qualifier is what the sender says beside the value: a document's issuer, an account's bank, a wallet's ledger, a
# handle's platform. A document's issuer is never taken from the sender's own country: foreigners carry passports.
_IDENTIFIERS: Mapping[ValueKind, Callable[[str, "Reading", str | None], Parsed]] = {
    ValueKind.PHONE: lambda raw, reading, _: parse_phone(raw, country=reading.country),
    ValueKind.EMAIL: lambda raw, _reading, _: parse_email(raw),
    ValueKind.URL: lambda raw, _reading, _: parse_url(raw),
    ValueKind.DOMAIN: lambda raw, _reading, _: parse_domain(raw),
    ValueKind.IP: lambda raw, _reading, _: parse_ip(raw),
    ValueKind.IBAN: lambda raw, _reading, _: parse_iban(raw),
    ValueKind.ACCOUNT: lambda raw, reading, bank: parse_account(raw, country=reading.country, bank=bank),
    ValueKind.WALLET: lambda raw, _reading, ledger: parse_wallet(raw, ledger=ledger),
    ValueKind.DOCUMENT: lambda raw, _reading, issuer: parse_document(raw, issuer=issuer),
    # Whoever sends such a number took the prints, if nothing else is said: a foreigner has one of each register.
    ValueKind.FINGERPRINT: lambda raw, reading, _: parse_fingerprint_number(raw, issuer=reading.country),
    ValueKind.HANDLE: lambda raw, _reading, platform: parse_handle(raw, platform=platform),
    ValueKind.PLATE: lambda raw, reading, country: parse_plate(raw, country=country or reading.country),
}
_LONGEST_IDENTIFIER = 512
LONGEST_KEY = 255

# Written as their standard says, where the normal form is a key that only machines read.
_SHOWN_AS_DISPLAY = frozenset(
    {IdentifierKind.WALLET, IdentifierKind.URL, IdentifierKind.PLATE, IdentifierKind.HANDLE, IdentifierKind.FINGERPRINT}
)
_SHOWN_AS_NUMBER = frozenset({IdentifierKind.DOCUMENT, IdentifierKind.ACCOUNT})

_LANGUAGE_OF_SCRIPT: Mapping[Script, str] = {
    Script.THAI: "th",
    Script.LAO: "lo",
    Script.KHMER: "km",
    Script.BURMESE: "my",
    Script.HANGUL: "ko",
}

# Words for the two sexes in the languages of the region; M and F as in ICAO 9303. 2026-11-22.
_GENDERS: Mapping[str, str] = {
    word: gender
    for gender, words in {
        "male": "m|male|man|homme|masculin|nam|ชาย|남|남자|남성|男|男性|laki-laki|lelaki|ប្រុស|ຊາຍ|ကျား|lalaki",
        "female": "f|female|woman|femme|féminin|nữ|หญิง|여|여자|여성|女|女性|perempuan|wanita|ស្រី|ຍິງ|မ|babae",
        "other": "x|other|autre|khác",
    }.items()
    for word in words.split("|")
}

_SPACES = re.compile(r"\s+")


def normalise(
    kind: ValueKind, raw: RawValue, reading: Reading = PLAIN_READING, *, qualifier: str | None = None
) -> Normal | Problem:
    """Read one value, or say what is wrong with it."""
    if isinstance(raw, str):
        if unstorable := _unstorable(raw):
            return unstorable
        return _normalise_text(kind, raw, reading, qualifier)
    if kind is ValueKind.DATE:
        return _date(raw, reading)
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, int) and abs(raw) >= 10**15 and kind in _IDENTIFIERS:
        return Problem("digits_lost_in_spreadsheet")  # a spreadsheet keeps 15 digits
    return _normalise_text(kind, str(raw), reading, qualifier)


def _unstorable(text: str) -> Problem | None:
    if len(text) > LONGEST_VALUE:
        return Problem("value_too_long", {"characters": len(text), "most": LONGEST_VALUE})
    if "\x00" in text:
        return Problem("control_characters")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        return Problem("encoding_mixed")  # bytes that the file's encoding does not know come as lone surrogates
    return None


@lru_cache(maxsize=32_768)
def _normalise_text(kind: ValueKind, raw: str, reading: Reading, qualifier: str | None) -> Normal | Problem:
    return _READERS[kind](raw, reading) if kind in _READERS else _identifier(kind, raw, reading, qualifier)


def cleaned(raw: str) -> str:
    """NFC with single ordinary spaces; nothing invisible."""
    if raw.isascii():
        return _SPACES.sub(" ", raw).strip()
    kept = (character for character in raw if unicodedata.category(character) != "Cf" or character in "\u200c\u200d")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(kept))).strip()


def _text(raw: str, _reading: Reading) -> Normal | Problem:
    return Normal(cleaned(raw))


def _name(raw: str, _reading: Reading) -> Normal | Problem:
    name = cleaned(raw)
    if not any(character.isalpha() for character in name):
        return Problem("name_without_letters")
    script = script_of(name)
    return Normal(name, script=script.value, language=_LANGUAGE_OF_SCRIPT.get(script, ""))


def _date(raw: RawValue, reading: Reading) -> Normal | Problem:
    found = parse_date(raw, language=reading.language, day_first=reading.day_first)
    if isinstance(found, Ambiguous):
        return Problem("date_ambiguous")
    return Normal(found.isoformat()) if isinstance(found, PartialDate) else found


def _country(raw: str, _reading: Reading) -> Normal | Problem:
    found = parse_country(raw)
    return found if isinstance(found, Problem) else Normal(found)


def _gender(raw: str, _reading: Reading) -> Normal | Problem:
    if plain(raw).casefold() == "unknown":
        return Normal("")
    gender = _GENDERS.get(plain(raw).casefold().rstrip("."))
    return Normal(gender) if gender else Problem("gender_unknown")


def _identifier(kind: ValueKind, raw: str, reading: Reading, qualifier: str | None) -> Normal | Problem:
    if len(raw) > _LONGEST_IDENTIFIER:
        return Problem("value_too_long", {"characters": len(raw), "most": _LONGEST_IDENTIFIER})
    found = _IDENTIFIERS[kind](raw, reading, qualifier or None)
    if isinstance(found, Problem):
        return found
    key = canonical_key(found)
    # A longer one (an address with a long query) is stored and shown; it names nothing that somebody would look up.
    return Normal(_shown(found), key=key if len(key) <= LONGEST_KEY else "", remarks=found.warnings)


def _shown(identifier: Identifier) -> str:
    if identifier.kind in _SHOWN_AS_NUMBER:
        return identifier.detail["number"]
    return identifier.display if identifier.kind in _SHOWN_AS_DISPLAY else identifier.normal


_READERS: Mapping[ValueKind, Callable[[str, Reading], Normal | Problem]] = {
    ValueKind.NAME: _name,
    ValueKind.TEXT: _text,
    ValueKind.DATE: _date,
    ValueKind.COUNTRY: _country,
    ValueKind.GENDER: _gender,
    ValueKind.STATUS: _text,
}
