"""Which nodes hang together at all, and which inside their own group."""

import numpy as np

from interlace.core.compiled.machine import Numbers, compiled
from interlace.core.network.wiring import Network


def components(network: Network, *, within: Numbers | None = None) -> Numbers:
    """For each node the lowest number of a node that it can be reached from; int32 of n.

    With `within`, a group number for each node, only by ways that stay in one group.
    """
    roots = np.arange(network.nodes, dtype=np.int32)
    groups = np.zeros(network.nodes, np.int32) if within is None else within
    _join(network, groups, roots)
    return roots


@compiled
def _join(network: Network, groups: Numbers, roots: Numbers) -> None:
    for node in range(len(roots)):
        for slot in range(network.starts[node], network.starts[node + 1]):
            beside = network.neighbours[slot]
            if beside > node or groups[node] != groups[beside]:
                continue  # every edge stands twice
            a, b = _root(roots, node), _root(roots, beside)
            if a < b:
                roots[b] = a
            elif b < a:
                roots[a] = b
    for node in range(len(roots)):
        roots[node] = _root(roots, node)


@compiled
def _root(roots: Numbers, node: int) -> int:
    while roots[node] != node:
        roots[node] = roots[roots[node]]
        node = roots[node]
    return node
