"""A network as three arrays, so that ten million edges can be walked in milliseconds."""

from typing import NamedTuple, Self

import numpy as np

from interlace.core.compiled.machine import Numbers, compiled


class Network(NamedTuple):
    """Nodes 0 .. n-1 and the edges between them, readable from both ends (compressed sparse rows).

    The neighbours of node v stand in `neighbours[starts[v]:starts[v + 1]]`, the strongest first, and beside them in
    `edges` the numbers of the edges that lead there. 8 bytes for each end of an edge, 8 for a node.
    """

    starts: Numbers
    neighbours: Numbers
    edges: Numbers

    @classmethod
    def of(cls, nodes: int, one: Numbers, other: Numbers, strength: Numbers | None = None) -> Self:
        """The network of edges `one[i]` - `other[i]`; of a strength, if given, so that strong neighbours are met first.

        Edges from a node to itself are left out; several between the same two nodes are kept. ValueError when an end is
        not a node.
        """
        one, other = np.asarray(one, np.int64), np.asarray(other, np.int64)
        if one.shape != other.shape or (strength is not None and len(strength) != len(one)):
            raise ValueError("every edge has two ends, and a strength where strengths are given")
        if len(one) and (min(one.min(), other.min()) < 0 or max(one.max(), other.max()) >= nodes):
            raise ValueError("an edge has an end that is not a node")
        kept = np.flatnonzero(one != other)
        if strength is not None:
            kept = kept[np.argsort(-np.asarray(strength, np.float64)[kept], kind="stable")]
        network = cls(
            np.zeros(nodes + 1, np.int64), np.empty(2 * len(kept), np.int32), np.empty(2 * len(kept), np.int32)
        )
        _wire(kept, one, other, network, np.empty(nodes, np.int64))
        return network

    @property
    def nodes(self) -> int:
        """How many there are, the lonely ones included."""
        return len(self.starts) - 1

    def is_node(self, node: int) -> bool:
        """Whether this number is one of its nodes."""
        return 0 <= node < self.nodes


@compiled
def _wire(kept: Numbers, one: Numbers, other: Numbers, network: Network, fill: Numbers) -> None:
    starts = network.starts
    for edge in kept:
        starts[one[edge] + 1] += 1
        starts[other[edge] + 1] += 1
    for node in range(len(fill)):
        starts[node + 1] += starts[node]
        fill[node] = starts[node]
    for edge in kept:
        for near, far in ((one[edge], other[edge]), (other[edge], one[edge])):
            network.neighbours[fill[near]] = far
            network.edges[fill[near]] = edge
            fill[near] += 1
