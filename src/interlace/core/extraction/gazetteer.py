"""Names of countries and large towns in the languages of the region, with their English name."""

import re
from collections.abc import Mapping
from functools import lru_cache

import pycountry
from babel import Locale

from interlace.core.extraction.tables import rows_of
from interlace.core.identifiers.countries import LANGUAGES

# States and provinces that reports name without their country; other countries' are seldom written in English.
_WITH_STATES = ("US", "AU", "CA", "CN", "MM", "LA", "KH", "TH", "VN", "MY", "ID", "PH")
_SHORTEST = 4
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
# Names of countries that are also ordinary words or names in another language.
_AMBIGUOUS = frozenset(
    {"中非", "jo", "ee", "mali", "chad", "georgia", "jordan", "guinée", "tonga", "cuba", "togo", "central"}
)


@lru_cache(maxsize=1)
def places() -> Mapping[str, str]:
    """Every spelling with its English name. Towns and countries come before states of the same name."""
    names = {name: name for name in _states()}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and (english := _english().get(code)) and len(name) > 1:
                names[name] = english
    for english, others in ((row[0], row[-1]) for row in rows_of("places")):
        names.update(dict.fromkeys([english, *others.split("|")], english))
    return {name: english for name, english in names.items() if name.lower() not in _AMBIGUOUS}


@lru_cache(maxsize=1)
def _english() -> Mapping[str, str]:
    territories = Locale.parse("en").territories
    known = {country.alpha_2 for country in pycountry.countries}
    return {code: name for code, name in territories.items() if code in known}


def _states() -> list[str]:
    return [
        state.name
        for code in _WITH_STATES
        for state in pycountry.subdivisions
        if state.country_code == code and len(state.name) >= _SHORTEST and " " not in state.name
    ]


_HANGUL = re.compile("[가-힣]")
# What a Korean place name is followed by: nothing, a particle, or a part of an address.
_AFTER_HANGUL = r"[^가-힣]|$|에|의|로|으로|시|은|는|을|를|이|가|과|와|도|행|발|산|쪽|현|특|공|국|경|측|인|어|계|적"


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """The longest names first; names in Latin letters are whole words with a capital letter."""
    names = sorted(places(), key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in names if name[0] < "\u1f00" and not re.match(f"[{_UNSPACED}]", name))
    hangul = "|".join(re.escape(name) for name in names if _HANGUL.match(name) and len(name) > 1)
    other = "|".join(
        re.escape(name)
        for name in names
        if re.match(f"[{_UNSPACED}]", name) and not _HANGUL.match(name) and len(name) > 1
    )
    return re.compile(rf"(?<![^\W_])(?:{latin})(?![^\W_])|(?<![가-힣])(?:{hangul})(?={_AFTER_HANGUL})|(?:{other})")


def english_name(written: str) -> str | None:
    """The English name of a place that the tables know, also when written in capitals."""
    known = places()
    return known.get(written) or known.get(written.title())


@lru_cache(maxsize=1)
def pattern_in_capitals() -> re.Pattern[str]:
    """Known names written in capitals, as on forms."""
    names = {name.upper() for name in places() if name.isascii() and len(name) >= _SHORTEST}
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{longest_first})(?![A-Za-z0-9])")
