from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.screening.index import corpus
from tests.screening.index.corpus import PHONES, build, by_identifier, record

from interlace.screening.index import PermittedLabels, Query, ScreeningIndex

EVERYBODY = 1000


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1))
def test_many_identifiers_at_once_find_what_each_finds_alone(seed: int, compiled_loops: Path) -> None:
    world = corpus.drawn_world(seed)
    with TemporaryDirectory() as folder:
        build(Path(folder), world.built)
        with ScreeningIndex.open(Path(folder), compiled_loops=compiled_loops) as index:
            world.play(index)
            for holders, sources in ((None, None), ({"TH"}, None), (None, {"list"})):
                asked = [*PHONES, "phone:nobody", PHONES[0]]
                alone = {
                    key: index.search(
                        by_identifier(key), world.permitted, limit=world.limit, holders=holders, sources=sources
                    )
                    for key in asked
                }
                together = index.search_identifiers(
                    asked, world.permitted, limit=world.limit, holders=holders, sources=sources
                )
                assert together == {key: found for key, found in alone.items() if found}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1), limit=st.integers(1, 6))
def test_a_short_list_is_the_beginning_of_a_long_one(seed: int, limit: int, compiled_loops: Path) -> None:
    world = corpus.drawn_world(seed)
    with TemporaryDirectory() as folder:
        build(Path(folder), world.built)
        with ScreeningIndex.open(Path(folder), compiled_loops=compiled_loops) as index:
            world.play(index)
            query = Query(identifiers=tuple(PHONES[:3]))
            everybody = index.search(query, world.permitted, limit=EVERYBODY)
            assert index.search(query, world.permitted, limit=limit) == everybody[:limit]


def test_who_bears_the_name_is_found_among_many_who_share_the_number(index: ScreeningIndex) -> None:
    crowd = [record(number, "sok dara", identifiers=[PHONES[0]]) for number in range(1, 60)]
    index.apply_delta([*crowd, record(60, "wang ming", identifiers=[PHONES[0]])])
    query = Query(names=(corpus.name("wang ming"),), identifiers=(PHONES[0],))
    found = index.search(query, PermittedLabels.of([1]), limit=3)
    assert [candidate.row for candidate in found] == [60, 1, 2]


def test_nothing_is_found_where_nothing_may_be(index: ScreeningIndex) -> None:
    index.apply_delta([record(1, "sok dara", identifiers=[PHONES[0]])])
    assert index.search_identifiers(PHONES, PermittedLabels.of([2]), limit=5) == {}
    assert index.search_identifiers(PHONES, PermittedLabels.of([1]), limit=0) == {}
    assert index.search_identifiers([], PermittedLabels.of([1]), limit=5) == {}
