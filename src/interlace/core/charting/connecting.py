"""Why two items are connected, whose removal breaks a chart apart, and which items keep together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interlace.core.charting.model import Chart
from interlace.core.network import Network, PathFinder, communities, key_players


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way: from an item by a link to the next, as places in the chart."""

    one: int
    link: int
    other: int


@dataclass(frozen=True, slots=True)
class KeyItem:
    """An item, and how many pairs of the others cannot reach each other without it and those named before it."""

    item: int
    pairs_lost: int


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are joined more closely with each other than with the rest."""

    items: tuple[int, ...]


def ways_between(chart: Chart, one: int, other: int, *, most: int = 3) -> list[tuple[Step, ...]]:
    """The shortest ways from one item to another, each step with its strongest link."""
    found = PathFinder(chart.network).between(one, other, most=most)
    return [
        tuple(Step(near, link, far) for near, link, far in zip(way.nodes, way.edges, way.nodes[1:], strict=False))
        for way in found
    ]


def key_items(chart: Chart, among: Sequence[int], *, most: int = 5) -> list[KeyItem]:
    """Whose removal parts most pairs of these items, the one with most effect first."""
    network, items = _network_of(chart, among)
    return [KeyItem(items[each.node], each.pairs_lost) for each in key_players(network, most=most)]


def groups(chart: Chart, among: Sequence[int]) -> list[Group]:
    """The groups of more than one of these items, the largest first."""
    network, items = _network_of(chart, among)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for node, group in enumerate(communities(network)):
        found[int(group)].append(items[node])
    kept = [Group(tuple(members)) for members in found.values() if len(members) > 1]
    return sorted(kept, key=lambda each: (-len(each.items), each.items))


def _network_of(chart: Chart, among: Sequence[int]) -> tuple[Network, list[int]]:
    items = sorted(among)
    at = {item: number for number, item in enumerate(items)}
    joined = [(at[each.one], at[each.other]) for each in chart.links if each.one in at and each.other in at]
    ends = np.array(joined, np.int64).reshape(-1, 2)
    return Network.of(len(items), ends[:, 0], ends[:, 1]), items
