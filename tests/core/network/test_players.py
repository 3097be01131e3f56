"""The effect of a removal is what counting pairs by hand gives."""

from itertools import combinations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.network.strategies import Drawn, networks, wired

from interlace.core.network import KeyPlayer, key_players, pairs_lost_without


def pairs(graph: "nx.Graph[int]", but: int) -> int:
    """How many pairs without that node can reach each other."""
    return sum(nx.has_path(graph, one, other) for one, other in combinations(sorted(set(graph.nodes) - {but}), 2))


@settings(deadline=None)
@given(networks(), st.data())
def test_pairs_are_lost_as_counted_by_hand(drawn: Drawn, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, drawn.network.nodes - 1), max_size=3))
    graph = drawn.graph.copy()
    graph.remove_nodes_from(gone)
    lost = pairs_lost_without(drawn.network, gone=gone)
    for node in range(drawn.network.nodes):
        if node in gone:
            assert lost[node] == 0
            continue
        without = graph.copy()
        without.remove_node(node)
        assert lost[node] == pairs(graph, node) - pairs(without, node)


def test_the_go_between_comes_first_and_each_after_those_before_it() -> None:
    # 0-1-2 and 3-4-5 are joined by 6 alone; 7 stands beside.
    network = wired(8, ((0, 1), (1, 2), (3, 4), (4, 5), (2, 6), (6, 3)))
    assert key_players(network, most=3) == (KeyPlayer(6, 9), KeyPlayer(1, 1), KeyPlayer(4, 1))


def test_where_nobody_is_needed_nobody_is_named() -> None:
    assert key_players(wired(3, ((0, 1), (1, 2), (2, 0)))) == ()
    assert key_players(wired(2, ())) == ()
