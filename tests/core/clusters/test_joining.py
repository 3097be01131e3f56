"""Clusters follow from the links that stand, and from nothing else."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.clusters import Cluster, Clusters

NODES = st.integers(0, 11)
ACTS = st.lists(st.tuples(st.sampled_from(["link", "undo"]), st.integers(0, 14), NODES, NODES), max_size=60)


def elder(node: int) -> tuple[int, int]:
    """An order of ages that is not the order of the numbers."""
    return node * 7 % 5, node


def clusters_of(*links: tuple[str, int, int]) -> Clusters[int, str]:
    found: Clusters[int, str] = Clusters(age=elder)
    for key, one, other in links:
        found.link(key, one, other)
    return found


def whole(clusters: Clusters[int, Any]) -> dict[int, frozenset[int]]:
    return {each.eldest: each.members for each in clusters}


def test_links_that_touch_make_one_cluster_named_after_its_eldest() -> None:
    found = clusters_of(("a", 1, 2), ("b", 2, 3), ("c", 8, 9))
    assert list(found) == [Cluster(3, frozenset({1, 2, 3})), Cluster(8, frozenset({8, 9}))]


def test_the_cluster_with_the_elder_keeps_its_name_and_the_other_has_its_own_again() -> None:
    found = clusters_of(("a", 1, 2), ("b", 5, 6))
    before = whole(found)
    found.link("c", 1, 6)
    assert whole(found) == {5: frozenset({1, 2, 5, 6})}
    found.undo("c")
    assert whole(found) == before


def test_two_links_on_one_pair_hold_it_until_both_are_undone() -> None:
    found = clusters_of(("a", 1, 2), ("b", 1, 2))
    found.undo("a")
    assert found.size_of(1) == 2
    found.undo("b")
    assert (found.of(1), found.size_of(1), list(found)) == (None, 1, [])


@given(acts=ACTS)
@settings(deadline=None, max_examples=300)
def test_any_history_gives_the_clusters_and_names_of_the_links_that_are_left(acts: list[Any]) -> None:
    lived: Clusters[int, int] = Clusters(age=elder)
    standing: dict[int, tuple[int, int]] = {}
    for act, key, one, other in acts:
        if act == "link":
            lived.link(key, one, other)
            if one != other:
                standing.setdefault(key, (one, other))
        else:
            lived.undo(key)
            standing.pop(key, None)
    anew: Clusters[int, int] = Clusters(age=elder)
    for key, pair in reversed(standing.items()):
        anew.link(key, *pair)
    assert whole(lived) == whole(anew)
    assert {node: lived.of(node) for node in range(12)} == {node: anew.of(node) for node in range(12)}


@given(acts=ACTS, joined=st.tuples(NODES, NODES))
@settings(deadline=None, max_examples=100)
def test_undoing_the_last_link_restores_the_state_before_it(acts: list[Any], joined: tuple[int, int]) -> None:
    found: Clusters[int, int] = Clusters(age=elder)
    for _act, key, one, other in acts:
        found.link(key, one, other)
    before = whole(found)
    found.link(99, *joined)
    found.undo(99)
    assert whole(found) == before
