"""Clusters from links."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.linkage import Clustering, HeldApart, bits_at, cluster
from interlace.core.matching import probability_of

LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(10, 19), st.integers(0, 20).map(float)), max_size=25)


def never(_one: int, _other: int) -> bool:
    return False


def test_links_that_touch_make_one_cluster() -> None:
    found = cluster([(1, 2, 9.0), (2, 3, 8.0), (5, 6, 7.0)], contradict=never)
    assert found == Clustering(((1, 2, 3), (5, 6)), ())


def test_the_weaker_link_of_a_chain_is_held_apart_where_its_ends_contradict() -> None:
    found = cluster([(1, 2, 9.0), (2, 3, 8.0)], contradict=lambda one, other: {one, other} == {1, 3})
    assert found == Clustering(((1, 2),), (HeldApart(2, 3, (1, 3)),))


@given(links=LINKS)
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_links_changes_nothing(links: list[tuple[int, int, float]]) -> None:
    def contradict(one: int, other: int) -> bool:
        return (one + other) % 5 == 0

    assert cluster(links, contradict=contradict) == cluster(reversed(links), contradict=contradict)


@given(links=LINKS)
@settings(deadline=None, max_examples=60)
def test_no_cluster_holds_two_that_contradict_each_other_unless_they_are_linked(
    links: list[tuple[int, int, float]],
) -> None:
    def contradict(one: int, other: int) -> bool:
        return (one + other) % 7 == 0

    linked = {frozenset(link[:2]) for link in links}
    for members in cluster(links, contradict=contradict).clusters:
        pairs = {frozenset((one, other)) for one in members for other in members if one < other}
        assert not any(contradict(*pair) for pair in pairs - linked)


@given(least=st.floats(0.001, 0.999))
@settings(deadline=None, max_examples=40)
def test_a_probability_has_its_bits(least: float) -> None:
    assert probability_of(bits_at(least)) >= least > probability_of(bits_at(least) - 0.1)
