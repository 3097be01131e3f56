"""Which items are drawn, in which order they come, and where each stands.

A drawing grows in stages: what it began with, the next by strength, what surrounds an item. What has a place keeps it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from interlace.core.charting.model import Chart
from interlace.core.network import Network, Place, lay_out

AT_ONCE = 300
"""Items that come with one stage: more are not read on one sheet."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The items drawn, and their places."""

    items: tuple[int, ...]
    """In the order in which they came."""
    places: tuple[Place, ...]
    waiting: int
    """Items that the next stage by strength would bring, of those the chart reaches."""


def reached_from(chart: Chart, centres: Collection[int]) -> frozenset[int]:
    """These items, and those one step away. A number is passed: who shares a phone is one step away."""
    found = set(centres)
    for centre in sorted(centres):
        for near in _beside(chart, centre):
            found.add(near)
            if chart.items[near].kind.is_number and not chart.items[centre].kind.is_number:
                found |= {far for far in _beside(chart, near) if not chart.items[far].kind.is_number}
    return frozenset(found)


def choose(
    chart: Chart, starts: Sequence[int], stages: Iterable[int | None] = (), *, at_once: int = AT_ONCE
) -> Drawing:
    """Draw from these starts. A stage is an item whose surroundings come, or nothing: then the next by strength.

    In each stage the strongest come first, of equally strong ones the first in the chart.
    """
    reached = set(reached_from(chart, starts))
    drawn: list[int] = []
    places: dict[int, Place] = {}
    for stage in (None, *stages):
        wanted = reached
        if stage is not None:
            wanted = set(reached_from(chart, [stage]))
            reached |= wanted
        is_start = set(starts) if not drawn else {stage}
        fresh = sorted(wanted - set(places), key=lambda item: (item not in is_start, -chart.strengths[item], item))
        drawn += fresh[:at_once]
        places = _placed(chart, drawn, places)
    return Drawing(tuple(drawn), tuple(places[each] for each in drawn), len(reached) - len(drawn))


def _beside(chart: Chart, item: int) -> list[int]:
    network = chart.network
    return list(map(int, network.neighbours[network.starts[item] : network.starts[item + 1]]))


def _placed(chart: Chart, drawn: Sequence[int], places: dict[int, Place]) -> dict[int, Place]:
    if len(places) == len(drawn):
        return places
    at = {item: number for number, item in enumerate(drawn)}
    joined = [(at[each.one], at[each.other]) for each in chart.links if each.one in at and each.other in at]
    ends = np.array(joined, np.int64).reshape(-1, 2)
    kept = {at[item]: place for item, place in places.items()}
    return dict(zip(drawn, lay_out(Network.of(len(drawn), ends[:, 0], ends[:, 1]), kept=kept), strict=True))
