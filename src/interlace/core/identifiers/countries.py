"""Countries by code and by name in the languages of the region, as ISO 3166-1 alpha-2."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pycountry

from interlace.core.characters import plain
from interlace.core.problems import Problem

_WITH_ISSUER = re.compile(r"([A-Za-z]{2,3})\s*[:/]\s*(.+)")

EMPTY = Problem("country_empty")
UNKNOWN = Problem("country_unknown")

LANGUAGES = ("en", "fr", "vi", "th", "ko", "zh", "zh_Hant", "id", "ms", "fil", "km", "lo", "my", "ru", "ar", "ja")

ICAO_CODES: Mapping[str, str] = {
    # Codes of ICAO Doc 9303-3 section 5 (8th edition, 2021) that are not ISO 3166-1 alpha-3.
    "D": "DE",
    "GBD": "GB",
    "GBN": "GB",
    "GBO": "GB",
    "GBP": "GB",
    "GBS": "GB",
    "RKS": "XK",
    "KS": "XK",
    "XKX": "XK",
    # Organisations, persons without a State, and the specimen State keep their own code.
    **{
        code: code
        for code in (
            "EUE UNO UNA UNK XBA XIM XCC XCE XCO XEC XPO XES XMP XOM XDC XXA XXB XXC XXX UTO IAO".split()  # noqa: SIM905
        )
    },
}

_OTHER_NAMES: Mapping[str, str] = {
    # Names in use that CLDR and ISO do not list. Written 2026-11-22.
    "burma": "MM",
    "birmanie": "MM",
    "พม่า": "MM",
    "miến điện": "MM",
    "버마": "MM",
    "缅甸联邦": "MM",
    "south korea": "KR",
    "republic of korea": "KR",
    "korea": "KR",
    "rok": "KR",
    "hàn quốc": "KR",
    "한국": "KR",
    "대한민국": "KR",
    "南韩": "KR",
    "韓國": "KR",
    "大韓民國": "KR",
    "大韩民国": "KR",
    "north korea": "KP",
    "dprk": "KP",
    "triều tiên": "KP",
    "bắc triều tiên": "KP",
    "북한": "KP",
    "조선민주주의인민공화국": "KP",
    "viet nam": "VN",
    "socialist republic of vietnam": "VN",
    "cộng hòa xã hội chủ nghĩa việt nam": "VN",
    "월남": "VN",
    "越南社会主义共和国": "VN",
    "laos": "LA",
    "lao pdr": "LA",
    "lao": "LA",
    "สปป ลาว": "LA",
    "kampuchea": "KH",
    "căm pu chia": "KH",
    "ไทย": "TH",
    "ราชอาณาจักรไทย": "TH",
    "prc": "CN",
    "china prc": "CN",
    "mainland china": "CN",
    "people's republic of china": "CN",
    "中华人民共和国": "CN",
    "中華人民共和國": "CN",
    "中國": "CN",
    "trung hoa": "CN",
    "chinese taipei": "TW",
    "hong kong": "HK",
    "hongkong": "HK",
    "macau": "MO",
    "macao": "MO",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "usa": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "america": "US",
    "mỹ": "US",
    "russia": "RU",
    "ivory coast": "CI",
    "uae": "AE",
    "kosovo": "XK",
    "swaziland": "SZ",
    "macedonia": "MK",
    "turkey": "TR",
    "cape verde": "CV",
    "congo, democratic republic of the": "CD",
    "democratic republic of the congo": "CD",
    "dr congo": "CD",
    "drc": "CD",
    "the gambia": "GM",
    "the bahamas": "BS",
    "palestinian": "PS",
    "palestine": "PS",
    "czech republic": "CZ",
}

_CODE = re.compile(r"[A-Za-z]{1,3}<*")
_NOISE = re.compile(r"[\s.,'’()-]+")


def parse_country(raw: str) -> str | Problem:
    """Read a country: a code of two or three letters, a code of a travel document, or a name."""
    return _parse(raw)


@lru_cache(maxsize=8192)
def _parse(raw: str) -> str | Problem:
    text = plain(raw)
    if not text:
        return EMPTY
    if _CODE.fullmatch(text) and (code := issuer_from_code(text)) is not None and len(code) == 2:
        return code
    if found := _names().get(_folded(text)):
        return found
    last, comma, first = text.partition(",")  # "Korea, North", as lists sorted by the chief word write it
    return _names().get(_folded(f"{first} {last}"), UNKNOWN) if comma else UNKNOWN


@lru_cache(maxsize=1024)
def issuer_from_code(code: str) -> str | None:
    """The issuer behind a code: alpha-2 where it is a country, the code itself for other issuers of ICAO 9303."""
    bare = code.rstrip("<").upper()
    if bare in ICAO_CODES:
        return ICAO_CODES[bare]
    if len(bare) == 2 and bare in _alpha_2():
        return bare
    return _alpha_3().get(bare)


def issuer_apart(text: str, issuer: str | None) -> tuple[str, str | None]:
    """A number without the issuer that is written before it (`TH: AA123`), and that issuer; else both as given."""
    if (whole := _WITH_ISSUER.fullmatch(text)) and (named := issuer_from_code(whole[1])) is not None:
        return whole[2], named
    return text, issuer


def issuers_of_zones() -> dict[str, str]:
    """Every code of a zone behind which a country stands, with its alpha-2: for readers that have no table."""
    return {**_alpha_3(), **{code: issuer for code, issuer in ICAO_CODES.items() if len(issuer) == 2}}


@lru_cache(maxsize=1)
def _alpha_2() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}


@lru_cache(maxsize=1)
def _alpha_3() -> Mapping[str, str]:
    return {country.alpha_3: country.alpha_2 for country in pycountry.countries}


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Folded name → alpha-2. Two countries are never made one: a name that two languages give to two is left out."""
    known = {_folded(name): code for name, code in _OTHER_NAMES.items()}
    claims: dict[str, set[str]] = {}
    for name, code in _listed_names():
        claims.setdefault(_folded(name), set()).add(code)
    return {name: codes.pop() for name, codes in claims.items() if len(codes) == 1} | known


def _listed_names() -> Iterator[tuple[str, str]]:
    from babel import Locale  # late: reading sixteen languages costs 0.2 s, and codes do not need them

    for country in pycountry.countries:
        for attribute in ("name", "official_name", "common_name"):
            if (name := getattr(country, attribute, None)) is not None:
                yield name, country.alpha_2
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in _alpha_2():
                yield name, code


def _folded(name: str) -> str:
    """Lower case without Latin accents, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFD", plain(name).casefold())
    letters = "".join(c for c in decomposed if not 0x300 <= ord(c) < 0x370)
    return unicodedata.normalize("NFC", _NOISE.sub("", letters)).replace("đ", "d")
