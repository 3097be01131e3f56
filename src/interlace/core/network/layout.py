"""Where to draw each node: the joined near each other, the others apart.

Forces as in Fruchterman and Reingold (1991, "Graph drawing by force-directed placement"), with a pull to the middle
that keeps separate parts on one sheet. The first places lie on a spiral in the order of the nodes, so one network has
one drawing; nodes that had a place keep it, so that a chart that grows does not jump.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from interlace.core.compiled.machine import Numbers, compiled
from interlace.core.network.wiring import Network

_STEPS = 240
_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


class Place(NamedTuple):
    """Where a node is drawn; one unit is the length that an edge would like to have."""

    x: float
    y: float


def lay_out(network: Network, *, kept: Mapping[int, Place] | None = None) -> tuple[Place, ...]:
    """A place for each node, to a hundredth of a unit. Those `kept` stay where they are.

    Every pair is looked at in every step, so this is for what fits on a sheet: 1,000 nodes take about a second.
    """
    nodes = network.nodes
    numbers = np.arange(nodes)
    reach = np.sqrt(numbers + 0.5)
    places = np.stack([reach * np.cos(numbers * _GOLDEN_ANGLE), reach * np.sin(numbers * _GOLDEN_ANGLE)], axis=1)
    is_kept = np.zeros(nodes, np.bool_)
    for node, place in (kept or {}).items():
        places[node], is_kept[node] = place, True
    _push_and_pull(network, places, np.zeros((nodes, 2)), is_kept)
    return tuple(Place(round(float(x), 2), round(float(y), 2)) for x, y in places)


@compiled
def _push_and_pull(network: Network, places: Numbers, pushed: Numbers, is_kept: Numbers) -> None:
    nodes = len(places)
    for step in range(_STEPS):
        heat = 1.5 * (1.0 - step / _STEPS) + 0.01
        for node in range(nodes):
            # Without the pull to the middle, parts that nothing joins would leave the sheet.
            pushed[node, 0], pushed[node, 1] = -0.06 * places[node, 0], -0.06 * places[node, 1]
        for node in range(nodes):
            for other in range(node):
                x, y = places[node, 0] - places[other, 0], places[node, 1] - places[other, 1]
                near = max(x * x + y * y, 1e-4)
                pushed[node, 0] += x / near
                pushed[node, 1] += y / near
                pushed[other, 0] -= x / near
                pushed[other, 1] -= y / near
            for slot in range(network.starts[node], network.starts[node + 1]):
                other = network.neighbours[slot]
                x, y = places[other, 0] - places[node, 0], places[other, 1] - places[node, 1]
                long = np.sqrt(x * x + y * y)
                pushed[node, 0] += x * long
                pushed[node, 1] += y * long
        for node in range(nodes):
            if is_kept[node]:
                continue
            x, y = pushed[node, 0], pushed[node, 1]
            force = np.sqrt(x * x + y * y)
            if force > 1e-9:
                far = min(force, heat) / force
                places[node, 0] += x * far
                places[node, 1] += y * far
