"""The places on a chart, drawn over the outlines of the countries: pixels, from degrees.

Plate carrée, narrowed by the cosine of the middle latitude: over a region of South-East Asia a circle of kilometres is
a circle to within a few per cent.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from interlace.core.charting import Chart
from interlace.core.places import Extent, Precision, Spot, extent_of, place_of
from interlace.core.places.placing import KM_PER_DEGREE

WIDTH = 1000.0
_HEIGHTS = (380.0, 760.0)
_LEAST_DEGREES = 1.5
_LEAST_RADIUS = 7.0
_SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Placed:
    """Everything that is said to be at one place."""

    spot: Spot
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """A place on the sheet: within this circle lies what is said to be there."""

    number: int
    x: str
    y: str
    radius: str
    label_x: str


@dataclass(frozen=True, slots=True)
class Map:
    """What is drawn: circles, the countries of which nothing finer is said, and how degrees become pixels."""

    circles: tuple[Circle, ...]
    countries: tuple[str, ...]
    transform: str
    """From the drawing of the world, in degrees, to this one."""
    height: str
    bar: str
    """Pixels of the scale's bar."""
    bar_km: int


def placed_on(chart: Chart, items: Iterable[int]) -> tuple[Placed, ...]:
    """Where these items are, by the finest that their own facts say; the place with most items first."""
    at: defaultdict[Spot, list[int]] = defaultdict(list)
    for place in items:
        by_subject: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for each in chart.items[place].statements:
            by_subject[each.subject][each.prop].append(each.original or each.value)
            if each.value != each.original:
                by_subject[each.subject][each.prop].append(each.value)
        spots = sorted(filter(None, map(place_of, by_subject.values())), key=_fineness)
        if spots:
            at[spots[0]].append(place)
    ordered = sorted(at.items(), key=lambda found: (_fineness(found[0])[0] == 2, -len(found[1]), found[0]))
    return tuple(Placed(spot, tuple(there)) for spot, there in ordered)


def _fineness(spot: Spot) -> tuple[int, float, Spot]:
    return list(Precision).index(spot.precision), spot.radius, spot


def draw_map(placed: Sequence[Placed]) -> Map | None:
    """The map that holds all of them; nothing where nobody says where anything is."""
    boxes = [box for each in placed if (box := _box(each.spot)) is not None]
    if not boxes:
        return None
    south, west = min(each.south for each in boxes), min(each.west for each in boxes)
    north, east = max(each.north for each in boxes), max(each.east for each in boxes)
    middle, across = (south + north) / 2, (west + east) / 2
    narrow = max(0.2, cos(radians(middle)))
    degrees = 1.12 * max(_LEAST_DEGREES, (east - west), (north - south) * WIDTH / narrow / _HEIGHTS[1])
    per_longitude = WIDTH / degrees
    per_latitude = per_longitude / narrow
    height = min(_HEIGHTS[1], max(_HEIGHTS[0], (north - south) * per_latitude * 1.12))
    left, top = across - WIDTH / per_longitude / 2, middle + height / per_latitude / 2

    def circle(number: int, spot: Spot) -> Circle:
        x, y = (spot.longitude - left) * per_longitude, (top - spot.latitude) * per_latitude
        radius = max(_LEAST_RADIUS, spot.radius / KM_PER_DEGREE * per_latitude)
        return Circle(number, f"{x:.1f}", f"{y:.1f}", f"{radius:.1f}", f"{x + min(radius, 40) + 6:.1f}")

    km = KM_PER_DEGREE / per_latitude * WIDTH / 5
    bar_km = max([each for each in _SCALES if each <= km], default=1)
    return Map(
        circles=tuple(
            circle(number, each.spot)
            for number, each in enumerate(placed)
            if each.spot.precision is not Precision.COUNTRY
        ),
        countries=tuple(
            sorted(each.spot.country.lower() for each in placed if each.spot.precision is Precision.COUNTRY)
        ),
        transform=(
            f"translate({-left * per_longitude:.3f} {top * per_latitude:.3f}) "
            f"scale({per_longitude:.4f} {per_latitude:.4f})"
        ),
        height=f"{height:g}",
        bar=f"{bar_km / KM_PER_DEGREE * per_latitude:.1f}",
        bar_km=bar_km,
    )


def _box(spot: Spot) -> Extent | None:
    if spot.precision is Precision.COUNTRY:
        return extent_of(spot.country)
    reach = spot.radius / KM_PER_DEGREE
    aside = reach / max(0.2, cos(radians(spot.latitude)))
    return Extent(spot.latitude - reach, spot.longitude - aside, spot.latitude + reach, spot.longitude + aside)
