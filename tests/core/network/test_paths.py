"""The ways between two nodes are the shortest ones, each without a loop, and the same whenever asked."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.network.strategies import Drawn, networks, wired

from interlace.core.network import Network, PathFinder


@settings(deadline=None)
@given(networks(), st.data())
def test_the_ways_found_are_the_shortest_there_are(drawn: Drawn, data: st.DataObject) -> None:
    one, other = (data.draw(st.integers(0, drawn.network.nodes - 1)) for _ in range(2))
    found = PathFinder(drawn.network).between(one, other, most=4, longest=8)
    every = [path for path in nx.all_simple_paths(drawn.graph, one, other) if len(path) > 1]
    assert [len(each) for each in found] == sorted(len(path) - 1 for path in every)[:4]
    assert len({each.nodes for each in found}) == len(found)
    for path in found:
        assert list(path.nodes) in every
        for (near, far), edge in zip(pairwise(path.nodes), path.edges, strict=True):
            assert set(drawn.ends[edge]) == {near, far}


@settings(deadline=None)
@given(networks(), st.data())
def test_closed_nodes_are_passed_by(drawn: Drawn, data: st.DataObject) -> None:
    node = st.integers(0, drawn.network.nodes - 1)
    one, other = data.draw(node), data.draw(node)
    closed = data.draw(st.sets(node))
    found = PathFinder(drawn.network, closed=closed).between(one, other, most=50)
    graph = drawn.graph.copy()
    graph.remove_nodes_from(closed - {one, other})
    every = [path for path in nx.all_simple_paths(graph, one, other) if len(path) > 1]
    assert sorted(len(each) for each in found) == sorted(len(path) - 1 for path in every)[:50]


@settings(deadline=None)
@given(networks(), st.integers(1, 4), st.data())
def test_no_way_is_longer_than_asked_for(drawn: Drawn, longest: int, data: st.DataObject) -> None:
    one, other = (data.draw(st.integers(0, drawn.network.nodes - 1)) for _ in range(2))
    finder = PathFinder(drawn.network)
    short = finder.between(one, other, most=50, longest=longest)
    assert short == tuple(each for each in finder.between(one, other, most=50) if len(each) <= longest)


@settings(deadline=None)
@given(networks(), st.data())
def test_there_and_back_are_equally_long(drawn: Drawn, data: st.DataObject) -> None:
    one, other = (data.draw(st.integers(0, drawn.network.nodes - 1)) for _ in range(2))
    finder = PathFinder(drawn.network)
    there, back = finder.between(one, other, most=50), finder.between(other, one, most=50)
    assert [len(each) for each in there] == [len(each) for each in back]


def test_of_two_edges_between_two_nodes_the_strongest_is_named() -> None:
    network = Network.of(2, np.array([0, 0]), np.array([1, 1]), np.array([0.2, 0.9]))
    assert [each.edges for each in PathFinder(network).between(0, 1)] == [(1,)]


def test_an_end_that_is_no_node_is_refused() -> None:
    network = wired(2, ((0, 1),))
    with pytest.raises(ValueError, match="no such node"):
        PathFinder(network).between(0, 2)
    with pytest.raises(ValueError, match="not a node"):
        wired(2, ((0, 2),))
