"""Parts, groups and the places where they are drawn."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from tests.core.network.strategies import Drawn, networks, wired

from interlace.core.network import Place, communities, components, lay_out


def two_houses(size: int = 8) -> tuple[tuple[int, int], ...]:
    """Two groups in which everybody knows everybody, and one acquaintance between them."""
    inside = [(a, b) for a in range(size) for b in range(a)]
    return (*inside, *((a + size, b + size) for a, b in inside), (0, size))


@settings(deadline=None)
@given(networks())
def test_components_are_what_can_be_reached(drawn: Drawn) -> None:
    found = components(drawn.network)
    for part in nx.connected_components(drawn.graph):
        assert {int(found[node]) for node in part} == {min(part)}


@settings(deadline=None)
@given(networks())
def test_a_community_hangs_together_and_is_named_after_its_first(drawn: Drawn) -> None:
    found = communities(drawn.network)
    for name in set(found.tolist()):
        members = [node for node in range(drawn.network.nodes) if found[node] == name]
        assert min(members) == name
        assert nx.is_connected(drawn.graph.subgraph(members))


@settings(deadline=None)
@given(networks())
def test_communities_are_at_least_as_modular_as_the_parts(drawn: Drawn) -> None:
    if not drawn.graph.edges:
        return
    # Edges that stand twice count twice here, so the comparison leaves them out.
    network = wired(drawn.network.nodes, tuple(drawn.graph.edges))

    def quality(names: np.ndarray) -> float:
        groups = [{n for n in range(network.nodes) if names[n] == name} for name in set(names.tolist())]
        return float(nx.community.modularity(drawn.graph, groups))

    assert quality(communities(network)) >= quality(components(network)) - 1e-9


def test_two_houses_with_one_acquaintance_are_two_communities() -> None:
    assert communities(wired(16, two_houses())).tolist() == [0] * 8 + [8] * 8


def test_a_drawing_is_the_same_each_time_and_keeps_what_had_a_place() -> None:
    network = wired(17, two_houses())
    places = lay_out(network)
    assert places == lay_out(network)
    kept = {3: Place(5.0, -2.0), 16: Place(0.0, 9.5)}
    again = lay_out(network, kept=kept)
    assert {node: again[node] for node in kept} == kept


def test_the_joined_are_drawn_nearer_than_the_others() -> None:
    places = np.array(lay_out(wired(16, two_houses())))
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    inside = (apart[:8, :8].sum() + apart[8:, 8:].sum()) / (2 * 8 * 7)
    assert inside < 0.6 * apart[:8, 8:].mean()


@settings(deadline=None)
@given(networks())
def test_no_two_nodes_are_drawn_on_one_spot(drawn: Drawn) -> None:
    places = lay_out(drawn.network)
    assert len(set(places)) == len(places)
    assert np.isfinite(places).all()
