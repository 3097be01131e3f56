"""Groups that are joined more closely inside than among each other.

Nodes move to the group that raises modularity most, groups become nodes, and again (Blondel et al. 2008, the Louvain
method). As that may leave a group in two pieces (Traag et al. 2019), every group is parted at the end into what hangs
together. Nodes are taken in their order and ties go to the lower group, so that one network has one answer.
"""

from typing import NamedTuple

import numpy as np

from interlace.core.compiled.machine import Numbers, compiled
from interlace.core.network.components import components
from interlace.core.network.wiring import Network

_LEVELS, _SWEEPS = 20, 50
_FEW = 1000  # moving ends when one in so many wants to go: in a network of less, when nobody does
_ALIKE = 1e-9  # gains nearer than this are told apart by the number of the group


class _Level(NamedTuple):
    """A network of groups: what joins them, and what each holds inside."""

    starts: Numbers
    neighbours: Numbers
    weights: Numbers
    loops: Numbers

    @property
    def owners(self) -> Numbers:
        """Whose neighbour stands in each place."""
        return np.repeat(np.arange(len(self.loops)), np.diff(self.starts))


class _Sums(NamedTuple):
    """What the moving of nodes reads and keeps."""

    home: Numbers  # the group of each node
    degrees: Numbers  # the weight that ends at each node
    totals: Numbers  # ... in each group
    towards: Numbers  # from the node looked at into each group; zero between two nodes


def communities(network: Network) -> Numbers:
    """For each node the lowest number of a node of its group; int32 of n. Who has no neighbours is a group alone."""
    groups = np.arange(network.nodes, dtype=np.int32)
    level = _Level(network.starts, network.neighbours, np.ones(len(network.neighbours)), np.zeros(network.nodes))
    for _ in range(_LEVELS):
        names, numbered = np.unique(_settled(level), return_inverse=True)
        if len(names) == len(numbered):
            break
        groups = numbered[groups].astype(np.int32)
        level = _as_one(level, numbered, len(names))
    return components(network, within=groups)


def _settled(level: _Level) -> Numbers:
    nodes = len(level.loops)
    degrees = np.bincount(level.owners, level.weights, minlength=nodes) + 2 * level.loops
    sums = _Sums(np.arange(nodes, dtype=np.int64), degrees, degrees.copy(), np.zeros(nodes))
    if degrees.any():
        _move(level, sums, degrees.sum())
    return sums.home


def _as_one(level: _Level, numbered: Numbers, groups: int) -> _Level:
    """Every group as a node; what joined its members is its own loop."""
    near, far = numbered[level.owners], numbered[level.neighbours]
    inside = near == far
    held = np.bincount(near[inside], level.weights[inside] / 2, minlength=groups)
    loops = np.bincount(numbered, level.loops, minlength=groups) + held
    pairs, place = np.unique(near[~inside] * np.int64(groups) + far[~inside], return_inverse=True)
    joined = np.bincount(place, level.weights[~inside], minlength=len(pairs))
    starts = np.zeros(groups + 1, np.int64)
    np.cumsum(np.bincount(pairs // groups, minlength=groups), out=starts[1:])
    return _Level(starts, (pairs % groups).astype(np.int32), joined, loops)


@compiled
def _move(level: _Level, sums: _Sums, whole: float) -> None:
    """Let each node go where modularity gains most, in their order, until hardly anybody wants to go."""
    home, totals, towards = sums.home, sums.totals, sums.towards
    for _ in range(_SWEEPS):
        moved = 0
        for node in range(len(home)):
            old, degree = home[node], sums.degrees[node]
            for slot in range(level.starts[node], level.starts[node + 1]):
                towards[home[level.neighbours[slot]]] += level.weights[slot]
            totals[old] -= degree
            best, most = old, towards[old] - degree * totals[old] / whole
            for slot in range(level.starts[node], level.starts[node + 1]):
                group = home[level.neighbours[slot]]
                gain = towards[group] - degree * totals[group] / whole
                if gain > most + _ALIKE or (gain > most - _ALIKE and best != old and group < best):
                    best, most = group, max(gain, most)
            totals[best] += degree
            for slot in range(level.starts[node], level.starts[node + 1]):
                towards[home[level.neighbours[slot]]] = 0.0
            if best != old:
                home[node] = best
                moved += 1
        if moved * _FEW <= len(home):
            return
