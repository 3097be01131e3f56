"""From what is written about a place to where it may be: the finest of what is said, and how fine that is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import cos, radians
from typing import NamedTuple

from interlace.core.places.towns import Town, country_code, towns_called

KM_PER_DEGREE = 111.2
_LEAST_KM = 0.05
_APART = re.compile(r"[,;\n/|·、，]+")
_DIGITS = re.compile(r"\d+")
_LARGER_BY = 10
"""A name that several towns bear is the largest one's only where that has so many times the people of the next."""


class Precision(StrEnum):
    """How finely a place is said."""

    POINT = "point"
    TOWN = "town"
    COUNTRY = "country"


class Spot(NamedTuple):
    """A place on the map: its middle in degrees, and the kilometres around it within which it lies."""

    precision: Precision
    name: str
    country: str
    """ISO 3166-1 alpha-2, or nothing."""
    latitude: float
    longitude: float
    radius: float


def place_of(said: Mapping[str, Sequence[str]]) -> Spot | None:
    """Where a thing is by what it says of itself: property of FollowTheMoney → its values.

    Coordinates go before towns, towns before countries. A country alone has no middle and no radius (both 0): it is
    drawn as its outline. Nothing where nothing is said, or where a name fits several towns and no country tells which.
    """
    point = _point(said)
    if point is not None:
        return point
    countries = [code for prop in ("country",) for value in said.get(prop, ()) if (code := country_code(value))]
    for prop in ("city", "location", "address", "full", "region"):
        for text in said.get(prop, ()):
            town = _town_in(text, countries)
            if town is not None:
                return Spot(Precision.TOWN, town.name, town.country, town.latitude, town.longitude, town.radius)
            countries += [code for part in _parts(text) if (code := country_code(part))]
    return Spot(Precision.COUNTRY, countries[0], countries[0], 0, 0, 0) if countries else None


def _point(said: Mapping[str, Sequence[str]]) -> Spot | None:
    for north, east in zip(said.get("latitude", ()), said.get("longitude", ()), strict=False):
        try:
            latitude, longitude = float(north), float(east)
        except ValueError:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            across = _half_step(east) * cos(radians(latitude))
            radius = max(_LEAST_KM, KM_PER_DEGREE * max(_half_step(north), across))
            return Spot(Precision.POINT, f"{north}, {east}", "", latitude, longitude, radius)
    return None


def _half_step(written: str) -> float:
    """Half of the last decimal that was written, in degrees: 13.5 may be anything from 13.45 to 13.55."""
    decimals = len(written.strip().partition(".")[2])
    return float(0.5 * 10.0**-decimals)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _APART.split(text) if part.strip()]


def _town_in(text: str, countries: Iterable[str]) -> Town | None:
    parts = _parts(text)
    wanted = list(dict.fromkeys([*countries, *filter(None, map(country_code, parts))]))
    # From the first part on: a street comes before its town, and a town before its province of the same country.
    for part in parts:
        name = _DIGITS.sub(" ", part)
        for country in wanted:
            if found := towns_called(name, country=country):
                return found[0]
        if not wanted and (found := towns_called(name)) and _is_clear(found):
            return found[0]
    return None


def _is_clear(found: Sequence[Town]) -> bool:
    return len(found) == 1 or found[0].people >= _LARGER_BY * max(1, found[1].people)
