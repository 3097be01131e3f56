"""A chart as lines and shapes on a sheet: pixels, from the places that the layout gave."""

from collections import Counter
from dataclasses import dataclass
from math import hypot

from interlace.core.charting import Certainty, Chart, Kind, Link
from interlace.core.network import Place

UNIT = 150.0
"""Pixels of the length that a link would like to have."""
MARGIN_X, MARGIN_Y = 110.0, 75.0
ROUND, SQUARE = 24.0, 19.0
_BESIDE = 26.0
"""Pixels between two links of the same two items."""
_STYLES = {Certainty.CONFIRMED: "", Certainty.UNCONFIRMED: "is-possible", Certainty.TENTATIVE: "is-tentative"}


@dataclass(frozen=True, slots=True)
class Shape:
    """An item on the sheet."""

    item: int
    x: float
    y: float
    is_round: bool

    @property
    def size(self) -> float:
        """From its middle to its edge."""
        return ROUND if self.is_round else SQUARE


@dataclass(frozen=True, slots=True)
class Line:
    """A link on the sheet."""

    link: int
    path: str
    style: str
    is_double: bool
    is_directed: bool
    x: float
    y: float
    """Where its word stands."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of it, and how far it reaches."""

    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """As an SVG says it."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"


def lay_on_sheet(chart: Chart, places: dict[int, Place], links: list[int]) -> Sheet:
    """The items that have a place here, and these links between them."""
    shapes = {
        item: Shape(item, round(place.x * UNIT, 1), round(place.y * UNIT, 1), not _is_square(chart.items[item].kind))
        for item, place in places.items()
    }
    pairs = Counter(_pair(chart.links[each]) for each in links)
    drawn: Counter[tuple[int, int]] = Counter()
    lines = []
    for number in links:
        link = chart.links[number]
        pair = _pair(link)
        aside = (drawn[pair] - (pairs[pair] - 1) / 2) * _BESIDE
        drawn[pair] += 1
        lines.append(_line(number, link, shapes[link.one], shapes[link.other], aside))
    across = [shape.x for shape in shapes.values()] or [0.0]
    down = [shape.y for shape in shapes.values()] or [0.0]
    left, top = min(across) - MARGIN_X, min(down) - MARGIN_Y
    width, height = max(across) + MARGIN_X - left, max(down) + MARGIN_Y - top
    return Sheet(tuple(shapes.values()), tuple(lines), round(left, 1), round(top, 1), round(width, 1), round(height, 1))


def _is_square(kind: Kind) -> bool:
    return kind is not Kind.PERSON


def _pair(link: Link) -> tuple[int, int]:
    return min(link.one, link.other), max(link.one, link.other)


def _line(number: int, link: Link, one: Shape, other: Shape, aside: float) -> Line:
    across, down = other.x - one.x, other.y - one.y
    length = hypot(across, down) or 1.0
    # Both directions of a pair bend to their own side.
    sign = 1 if link.one < link.other else -1
    normal_x, normal_y = -down / length * aside * sign, across / length * aside * sign
    middle_x, middle_y = (one.x + other.x) / 2 + normal_x, (one.y + other.y) / 2 + normal_y
    start = _edge(one, middle_x, middle_y)
    end = _edge(other, middle_x, middle_y)
    bend = f"Q{middle_x + normal_x:.1f} {middle_y + normal_y:.1f} " if aside else "L"
    return Line(
        link=number,
        path=f"M{start[0]:.1f} {start[1]:.1f}{bend}{end[0]:.1f} {end[1]:.1f}",
        style=_STYLES[link.certainty],
        is_double=link.is_settled,
        is_directed=link.is_directed,
        x=round(middle_x, 1),
        y=round(middle_y - 5, 1),
    )


def _edge(shape: Shape, x: float, y: float) -> tuple[float, float]:
    """Where a line from this point meets the shape, with a little air."""
    across, down = x - shape.x, y - shape.y
    length = hypot(across, down) or 1.0
    reach = shape.size * (1.0 if shape.is_round else 1.25) + 4
    return shape.x + across / length * reach, shape.y + down / length * reach
