"""Small networks of every kind."""

from dataclasses import dataclass

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from interlace.core.network import Network


@dataclass(frozen=True)
class Drawn:
    """A network, and the same as another library sees it."""

    network: Network
    ends: tuple[tuple[int, int], ...]
    graph: "nx.Graph[int]"


@st.composite
def networks(draw: st.DrawFn, most: int = 9) -> Drawn:
    """Up to `most` nodes, some of them alone, with loops and edges that stand twice."""
    nodes = draw(st.integers(1, most))
    node = st.integers(0, nodes - 1)
    ends = tuple(draw(st.lists(st.tuples(node, node), max_size=16)))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from((one, other) for one, other in ends if one != other)
    return Drawn(wired(nodes, ends), ends, graph)


def wired(nodes: int, ends: tuple[tuple[int, int], ...]) -> Network:
    """The network of these edges."""
    one, other = np.array(ends or [(0, 0)][:0], np.int64).reshape(-1, 2).T
    return Network.of(nodes, one, other)
