"""Clusters from links."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.linkage.clusters import Clustering, HeldApart, cluster

Pair = tuple[int, int, float]
PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(10, 19)), st.integers(-15, 20).map(float), max_size=30
).map(lambda found: [(left, right, bits) for (left, right), bits in found.items()])


def clusters_of(pairs: Sequence[Pair]) -> Clustering:
    lefts, rights, bits = (np.array(column) for column in zip(*pairs, strict=True)) if pairs else [np.zeros(0, int)] * 3
    return cluster(lefts, rights, bits, records=20, least=0.0)


def test_links_that_touch_make_one_cluster_where_nothing_speaks_against_it() -> None:
    assert clusters_of([(1, 2, 9.0), (2, 3, 8.0), (1, 3, 2.0), (5, 6, 7.0)]) == Clustering(((1, 2, 3), (5, 6)), ())


def test_the_weaker_link_of_a_chain_is_held_apart_where_its_ends_contradict() -> None:
    found = clusters_of([(1, 2, 9.0), (2, 3, 8.0), (1, 3, -12.0)])
    assert found == Clustering(((1, 2),), (HeldApart(2, 3, (1, 3)),))


def test_one_difference_does_not_part_what_agrees_as_a_whole() -> None:
    agreeing = [(1, 2, 9.0), (1, 3, 8.0), (1, 4, 8.0), (2, 3, 7.0), (2, 4, 7.0), (3, 4, -4.0)]
    assert clusters_of(agreeing).clusters == ((1, 2, 3, 4),)


@given(pairs=PAIRS)
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_pairs_changes_nothing(pairs: list[Pair]) -> None:
    assert clusters_of(pairs) == clusters_of(pairs[::-1])


@given(pairs=PAIRS)
@settings(deadline=None, max_examples=60)
def test_every_link_is_followed_or_held_apart(pairs: list[Pair]) -> None:
    found = clusters_of(pairs)
    place = {member: number for number, members in enumerate(found.clusters) for member in members}
    apart = {(each.left, each.right) for each in found.held_apart}
    for left, right, bits in pairs:
        is_together = left in place and place[left] == place.get(right)
        assert bits < 0 or is_together or (left, right) in apart
        assert not (is_together and (left, right) in apart)
